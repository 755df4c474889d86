//! The tokens of a client, and their silent renewal: five minutes early, and once however many ask.

use std::sync::{Arc, PoisonError, RwLock};

use serde_json::Value;
use tokio::sync::Mutex;

use super::authorization::Authorization;
use super::token::AccessToken;
use super::token_endpoint::Refusal;
use crate::error::{Error, ErrorKind, Result};
use crate::ids::ClientId;
use crate::secret::Secret;

/// What MSAL does: a token with less left counts as expired.
const EARLY_SECONDS: i64 = 300;

/// The tokens that a client holds.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) access: Arc<AccessToken>,
    pub(super) refresh: Option<Secret>,
    /// The app that the refresh token belongs to; a handed-in token has none.
    pub(super) client_id: Option<ClientId>,
}

/// Why a token is renewed.
#[derive(Debug, Clone)]
pub(crate) enum Renew {
    /// Only when it is about to end.
    WhenDue,
    /// The service refused this one, maybe asking for more.
    Refused(Arc<AccessToken>, Option<Value>),
}

/// The one place where tokens are kept.
#[derive(Debug, Default)]
pub(super) struct Session {
    held: RwLock<Option<Arc<Held>>>,
    /// How many renewals have ended, and the error of the last: those who queued behind it share its end.
    renewing: Mutex<Ended>,
    ended: std::sync::atomic::AtomicU64,
    /// What the next sign-in must satisfy.
    challenge: RwLock<Option<Value>>,
}

#[derive(Debug, Default)]
struct Ended {
    last_error: Option<Error>,
}

impl Session {
    pub(super) fn held(&self) -> Option<Arc<Held>> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn keep(&self, held: Held) {
        *self.challenge.write().unwrap_or_else(PoisonError::into_inner) = None;
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(held));
    }

    pub(super) fn forget(&self) {
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = None;
        *self.challenge.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub(super) fn challenge(&self) -> Option<Value> {
        self.challenge.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The token to use now. `authorize` builds the request of a renewal, when one is due.
    pub(super) async fn token<'a>(
        &self,
        why: &Renew,
        authorize: impl AsyncFn(ClientId, Option<Value>) -> Result<Authorization<'a>>,
    ) -> Result<Arc<AccessToken>> {
        let seen = self.ended.load(std::sync::atomic::Ordering::Acquire);
        let held = self.held().ok_or_else(not_signed_in)?;
        if is_good(&held, why) {
            return Ok(held.access.clone());
        }
        let mut turn = self.renewing.lock().await;
        let held = self.held().ok_or_else(not_signed_in)?;
        if is_good(&held, why) {
            return Ok(held.access.clone());
        }
        if self.ended.load(std::sync::atomic::Ordering::Acquire) != seen
            && let Some(error) = &turn.last_error
        {
            return held_or(&held, why, error.clone());
        }
        let renewed = self.renew(&held, why, authorize).await;
        turn.last_error = renewed.as_ref().err().cloned();
        self.ended.fetch_add(1, std::sync::atomic::Ordering::Release);
        renewed.or_else(|error| held_or(&held, why, error))
    }

    async fn renew<'a>(
        &self,
        held: &Arc<Held>,
        why: &Renew,
        authorize: impl AsyncFn(ClientId, Option<Value>) -> Result<Authorization<'a>>,
    ) -> Result<Arc<AccessToken>> {
        let (Some(refresh), Some(client_id)) = (&held.refresh, held.client_id) else {
            return Err(cannot_renew(&held.access));
        };
        let asked = match why {
            Renew::Refused(_, claims) => claims.clone(),
            Renew::WhenDue => None,
        };
        let authorization = authorize(client_id, asked.clone()).await?;
        let (id, scope, claims) = (client_id.to_string(), authorization.scope(), authorization.claims());
        let form = [
            ("grant_type", "refresh_token"),
            ("client_id", id.as_str()),
            ("refresh_token", refresh.expose()),
            ("scope", scope.as_str()),
            ("claims", claims.as_str()),
        ];
        let answer = match authorization.endpoint.token_with_retry(&form, &[refresh]).await {
            Ok(answer) => answer,
            Err(refusal) => {
                if let Refusal::Entra(error) = &refusal {
                    self.remember(error.claims.clone().or(asked));
                }
                return Err(refusal.into_error());
            }
        };
        let mut fresh = authorization.accept(answer)?;
        // Entra may keep the refresh token that it was shown.
        fresh.refresh = fresh.refresh.or_else(|| Some(refresh.clone()));
        let access = fresh.access.clone();
        // Somebody may have signed out or in again meanwhile; their word counts.
        let mut current = self.held.write().unwrap_or_else(PoisonError::into_inner);
        if current.as_ref().is_some_and(|current| Arc::ptr_eq(current, held)) {
            *current = Some(Arc::new(fresh));
        }
        Ok(access)
    }

    fn remember(&self, claims: Option<Value>) {
        if claims.is_some() {
            *self.challenge.write().unwrap_or_else(PoisonError::into_inner) = claims;
        }
    }
}

fn is_good(held: &Held, why: &Renew) -> bool {
    match why {
        Renew::Refused(refused, _) => !Arc::ptr_eq(refused, &held.access),
        Renew::WhenDue => held.access.seconds_left().is_none_or(|left| left > EARLY_SECONDS),
    }
}

/// A token that is renewed early is still good when the renewal fails.
fn held_or(held: &Held, why: &Renew, error: Error) -> Result<Arc<AccessToken>> {
    match why {
        Renew::WhenDue if held.access.seconds_left().is_none_or(|left| left > 0) => Ok(held.access.clone()),
        _ => Err(error),
    }
}

pub(super) fn not_signed_in() -> Error {
    Error::new(ErrorKind::NotSignedIn, "the client is not signed in")
        .with_next_step("sign in with a device code or the browser, or hand in an access token")
}

fn cannot_renew(access: &AccessToken) -> Error {
    let expired = access.seconds_left().is_some_and(|left| left <= 0);
    let what = if expired { "has expired" } else { "cannot be renewed" };
    Error::new(ErrorKind::TokenExpired, format!("the access token {what}, and there is no refresh token with it"))
        .with_next_step("hand in a new access token, or sign in")
}
