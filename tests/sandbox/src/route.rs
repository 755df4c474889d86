//! Which service a request is for, and the faults that replace its answer.

use serde_json::{Value, json};

use crate::entra::{self, EntraError};
use crate::fault::Instead;
use crate::graph::{self, GraphError};
use crate::http::{Answer, Request};
use crate::world::World;
use crate::{clock, control};

pub(crate) fn is_control(request: &Request) -> bool {
    request.segments.first().is_some_and(|first| first == "sandbox")
}

fn is_graph(request: &Request) -> bool {
    request.segments.first().is_some_and(|first| first == "v1.0" || first == "beta")
}

/// The true answer.
pub(crate) fn serve(world: &World, request: &Request) -> Answer {
    if is_control(request) {
        return control::serve(world, request);
    }
    let state = &mut *world.state();
    if is_graph(request) {
        return graph::serve(world, state, request);
    }
    entra::serve(world, state, request).unwrap_or_else(|| {
        Answer::html(404, "<html><head><title>404 - Not Found</title></head><body>Not found.</body></html>".to_owned())
    })
}

/// What a fault sends in place of the true answer.
pub(crate) fn instead(world: &World, request: &Request, instead: &Instead) -> Option<Answer> {
    match instead {
        Instead::Truth => None,
        Instead::Challenge(claims) => Some(graph::challenge(world, &mut world.state(), request, claims.as_ref())),
        Instead::TokenExpired => Some(graph::finish(request, GraphError::expired().answer(world, request))),
        Instead::Entra { code, error, suberror, claims } => {
            let mut answer = EntraError::new(*code, usual_message(*code));
            if let Some(error) = error {
                answer = answer.called(error);
            }
            if let Some(suberror) = suberror {
                answer = answer.suberror(suberror);
            }
            if let Some(claims) = claims {
                answer = answer.claims(claims.clone());
            }
            Some(answer.answer(world, request))
        }
        Instead::Status { status, headers, body, retry_after_date } => {
            let mut answer = match body {
                Some(text) => text_answer(*status, headers, text),
                None if is_graph(request) => Answer::json(*status, &usual_body(request, *status)),
                None => Answer::empty(*status),
            };
            answer.headers.extend(headers.iter().cloned());
            if let Some(seconds) = retry_after_date {
                let date = clock::now() + std::time::Duration::from_secs(*seconds);
                answer = answer.with("Retry-After", httpdate::fmt_http_date(date));
            }
            Some(if is_graph(request) { graph::finish(request, answer) } else { answer })
        }
    }
}

fn text_answer(status: u16, headers: &[(String, String)], text: &str) -> Answer {
    if headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
        return Answer { body: text.as_bytes().to_vec(), ..Answer::empty(status) };
    }
    let kind = match text.trim_start().chars().next() {
        None => return Answer::empty(status),
        Some('<') => "text/html; charset=utf-8",
        Some('{' | '[') => "application/json",
        Some(_) => "text/plain; charset=utf-8",
    };
    Answer::empty(status).with_body(kind, text)
}

fn usual_body(request: &Request, status: u16) -> Value {
    let (code, message) = match status {
        200..=399 => return json!({}),
        400 => ("BadRequest", "Bad request."),
        401 => ("InvalidAuthenticationToken", "Access token is empty."),
        403 => ("Forbidden", "Forbidden"),
        404 => ("NotFound", "NotFound"),
        409 => ("Conflict", "Conflict"),
        412 => ("PreconditionFailed", "PreconditionFailed"),
        423 => ("resourceLocked", "The resource is locked."),
        429 => ("TooManyRequests", "Too many requests"),
        502 => ("BadGateway", "Failed to execute backend request."),
        503 => ("ServiceUnavailable", "The service is temporarily unavailable."),
        504 => ("GatewayTimeout", "The request timed out."),
        _ => ("InternalServerError", "Internal server error."),
    };
    graph::body(request, code, message)
}

fn usual_message(code: u64) -> &'static str {
    match code {
        50_076 => {
            "Due to a configuration change made by your administrator, or because you moved to a new location, you must \
             use multi-factor authentication to access."
        }
        50_173 => {
            "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have \
             changed or reset their password."
        }
        53_003 => {
            "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance."
        }
        70_008 => "The provided authorization code or refresh token has expired due to inactivity.",
        90_033 => "A transient error has occurred. Please try again.",
        _ => "The sandbox was told to answer with this error.",
    }
}
