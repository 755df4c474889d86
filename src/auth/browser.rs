//! Sign-in with the system's browser: authorization code with PKCE and a loopback redirect.
//!
//! Source: RFC 8252; "Microsoft identity platform and OAuth 2.0 authorization code flow".

use std::process::Child;
use std::time::Duration;

use url::Url;

use super::authorization::Authorization;
use super::entra_error::EntraError;
use super::held::Held;
use super::page;
use super::pkce::{Pkce, random_text};
use super::token_endpoint::Refusal;
use crate::cancel::Cancel;
use crate::clock;
use crate::error::{Error, ErrorKind, Result};
use crate::event::{Event, Level, Prompt, Stage, Tell};
use crate::net::loopback::{Arrival, RedirectListener};
use crate::os;
use crate::secret::Secret;

/// What the person prefers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Browser<'a> {
    pub(super) open: bool,
    pub(super) login_hint: Option<&'a str>,
    pub(super) patience: Duration,
}

impl Browser<'_> {
    pub(super) async fn sign_in(
        &self,
        authorization: &Authorization<'_>,
        tell: Tell<'_>,
        cancel: &Cancel,
    ) -> Result<Held> {
        let (listener, pkce, state) = (RedirectListener::bind().await?, Pkce::new()?, random_text()?);
        let redirect = listener.uri();
        let address = self.address(authorization, &redirect, &pkce, &state)?;
        let opened = self.open_browser(&address, tell);
        tell(Event::Prompt(Prompt::Browser {
            message: if opened {
                "Sign in in the browser that has opened on this machine.".into()
            } else {
                format!("To sign in, open this address in a browser on this machine: {address}")
            },
            sign_in_uri: address.into(),
            opened,
            expires_in_seconds: self.patience.as_secs(),
        }));
        tell(Event::progress(Stage::SigningIn, Some(self.patience), "waiting for the sign-in in the browser"));
        let arrival = cancel.or_cancelled(clock::within(self.patience, listener.answer(&state))).await?;
        let arrival = arrival.unwrap_or_else(|| {
            Err(Error::new(ErrorKind::SignInExpired, "nobody completed the sign-in in the browser in time")
                .with_next_step("Start the sign-in again."))
        })?;
        // From here the code is used up: what the page says must be what happened.
        let outcome = redeem(authorization, &arrival, &redirect, &pkce).await;
        arrival.show(&page::result(outcome.as_ref().map(|held| held.access.account.as_deref()))).await;
        outcome
    }

    fn address(&self, authorization: &Authorization<'_>, redirect: &str, pkce: &Pkce, state: &str) -> Result<Url> {
        let mut address = authorization.endpoint.url("authorize")?;
        address
            .query_pairs_mut()
            .append_pair("client_id", &authorization.client_id.to_string())
            .append_pair("response_type", "code")
            .append_pair("redirect_uri", redirect)
            .append_pair("response_mode", "form_post")
            .append_pair("scope", &authorization.scope())
            .append_pair("state", state)
            .append_pair("nonce", &random_text()?)
            .append_pair("code_challenge", &pkce.challenge)
            .append_pair("code_challenge_method", "S256")
            .append_pair("claims", &authorization.claims());
        match self.login_hint {
            Some(hint) => address.query_pairs_mut().append_pair("login_hint", hint),
            // An administrator's browser is mostly signed in as somebody else.
            None => address.query_pairs_mut().append_pair("prompt", "select_account"),
        };
        Ok(address)
    }

    fn open_browser(&self, address: &Url, tell: Tell<'_>) -> bool {
        if !self.open {
            return false;
        }
        match os::browser::open(address) {
            Ok(child) => {
                tokio::spawn(collect(child));
                true
            }
            Err(error) => {
                tell(Event::log(Level::Warning, error.to_string()));
                false
            }
        }
    }
}

async fn redeem(authorization: &Authorization<'_>, arrival: &Arrival, redirect: &str, pkce: &Pkce) -> Result<Held> {
    let field = |name: &str| arrival.fields.get(name).map(String::as_str).filter(|text| !text.is_empty());
    if let Some(error) = field("error") {
        return Err(EntraError::from_redirect(error, field("error_description"), &[&pkce.verifier]).into_error());
    }
    let code = field("code").map(Secret::new).ok_or_else(|| {
        Error::new(ErrorKind::UnexpectedAnswer, "the browser brought neither a code nor an error")
            .with_next_step("Start the sign-in again.")
    })?;
    let (client_id, scope, claims) =
        (authorization.client_id.to_string(), authorization.scope(), authorization.claims());
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", client_id.as_str()),
        ("code", code.expose()),
        ("redirect_uri", redirect),
        ("code_verifier", pkce.verifier.expose()),
        ("scope", scope.as_str()),
        ("claims", claims.as_str()),
    ];
    let tokens = authorization.endpoint.token(&form, &[&code, &pkce.verifier]).await.map_err(Refusal::into_error)?;
    authorization.accept(tokens)
}

/// Whoever starts a child collects it; the opener ends as soon as the browser has the address.
async fn collect(mut child: Child) {
    while matches!(child.try_wait(), Ok(None)) {
        clock::sleep(Duration::from_millis(500)).await;
    }
}
