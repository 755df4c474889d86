//! How the person signs in, from the JSON document that callers give.

use serde_json::Value;

use super::scope::Scope;
use crate::error::{Error, ErrorKind, Result};
use crate::nearest::nearest;

const KNOWN: &[&str] = &["schema", "method", "openBrowser", "scopes"];

const METHODS: &[&str] = &["device_code", "browser"];

/// The ways to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// A code is typed on another page, on any machine.
    DeviceCode,
    /// The system's browser, on this machine.
    Browser,
}

/// One sign-in as the caller wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// How.
    pub method: Method,
    /// Whether the system's browser is opened here; otherwise the caller shows the address.
    pub open_browser: bool,
    /// The permissions to ask for; empty takes those of the client's settings.
    pub scopes: Vec<Scope>,
}

impl SignIn {
    /// Reads the options: `{"schema":1,"method":"device_code"}` or `{"schema":1,"method":"browser","openBrowser":true}`.
    pub fn from_json(text: &str) -> Result<Self> {
        let invalid = |why: String| Error::new(ErrorKind::InvalidArgument, format!("the sign-in options {why}"));
        let document: Value = serde_json::from_str(text)
            .map_err(|e| invalid(format!("are not JSON (line {}, column {})", e.line(), e.column())))?;
        let fields = document.as_object().ok_or_else(|| invalid("are not a JSON object".into()))?;
        if let Some(name) = fields.keys().find(|name| !KNOWN.contains(&name.as_str())) {
            let shown: String = name.chars().take(60).collect();
            let hint =
                nearest(name, KNOWN).map_or_else(|| KNOWN.join(", "), |known| format!("did you mean '{known}'?"));
            return Err(invalid(format!("have no '{shown}': {hint}")));
        }
        if fields.get("schema").is_some_and(|schema| schema.as_u64() != Some(1)) {
            return Err(invalid("have a schema other than 1".into()));
        }
        let method = match fields.get("method").and_then(Value::as_str) {
            Some("device_code") => Method::DeviceCode,
            Some("browser") => Method::Browser,
            Some(other) => {
                let hint = nearest(other, METHODS).map_or(String::new(), |known| format!("; did you mean '{known}'?"));
                return Err(invalid(format!("have an unknown method: it is 'device_code' or 'browser'{hint}")));
            }
            None => return Err(invalid("need a method: 'device_code' or 'browser'".into())),
        };
        let open_browser = match fields.get("openBrowser") {
            None | Some(Value::Null) => true,
            Some(Value::Bool(open)) => *open,
            Some(_) => return Err(invalid("have an openBrowser that is neither true nor false".into())),
        };
        let scopes = match fields.get("scopes") {
            None | Some(Value::Null) => Vec::new(),
            Some(list) => Scope::list(list).map_err(|why| invalid(format!("have scopes that are none: it {why}")))?,
        };
        Ok(Self { method, open_browser, scopes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_wrong_ones_are_named() {
        let device = SignIn::from_json(r#"{"method":"device_code"}"#).unwrap();
        assert_eq!(device.method, Method::DeviceCode);
        assert!(!SignIn::from_json(r#"{"method":"browser","openBrowser":false}"#).unwrap().open_browser);
        for (text, word) in [
            ("{}", "method"),
            (r#"{"metod":"x"}"#, "'method'"),
            ("[]", "object"),
            ("{", "JSON"),
            (r#"{"schema":2}"#, "schema"),
            (r#"{"method":"browser","scopes":["openid"]}"#, "scopes"),
        ] {
            let error = SignIn::from_json(text).unwrap_err();
            assert!(error.message().contains(word), "{text}: {error}");
        }
    }
}
