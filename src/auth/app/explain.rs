//! The directory's refusals in words that help: what it said, with whose token, and what to do.

use url::Url;

use crate::auth::context::described;
use crate::auth::token::AccessToken;
use crate::clock;
use crate::error::{Error, ErrorKind};
use crate::net::answer::Answer;
use crate::net::graph_error::GraphError;
use crate::net::retry::retry_after;
use crate::net::transport::Method;

/// An answer that is no success.
pub(super) fn refusal(answer: &Answer, method: &Method, url: &Url, token: &AccessToken) -> Error {
    let said = GraphError::read(answer, &[&token.secret]);
    let message = said.message.unwrap_or_else(|| format!("the directory answered {}", answer.status));
    let kind = match answer.status {
        403 => ErrorKind::DirectoryForbidden,
        408 | 429 | 500.. => ErrorKind::DirectoryUnavailable,
        300..=399 => ErrorKind::UnexpectedAnswer,
        _ => ErrorKind::DirectoryRefused,
    };
    let message = if answer.status == 403 { format!("{message} {}", described(token)) } else { message };
    let mut error = Error::new(kind, message)
        .with_http_status(answer.status)
        .with_request_id(said.request_id)
        .with_retry_after(retry_after(&answer.headers, clock::wall_now()))
        .with_next_step(next_step(answer.status, method, url));
    if let Some(code) = said.code {
        error = error.with_service_code(code);
    }
    error
}

fn next_step(status: u16, method: &Method, url: &Url) -> &'static str {
    let grants = url.path().contains("/oauth2PermissionGrants");
    match (status, method == Method::GET) {
        (403, true) if grants => "Sign in with DelegatedPermissionGrant.Read.All to see the consent.",
        (403, true) => "Sign in with Application.Read.All or Application.ReadWrite.All.",
        (403, false) if grants => {
            "Sign in with DelegatedPermissionGrant.ReadWrite.All as a Cloud Application Administrator or a higher role, or \
             leave the consent to the sign-in."
        }
        (403, false) => {
            "Sign in with Application.ReadWrite.All as an Application Administrator: the tenant may not let its users \
             register apps (Entra admin center, Users, User settings), and an app is changed by its owners and administrators."
        }
        (429, _) => "Run it again later: the service is throttling.",
        (408 | 500.., _) => "Run it again later.",
        (300..=399, _) => "Check that no proxy or gateway answers in Graph's place.",
        _ => "Run it again; if it stays, look the request id up with Microsoft's support.",
    }
}

/// Something that was made a moment ago is not known where this request ended up.
pub(super) fn is_not_there_yet(error: &Error) -> bool {
    let dangling = error.http_status() == Some(400) && error.message().contains("does not reference a valid");
    dangling || error.http_status() == Some(404) || error.service_code() == Some("Request_ResourceNotFound")
}

/// Somebody made the same before, or this did and the answer was lost.
pub(super) fn is_there_already(error: &Error) -> bool {
    let said = ["already exists", "already in use"].iter().any(|words| error.message().contains(words));
    error.http_status() == Some(409) || (error.http_status() == Some(400) && said)
}
