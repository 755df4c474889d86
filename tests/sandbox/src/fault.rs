//! What goes wrong: which requests it meets, and what it does to them.

use std::time::Duration;

use serde_json::Value;

use crate::http::Request;

/// When a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drop {
    /// After the head of the request, before its body: nothing is done.
    BeforeReading,
    /// The request is served, and its answer never leaves.
    AfterEffect,
    /// The request is served, and the answer ends within its headers.
    MidHeaders,
    /// The request is served, and the answer ends within its body.
    MidBody,
}

/// What is sent instead of the true answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Instead {
    /// Nothing: the true answer goes out.
    Truth,
    /// A status, headers, and a body (none: the service's usual error body).
    Status {
        /// The HTTP status.
        status: u16,
        /// Header names and values.
        headers: Vec<(String, String)>,
        /// The body's text.
        body: Option<String>,
        /// Seconds from now at which a `Retry-After` date points.
        retry_after_date: Option<u64>,
    },
    /// A claims challenge; the value is the claims' JSON, or nothing for a revocation.
    Challenge(Option<Value>),
    /// The token is called expired.
    TokenExpired,
    /// An error of Entra's token endpoint.
    Entra {
        /// The AADSTS number.
        code: u64,
        /// `error`; none takes the usual one of the number.
        error: Option<String>,
        /// `suberror`.
        suberror: Option<String>,
        /// `claims`.
        claims: Option<Value>,
    },
}

/// One fault.
#[derive(Clone, Debug)]
pub struct Fault {
    /// A name for the request log.
    pub name: String,
    /// The method that it meets; none meets each.
    pub method: Option<String>,
    /// The path that it meets: `*` is anything within a segment, `**` anything at all.
    pub path: String,
    /// The first matching request that it meets, counted from 1.
    pub nth: u64,
    /// How many it meets from there; none is all.
    pub times: Option<u64>,
    /// Waits before the request is served.
    pub delay_before: Duration,
    /// Waits before the answer leaves.
    pub delay_after: Duration,
    /// Whether the request takes effect although another answer is sent.
    pub effect: bool,
    /// What is sent.
    pub instead: Instead,
    /// When the connection ends, if it does.
    pub drop: Option<Drop>,
    /// Whether it ends with a TCP reset.
    pub reset: bool,
    pub(crate) seen: u64,
}

impl Fault {
    /// Counts a request, and says whether the fault meets it.
    pub(crate) fn meets(&mut self, request: &Request) -> bool {
        if self.method.as_ref().is_some_and(|method| *method != request.method) {
            return false;
        }
        let path = format!("/{}", request.segments.join("/"));
        if !glob(self.path.as_bytes(), path.as_bytes()) {
            return false;
        }
        self.seen += 1;
        self.seen >= self.nth && self.times.is_none_or(|times| self.seen < self.nth + times)
    }

    /// Whether the request is served at all.
    pub(crate) fn serves(&self) -> bool {
        self.effect || self.instead == Instead::Truth
    }
}

fn glob(pattern: &[u8], text: &[u8]) -> bool {
    match pattern {
        [] => text.is_empty(),
        [b'*', b'*', rest @ ..] => (0..=text.len()).any(|at| glob(rest, &text[at..])),
        [b'*', rest @ ..] => {
            let end = text.iter().position(|byte| *byte == b'/').unwrap_or(text.len());
            (0..=end).any(|at| glob(rest, &text[at..]))
        }
        [letter, rest @ ..] => {
            text.first().is_some_and(|other| other.eq_ignore_ascii_case(letter)) && glob(rest, &text[1..])
        }
    }
}
