//! A client: the settings of one cloud, tenant and app, with its tokens.

use std::sync::Arc;

use serde_json::Value;
use tokio::sync::OnceCell;

use super::authorization::Authorization;
use super::browser::Browser;
use super::context::Context;
use super::device_code;
use super::held::Held;
use super::renewal::{Due, Renew, Session, not_signed_in};
use super::scope::{Scope, joined};
use super::settings::Settings;
use super::sign_in::{Method, SignIn};
use super::tenant::TenantName;
use super::token::AccessToken;
use super::token_endpoint::TokenEndpoint;
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};
use crate::event::{Event, Level, Tell};
use crate::ids::{ClientId, TenantId};
use crate::net::transport::Transport;

/// Settings with their tokens. All of its calls may run at once.
#[derive(Debug)]
pub struct Client {
    settings: Settings,
    transport: Transport,
    tenant: OnceCell<TenantId>,
    session: Session,
}

impl Client {
    /// A client that is not signed in yet. Nothing is sent.
    pub fn new(settings: Settings) -> Result<Self> {
        let ca_file = settings.ca_file.as_deref();
        let transport = Transport::new(&settings.cloud, ca_file, settings.proxy.as_ref(), settings.timeouts)?;
        Ok(Self { settings, transport, tenant: OnceCell::new(), session: Session::default() })
    }

    /// Takes a token that the caller has; what the service would refuse is refused here.
    pub fn set_token(&self, text: &str) -> Result<Context> {
        let access = AccessToken::new(text)?;
        access.require_usable(&self.settings.cloud, &self.settings.scopes)?;
        if let Some(TenantName::Id(tenant)) = &self.settings.tenant {
            access.require_tenant(*tenant)?;
        }
        self.session.keep(Held { access: access.into(), refresh: None, client_id: None, scopes: Vec::new() });
        self.context()
    }

    /// Signs a person in.
    pub async fn sign_in(&self, how: SignIn, tell: Tell<'_>, cancel: &Cancel) -> Result<Context> {
        let scopes = if how.scopes.is_empty() { self.settings.scopes.clone() } else { how.scopes };
        let client_id = self.settings.client_id.ok_or_else(|| {
            Error::new(ErrorKind::SignInConfiguration, "a sign-in needs the setting clientId").with_next_step(format!(
                "Give the Application (client) ID of an app registration that has the delegated permission {}.",
                joined(&scopes)
            ))
        })?;
        let challenge = self.session.challenge();
        let authorization = cancel.or_cancelled(self.authorization(client_id, scopes, challenge)).await??;
        let signed_in = match how.method {
            Method::DeviceCode => {
                device_code::sign_in(&authorization, self.settings.sign_in_timeout, tell, cancel).await
            }
            Method::Browser => {
                let browser = Browser {
                    open: how.open_browser,
                    login_hint: self.settings.login_hint.as_deref(),
                    patience: self.settings.sign_in_timeout,
                };
                browser.sign_in(&authorization, tell, cancel).await
            }
        };
        self.session.keep(signed_in.map_err(|error| authorization.explained(error))?);
        let context = self.context()?;
        let account = context.account.as_deref().unwrap_or("an account whose name is not known");
        tell(Event::log(Level::Information, format!("signed in as {account}")));
        Ok(context)
    }

    /// Forgets the tokens.
    pub fn sign_out(&self) {
        self.session.forget();
    }

    /// Who is signed in, and what their token allows; no secret.
    pub fn context(&self) -> Result<Context> {
        let held = self.session.held().ok_or_else(not_signed_in)?;
        Ok(Context::new(&self.settings.cloud, &held.access, held.refresh.is_some()))
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(crate) fn transport(&self) -> &Transport {
        &self.transport
    }

    /// The token for work that takes these permissions in this tenant, renewed where `why` asks for it.
    pub(crate) async fn token(&self, tenant: TenantId, scopes: &[Scope], why: &Renew) -> Result<Arc<AccessToken>> {
        let held = self.session.held().ok_or_else(not_signed_in)?;
        held.access.require_tenant(tenant)?;
        let token = match self.session.token(why).await? {
            Due::Token(token) => token,
            Due::Turn(turn) => {
                let authorization = match turn.client_id() {
                    Some(client_id) => Some(self.authorization(client_id, turn.scopes(), turn.asked()).await),
                    None => None,
                };
                turn.renew(authorization).await?
            }
        };
        token.require_usable(&self.settings.cloud, scopes)?;
        token.require_tenant(tenant)?;
        Ok(token)
    }

    /// The tenant of work that names none: the settings', or the token's own.
    pub(super) async fn work_tenant(&self) -> Result<TenantId> {
        let held = self.session.held().ok_or_else(not_signed_in)?;
        match (&self.settings.tenant, held.access.tenant) {
            (None, Some(tenant)) => Ok(tenant),
            _ => self.tenant().await,
        }
    }

    async fn authorization(
        &self,
        client_id: ClientId,
        scopes: Vec<Scope>,
        challenge: Option<Value>,
    ) -> Result<Authorization<'_>> {
        let endpoint =
            TokenEndpoint { cloud: &self.settings.cloud, transport: &self.transport, tenant: self.tenant().await? };
        Ok(Authorization { endpoint, client_id, scopes, challenge })
    }

    async fn tenant(&self) -> Result<TenantId> {
        let name = self.settings.tenant.as_ref().ok_or_else(|| {
            Error::new(ErrorKind::SignInConfiguration, "a sign-in needs the setting tenant")
                .with_next_step("Give the id of the user's tenant, or one of its domains.")
        })?;
        let resolved = self.tenant.get_or_try_init(|| name.resolve(&self.settings.cloud, &self.transport)).await?;
        Ok(*resolved)
    }
}
