//! Sign-in with a device code: the person types a code on another page, and this side asks until they did.
//!
//! Source: RFC 8628; "Microsoft identity platform and the OAuth 2.0 device authorization grant flow".

use std::time::Duration;

use serde::Deserialize;

use super::authorization::Authorization;
use super::entra_error::EntraError;
use super::held::Held;
use super::token_endpoint::Refusal;
use crate::cancel::Cancel;
use crate::clock;
use crate::error::{Error, ErrorKind, Result};
use crate::event::{Event, Prompt, Stage, Tell};
use crate::net::answer::Answer;
use crate::secret::{Secret, without_secrets};

pub(super) const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
/// RFC 8628: the interval when none is given, and what `slow_down` adds.
const INTERVAL: Duration = Duration::from_secs(5);
const SLOWEST: Duration = Duration::from_secs(60);

#[derive(Deserialize)]
struct DeviceCode {
    device_code: Secret,
    user_code: String,
    #[serde(alias = "verification_url")]
    verification_uri: String,
    #[serde(default)]
    message: String,
    expires_in: Option<f64>,
    interval: Option<f64>,
}

pub(super) async fn sign_in(
    authorization: &Authorization<'_>,
    patience: Duration,
    tell: Tell<'_>,
    cancel: &Cancel,
) -> Result<Held> {
    let code = cancel.or_cancelled(request(authorization)).await??;
    let lifetime = seconds(code.expires_in).unwrap_or(patience).min(patience);
    tell(Event::Prompt(prompt(&code, lifetime)));
    let end = clock::instant_now() + lifetime;
    let mut interval = seconds(code.interval).unwrap_or(INTERVAL).clamp(Duration::from_secs(1), SLOWEST);
    loop {
        let left = end.saturating_duration_since(clock::instant_now());
        if left.is_zero() {
            return Err(Error::new(ErrorKind::SignInExpired, "nobody completed the sign-in before the code expired")
                .with_next_step("Start the sign-in again; the code is good for a few minutes only."));
        }
        tell(Event::progress(
            Stage::SigningIn,
            Some(left),
            format!("waiting for the code to be entered at {}", code.verification_uri),
        ));
        cancel.or_cancelled(clock::sleep(interval.min(left))).await?;
        match cancel.or_cancelled(poll(authorization, &code.device_code)).await? {
            Ok(held) => return Ok(held),
            Err(Refusal::Entra(error)) if error.error == "authorization_pending" => {}
            Err(Refusal::Entra(error)) if error.error == "slow_down" => interval = (interval + INTERVAL).min(SLOWEST),
            Err(Refusal::Entra(error)) if error.is_transient() => interval = (interval * 2).min(SLOWEST),
            Err(Refusal::Other(error)) if matches!(error.kind(), ErrorKind::Network | ErrorKind::Timeout) => {
                interval = (interval * 2).min(SLOWEST);
            }
            Err(refusal) => return Err(refusal.into_error()),
        }
    }
}

async fn request(authorization: &Authorization<'_>) -> Result<DeviceCode> {
    let (client_id, scope, claims) =
        (authorization.client_id.to_string(), authorization.scope(), authorization.claims());
    let form = [("client_id", client_id.as_str()), ("scope", scope.as_str()), ("claims", claims.as_str())];
    let answer = authorization.endpoint.post("devicecode", &form).await?;
    if answer.status != 200 {
        return Err(EntraError::read(&answer, &[]).into_error());
    }
    read(&answer)
}

/// The body is never quoted: it holds the device code.
fn read(answer: &Answer) -> Result<DeviceCode> {
    let code: Option<DeviceCode> = serde_json::from_slice(&answer.body).ok();
    code.filter(|code| !code.device_code.expose().is_empty() && !code.user_code.is_empty()).ok_or_else(|| {
        Error::new(
            ErrorKind::UnexpectedAnswer,
            format!("the sign-in host answered 200, but {} is no device code", answer.describe_body()),
        )
        .with_http_status(answer.status)
    })
}

async fn poll(authorization: &Authorization<'_>, code: &Secret) -> Result<Held, Refusal> {
    let client_id = authorization.client_id.to_string();
    let form = [("grant_type", GRANT), ("client_id", client_id.as_str()), ("device_code", code.expose())];
    let answer = authorization.endpoint.token(&form, &[code]).await?;
    Ok(authorization.accept(answer)?)
}

fn prompt(code: &DeviceCode, lifetime: Duration) -> Prompt {
    let message = if code.message.trim().is_empty() {
        format!("To sign in, open {} and enter the code {}.", code.verification_uri, code.user_code)
    } else {
        without_secrets(code.message.trim(), &[&code.device_code])
    };
    Prompt::DeviceCode {
        user_code: code.user_code.clone(),
        verification_uri: code.verification_uri.clone(),
        message,
        expires_in_seconds: lifetime.as_secs(),
    }
}

fn seconds(number: Option<f64>) -> Option<Duration> {
    number.filter(|n| n.is_finite() && (0.0..=1e9).contains(n)).map(Duration::from_secs_f64)
}
