//! Who is signed in, as callers see it.

use serde::Serialize;

use super::token::{AccessToken, TokenKind};
use crate::clock;
use crate::cloud::Cloud;
use crate::ids::{ClientId, TenantId, UserId};

/// Account, tenant, permissions, roles and expiry of the token; nothing secret. Null is what is not known.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Context {
    schema: u32,
    /// The cloud's name.
    pub cloud: &'static str,
    /// The tenant signed in to.
    pub tenant_id: Option<TenantId>,
    /// The app.
    pub client_id: Option<ClientId>,
    /// The account's name.
    pub account: Option<String>,
    /// The account's object id.
    pub user_id: Option<UserId>,
    /// `delegated`, or `unknown` when the token cannot be read.
    pub token_kind: &'static str,
    /// The permissions.
    pub scopes: Vec<String>,
    /// The directory roles: the names of the common ones, the template ids of the others.
    pub roles: Vec<String>,
    /// When the token was given, RFC 3339 in UTC.
    pub issued_on: Option<String>,
    /// When it ends, RFC 3339 in UTC.
    pub expires_on: Option<String>,
    /// Whether it is renewed silently.
    pub renewable: bool,
}

impl Context {
    pub(super) fn new(cloud: &Cloud, access: &AccessToken, renewable: bool) -> Self {
        Self {
            schema: 1,
            cloud: cloud.name().as_str(),
            tenant_id: access.tenant,
            client_id: access.client_id,
            account: access.account.clone(),
            user_id: access.user,
            token_kind: match access.kind {
                TokenKind::Delegated => "delegated",
                TokenKind::AppOnly => "app_only",
                TokenKind::Unknown => "unknown",
            },
            scopes: access.scopes.clone(),
            roles: role_names(&access.roles),
            issued_on: access.issued_at.and_then(clock::rfc3339),
            expires_on: access.expires_at.and_then(clock::rfc3339),
            renewable,
        }
    }
}

/// Whose token it is, in brackets: a refusal does not say what it misses, the token says what there was.
pub(crate) fn described(token: &AccessToken) -> String {
    let or_unknown = |text: Option<String>| text.unwrap_or_else(|| "unknown".into());
    let listed = |list: Vec<String>| if list.is_empty() { "none known".into() } else { list.join(", ") };
    let age = token.issued_at.map(|issued| (clock::unix_now() - issued).max(0) / 60);
    format!(
        "[account {}, tenant {}, scopes {}, roles {}, token {}]",
        or_unknown(token.account.clone().or_else(|| token.user.map(|user| user.to_string()))),
        or_unknown(token.tenant.map(|tenant| tenant.to_string())),
        listed(token.scopes.clone()),
        listed(role_names(&token.roles)),
        age.map_or_else(|| "of unknown age".to_owned(), |minutes| format!("{minutes} minutes old")),
    )
}

/// In every member's token, and no role.
const EVERY_MEMBER: &str = "b79fbf4d-3ef9-4689-8143-76b194e85509";

/// Roles by name where they are common in this work. Source: "Microsoft Entra built-in roles".
fn role_names(template_ids: &[String]) -> Vec<String> {
    let named = |id: &String| match id.to_ascii_lowercase().as_str() {
        "62e90394-69f5-4237-9190-012177145e10" => "Global Administrator".to_owned(),
        "69091246-20e8-4a56-aa4d-066075b2a7a8" => "Teams Administrator".to_owned(),
        "194ae4cb-b126-40b2-bd5b-6091b380977d" => "Security Administrator".to_owned(),
        "17315797-102d-40b4-93e0-432062caca18" => "Compliance Administrator".to_owned(),
        other => other.to_owned(),
    };
    template_ids.iter().filter(|id| !id.eq_ignore_ascii_case(EVERY_MEMBER)).map(named).collect()
}
