//! Entra's error answers: the AADSTS code, what class of trouble it is, and what the person can do.
//!
//! Source: "Microsoft Entra authentication and authorization error codes"; `error` decides, the numbers refine.

use serde::Deserialize;
use serde_json::Value;

use super::claims;
use crate::error::{Error, ErrorKind};
use crate::net::answer::Answer;
use crate::secret::{Secret, without_secrets};

const LONGEST_MESSAGE: usize = 600;

/// What the sign-in host said in place of a token.
#[derive(Debug)]
pub(super) struct EntraError {
    pub(super) error: String,
    number: Option<u32>,
    message: String,
    trace_id: Option<String>,
    correlation_id: Option<String>,
    /// What a further sign-in must satisfy.
    pub(super) claims: Option<Value>,
    http_status: u16,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Body {
    error: Value,
    error_description: Value,
    error_codes: Value,
    trace_id: Value,
    correlation_id: Value,
    claims: Value,
}

impl EntraError {
    /// Reads an answer; `sent` are the secrets of the request, which an answer may echo.
    pub(super) fn read(answer: &Answer, sent: &[&Secret]) -> Self {
        let body: Body = serde_json::from_slice(&answer.body).unwrap_or_default();
        let text = |value: &Value| value.as_str().filter(|t| !t.is_empty()).map(|t| without_secrets(t, sent));
        let description = text(&body.error_description);
        let message = match &description {
            Some(description) => first_line(description),
            None => format!("the sign-in host answered {} with {}", answer.status, answer.describe_body()),
        };
        Self {
            error: text(&body.error).unwrap_or_default(),
            number: number_of(&body.error_codes, description.as_deref()),
            message,
            trace_id: text(&body.trace_id).or_else(|| answer.id("x-ms-request-id", sent)),
            correlation_id: text(&body.correlation_id),
            claims: body.claims.as_str().and_then(claims::parse),
            http_status: answer.status,
        }
    }

    /// An answer of the browser's redirect, which carries the same fields.
    pub(super) fn from_redirect(error: &str, description: Option<&str>, sent: &[&Secret]) -> Self {
        let description = description.map(|text| without_secrets(text, sent));
        Self {
            error: without_secrets(error, sent).chars().take(60).collect(),
            number: number_of(&Value::Null, description.as_deref()),
            message: description.as_deref().map_or_else(|| "the sign-in host gave no reason".into(), first_line),
            trace_id: None,
            correlation_id: None,
            claims: None,
            http_status: 0,
        }
    }

    /// The sign-in host does not know the app, or does not know it yet.
    pub(super) fn is_unknown_app(&self) -> bool {
        self.number == Some(700_016)
    }

    /// The sign-in host does not know that the app is public, or does not know it yet.
    pub(super) fn is_not_public(&self) -> bool {
        self.number == Some(7_000_218)
    }

    /// Worth another try of the same request.
    pub(super) fn is_transient(&self) -> bool {
        self.kind() == ErrorKind::SignInUnavailable
    }

    pub(super) fn into_error(self) -> Error {
        let kind = self.kind();
        let code = self.number.map_or_else(|| self.error.clone(), |number| format!("AADSTS{number}"));
        let mut error = Error::new(kind, self.message)
            .with_request_id(self.trace_id)
            .with_client_request_id(self.correlation_id)
            .with_next_step(next_step(kind, self.number));
        if !code.is_empty() {
            error = error.with_service_code(code);
        }
        if self.http_status != 0 {
            error = error.with_http_status(self.http_status);
        }
        error
    }

    fn kind(&self) -> ErrorKind {
        if let Some(kind) = self.number.and_then(kind_of_number) {
            return kind;
        }
        match self.error.as_str() {
            "interaction_required" | "login_required" | "invalid_grant" => ErrorKind::SignInRequired,
            "consent_required" => ErrorKind::ConsentRequired,
            "access_denied" | "authorization_declined" => ErrorKind::SignInDeclined,
            "expired_token" | "bad_verification_code" | "code_expired" => ErrorKind::SignInExpired,
            "temporarily_unavailable" | "server_error" => ErrorKind::SignInUnavailable,
            _ if self.http_status >= 500 || matches!(self.http_status, 408 | 429) => ErrorKind::SignInUnavailable,
            "" => ErrorKind::UnexpectedAnswer,
            _ => ErrorKind::SignInConfiguration,
        }
    }
}

fn kind_of_number(number: u32) -> Option<ErrorKind> {
    Some(match number {
        50072 | 50074 | 50076 | 50078 | 50079 | 50089 | 50131 | 50132 | 50133 | 50158 | 50173 | 70008 | 70043
        | 700082 | 700084 | 54005 | 16000 => ErrorKind::SignInRequired,
        50097 | 50129 | 50187 | 53000 | 53001 | 53003 | 53004 | 53010 | 53011 | 530032 | 530034 | 530035 | 50105
        | 50053 | 50055 | 50056 | 50057 | 50126 | 50196 | 50034 | 50020 | 50014 | 51004 | 90072 | 16003 => {
            ErrorKind::SignInBlocked
        }
        65001 | 90094 | 90095 => ErrorKind::ConsentRequired,
        65004 => ErrorKind::SignInDeclined,
        70018 | 70019 => ErrorKind::SignInExpired,
        90002 | 90038 | 900_382 | 900_432 => ErrorKind::WrongCloud,
        50033 | 50087 | 90006 | 90012 | 90024 | 90033 | 90055 | 90090 => ErrorKind::SignInUnavailable,
        50011 | 50012 | 50013 | 50027 | 50194 | 65002 | 65005 | 650_056 | 650_057 | 70000 | 70001 | 70002 | 70003
        | 70011 | 500_133 | 700_011 | 700_016 | 700_025 | 700_027 | 700_030 | 700_229 | 900_971 | 7_000_112
        | 7_000_215 | 7_000_218 | 7_000_222 => ErrorKind::SignInConfiguration,
        _ => return None,
    })
}

/// What the person can do; codes that many meet have a sentence of their own.
fn next_step(kind: ErrorKind, number: Option<u32>) -> String {
    let specific = match number {
        Some(7_000_218) => "In the app registration, under Authentication, set 'Allow public client flows' to Yes.",
        Some(50011 | 900_971) => {
            "Add the redirect URI http://localhost to the app registration (Mobile and desktop applications)."
        }
        Some(700_016 | 700_011) => {
            "Check the client id, and that the app is registered in the tenant that you sign in to."
        }
        Some(50194) => "Sign in to the tenant by its id or domain.",
        Some(65002) => "Use an app registration of your own in place of Microsoft's client id.",
        Some(53003) => {
            "A Conditional Access policy blocks this sign-in; where it blocks device codes, sign in with the browser."
        }
        Some(50097 | 50129 | 50187 | 53000 | 53001) => {
            "The policy wants a managed device; sign in with the browser on one, or hand in a token from there."
        }
        Some(50105) => "Have an administrator assign the account to the enterprise application.",
        Some(50034 | 50020 | 50014 | 51004 | 90072 | 16003) => "Sign in with an account of this tenant.",
        Some(50053 | 50055 | 50056 | 50057 | 50126) => {
            "The account is locked, disabled or its password is not right; have it looked at."
        }
        Some(50196) => "Wait a few minutes: the sign-in host saw the same request too often.",
        Some(54005) => "Start the sign-in again.",
        _ => "",
    };
    if !specific.is_empty() {
        return specific.to_owned();
    }
    match kind {
        ErrorKind::SignInRequired => "Sign in again; the sign-in may ask for more than before.".into(),
        ErrorKind::ConsentRequired => {
            "Have an administrator consent to the app's permissions (Enterprise applications, Permissions).".into()
        }
        ErrorKind::SignInDeclined => "Start the sign-in again, and accept.".into(),
        ErrorKind::SignInExpired => "Start the sign-in again; the code is good for a few minutes only.".into(),
        ErrorKind::SignInBlocked => {
            "Trying again does not help; the tenant's sign-in log says which policy decided.".into()
        }
        ErrorKind::WrongCloud => "Check the tenant, and that the cloud setting is the tenant's own.".into(),
        ErrorKind::SignInUnavailable => "Try again in a few minutes.".into(),
        ErrorKind::UnexpectedAnswer => {
            "Check that nothing between here and the sign-in host answers in its place.".into()
        }
        _ => "Check the app registration against the README's section on permissions.".into(),
    }
}

/// `AADSTS50076: text\r\nTrace ID: ...`: the rest repeats fields that stand elsewhere.
fn first_line(description: &str) -> String {
    let line = description.lines().next().unwrap_or_default();
    let line = line.split(" Trace ID:").next().unwrap_or_default().trim();
    line.chars().filter(|c| !c.is_control()).take(LONGEST_MESSAGE).collect()
}

fn number_of(codes: &Value, description: Option<&str>) -> Option<u32> {
    let listed = codes.get(0).and_then(Value::as_u64).and_then(|code| u32::try_from(code).ok());
    listed.or_else(|| {
        let digits = description?.split_once("AADSTS")?.1;
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        digits[..end].parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderMap;

    fn read(status: u16, body: &str) -> Error {
        let answer = Answer { status, headers: HeaderMap::new(), body: body.into(), whole: true };
        EntraError::read(&answer, &[&Secret::new("canary-refresh")]).into_error()
    }

    #[test]
    fn code_class_ids_and_next_step_come_through() {
        let error = read(
            400,
            r#"{"error":"invalid_grant","error_description":"AADSTS50076: Use multi-factor authentication.\r\nTrace ID: t\r\nX",
            "error_codes":[50076],"trace_id":"t","correlation_id":"c","suberror":"basic_action"}"#,
        );
        assert_eq!(error.kind(), ErrorKind::SignInRequired);
        assert_eq!(error.service_code(), Some("AADSTS50076"));
        assert_eq!(error.message(), "AADSTS50076: Use multi-factor authentication.");
        assert_eq!((error.request_id(), error.client_request_id()), (Some("t"), Some("c")));
        assert!(error.next_step().is_some());
    }

    #[test]
    fn the_error_word_decides_where_the_number_is_unknown() {
        for (status, body, kind) in [
            (400, r#"{"error":"interaction_required"}"#, ErrorKind::SignInRequired),
            (
                400,
                r#"{"error":"invalid_client","error_description":"AADSTS999999: x"}"#,
                ErrorKind::SignInConfiguration,
            ),
            (400, r#"{"error":"access_denied"}"#, ErrorKind::SignInDeclined),
            (400, r#"{"error":"x","error_description":"AADSTS53003: blocked"}"#, ErrorKind::SignInBlocked),
            (400, r#"{"error":"invalid_request","error_codes":[90002]}"#, ErrorKind::WrongCloud),
            (401, r#"{"error":"invalid_client","error_codes":[7000218]}"#, ErrorKind::SignInConfiguration),
            (503, "<html>", ErrorKind::SignInUnavailable),
            (404, "", ErrorKind::UnexpectedAnswer),
        ] {
            assert_eq!(read(status, body).kind(), kind, "{body}");
        }
    }

    #[test]
    fn an_echoed_secret_is_taken_out() {
        let error = read(400, r#"{"error":"invalid_grant","error_description":"AADSTS70000: canary-refresh is bad"}"#);
        assert_eq!(error.message(), "AADSTS70000: [redacted] is bad");
    }
}
