//! The log of requests, for tests to read.

use serde_json::{Value, json};

use crate::clock;
use crate::http::Request;

/// One request that reached the sandbox, whole: authorization and bodies stand in it as they came.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Counted from 1.
    pub number: usize,
    /// Milliseconds since 1970.
    pub time_ms: u64,
    /// The method.
    pub method: String,
    /// The path as it was sent.
    pub path: String,
    /// The query as it was sent.
    pub query: String,
    /// Header names in lower case, with their values.
    pub headers: Vec<(String, String)>,
    /// The body; empty when the connection was dropped before it was read.
    pub body: String,
    /// The status that was decided on; none when no answer left.
    pub status: Option<u16>,
    /// The name of the fault that met it.
    pub fault: Option<String>,
}

impl Seen {
    /// A header's value, by its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        let headers: serde_json::Map<String, Value> =
            self.headers.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        json!({
            "number": self.number,
            "time": clock::rfc3339(self.time_ms / 1000),
            "timeMs": self.time_ms,
            "method": self.method,
            "path": self.path,
            "query": self.query,
            "host": self.header("host"),
            "clientRequestId": self.header("client-request-id"),
            "headers": headers,
            "body": self.body,
            "status": self.status,
            "fault": self.fault,
        })
    }
}

#[derive(Default)]
pub(crate) struct Journal(Vec<Seen>);

impl Journal {
    pub(crate) fn enter(&mut self, request: &Request, fault: Option<&str>) -> usize {
        let number = self.0.len() + 1;
        self.0.push(Seen {
            number,
            time_ms: clock::unix_ms(),
            method: request.method.clone(),
            path: request.path.clone(),
            query: request.query.clone(),
            headers: request
                .headers
                .iter()
                .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
                .collect(),
            body: String::new(),
            status: None,
            fault: fault.map(str::to_owned),
        });
        number
    }

    pub(crate) fn body(&mut self, number: usize, body: &[u8]) {
        if let Some(seen) = self.0.get_mut(number - 1) {
            seen.body = String::from_utf8_lossy(body).into_owned();
        }
    }

    pub(crate) fn status(&mut self, number: usize, status: u16) {
        if let Some(seen) = self.0.get_mut(number - 1) {
            seen.status = Some(status);
        }
    }

    pub(crate) fn seen(&self) -> &[Seen] {
        &self.0
    }
}
