//! Graph's error body, as tolerant as the gateways before it are inventive.
//!
//! Source: "Microsoft Graph error responses"; the key is `innerError` in practice and `innererror` in places.

use serde_json::Value;

use super::answer::Answer;
use crate::secret::{Secret, without_secrets};

const LONGEST_MESSAGE: usize = 1_000;

/// What an answer that is no success says of itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct GraphError {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
}

impl GraphError {
    /// Reads the body; `sent` are the secrets of the request, which an answer may echo.
    pub(crate) fn read(answer: &Answer, sent: &[&Secret]) -> Self {
        let body = serde_json::from_slice::<Value>(&answer.body).unwrap_or_default();
        let mut read = match &body["error"] {
            error @ Value::Object(_) => Self::from_object(error),
            // Entra's gateways answer `"error": "text"` in places.
            Value::String(code) => Self { code: non_empty(code), ..Self::default() },
            _ => Self::default(),
        };
        if read.code.is_none() && read.message.is_none() {
            read.message = Some(format!("the answer has {} in place of Graph's error", answer.describe_body()));
        }
        read.request_id = answer.id("request-id", sent).or(read.request_id.map(|id| without_secrets(&id, sent)));
        read.code = read.code.map(|text| without_secrets(&text, sent));
        read.message = read.message.map(|text| shortened(&without_secrets(&text, sent)));
        read
    }

    fn from_object(error: &Value) -> Self {
        let inner = ["innerError", "innererror"].iter().map(|key| &error[*key]).find(|inner| inner.is_object());
        let mut code = error["code"].as_str().and_then(non_empty);
        let mut nested = inner;
        // The outer code may be empty or say nothing; what is nested says more.
        while let (None | Some("UnknownError"), Some(inside)) = (code.as_deref(), nested) {
            code = inside["code"].as_str().and_then(non_empty).or(code);
            nested = ["innerError", "innererror"].iter().map(|key| &inside[*key]).find(|inner| inner.is_object());
        }
        let id = inner.and_then(|inner| inner["request-id"].as_str());
        Self { code, message: error["message"].as_str().and_then(non_empty), request_id: id.and_then(non_empty) }
    }
}

fn non_empty(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderMap;

    fn read(body: &str) -> GraphError {
        let answer = Answer { status: 403, headers: HeaderMap::new(), body: body.into(), whole: true };
        GraphError::read(&answer, &[&Secret::new("eyJsecret")])
    }

    #[test]
    fn code_message_and_request_id_are_read_wherever_they_stand() {
        let error = read(r#"{"error":{"code":"Forbidden","message":"no","innerError":{"request-id":"r1"}}}"#);
        assert_eq!(error.code.as_deref(), Some("Forbidden"));
        assert_eq!(error.message.as_deref(), Some("no"));
        assert_eq!(error.request_id.as_deref(), Some("r1"));
        let nested = read(r#"{"error":{"code":"","message":"","innererror":{"code":"AclCheckFailed"}}}"#);
        assert_eq!(nested.code.as_deref(), Some("AclCheckFailed"));
        let unknown = read(r#"{"error":{"code":"UnknownError","message":"","innerError":{"date":"x"}}}"#);
        assert_eq!(unknown.code.as_deref(), Some("UnknownError"));
    }

    #[test]
    fn a_body_that_is_not_graphs_is_described_and_not_quoted() {
        for body in ["", "<html>eyJsecret</html>", "{\"error\":{\"code\":\"Forb", "[]", "null"] {
            let error = read(body);
            let message = error.message.unwrap();
            assert!(message.contains("in place of Graph's error") && !message.contains("eyJ"), "{body}: {message}");
        }
    }

    #[test]
    fn an_echoed_secret_is_taken_out() {
        let error = read(r#"{"error":{"code":"x","message":"bad token eyJsecret!"}}"#);
        assert_eq!(error.message.as_deref(), Some("bad token [redacted]!"));
    }
}
