//! The tenant that a client signs in to: by id, or by a domain that the sign-in host resolves.

use serde_json::Value;

use crate::cloud::Cloud;
use crate::error::{Error, ErrorKind, Result};
use crate::ids::TenantId;
use crate::net::transport::{Transport, new_request_id};

use super::entra_error::EntraError;

/// A tenant as the person names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TenantName {
    Id(TenantId),
    Domain(String),
}

impl TenantName {
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let domain = text.trim().trim_end_matches('.').to_ascii_lowercase();
        if ["common", "organizations", "consumers"].contains(&domain.as_str()) {
            return Err(Error::new(
                ErrorKind::InvalidSetting,
                format!("tenant '{domain}' names no tenant; give your tenant's id or one of its domains"),
            ));
        }
        let labels_fit = domain.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !label.starts_with('-')
        });
        if domain.contains('.') && labels_fit && domain.len() <= 253 {
            return Ok(Self::Domain(domain));
        }
        TenantId::parse(text).map(Self::Id).map_err(|_| {
            let shown: String = text.chars().take(60).flat_map(char::escape_debug).collect();
            Error::new(ErrorKind::InvalidSetting, format!("tenant '{shown}' is neither a tenant's id nor a domain"))
                .with_next_step("Give the Tenant ID of the Entra admin center, or a domain like contoso.com.")
        })
    }

    /// The id; a domain is asked for at the sign-in host's OpenID configuration.
    pub(crate) async fn resolve(&self, cloud: &Cloud, transport: &Transport) -> Result<TenantId> {
        let domain = match self {
            Self::Id(id) => return Ok(*id),
            Self::Domain(domain) => domain,
        };
        let url = cloud.authority_url(&format!("{domain}/v2.0/.well-known/openid-configuration"))?;
        let answer = transport
            .get_from_authority(url, &new_request_id()?)
            .await
            .map_err(|lost| lost.into_error().located(format_args!("looking up the tenant of {domain}")))?;
        if answer.status != 200 {
            return Err(EntraError::read(&answer, &[]).into_error().located(format_args!("the domain {domain}")));
        }
        tenant_of(&answer.body).ok_or_else(|| {
            Error::new(
                ErrorKind::UnexpectedAnswer,
                format!("the OpenID configuration of {domain} names no tenant ({})", answer.describe_body()),
            )
            .with_next_step("Give the tenant's id instead of its domain.")
        })
    }
}

/// The GUID in the issuer: `https://login.microsoftonline.com/{tenant}/v2.0`.
fn tenant_of(configuration: &[u8]) -> Option<TenantId> {
    let configuration: Value = serde_json::from_slice(configuration).ok()?;
    let issuer = url::Url::parse(configuration["issuer"].as_str()?).ok()?;
    issuer.path_segments()?.find_map(|segment| TenantId::parse(segment).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenant_is_an_id_or_a_domain_and_nothing_else() {
        let id = "11111111-1111-4111-8111-111111111111";
        assert_eq!(TenantName::parse(id).unwrap(), TenantName::Id(TenantId::parse(id).unwrap()));
        assert_eq!(TenantName::parse(" Contoso.COM. ").unwrap(), TenantName::Domain("contoso.com".into()));
        for wrong in ["common", "Organizations", "contoso", "a@contoso.com", "con/toso.com", "..", "x..y"] {
            assert!(TenantName::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_tenant_is_read_from_the_issuer() {
        let id = "11111111-1111-4111-8111-111111111111";
        for issuer in [format!("https://login.microsoftonline.com/{id}/v2.0"), format!("https://sts.windows.net/{id}/")]
        {
            let configuration = serde_json::json!({ "issuer": issuer }).to_string();
            assert_eq!(tenant_of(configuration.as_bytes()).unwrap().to_string(), id);
        }
        assert_eq!(tenant_of(br#"{"issuer":"https://x/{tenantid}/v2.0"}"#), None);
        assert_eq!(tenant_of(b"<html>"), None);
    }
}
