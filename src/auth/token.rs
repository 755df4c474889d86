//! A bearer token for Graph, and what it says of itself where it can be read.
//!
//! A token is Graph's to judge: its signature is not checked here, and one that cannot be read is sent as it is. What
//! can be read is used to refuse, before any request, what the service would refuse anyway. Source: "Access token
//! claims reference" of the Microsoft identity platform.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use uuid::Uuid;

use super::scope::{CHATS, Scope, joined};
use crate::clock;
use crate::cloud::{Cloud, CloudName};
use crate::error::{Error, ErrorKind, Result};
use crate::ids::{ClientId, TenantId, UserId};
use crate::secret::Secret;

const GRAPH_APP_ID: &str = "00000003-0000-0000-c000-000000000000";
const LARGEST: usize = 64 * 1024;

/// A token and what is known of it.
#[derive(Debug)]
pub struct AccessToken {
    pub(crate) secret: Secret,
    /// Whose token this is.
    pub kind: TokenKind,
    /// The tenant that gave it.
    pub tenant: Option<TenantId>,
    /// The app that asked for it.
    pub client_id: Option<ClientId>,
    /// The account's name: a user principal name, mostly.
    pub account: Option<String>,
    /// The account's object id.
    pub user: Option<UserId>,
    /// The permissions; empty when they are not known.
    pub scopes: Vec<String>,
    /// The template ids of the account's directory roles (`wids`).
    pub roles: Vec<String>,
    /// Unix time at which it was given.
    pub issued_at: Option<i64>,
    /// Unix time at which it ends.
    pub expires_at: Option<i64>,
    audience: Option<String>,
}

/// Whose token it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A signed-in person's.
    Delegated,
    /// An application's own.
    AppOnly,
    /// The token cannot be read.
    Unknown,
}

impl AccessToken {
    /// Takes a token over and reads what it says.
    pub(crate) fn new(text: &str) -> Result<Self> {
        let text = text.trim();
        let text = text.strip_prefix("Bearer ").unwrap_or(text).trim();
        let malformed = |why: &str| {
            Err(Error::new(ErrorKind::TokenMalformed, format!("the access token {why}")).with_next_step(
                "Hand in the access token alone, as the sign-in gave it: neither its whole answer nor another token.",
            ))
        };
        if text.is_empty() {
            return malformed("is empty");
        }
        if text.len() > LARGEST {
            return malformed("is larger than any token");
        }
        if !text.bytes().all(|b| b.is_ascii_graphic()) {
            return malformed("holds characters that no token has; it may have been cut or wrapped when it was copied");
        }
        let claims = payload(text).unwrap_or(Value::Null);
        Ok(Self::from_claims(Secret::new(text), &claims))
    }

    fn from_claims(secret: Secret, claims: &Value) -> Self {
        let text = |name: &str| claims[name].as_str().filter(|text| !text.is_empty());
        let texts = |name: &str| {
            let list = claims[name].as_array().map(Vec::as_slice).unwrap_or_default();
            list.iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
        };
        let scopes: Vec<String> = text("scp").unwrap_or_default().split_whitespace().map(str::to_owned).collect();
        let account = ["upn", "preferred_username", "unique_name", "email"].iter().find_map(|name| text(name));
        let kind = match (text("idtyp"), claims) {
            (Some("app"), _) => TokenKind::AppOnly,
            (Some("user"), _) => TokenKind::Delegated,
            (_, Value::Object(_)) if !scopes.is_empty() => TokenKind::Delegated,
            (_, Value::Object(fields)) if fields.contains_key("roles") => TokenKind::AppOnly,
            // Since idtyp is an optional claim: no person is named, and the app is its own subject.
            (_, Value::Object(_)) if text("oid").is_some() && text("oid") == text("sub") => TokenKind::AppOnly,
            (_, Value::Object(_)) if account.is_some() => TokenKind::Delegated,
            _ => TokenKind::Unknown,
        };
        let guid = |name: &str| text(name).and_then(|text| Uuid::try_parse(text).ok());
        Self {
            secret,
            kind,
            tenant: guid("tid").map(TenantId::from),
            client_id: guid("appid").or_else(|| guid("azp")).map(ClientId::from),
            account: account.map(str::to_owned),
            user: guid("oid").map(UserId::from),
            scopes,
            roles: texts("wids"),
            issued_at: seconds(&claims["iat"]),
            expires_at: seconds(&claims["exp"]),
            audience: text("aud").map(str::to_owned),
        }
    }

    /// Seconds that the token is still good for.
    pub(crate) fn seconds_left(&self) -> Option<i64> {
        self.expires_at.map(|end| end - clock::unix_now())
    }

    /// Refuses what the service would refuse, with what is missing and how to get it.
    pub(crate) fn require_usable(&self, cloud: &Cloud, scopes: &[Scope]) -> Result<()> {
        if self.kind == TokenKind::AppOnly {
            let call = if scopes == CHATS { "removeAllAccessForUser" } else { "this work" };
            return Err(Error::new(
                ErrorKind::TokenAppOnly,
                format!("the token is an application's own (app-only); {call} takes a signed-in person's token only"),
            )
            .with_next_step(format!(
                "Sign in as an administrator with the delegated permission {} (device code or browser), \
                 or hand in a token from such a sign-in.",
                joined(scopes)
            )));
        }
        self.require_audience(cloud, scopes)?;
        self.require_scopes(scopes)?;
        if self.seconds_left().is_some_and(|left| left <= 0) {
            let when = self.expires_at.and_then(clock::rfc3339).unwrap_or_default();
            return Err(Error::new(ErrorKind::TokenExpired, format!("the token expired at {when}"))
                .with_next_step("Get a new token, or sign in."));
        }
        Ok(())
    }

    /// Refuses a token of another tenant than the user's.
    pub(crate) fn require_tenant(&self, wanted: TenantId) -> Result<()> {
        match self.tenant {
            Some(tenant) if tenant != wanted => Err(Error::new(
                ErrorKind::TokenOtherTenant,
                format!("the token is of tenant {tenant}, the user is of tenant {wanted}"),
            )
            .with_next_step(format!("Sign in to the user's own tenant {wanted}."))),
            _ => Ok(()),
        }
    }

    /// Whether the token is known not to have this permission; one that cannot be read is the service's to judge.
    pub(crate) fn lacks(&self, scope: &Scope) -> bool {
        self.kind == TokenKind::Delegated && !self.scopes.iter().any(|held| scope.is_given_by(held))
    }

    fn require_scopes(&self, scopes: &[Scope]) -> Result<()> {
        let Some(missing) = scopes.iter().find(|scope| self.lacks(scope)) else { return Ok(()) };
        let has = if self.scopes.is_empty() { "none".to_owned() } else { self.scopes.join(" ") };
        let error = format!("the token lacks the permission {missing}; it has: {has}");
        Err(Error::new(ErrorKind::TokenScopeMissing, error).with_next_step(format!(
            "Add the delegated permission Microsoft Graph {missing} to the app, have an administrator consent to it, \
             and get a new token (a sign-in asks for the permissions that its scopes name)."
        )))
    }

    fn require_audience(&self, cloud: &Cloud, scopes: &[Scope]) -> Result<()> {
        let Some(audience) = self.audience.as_deref().map(|aud| aud.trim_end_matches('/')) else { return Ok(()) };
        // A custom cloud may name its Graph as it likes.
        if cloud.name() == CloudName::Custom || audience == GRAPH_APP_ID || audience == cloud.graph_root() {
            return Ok(());
        }
        let shown: String = audience.chars().take(100).collect();
        Err(Error::new(
            ErrorKind::TokenOtherAudience,
            format!("the token is for '{shown}', not for Microsoft Graph ({})", cloud.graph_root()),
        )
        .with_next_step(format!("Get a token of {} with the scope {}.", cloud.graph_root(), joined(scopes))))
    }
}

/// The claims of a signed token (JWS); of an encrypted or opaque one, nothing.
pub(super) fn payload(text: &str) -> Option<Value> {
    let mut parts = text.split('.');
    let (_header, body, _signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let bytes = zeroize::Zeroizing::new(URL_SAFE_NO_PAD.decode(body.trim_end_matches('=')).ok()?);
    serde_json::from_slice::<Value>(&bytes).ok().filter(Value::is_object)
}

/// A time claim, which servers give as a number or as its digits.
fn seconds(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn token(claims: Value) -> AccessToken {
        let body = URL_SAFE_NO_PAD.encode(claims.to_string());
        AccessToken::new(&format!("e30.{body}.c2ln")).unwrap()
    }

    fn refusal(claims: Value) -> Option<ErrorKind> {
        token(claims).require_usable(&Cloud::named("global").unwrap(), &CHATS).err().map(|error| error.kind())
    }

    #[test]
    fn what_the_service_would_refuse_is_refused_before_the_request() {
        let good = json!({"aud": GRAPH_APP_ID, "scp": "User.Read Chat.ReadWrite.All", "exp": 4_000_000_000_i64});
        let with = |name: &str, value: Value| {
            let mut claims = good.clone();
            claims[name] = value;
            refusal(claims)
        };
        assert_eq!(refusal(good.clone()), None);
        assert_eq!(with("idtyp", json!("app")), Some(ErrorKind::TokenAppOnly));
        assert_eq!(refusal(json!({"roles": ["Chat.ReadWrite.All"]})), Some(ErrorKind::TokenAppOnly));
        assert_eq!(refusal(json!({"oid": "a", "sub": "a"})), Some(ErrorKind::TokenAppOnly));
        assert_eq!(with("scp", json!("Chat.ReadWrite")), Some(ErrorKind::TokenScopeMissing));
        assert_eq!(refusal(json!({"upn": "a@b.c"})), Some(ErrorKind::TokenScopeMissing));
        assert_eq!(with("aud", json!("https://manage.office.com")), Some(ErrorKind::TokenOtherAudience));
        assert_eq!(with("exp", json!(1_700_000_000)), Some(ErrorKind::TokenExpired));
        assert_eq!(with("exp", json!("1700000000")), Some(ErrorKind::TokenExpired));
    }

    #[test]
    fn a_token_that_cannot_be_read_is_left_to_the_service() {
        for text in ["opaque", "a.b.c", "a.b.c.d.e", "e30.e30.sig"] {
            let token = AccessToken::new(text).unwrap();
            assert_eq!(token.kind, TokenKind::Unknown, "{text}");
            assert!(token.require_usable(&Cloud::named("global").unwrap(), &CHATS).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_damaged_token_is_refused_without_being_shown() {
        for text in ["", " ", "two words", "line\nbreak", "\u{e9}", &"a".repeat(LARGEST + 1)] {
            let error = AccessToken::new(text).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::TokenMalformed);
            assert!(text.trim().is_empty() || !error.message().contains(text));
            assert!(error.next_step().unwrap().contains("access token alone"), "{error}");
        }
    }

    #[test]
    fn debug_shows_no_token() {
        assert!(!format!("{:?}", AccessToken::new("canary-token").unwrap()).contains("canary"));
    }
}
