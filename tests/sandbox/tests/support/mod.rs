//! A client that shows each byte: what an ordinary one would hide is what these tests are about.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use sandbox::{Options, Ready, Sandbox, Scenario};
use serde_json::Value;

pub(crate) const REMOVAL: &str = "/v1.0/chats/*/removeAllAccessForUser";

pub(crate) struct Tenant {
    pub(crate) sandbox: Sandbox,
    pub(crate) ready: Ready,
}

/// What came back, up to where it ended.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) raw: String,
    /// How the connection ended; none is TLS's own goodbye.
    pub(crate) end: Option<ErrorKind>,
}

impl Got {
    pub(crate) fn status(&self) -> u16 {
        self.raw.get(9..12).and_then(|status| status.parse().ok()).unwrap_or(0)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let head = self.raw.split("\r\n\r\n").next()?;
        head.lines()
            .find_map(|line| line.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name)))
            .map(|(_, value)| value)
    }

    pub(crate) fn json(&self) -> Value {
        self.raw.split_once("\r\n\r\n").and_then(|(_, body)| serde_json::from_str(body).ok()).unwrap_or_default()
    }
}

impl Tenant {
    pub(crate) fn open() -> Self {
        Self::with("{}")
    }

    pub(crate) fn with(scenario: &str) -> Self {
        let scenario = Scenario::from_json(scenario).unwrap();
        let sandbox = Sandbox::start(Options { port: 0, scenario }).unwrap();
        let ready = sandbox.ready();
        Self { sandbox, ready }
    }

    pub(crate) fn send(&self, method: &str, path: &str, token: &str, kind: &str, body: &str) -> Got {
        let host = self.ready.graph_endpoint.trim_start_matches("https://");
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(&self.ready.ca_file).unwrap()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let tls = ClientConnection::new(Arc::new(config), ServerName::try_from("localhost").unwrap()).unwrap();
        let tcp = TcpStream::connect(host.replace("localhost", "127.0.0.1")).unwrap();
        tcp.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let mut stream = StreamOwned::new(tls, tcp);
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nContent-Type: {kind}\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut raw = Vec::new();
        let end = stream.read_to_end(&mut raw).err().map(|error| error.kind());
        Got { raw: String::from_utf8(raw).unwrap(), end }
    }

    pub(crate) fn get(&self, path: &str, token: &str) -> Got {
        self.send("GET", path, token, "application/json", "")
    }

    pub(crate) fn form(&self, path: &str, body: &str) -> Got {
        let path = format!("/{}/oauth2/v2.0/{path}", self.ready.tenant_id);
        self.send("POST", &path, "", "application/x-www-form-urlencoded", body)
    }

    pub(crate) fn remove(&self, thread: &str, user: &str, token: &str) -> Got {
        let body = format!(r#"{{"user":{{"id":"{user}","tenantId":"{}"}}}}"#, self.ready.tenant_id);
        self.send("POST", &format!("/v1.0/chats/{thread}/removeAllAccessForUser"), token, "application/json", &body)
    }

    /// Removes the first chat as the administrator.
    pub(crate) fn remove_first(&self) -> Got {
        let chat = &self.ready.chats[0];
        self.remove(&chat.thread_id, &chat.user_id, &self.ready.access_token)
    }

    pub(crate) fn sees_first(&self) -> bool {
        let chat = &self.ready.chats[0];
        self.sandbox.chats_of(&chat.user_id).contains(&chat.thread_id)
    }
}
