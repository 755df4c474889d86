//! Graph's errors, in their shape.

use serde_json::{Value, json};

use crate::clock;
use crate::http::{Answer, Request};
use crate::world::World;

#[derive(Clone, Debug)]
pub(crate) struct GraphError {
    status: u16,
    code: &'static str,
    message: String,
    retry_after: Option<u64>,
    challenge: Option<String>,
    bearer: bool,
}

impl GraphError {
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), retry_after: None, challenge: None, bearer: status == 401 }
    }

    pub(super) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, "BadRequest", message)
    }

    pub(super) fn forbidden(message: impl Into<String>) -> Self {
        Self::new(403, "Forbidden", message)
    }

    pub(super) fn missing_scope(needed: &[&str], held: &str) -> Self {
        Self::forbidden(format!(
            "Missing scope permissions on the request. API requires one of '{}'. Scopes on the request '{held}'",
            needed.join(", ")
        ))
    }

    pub(super) fn missing_role(needed: &[&str], held: &str) -> Self {
        Self::forbidden(format!(
            "Missing role permissions on the request. API requires one of '{}'. Roles on the request '{held}'.",
            needed.join(", ")
        ))
    }

    pub(super) fn not_found(message: impl Into<String>) -> Self {
        Self::new(404, "NotFound", message)
    }

    pub(crate) fn token(message: &str) -> Self {
        Self::new(401, "InvalidAuthenticationToken", message)
    }

    pub(crate) fn expired() -> Self {
        Self::token("Lifetime validation failed, the token is expired.")
    }

    /// `claims` is the challenge's JSON in base64.
    pub(crate) fn challenged(claims: String) -> Self {
        let message = "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: \
                       TokenIssuedBeforeRevocationTimestamp";
        Self { challenge: Some(claims), ..Self::token(message) }
    }

    pub(super) fn throttled(seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..Self::new(429, "TooManyRequests", "Too many requests") }
    }

    pub(crate) fn answer(&self, world: &World, request: &Request) -> Answer {
        let mut answer = Answer::json(self.status, &body(request, self.code, &self.message));
        if let Some(seconds) = self.retry_after {
            answer = answer.with("Retry-After", seconds.to_string());
        }
        if self.bearer {
            let mut challenge = format!(
                "Bearer realm=\"\", authorization_uri=\"{}/common/oauth2/authorize\", \
                 client_id=\"00000003-0000-0000-c000-000000000000\"",
                world.origin
            );
            if let Some(claims) = &self.challenge {
                challenge.push_str(&format!(", error=\"insufficient_claims\", claims=\"{claims}\""));
            }
            answer = answer.with("WWW-Authenticate", challenge);
        }
        answer
    }
}

pub(crate) fn body(request: &Request, code: &str, message: &str) -> Value {
    let client = request.header("client-request-id").unwrap_or_default();
    json!({"error": {
        "code": code,
        "message": message,
        "innerError": {
            "date": clock::graph(clock::unix()),
            "request-id": request.header("x-sandbox-request-id").unwrap_or_default(),
            "client-request-id": client,
        },
    }})
}
