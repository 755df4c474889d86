//! Fills a removal with the service's words, and with ours where it has none.

use super::outcome::{Outcome, Removal};
use crate::auth::{AccessToken, described};
use crate::error::{Error, ErrorKind};
use crate::net::answer::Answer;
use crate::net::graph_error::GraphError;

/// A request is about to leave.
pub(super) fn begin(removal: &mut Removal, client_request_id: &str) {
    removal.attempts += 1;
    removal.client_request_id = Some(client_request_id.to_owned());
    removal.request_id = None;
    removal.http_status = None;
    removal.code = None;
    removal.message = None;
    removal.body = None;
    removal.next_step = None;
}

/// The service answered.
pub(super) fn answered(removal: &mut Removal, answer: &Answer, token: &AccessToken) {
    removal.http_status = Some(answer.status);
    removal.request_id = answer.id("request-id", &[&token.secret]);
    if answer.status != 204 {
        removal.body = answer.text(&[&token.secret]);
    }
    match answer.status {
        204 => {}
        200..=299 => {
            removal.code = Some("unexpected_success".into());
            removal.message = Some(format!(
                "the service answered {} with {}; its documented answer is 204 with none",
                answer.status,
                answer.describe_body()
            ));
        }
        300..=399 => {
            removal.code = Some("redirect_refused".into());
            removal.message = Some("the answer was a redirect, which is not followed: the token would go along".into());
            removal.next_step = Some("Check that no proxy or gateway answers in Graph's place.".into());
        }
        status => {
            let error = GraphError::read(answer, &[&token.secret]);
            removal.request_id = error.request_id;
            removal.code = error.code;
            removal.message = error.message;
            if status == 403 {
                explain_forbidden(removal, token);
            }
        }
    }
}

/// No answer was had.
pub(super) fn unanswered(removal: &mut Removal, error: &Error) {
    let code = match error.kind() {
        ErrorKind::Timeout => "timeout",
        ErrorKind::Tls => "tls",
        ErrorKind::Cancelled => "cancelled",
        _ => "network",
    };
    removal.code = Some(code.into());
    removal.message = Some(error.message().to_owned());
    removal.next_step = error.next_step().map(str::to_owned);
}

/// The token was refused and could not be renewed: the sign-in host's word goes with the service's.
pub(super) fn not_renewed(removal: &mut Removal, error: &Error) {
    let graph = removal.message.take().unwrap_or_default();
    let code = error.service_code().map_or(String::new(), |code| format!(" ({code})"));
    removal.message = Some(format!("{graph}; the token could not be renewed{code}: {}", error.message()));
    removal.next_step = error.next_step().map(str::to_owned);
}

/// What is said of an outcome where nothing was said before.
pub(super) fn ended(removal: &mut Removal) {
    let step = match (removal.outcome, removal.http_status) {
        (Outcome::NotFound, _) if removal.code.is_none() => {
            "Nothing in the answer is Graph's: check that no proxy or gateway answers in its place, and whether the chat is gone."
        }
        (Outcome::NotFound, _) => {
            "The chat is not known, the user is not in it, or it was removed before: compare the ids with the audit record."
        }
        (Outcome::Unconfirmed, _) => {
            "The chat may be removed or not: run the same removal again, and look at the user's chats."
        }
        (Outcome::Refused, Some(401)) => "Sign in again.",
        (Outcome::Refused, Some(400)) => "Compare the three ids with the audit record.",
        (Outcome::Failed, Some(429)) => "Run it again later: the service is throttling.",
        (Outcome::Failed, _) => "Run it again later.",
        _ => return,
    };
    if removal.outcome == Outcome::Unconfirmed || removal.next_step.is_none() {
        removal.next_step = Some(step.to_owned());
    }
}

/// The service does not say what it misses; the token says what there was.
fn explain_forbidden(removal: &mut Removal, token: &AccessToken) {
    let graph = removal.message.take().unwrap_or_default();
    removal.message = Some(format!("{graph} {}", described(token)));
    removal.next_step = Some(
        "Sign in as an administrator of the user's tenant with Chat.ReadWrite.All; a role that was activated after the \
         sign-in (PIM) needs a new token."
            .into(),
    );
}
