//! Entra's errors, in their exact shape.

use serde_json::{Value, json};

use super::page;
use crate::http::{Answer, Request};
use crate::world::World;
use crate::{clock, random};

#[derive(Clone, Debug)]
pub(crate) struct EntraError {
    pub(crate) code: u64,
    pub(crate) error: String,
    status: u16,
    message: String,
    suberror: Option<String>,
    claims: Option<Value>,
}

impl EntraError {
    pub(crate) fn new(code: u64, message: impl Into<String>) -> Self {
        let (status, error) = usual(code);
        Self { code, error: error.to_owned(), status, message: message.into(), suberror: None, claims: None }
    }

    pub(crate) fn called(mut self, error: &str) -> Self {
        self.error = error.to_owned();
        self
    }

    pub(crate) fn suberror(mut self, suberror: &str) -> Self {
        self.suberror = Some(suberror.to_owned());
        self
    }

    pub(crate) fn claims(mut self, claims: Value) -> Self {
        self.claims = Some(claims);
        self
    }

    pub(crate) fn missing(parameter: &str) -> Self {
        Self::new(900_144, format!("The request body must contain the following parameter: '{parameter}'."))
    }

    pub(crate) fn description(&self, trace: &str, correlation: &str) -> String {
        format!(
            "AADSTS{}: {}\r\nTrace ID: {trace}\r\nCorrelation ID: {correlation}\r\nTimestamp: {}",
            self.code,
            self.message,
            clock::entra(clock::unix())
        )
    }

    pub(crate) fn answer(&self, world: &World, request: &Request) -> Answer {
        let (trace, correlation) = (random::guid(), correlation(request));
        let mut body = json!({
            "error": self.error,
            "error_description": self.description(&trace, &correlation),
            "error_codes": [self.code],
            "timestamp": clock::entra(clock::unix()),
            "trace_id": trace,
            "correlation_id": correlation,
            "error_uri": format!("{}/error?code={}", world.origin_for(request), self.code),
        });
        if let Some(suberror) = &self.suberror {
            body["suberror"] = json!(suberror);
        }
        if let Some(claims) = &self.claims {
            body["claims"] = json!(claims.to_string());
        }
        Answer::json(self.status, &body)
    }

    /// What a person sees when there is no app to answer to.
    pub(crate) fn page(&self, request: &Request) -> Answer {
        let description = self.description(&random::guid(), &correlation(request));
        let details = page::escape(&description).replace("\r\n", "<br>");
        Answer::html(400, page::message("Sorry, but we're having trouble signing you in.", &details))
    }

    /// The parameters of an answer to the app.
    pub(crate) fn parameters(&self, request: &Request) -> Vec<(String, String)> {
        let description = self.description(&random::guid(), &correlation(request));
        let mut parameters =
            vec![("error".to_owned(), self.error.clone()), ("error_description".to_owned(), description)];
        if let Some(suberror) = &self.suberror {
            parameters.push(("error_subcode".to_owned(), suberror.clone()));
        }
        if let Some(claims) = &self.claims {
            parameters.push(("claims".to_owned(), claims.to_string()));
        }
        parameters
    }
}

fn correlation(request: &Request) -> String {
    request.header("client-request-id").filter(|id| random::is_guid(id)).map_or_else(random::guid, str::to_owned)
}

/// The status and `error` that go with a number.
fn usual(code: u64) -> (u16, &'static str) {
    match code {
        7_000_215 | 7_000_216 | 7_000_218 | 7_000_222 | 700_025 => (401, "invalid_client"),
        700_016 | 700_011 | 7_000_112 | 700_030 => (400, "unauthorized_client"),
        90_002 => (400, "invalid_tenant"),
        70_016 => (400, "authorization_pending"),
        70_018 => (400, "bad_verification_code"),
        70_019 => (400, "expired_token"),
        70_003 => (400, "unsupported_grant_type"),
        70_011 | 1_002_012 => (400, "invalid_scope"),
        500_011 => (400, "invalid_resource"),
        65_004 | 53_003 => (400, "access_denied"),
        90_033 | 90_006 | 90_024 => (503, "temporarily_unavailable"),
        28_000 | 50_011 | 50_194 | 50_059 | 90_014 | 900_144 | 900_561 | 9_002_313 | 9_002_325 => {
            (400, "invalid_request")
        }
        _ => (400, "invalid_grant"),
    }
}
