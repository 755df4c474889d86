//! What came back, and what can be said when nothing did.

use reqwest::header::HeaderMap;

use crate::error::{Error, ErrorKind};
use crate::secret::{Secret, without_secrets};

/// An answer: its status was read, its body as far as it came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    /// False when the connection broke inside the body.
    pub(crate) whole: bool,
}

impl Answer {
    /// A header's text, when it is there and is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok().map(str::trim).filter(|text| !text.is_empty())
    }

    /// A header that holds an id; anything else in its place, such as an echoed secret, is not shown.
    pub(crate) fn id(&self, name: &str, sent: &[&Secret]) -> Option<String> {
        let id = self.header(name)?;
        let fits = id.len() <= 100 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:".contains(&b));
        (fits && without_secrets(id, sent) == id).then(|| id.to_owned())
    }

    /// What the body is, for an error that must not quote it.
    pub(crate) fn describe_body(&self) -> String {
        if self.body.is_empty() && self.whole {
            return "an empty body".into();
        }
        let media_type = self.header("content-type").and_then(|text| text.split(';').next()).map(str::trim);
        let kind = match media_type.map(str::to_ascii_lowercase).as_deref() {
            Some("application/json" | "text/json") => "JSON",
            Some("text/html") => "an HTML page",
            Some("text/plain") => "text",
            Some("text/xml" | "application/xml") => "XML",
            _ => "a body",
        };
        format!("{kind} of {} bytes{}", self.body.len(), if self.whole { "" } else { ", cut off" })
    }
}

/// More of a body than a person reads.
const MOST_TEXT: usize = 8 * 1024;

impl Answer {
    /// The body as it came, for the person who asked: at most 8 KiB, without these secrets, and without what would steer
    /// a terminal. Nothing when there was none.
    pub(crate) fn text(&self, sent: &[&Secret]) -> Option<String> {
        let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        let text = without_secrets(&String::from_utf8_lossy(&self.body), sent);
        let shown = text.chars().map(|c| if steers(c) { char::REPLACEMENT_CHARACTER } else { c });
        let mut size = 0;
        let text: String = shown
            .take_while(|c| {
                size += c.len_utf8();
                size <= MOST_TEXT
            })
            .collect();
        (!text.is_empty()).then_some(text)
    }
}

/// No answer was read.
#[derive(Debug)]
pub(crate) enum Lost {
    /// The request cannot have arrived.
    Unsent(Error),
    /// The request may have arrived and taken effect.
    MaybeSent(Error),
}

impl Lost {
    pub(crate) fn into_error(self) -> Error {
        match self {
            Self::Unsent(error) | Self::MaybeSent(error) => error,
        }
    }

    pub(crate) fn from_reqwest(error: reqwest::Error, host: &str) -> Self {
        let unsent = error.is_connect() || error.is_builder();
        let error = network_error(&error, host);
        if unsent { Self::Unsent(error) } else { Self::MaybeSent(error) }
    }
}

/// The error's chain in one line, without the address, which may hold what nobody should see.
fn network_error(error: &reqwest::Error, host: &str) -> Error {
    let mut reasons: Vec<String> = Vec::new();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let text = cause.to_string();
        if reasons.last() != Some(&text) {
            reasons.push(text);
        }
        source = cause.source();
    }
    let reason = if reasons.is_empty() { "the connection failed".to_owned() } else { reasons.join(": ") };
    let lower = reason.to_ascii_lowercase();
    let is_tls = ["certificate", "handshake", "tls", "unknownissuer"].iter().any(|word| lower.contains(word));
    if error.is_timeout() {
        let what = if error.is_connect() { "no connection in time" } else { "no answer in time" };
        return Error::new(ErrorKind::Timeout, format!("{host}: {what} ({reason})"));
    }
    if error.is_connect() && is_tls {
        return Error::new(ErrorKind::Tls, format!("{host}: no secure connection: {reason}")).with_next_step(
            "If a company proxy or a test host signs with its own authority, give its certificate as caFile.",
        );
    }
    let step = if error.is_connect() {
        "Check the network, the proxy setting (HTTPS_PROXY or proxy) and that the host may be reached."
    } else {
        "Try again."
    };
    Error::new(ErrorKind::Network, format!("{host}: {reason}")).with_next_step(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &[u8]) -> Option<String> {
        let answer = Answer { status: 400, headers: HeaderMap::new(), body: body.to_vec(), whole: true };
        answer.text(&[&Secret::new("eyJ0eXAiOiJKV1QiLCJhbGciOiJub25l")])
    }

    #[test]
    fn a_body_is_shown_as_it_came() {
        assert_eq!(text(b"<p>\r\n\tno \xc3\xa9</p>").as_deref(), Some("<p>\r\n\tno \u{e9}</p>"));
        assert_eq!(text(b""), None);
    }

    #[test]
    fn a_body_shows_no_secret_and_steers_no_terminal() {
        let echoed = text(br#"{"token":"eyJ0eXAiOiJKV1QiLCJhbGciOiJub25l"}"#);
        assert_eq!(echoed.as_deref(), Some(r#"{"token":"[redacted]"}"#));
        assert_eq!(text(b"\x1b[2Jgone \xff").as_deref(), Some("\u{fffd}[2Jgone \u{fffd}"));
    }

    #[test]
    fn a_long_body_is_cut_between_characters() {
        let cut = text("\u{e9}".repeat(8_000).as_bytes()).unwrap();
        assert_eq!(cut.len(), 8 * 1024);
        let cut = text(format!("x{}", "\u{e9}".repeat(8_000)).as_bytes()).unwrap();
        assert_eq!(cut.len(), 8 * 1024 - 1);
    }
}
