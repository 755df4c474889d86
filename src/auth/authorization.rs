//! One sign-in under way: who asks whom for what. The flows add how the person answers.

use serde_json::Value;

use super::claims;
use super::held::Held;
use super::token::{AccessToken, SCOPE, TokenKind, is_scope, payload};
use super::token_endpoint::{TokenAnswer, TokenEndpoint};
use crate::clock;
use crate::error::{Error, ErrorKind, Result};
use crate::ids::{ClientId, TenantId, UserId};

/// What every request of a sign-in or renewal carries.
#[derive(Debug)]
pub(super) struct Authorization<'a> {
    pub(super) endpoint: TokenEndpoint<'a>,
    pub(super) client_id: ClientId,
    /// What an earlier refusal asked for.
    pub(super) challenge: Option<Value>,
}

impl Authorization<'_> {
    /// The delegated permission by its full name, and what makes the sign-in renewable and readable.
    pub(super) fn scope(&self) -> String {
        format!("{}/{SCOPE} offline_access openid profile", self.endpoint.cloud.graph_root())
    }

    pub(super) fn claims(&self) -> String {
        claims::parameter(self.challenge.as_ref())
    }

    /// Takes the tokens over, unless the service would refuse them.
    pub(super) fn accept(&self, answer: TokenAnswer) -> Result<Held> {
        let access = self.read(&answer)?;
        access.require_usable(self.endpoint.cloud)?;
        if access.kind == TokenKind::Unknown && !answer.scope.is_empty() {
            require_granted(&answer.scope)?;
        }
        if let Some(tenant) = access.tenant.filter(|tenant| *tenant != self.endpoint.tenant) {
            return Err(Error::new(
                ErrorKind::TokenOtherTenant,
                format!("the sign-in ended in tenant {tenant}, not in {}", self.endpoint.tenant),
            )
            .with_next_step("sign in with an account of the tenant that was asked for"));
        }
        Ok(Held { access: access.into(), refresh: answer.refresh_token, client_id: Some(self.client_id) })
    }

    /// What the access token does not say, because it cannot be read, the rest of the answer does.
    fn read(&self, answer: &TokenAnswer) -> Result<AccessToken> {
        let mut access = AccessToken::new(answer.access_token.expose())?;
        if let Some(seconds) = answer.expires_in_seconds() {
            // Counted from here: this machine's clock may be wrong, and the token's end is compared with it.
            access.expires_at = clock::unix_now().checked_add(seconds);
        }
        access.issued_at = access.issued_at.or_else(|| Some(clock::unix_now()));
        access.client_id = access.client_id.or(Some(self.client_id));
        if access.scopes.is_empty() {
            let bare = |scope: &str| scope.rsplit('/').next().unwrap_or(scope).to_owned();
            access.scopes = answer.scope.split_whitespace().map(bare).collect();
        }
        if let Some(id) = answer.id_token.as_ref().and_then(|token| payload(token.expose())) {
            let text = |name: &str| id[name].as_str().map(str::to_owned);
            let guid = |name: &str| id[name].as_str().and_then(|text| uuid::Uuid::try_parse(text).ok());
            access.account = access.account.or_else(|| text("preferred_username")).or_else(|| text("upn"));
            access.user = access.user.or_else(|| guid("oid").map(UserId::from));
            access.tenant = access.tenant.or_else(|| guid("tid").map(TenantId::from));
        }
        access.tenant = access.tenant.or(Some(self.endpoint.tenant));
        Ok(access)
    }
}

fn require_granted(scope: &str) -> Result<()> {
    if scope.split_whitespace().any(is_scope) {
        return Ok(());
    }
    Err(Error::new(ErrorKind::TokenScopeMissing, format!("the sign-in did not grant {SCOPE}; it granted: {scope}"))
        .with_next_step(format!("add the delegated permission {SCOPE} to the app and have it consented")))
}
