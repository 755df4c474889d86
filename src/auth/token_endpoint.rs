//! Entra's token and device code endpoints: one form out, tokens or an error back.

use serde::Deserialize;
use url::Url;

use super::entra_error::EntraError;
use crate::clock;
use crate::cloud::Cloud;
use crate::error::{Error, ErrorKind, Result};
use crate::ids::TenantId;
use crate::net::answer::{Answer, Lost};
use crate::net::retry::{Budget, retry_after};
use crate::net::transport::{Transport, fill_random, new_request_id};
use crate::secret::Secret;

/// Attempts of a token request that finds the host overloaded or the line broken.
const MOST_ATTEMPTS: u32 = 4;
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

/// Where the tokens of one tenant are had.
#[derive(Debug)]
pub(super) struct TokenEndpoint<'a> {
    pub(super) cloud: &'a Cloud,
    pub(super) transport: &'a Transport,
    pub(super) tenant: TenantId,
}

/// What a successful token request gives.
#[derive(Deserialize, Debug)]
pub(super) struct TokenAnswer {
    pub(super) access_token: Secret,
    pub(super) refresh_token: Option<Secret>,
    pub(super) id_token: Option<Secret>,
    #[serde(default)]
    pub(super) scope: String,
    /// Servers give a number or its digits.
    #[serde(default)]
    pub(super) expires_in: serde_json::Value,
}

/// Why there is no token.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The host said no.
    Entra(Box<EntraError>),
    /// There was no answer that can be used.
    Other(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

impl Refusal {
    pub(super) fn into_error(self) -> Error {
        match self {
            Self::Entra(error) => error.into_error(),
            Self::Other(error) => error,
        }
    }
}

impl TokenEndpoint<'_> {
    /// Asks for tokens. `secrets` are those among the fields, which no error may show.
    pub(super) async fn token(&self, form: &[(&str, &str)], secrets: &[&Secret]) -> Result<TokenAnswer, Refusal> {
        let answer = self.post("token", form).await?;
        if answer.status != 200 {
            return Err(Refusal::Entra(Box::new(EntraError::read(&answer, secrets))));
        }
        read_success(&answer).map_err(Refusal::Other)
    }

    /// The same, tried again while the host is overloaded or the line breaks. Only for requests that may be repeated.
    pub(super) async fn token_with_retry(
        &self,
        form: &[(&str, &str)],
        secrets: &[&Secret],
    ) -> Result<TokenAnswer, Refusal> {
        let mut budget = Budget::new(clock::instant_now(), PATIENCE, MOST_ATTEMPTS);
        loop {
            let (refusal, named) = match self.post("token", form).await {
                Ok(answer) if answer.status == 200 => return read_success(&answer).map_err(Refusal::Other),
                Ok(answer) => {
                    let error = EntraError::read(&answer, secrets);
                    if !error.is_transient() {
                        return Err(Refusal::Entra(Box::new(error)));
                    }
                    (Refusal::Entra(Box::new(error)), retry_after(&answer.headers, clock::wall_now()))
                }
                Err(error) if matches!(error.kind(), ErrorKind::Network | ErrorKind::Timeout) => {
                    (Refusal::Other(error), None)
                }
                Err(error) => return Err(Refusal::Other(error)),
            };
            let mut jitter = [0_u8];
            fill_random(&mut jitter)?;
            match budget.next_wait(clock::instant_now(), named, jitter[0]) {
                Some(wait) => clock::sleep(wait).await,
                None => return Err(refusal),
            }
        }
    }

    /// Posts a form to one of the tenant's endpoints.
    pub(super) async fn post(&self, endpoint: &str, form: &[(&str, &str)]) -> Result<Answer> {
        let id = new_request_id()?;
        let sent = self.transport.post_form(self.url(endpoint)?, form, &id).await;
        sent.map_err(Lost::into_error).map_err(|error| error.with_client_request_id(Some(id)))
    }

    /// The address of one of the tenant's endpoints.
    pub(super) fn url(&self, endpoint: &str) -> Result<Url> {
        self.cloud.authority_url(&format!("{}/oauth2/v2.0/{endpoint}", self.tenant))
    }
}

impl TokenAnswer {
    /// Seconds from now to the token's end, as the answer says.
    pub(super) fn expires_in_seconds(&self) -> Option<i64> {
        self.expires_in.as_i64().or_else(|| self.expires_in.as_str()?.trim().parse().ok())
    }
}

/// The body is never quoted: it holds the tokens.
fn read_success(answer: &Answer) -> Result<TokenAnswer> {
    serde_json::from_slice::<TokenAnswer>(&answer.body).map_err(|error| {
        Error::new(
            ErrorKind::UnexpectedAnswer,
            format!(
                "the sign-in host answered 200, but {} is no token answer (line {}, column {})",
                answer.describe_body(),
                error.line(),
                error.column()
            ),
        )
        .with_http_status(answer.status)
        .with_next_step("Check that nothing between here and the sign-in host answers in its place.")
    })
}
