//! The tokens of a client, and their silent renewal: five minutes early, and once however many ask.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use serde_json::Value;
use tokio::sync::{Mutex, MutexGuard};

use super::authorization::Authorization;
use super::held::Held;
use super::scope::Scope;
use super::token::AccessToken;
use super::token_endpoint::Refusal;
use crate::error::{Error, ErrorKind, Result};
use crate::ids::ClientId;

/// What MSAL does: a token with less left counts as expired.
const EARLY_SECONDS: i64 = 300;

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
    /// Held by whoever renews; the error of the last renewal, which those who queued behind it share.
    renewing: Mutex<Option<Error>>,
    /// How many renewals have ended.
    ended: AtomicU64,
    /// What the next sign-in must satisfy.
    challenge: RwLock<Option<Value>>,
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

    /// Puts renewed tokens in the place of the old ones; when somebody signed out or in meanwhile, their word counts.
    fn replace(&self, old: &Arc<Held>, fresh: Held) -> Arc<AccessToken> {
        let access = fresh.access.clone();
        let mut current = self.held.write().unwrap_or_else(PoisonError::into_inner);
        if current.as_ref().is_some_and(|current| Arc::ptr_eq(current, old)) {
            *current = Some(Arc::new(fresh));
        }
        access
    }

    fn remember(&self, claims: Option<Value>) {
        if claims.is_some() {
            *self.challenge.write().unwrap_or_else(PoisonError::into_inner) = claims;
        }
    }

    /// The token to use now, or the turn to renew it: one caller has it, the others wait for what comes of it.
    pub(super) async fn token(&self, why: &Renew) -> Result<Due<'_>> {
        let seen = self.ended.load(Ordering::Acquire);
        let held = self.held().ok_or_else(not_signed_in)?;
        if is_good(&held, why) {
            return Ok(Due::Token(held.access.clone()));
        }
        let last_error = self.renewing.lock().await;
        let held = self.held().ok_or_else(not_signed_in)?;
        if is_good(&held, why) {
            return Ok(Due::Token(held.access.clone()));
        }
        if self.ended.load(Ordering::Acquire) != seen
            && let Some(error) = &*last_error
        {
            return held_or(&held, why, error.clone()).map(Due::Token);
        }
        Ok(Due::Turn(Turn { session: self, last_error, held, why: why.clone() }))
    }
}

/// What a caller finds when it asks for the token.
pub(super) enum Due<'a> {
    Token(Arc<AccessToken>),
    Turn(Turn<'a>),
}

/// The right to renew, until it is dropped.
pub(super) struct Turn<'a> {
    session: &'a Session,
    last_error: MutexGuard<'a, Option<Error>>,
    held: Arc<Held>,
    why: Renew,
}

impl Turn<'_> {
    /// The app that renews; none when the token cannot be renewed.
    pub(super) fn client_id(&self) -> Option<ClientId> {
        self.held.client_id.filter(|_| self.held.refresh.is_some())
    }

    /// The permissions that the sign-in asked for.
    pub(super) fn scopes(&self) -> Vec<Scope> {
        self.held.scopes.clone()
    }

    /// What the service asked for.
    pub(super) fn asked(&self) -> Option<Value> {
        match &self.why {
            Renew::Refused(_, claims) => claims.clone(),
            Renew::WhenDue => None,
        }
    }

    /// Renews with this request and lets the others have the end of it. Without one, the token cannot be renewed.
    pub(super) async fn renew(mut self, authorization: Option<Result<Authorization<'_>>>) -> Result<Arc<AccessToken>> {
        let renewed = match authorization {
            Some(Ok(authorization)) => self.ask(&authorization).await,
            Some(Err(error)) => Err(error),
            None => Err(cannot_renew(&self.held.access)),
        };
        *self.last_error = renewed.as_ref().err().cloned();
        self.session.ended.fetch_add(1, Ordering::Release);
        renewed.or_else(|error| held_or(&self.held, &self.why, error))
    }

    async fn ask(&self, authorization: &Authorization<'_>) -> Result<Arc<AccessToken>> {
        let Some(refresh) = &self.held.refresh else { return Err(cannot_renew(&self.held.access)) };
        let (id, scope, claims) = (authorization.client_id.to_string(), authorization.scope(), authorization.claims());
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
                    self.session.remember(error.claims.clone().or(self.asked()));
                }
                return Err(authorization.explained(refusal.into_error()));
            }
        };
        let mut fresh = authorization.accept(answer)?;
        // Entra may keep the refresh token that it was shown.
        fresh.refresh = fresh.refresh.or_else(|| Some(refresh.clone()));
        Ok(self.session.replace(&self.held, fresh))
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
        .with_next_step("Sign in with a device code or the browser, or hand in an access token.")
}

fn cannot_renew(access: &AccessToken) -> Error {
    let expired = access.seconds_left().is_some_and(|left| left <= 0);
    let what = if expired { "has expired" } else { "cannot be renewed" };
    Error::new(ErrorKind::TokenExpired, format!("the access token {what}, and there is no refresh token with it"))
        .with_next_step("Hand in a new access token, or sign in.")
}
