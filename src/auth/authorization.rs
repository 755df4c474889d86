//! One sign-in under way: who asks whom for what. The flows add how the person answers.

use serde_json::Value;

use super::claims;
use super::held::Held;
use super::scope::{Scope, joined};
use super::token::{AccessToken, TokenKind, payload};
use super::token_endpoint::{TokenAnswer, TokenEndpoint};
use crate::clock;
use crate::error::{Error, ErrorKind, Result};
use crate::ids::{ClientId, TenantId, UserId};

/// What every request of a sign-in or renewal carries.
#[derive(Debug)]
pub(super) struct Authorization<'a> {
    pub(super) endpoint: TokenEndpoint<'a>,
    pub(super) client_id: ClientId,
    /// The permissions that are asked for.
    pub(super) scopes: Vec<Scope>,
    /// What an earlier refusal asked for.
    pub(super) challenge: Option<Value>,
}

impl Authorization<'_> {
    /// The delegated permissions by their full names, and what makes the sign-in renewable and readable.
    pub(super) fn scope(&self) -> String {
        let root = self.endpoint.cloud.graph_root();
        let mut scopes: Vec<String> = self.scopes.iter().map(|scope| format!("{root}/{scope}")).collect();
        scopes.extend(["offline_access", "openid", "profile"].map(str::to_owned));
        scopes.join(" ")
    }

    /// The same error; where consent is missing, the next step names what is to be consented to.
    pub(super) fn explained(&self, error: Error) -> Error {
        if error.kind() != ErrorKind::ConsentRequired {
            return error;
        }
        error.with_next_step(format!(
            "Have an administrator consent to the delegated permission {} (Enterprise applications, Permissions).",
            joined(&self.scopes)
        ))
    }

    pub(super) fn claims(&self) -> String {
        claims::parameter(self.challenge.as_ref())
    }

    /// Takes the tokens over, unless the service would refuse them.
    pub(super) fn accept(&self, answer: TokenAnswer) -> Result<Held> {
        let access = self.read(&answer)?;
        access.require_usable(self.endpoint.cloud, &self.scopes)?;
        if access.kind == TokenKind::Unknown && !answer.scope.is_empty() {
            self.require_granted(&answer.scope)?;
        }
        if let Some(tenant) = access.tenant.filter(|tenant| *tenant != self.endpoint.tenant) {
            return Err(Error::new(
                ErrorKind::TokenOtherTenant,
                format!("the sign-in ended in tenant {tenant}, not in {}", self.endpoint.tenant),
            )
            .with_next_step("Sign in with an account of the tenant that was asked for."));
        }
        let (refresh, scopes) = (answer.refresh_token, self.scopes.clone());
        Ok(Held { access: access.into(), refresh, client_id: Some(self.client_id), scopes })
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

    fn require_granted(&self, granted: &str) -> Result<()> {
        let is_granted = |scope: &&Scope| granted.split_whitespace().any(|held| scope.is_given_by(held));
        let Some(missing) = self.scopes.iter().find(|scope| !is_granted(scope)) else { return Ok(()) };
        let error = format!("the sign-in did not grant {missing}; it granted: {granted}");
        Err(Error::new(ErrorKind::TokenScopeMissing, error)
            .with_next_step(format!("Add the delegated permission {missing} to the app and have it consented.")))
    }
}
