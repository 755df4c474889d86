//! The tenant's directory at Graph, asked with patience: throttling, failures that pass, tokens that end.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use url::Url;

use super::explain;
use super::registration::{Action, State};
use crate::auth::claims::challenge;
use crate::auth::client::Client;
use crate::auth::renewal::Renew;
use crate::auth::scope::Scope;
use crate::auth::token::AccessToken;
use crate::cancel::Cancel;
use crate::clock;
use crate::error::{Error, ErrorKind, Result};
use crate::event::{Event, Level, Stage, Tell};
use crate::ids::TenantId;
use crate::net::answer::{Answer, Lost};
use crate::net::retry::{Budget, retry_after};
use crate::net::transport::{Method, fill_random, new_request_id};

/// Requests that may fail on the line or in the service before this ends.
const MOST_ATTEMPTS: u32 = 5;
/// How long something new may take to be known everywhere.
const REPLICATION: Duration = Duration::from_secs(60);
/// How long something is looked for of which nobody knows whether it was made.
const MAYBE_THERE: Duration = Duration::from_secs(20);
/// After a cancellation, how long the answer of a request that changes something is still waited for.
const LAST_WAIT: Duration = Duration::from_millis(250);
/// More pages than any list that is read here has.
const MOST_PAGES: usize = 100;

/// The directory as one signed-in person asks it.
pub(super) struct Directory<'a> {
    pub(super) client: &'a Client,
    pub(super) tenant: TenantId,
    pub(super) token: Arc<AccessToken>,
    pub(super) cancel: &'a Cancel,
    tell: Tell<'a>,
    scopes: &'static [Scope],
    budget: Budget,
    /// Whether a request that changes something was answered well, or may have arrived.
    pub(super) touched: bool,
    /// Whether the answer of a request that changes something was lost; what is there afterwards is probably ours.
    pub(super) lost: bool,
}

/// Whether a request may be sent again when its answer was lost.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeat {
    /// Done twice it is the same.
    Freely,
    /// It would be done twice.
    Never,
}

/// What became of one attempt.
enum Attempt {
    Answered(Answer),
    Renew(Option<Value>),
    Again { named: Option<Duration>, throttled: bool, otherwise: Error },
}

impl<'a> Directory<'a> {
    /// Fails before any request when the token lacks one of the permissions.
    pub(super) async fn open(
        client: &'a Client,
        scopes: &'static [Scope],
        tell: Tell<'a>,
        cancel: &'a Cancel,
    ) -> Result<Self> {
        let tenant = cancel.or_cancelled(client.work_tenant()).await??;
        let token = cancel.or_cancelled(client.token(tenant, scopes, &Renew::WhenDue)).await??;
        let budget = Budget::new(clock::instant_now(), client.settings().retry_budget, MOST_ATTEMPTS);
        Ok(Self { client, tenant, token, cancel, tell, scopes, budget, touched: false, lost: false })
    }

    /// One object.
    pub(super) async fn get(&mut self, path: &str) -> Result<Value> {
        let answer = self.send(&Method::GET, self.url(path)?, None, Repeat::Freely).await?;
        document(&answer)
    }

    /// A list, all its pages.
    pub(super) async fn list(&mut self, path: &str) -> Result<Vec<Value>> {
        let (mut url, mut items) = (self.url(path)?, Vec::new());
        for _ in 0..MOST_PAGES {
            let answer = self.send(&Method::GET, url, None, Repeat::Freely).await?;
            let mut page = document(&answer)?;
            match page["value"].take() {
                Value::Array(more) => items.extend(more),
                _ => return Err(no_list(&answer)),
            }
            // Whose host it is, the transport asks before the token goes along.
            match page["@odata.nextLink"].as_str() {
                None => return Ok(items),
                Some(next) => url = Url::parse(next).map_err(|_| no_list(&answer))?,
            }
        }
        Err(Error::new(ErrorKind::UnexpectedAnswer, format!("a list of the directory has over {MOST_PAGES} pages")))
    }

    /// Makes an object.
    pub(super) async fn post(&mut self, path: &str, body: &Value, repeat: Repeat) -> Result<Value> {
        let answer = self.send(&Method::POST, self.url(path)?, Some(body), repeat).await?;
        document(&answer)
    }

    /// Changes an object.
    pub(super) async fn patch(&mut self, path: &str, body: &Value) -> Result<()> {
        self.send(&Method::PATCH, self.url(path)?, Some(body), Repeat::Freely).await.map(drop)
    }

    /// Takes an object away; whether it was there.
    pub(super) async fn delete(&mut self, path: &str) -> Result<bool> {
        self.lost = false;
        match self.send(&Method::DELETE, self.url(path)?, None, Repeat::Freely).await {
            Ok(_) => Ok(true),
            Err(error) if error.http_status() == Some(404) => Ok(self.lost),
            Err(error) => Err(error),
        }
    }

    /// Patience for what is new.
    pub(super) fn patience(&self) -> Budget {
        Budget::new(clock::instant_now(), REPLICATION, u32::MAX)
    }

    /// Patience for what may be there or not.
    pub(super) fn short_patience(&self) -> Budget {
        let budget = self.client.settings().retry_budget;
        Budget::new(clock::instant_now(), MAYBE_THERE.min(budget), u32::MAX)
    }

    /// Waits for what is new to be known; an error when patience is over.
    pub(super) async fn replicate(&self, patience: &mut Budget, what: &str, last: &Error) -> Result<()> {
        let Some(wait) = patience.next_wait(clock::instant_now(), None, jitter()?) else {
            let message = format!("{what} is not known everywhere in the directory yet: {}", last.message());
            return Err(Error::new(ErrorKind::NotReplicated, message)
                .with_request_id(last.request_id().map(str::to_owned))
                .with_next_step(
                    "Run it again in a few minutes: what was made is found, and what is missing is made.",
                ));
        };
        (self.tell)(Event::progress(
            Stage::Replicating,
            Some(wait),
            format!("waiting until {what} is known everywhere"),
        ));
        self.cancel.or_cancelled(clock::sleep(wait)).await
    }

    /// A step was done: into the end, and into the log.
    pub(super) fn done(&self, actions: &mut Vec<Action>, action: &'static str, message: String) {
        (self.tell)(Event::log(Level::Information, message.clone()));
        actions.push(Action { action, state: State::Done, message });
    }

    fn url(&self, path: &str) -> Result<Url> {
        self.client.settings().cloud.graph_url(&format!("v1.0/{path}"))
    }

    async fn send(&mut self, method: &Method, url: Url, body: Option<&Value>, repeat: Repeat) -> Result<Answer> {
        let (mut renewed, mut challenged) = (false, false);
        loop {
            match self.attempt(method, &url, body, repeat).await? {
                Attempt::Renew(claims) if !(if claims.is_some() { challenged } else { renewed }) => {
                    renewed |= claims.is_none();
                    challenged |= claims.is_some();
                    let why = Renew::Refused(self.token.clone(), claims);
                    self.token = self.cancel.or_cancelled(self.client.token(self.tenant, self.scopes, &why)).await??;
                }
                Attempt::Renew(_) => {
                    return Err(Error::new(ErrorKind::SignInRequired, "the directory refuses the token")
                        .with_http_status(401)
                        .with_next_step("Sign in again."));
                }
                Attempt::Again { named, throttled, otherwise } => {
                    let Some(wait) = self.budget.next_wait(clock::instant_now(), named, jitter()?) else {
                        return Err(otherwise);
                    };
                    let (stage, why) = match throttled {
                        true => (Stage::Throttled, "the service asked to wait"),
                        false => (Stage::BackingOff, "the service or the line failed; trying again"),
                    };
                    (self.tell)(Event::progress(stage, Some(wait), why));
                    self.cancel.or_cancelled(clock::sleep(wait)).await?;
                }
                Attempt::Answered(answer) => {
                    self.touched |= *method != Method::GET;
                    return Ok(answer);
                }
            }
        }
    }

    async fn attempt(&mut self, method: &Method, url: &Url, body: Option<&Value>, repeat: Repeat) -> Result<Attempt> {
        if self.cancel.is_cancelled() {
            return Err(Error::new(ErrorKind::Cancelled, "cancelled"));
        }
        let id = new_request_id()?;
        (self.tell)(Event::progress(Stage::Requesting, None, "asking the directory"));
        let last_wait = if *method == Method::GET { Duration::ZERO } else { LAST_WAIT };
        let sent = {
            let request = self.client.transport().graph(method.clone(), url.clone(), &self.token.secret, &id, body);
            tokio::pin!(request);
            tokio::select! {
                biased;
                answer = &mut request => Some(answer),
                () = self.cancel.cancelled() => clock::within(last_wait, &mut request).await,
            }
        };
        let answer = match sent {
            Some(Ok(answer)) if answer.whole || answer.status >= 300 => answer,
            Some(Ok(answer)) => {
                let error = format!("the directory's answer broke off: {}", answer.describe_body());
                return self.lost(Error::new(ErrorKind::Network, error), method, repeat);
            }
            Some(Err(Lost::Unsent(error))) if may_pass(&error) => {
                return Ok(Attempt::Again { named: None, throttled: false, otherwise: error });
            }
            Some(Err(Lost::Unsent(error))) => return Err(error),
            Some(Err(Lost::MaybeSent(error))) => return self.lost(error, method, repeat),
            None => {
                self.touched |= *method != Method::GET;
                return Err(Error::new(ErrorKind::Cancelled, "cancelled while a request was under way")
                    .with_next_step("Look in some minutes whether it took effect, and run it again then."));
            }
        };
        let claims = challenge(&answer.headers).filter(|_| matches!(answer.status, 401 | 403));
        if claims.is_some() || answer.status == 401 {
            return Ok(Attempt::Renew(claims));
        }
        if answer.status < 300 {
            return Ok(Attempt::Answered(answer));
        }
        let error = explain::refusal(&answer, method, url, &self.token).with_client_request_id(Some(id));
        let named = retry_after(&answer.headers, clock::wall_now());
        match answer.status {
            429 => Ok(Attempt::Again { named, throttled: true, otherwise: error }),
            503 if named.is_some() => Ok(Attempt::Again { named, throttled: true, otherwise: error }),
            408 | 500.. => self.lost(error, method, repeat),
            _ => Err(error),
        }
    }

    /// The request may have taken effect. Again, where that does no harm.
    fn lost(&mut self, error: Error, method: &Method, repeat: Repeat) -> Result<Attempt> {
        self.touched |= *method != Method::GET;
        self.lost |= *method != Method::GET;
        if repeat == Repeat::Never {
            return Err(error.with_next_step("Run it again: what was made is found, and what is missing is made."));
        }
        Ok(Attempt::Again { named: None, throttled: false, otherwise: error })
    }
}

fn may_pass(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Network | ErrorKind::Timeout)
}

fn jitter() -> Result<u8> {
    let mut jitter = [0_u8];
    fill_random(&mut jitter)?;
    Ok(jitter[0])
}

fn document(answer: &Answer) -> Result<Value> {
    serde_json::from_slice(&answer.body).map_err(|_| no_list(answer))
}

fn no_list(answer: &Answer) -> Error {
    let message =
        format!("the directory answered {} with {} in place of its data", answer.status, answer.describe_body());
    Error::new(ErrorKind::UnexpectedAnswer, message)
        .with_http_status(answer.status)
        .with_next_step("Check that nothing between here and Graph answers in its place.")
}
