//! Carries one removal out: token, pace, request, and again where that is right.

use std::sync::Arc;
use std::time::Duration;

use super::explain;
use super::judge::{History, Verdict};
use super::outcome::{Outcome, Removal};
use super::request::Target;
use crate::auth::{AccessToken, CHATS, Client, Renew};
use crate::cancel::Cancel;
use crate::clock;
use crate::error::{Error, ErrorKind, Result};
use crate::event::{Event, Level, Stage, Tell};
use crate::net::answer::{Answer, Lost};
use crate::net::pace;
use crate::net::retry::Budget;
use crate::net::transport::{Method, fill_random, new_request_id};

/// Requests that may fail on the line or in the service before this ends.
const MOST_ATTEMPTS: u32 = 5;
/// After a cancellation, how long the answer of a request under way is still waited for.
const LAST_WAIT: Duration = Duration::from_millis(250);

/// Removes the user's access to the chat. An error means that nothing was done: no request was sent, or the
/// service turned it away before the cancellation. Everything else is an outcome.
pub async fn remove(client: &Client, target: &Target, tell: Tell<'_>, cancel: &Cancel) -> Result<Removal> {
    let token = cancel.or_cancelled(client.token(target.tenant, &CHATS, &Renew::WhenDue)).await??;
    let mut work =
        Work { client, target, tell, cancel, history: History::default(), removal: blank(target), budget: None };
    let mut removal = work.run(token).await?;
    removal.time = clock::rfc3339(clock::unix_now());
    removal.cancel_requested = cancel.is_cancelled();
    Ok(removal)
}

fn blank(target: &Target) -> Removal {
    Removal::new(target, Outcome::NotAttempted)
}

struct Work<'a> {
    client: &'a Client,
    target: &'a Target,
    tell: Tell<'a>,
    cancel: &'a Cancel,
    history: History,
    removal: Removal,
    budget: Option<Budget>,
}

/// What one request came to.
enum Sent {
    Answered(Answer),
    Unsent(Error),
    Lost(Error),
}

impl Work<'_> {
    async fn run(&mut self, mut token: Arc<AccessToken>) -> Result<Removal> {
        let mut stage = Stage::Pacing;
        loop {
            let keys = self.keys(&token);
            if let Err(cancelled) = self.turn(&keys, stage).await {
                return self.stopped(cancelled);
            }
            token = self.fresh(token).await;
            let (verdict, answer) = match self.send(&token).await? {
                Sent::Answered(answer) => (self.history.judge(&answer, clock::wall_now()), Some(answer)),
                Sent::Unsent(error) => (self.unsent(&error)?, None),
                Sent::Lost(error) => (self.lost(&error), None),
            };
            if let Some(answer) = &answer {
                explain::answered(&mut self.removal, answer, &token);
                self.history.service_failed |= answer.status >= 500;
            }
            match verdict {
                Verdict::End(outcome) => return Ok(self.end(outcome)),
                Verdict::Renew(claims) => {
                    // Each is honoured once: a challenge does not use up the renewal of a token that has expired.
                    self.history.renewed |= claims.is_none();
                    self.history.challenged |= claims.is_some();
                    (self.tell)(Event::log(Level::Information, "the service refused the token; renewing it once"));
                    let why = Renew::Refused(token.clone(), claims);
                    token = match self.cancel.or_cancelled(self.client.token(self.target.tenant, &CHATS, &why)).await {
                        Ok(Ok(token)) => token,
                        Ok(Err(error)) => {
                            explain::not_renewed(&mut self.removal, &error);
                            return Ok(self.end(self.history.unless_lost(Outcome::Refused)));
                        }
                        Err(cancelled) => return self.stopped(cancelled),
                    };
                    stage = Stage::Pacing;
                }
                Verdict::Again { named, throttled, otherwise } => {
                    let Some(wait) = self.next_wait(named)? else {
                        self.removal.retry_after_seconds = named.map(|wait| wait.as_secs());
                        return Ok(self.end(otherwise));
                    };
                    stage = if throttled { Stage::Throttled } else { Stage::BackingOff };
                    if throttled {
                        pace::hold(&keys, wait);
                    } else if let Err(cancelled) = self.back_off(wait).await {
                        return self.stopped(cancelled);
                    }
                }
            }
        }
    }

    /// The budgets that this request draws on: the signed-in user's and the chat's.
    fn keys(&self, token: &AccessToken) -> Vec<pace::Key> {
        let root = self.client.settings().cloud.graph_root();
        let who = token.user.map_or_else(|| token.account.clone().unwrap_or_default(), |user| user.to_string());
        vec![format!("{root} user {} {who}", self.target.tenant), format!("{root} chat {}", self.target.thread)]
    }

    async fn turn(&self, keys: &[pace::Key], stage: Stage) -> Result<()> {
        let message = match stage {
            Stage::Throttled => "the service asked to wait",
            _ => "waiting for this removal's turn: the service takes one a second",
        };
        // An operation that was cancelled before it began must not begin.
        if self.cancel.is_cancelled() {
            return Err(Error::new(ErrorKind::Cancelled, "cancelled"));
        }
        pace::turn(keys, self.cancel, |wait| (self.tell)(Event::progress(stage, Some(wait), message))).await
    }

    /// The turn may have been long in coming. A token that cannot be renewed now is the service's to judge.
    async fn fresh(&self, token: Arc<AccessToken>) -> Arc<AccessToken> {
        match self.cancel.or_cancelled(self.client.token(self.target.tenant, &CHATS, &Renew::WhenDue)).await {
            Ok(Ok(fresh)) => fresh,
            Ok(Err(_)) | Err(_) => token,
        }
    }

    async fn send(&mut self, token: &AccessToken) -> Result<Sent> {
        let settings = self.client.settings();
        let url = settings.cloud.graph_url(&self.target.path(settings.graph_version))?;
        let (id, body) = (new_request_id()?, self.target.body());
        (self.tell)(Event::progress(Stage::Requesting, None, "asking the service to remove the chat"));
        explain::begin(&mut self.removal, &id);
        let request = self.client.transport().graph(Method::POST, url, &token.secret, &id, Some(&body));
        tokio::pin!(request);
        let answer = tokio::select! {
            biased;
            answer = &mut request => Some(answer),
            () = self.cancel.cancelled() => clock::within(LAST_WAIT, &mut request).await,
        };
        Ok(match answer {
            Some(Ok(answer)) => Sent::Answered(answer),
            Some(Err(Lost::Unsent(error))) => Sent::Unsent(error),
            Some(Err(Lost::MaybeSent(error))) => Sent::Lost(error),
            None => Sent::Lost(Error::new(ErrorKind::Cancelled, "cancelled while the request was under way")),
        })
    }

    /// The request did not leave. What can never leave is an error; a line that is down may come up again.
    fn unsent(&mut self, error: &Error) -> Result<Verdict> {
        explain::unanswered(&mut self.removal, error);
        let outcome = self.history.unless_lost(Outcome::Failed);
        match error.kind() {
            ErrorKind::Network | ErrorKind::Timeout => {
                Ok(Verdict::Again { named: None, throttled: false, otherwise: outcome })
            }
            ErrorKind::Tls => Ok(Verdict::End(outcome)),
            _ => Err(error.clone()),
        }
    }

    /// The request may have arrived.
    fn lost(&mut self, error: &Error) -> Verdict {
        self.history.answer_lost = true;
        explain::unanswered(&mut self.removal, error);
        if error.kind() == ErrorKind::Cancelled {
            return Verdict::End(Outcome::Unconfirmed);
        }
        (self.tell)(Event::log(Level::Warning, format!("the answer was lost: {}", error.message())));
        Verdict::Again { named: None, throttled: false, otherwise: Outcome::Unconfirmed }
    }

    fn next_wait(&mut self, named: Option<Duration>) -> Result<Option<Duration>> {
        let now = clock::instant_now();
        let patience = self.client.settings().retry_budget;
        let mut jitter = [0_u8];
        fill_random(&mut jitter)?;
        let budget = self.budget.get_or_insert_with(|| Budget::new(now, patience, MOST_ATTEMPTS));
        Ok(budget.next_wait(now, named, jitter[0]))
    }

    async fn back_off(&self, wait: Duration) -> Result<()> {
        (self.tell)(Event::progress(Stage::BackingOff, Some(wait), "the service or the line failed; trying again"));
        self.cancel.or_cancelled(clock::sleep(wait)).await
    }

    /// Cancelled between requests: nothing is under way. Only a lost answer leaves something to tell.
    fn stopped(&mut self, cancelled: Error) -> Result<Removal> {
        if self.history.answer_lost {
            return Ok(self.end(Outcome::Unconfirmed));
        }
        // A service that failed does not say that it did nothing, so its answer is told.
        if self.history.service_failed {
            return Ok(self.end(Outcome::Failed));
        }
        Err(cancelled)
    }

    fn end(&mut self, outcome: Outcome) -> Removal {
        let mut removal = std::mem::replace(&mut self.removal, blank(self.target));
        removal.outcome = outcome;
        explain::ended(&mut removal);
        removal
    }
}
