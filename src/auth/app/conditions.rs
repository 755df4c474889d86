//! What an app of ours looks like in a cloud: the one source of what is made, completed and judged.

use serde_json::{Value, json};
use url::Url;

use super::application::App;
use super::permission;
use super::verdict::ONE_TENANT;
use crate::cloud::Cloud;
use crate::error::Result;

/// The redirect address of the system's browser; the port is free.
pub(super) const LOOPBACK: &str = "http://localhost";
const NATIVE_PATH: &str = "/common/oauth2/nativeclient";
const AUTHORITIES: &[&str] =
    &["login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn"];

/// What is asked of an app.
#[derive(Debug, Clone)]
pub(super) struct Conditions {
    /// The cloud's own redirect address for native clients.
    native: String,
    /// Whether it is to search the audit log, too.
    pub(super) audit: bool,
}

impl Conditions {
    pub(super) fn new(cloud: &Cloud, audit: bool) -> Result<Self> {
        Ok(Self { native: cloud.authority_url(NATIVE_PATH.trim_start_matches('/'))?.into(), audit })
    }

    /// The cloud's native redirect, or that of the worldwide one, which a cloud of the caller's may go by.
    pub(super) fn is_native(&self, uri: &str) -> bool {
        uri == self.native || Url::parse(uri).is_ok_and(|url| Self::is_any_native(&url))
    }

    /// The native redirect of one of Microsoft's clouds: no page that could keep a code.
    pub(super) fn is_any_native(url: &Url) -> bool {
        let microsofts = url.host_str().is_some_and(|host| AUTHORITIES.contains(&host)) && url.port().is_none();
        url.scheme() == "https" && microsofts && url.path() == NATIVE_PATH && url.username().is_empty()
    }

    /// The body that makes the app.
    pub(super) fn body(&self, display_name: &str) -> Value {
        json!({
            "displayName": display_name,
            "signInAudience": ONE_TENANT,
            "isFallbackPublicClient": true,
            "publicClient": { "redirectUris": [LOOPBACK, self.native] },
            "requiredResourceAccess": [{
                "resourceAppId": permission::GRAPH,
                "resourceAccess": self.permissions().map(|id| json!({ "id": id, "type": "Scope" })).collect::<Vec<_>>(),
            }],
        })
    }

    /// The body that adds what an app lacks and keeps what it has; nothing, when it lacks nothing of its own.
    pub(super) fn completion(&self, app: &App) -> Option<Value> {
        let lacks = |code: &str| app.missing.iter().any(|note| note.code == code);
        let mut body = json!({});
        if lacks("loopback_redirect") || lacks("native_redirect") {
            let mut uris = app.redirect_uris.public_client.clone();
            uris.extend(lacks("loopback_redirect").then(|| LOOPBACK.to_owned()));
            uris.extend(lacks("native_redirect").then(|| self.native.clone()));
            body["publicClient"] = json!({ "redirectUris": uris });
        }
        if lacks("single_tenant") {
            body["signInAudience"] = json!(ONE_TENANT);
        }
        if lacks("public_client") {
            body["isFallbackPublicClient"] = json!(true);
        }
        if lacks("chat_permission") || lacks("audit_permission") {
            // An app that asks for anything of another service was refused before.
            let has = app.required_permissions.iter().map(|required| required.id.clone());
            let added = self.permissions().filter(|id| !app.requires(id)).map(str::to_owned);
            let access: Vec<Value> = has.chain(added).map(|id| json!({ "id": id, "type": "Scope" })).collect();
            body["requiredResourceAccess"] = json!([{ "resourceAppId": permission::GRAPH, "resourceAccess": access }]);
        }
        body.as_object().is_some_and(|fields| !fields.is_empty()).then_some(body)
    }

    fn permissions(&self) -> impl Iterator<Item = &'static str> {
        [permission::CHATS, permission::AUDIT].into_iter().take(if self.audit { 2 } else { 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_app_that_is_made_is_the_documented_one() {
        let conditions = Conditions::new(&Cloud::named("usgov_l4").unwrap(), true).unwrap();
        assert_eq!(
            conditions.body("X"),
            json!({
                "displayName": "X", "signInAudience": "AzureADMyOrg", "isFallbackPublicClient": true,
                "publicClient": {"redirectUris":
                    ["http://localhost", "https://login.microsoftonline.us/common/oauth2/nativeclient"]},
                "requiredResourceAccess": [{"resourceAppId": "00000003-0000-0000-c000-000000000000", "resourceAccess": [
                    {"id": "7e9a077b-3711-42b9-b7cb-5fa5f3f7fea7", "type": "Scope"},
                    {"id": "1d9e7ac3-0eca-442c-82f9-e92625af6e6d", "type": "Scope"}]}]
            })
        );
    }
}
