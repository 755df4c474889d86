//! Sends requests: the only way out of the library. Redirects are not followed, and a bearer token leaves through
//! one function, which asks the cloud first.

use std::path::Path;
use std::time::Duration;

pub(crate) use reqwest::Method;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderValue};
use reqwest::{Client, RequestBuilder, redirect};
use serde::Serialize;
use url::Url;
use uuid::{Builder, Uuid};

use super::answer::{Answer, Lost};
use super::tls::{self, ProxySettings};
use crate::cloud::Cloud;
use crate::error::{Error, ErrorKind, Result};
use crate::secret::Secret;

/// More than any answer that is read whole here has.
const LARGEST_BODY: usize = 4 * 1024 * 1024;
const USER_AGENT: &str = concat!("teams-chat-access/", env!("CARGO_PKG_VERSION"));

/// How long to wait for what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timeouts {
    pub(crate) connect: Duration,
    pub(crate) request: Duration,
}

/// The connections of one client.
#[derive(Debug, Clone)]
pub(crate) struct Transport {
    http: Client,
    cloud: Cloud,
}

impl Transport {
    pub(crate) fn new(
        cloud: &Cloud,
        ca_file: Option<&Path>,
        proxy: Option<&ProxySettings>,
        timeouts: Timeouts,
    ) -> Result<Self> {
        let builder = Client::builder()
            .user_agent(USER_AGENT)
            .redirect(redirect::Policy::none())
            .referer(false)
            .connect_timeout(timeouts.connect)
            .timeout(timeouts.request)
            .tcp_nodelay(true);
        let builder = tls::proxy(tls::trust(builder, cloud, ca_file)?, cloud, proxy)?;
        let http = builder.build().map_err(|error| {
            let reason = std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string);
            Error::new(ErrorKind::Tls, format!("secure connections could not be set up: {reason}"))
                .with_next_step("Set SSL_CERT_FILE to the system's bundle of root certificates, or give caFile.")
        })?;
        Ok(Self { http, cloud: cloud.clone() })
    }

    /// Gets a document that needs no token, from the sign-in host.
    pub(crate) async fn get_from_authority(&self, url: Url, request_id: &str) -> Result<Answer, Lost> {
        self.cloud.require_authority(&url).map_err(Lost::Unsent)?;
        send(self.http.get(url.clone()).header("client-request-id", request_id), &url).await
    }

    /// Posts a form to the sign-in host.
    pub(crate) async fn post_form(&self, url: Url, form: &[(&str, &str)], request_id: &str) -> Result<Answer, Lost> {
        self.cloud.require_authority(&url).map_err(Lost::Unsent)?;
        send(self.http.post(url.clone()).header("client-request-id", request_id).form(form), &url).await
    }

    /// Sends a request to Graph with the bearer token, and with JSON where there is a body.
    pub(crate) async fn graph(
        &self,
        method: Method,
        url: Url,
        bearer: &Secret,
        request_id: &str,
        body: Option<&impl Serialize>,
    ) -> Result<Answer, Lost> {
        self.cloud.require_bearer(&url).map_err(Lost::Unsent)?;
        let authorization = bearer_header(bearer).map_err(Lost::Unsent)?;
        let request = self
            .http
            .request(method, url.clone())
            .header(AUTHORIZATION, authorization)
            .header("client-request-id", request_id)
            .header("return-client-request-id", "true");
        send(if let Some(body) = body { request.json(body) } else { request }, &url).await
    }
}

/// A fresh id for `client-request-id`.
pub(crate) fn new_request_id() -> Result<String> {
    random_uuid().map(|id| id.to_string())
}

/// A random GUID, from the system's generator.
pub(crate) fn random_uuid() -> Result<Uuid> {
    let mut bytes = [0_u8; 16];
    fill_random(&mut bytes)?;
    Ok(Builder::from_random_bytes(bytes).into_uuid())
}

/// Random bytes, from the system's generator.
pub(crate) fn fill_random(bytes: &mut [u8]) -> Result<()> {
    use ring::rand::{SecureRandom, SystemRandom};
    SystemRandom::new().fill(bytes).map_err(|_| Error::new(ErrorKind::System, "the system gave no random bytes"))
}

fn bearer_header(bearer: &Secret) -> Result<HeaderValue> {
    let text = zeroize::Zeroizing::new(format!("Bearer {}", bearer.expose()));
    let mut value = HeaderValue::from_str(&text)
        .map_err(|_| Error::new(ErrorKind::TokenMalformed, "the access token holds characters that no token has"))
        .map_err(|error| error.with_next_step("Get a new token, or sign in."))?;
    value.set_sensitive(true);
    Ok(value)
}

async fn send(request: RequestBuilder, url: &Url) -> Result<Answer, Lost> {
    let host = url.host_str().unwrap_or("the host").to_owned();
    let sent = request.header(ACCEPT, "application/json").send().await;
    let mut response = sent.map_err(|error| Lost::from_reqwest(error.without_url(), &host))?;
    let (status, headers) = (response.status().as_u16(), std::mem::take(response.headers_mut()));
    let mut body = Vec::new();
    let whole = loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() <= LARGEST_BODY => body.extend_from_slice(&chunk),
            Ok(None) => break true,
            Ok(Some(_)) | Err(_) => break false,
        }
    };
    Ok(Answer { status, headers, body, whole })
}
