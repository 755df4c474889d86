//! The settings of a client, from the JSON document that callers give.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Map, Value};
use url::Url;

use super::scope::{CHATS, Scope};
use super::tenant::TenantName;
use crate::cloud::Cloud;
use crate::error::{Error, ErrorKind, Result};
use crate::ids::ClientId;
use crate::nearest::nearest;
use crate::net::tls::ProxySettings;
use crate::net::transport::Timeouts;
use crate::secret::Secret;

const SCHEMA: u64 = 1;
const KNOWN: &[&str] = &[
    "schema",
    "cloud",
    "authorityHost",
    "graphEndpoint",
    "tenant",
    "clientId",
    "loginHint",
    "scopes",
    "graphVersion",
    "proxy",
    "proxyUser",
    "proxyPassword",
    "caFile",
    "connectTimeoutSeconds",
    "requestTimeoutSeconds",
    "retryBudgetSeconds",
    "signInTimeoutSeconds",
];

/// Everything a client is made of. Which fields there are and what they default to is described with `tca_client_new`.
#[derive(Debug, Clone)]
pub struct Settings {
    pub(crate) cloud: Cloud,
    pub(crate) tenant: Option<TenantName>,
    pub(crate) client_id: Option<ClientId>,
    pub(crate) login_hint: Option<String>,
    pub(crate) scopes: Vec<Scope>,
    pub(crate) graph_version: &'static str,
    pub(crate) proxy: Option<ProxySettings>,
    pub(crate) ca_file: Option<PathBuf>,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry_budget: Duration,
    pub(crate) sign_in_timeout: Duration,
}

impl Settings {
    /// Reads the settings document; unknown names are errors that name the nearest known one.
    pub fn from_json(text: &str) -> Result<Self> {
        let document: Value = serde_json::from_str(text).map_err(|e| {
            Error::new(ErrorKind::InvalidSetting, format!("the settings are not JSON: {}", place_of(&e)))
        })?;
        let Value::Object(fields) = document else {
            return Err(Error::new(ErrorKind::InvalidSetting, "the settings are not a JSON object"));
        };
        let fields = Fields(fields);
        fields.check_names()?;
        Ok(Self {
            cloud: fields.cloud()?,
            tenant: fields.text("tenant")?.map(|text| TenantName::parse(&text)).transpose()?,
            client_id: fields.text("clientId")?.map(|text| ClientId::parse(&text)).transpose()?,
            login_hint: fields.text("loginHint")?,
            scopes: fields.scopes()?,
            graph_version: fields.graph_version()?,
            proxy: fields.proxy()?,
            ca_file: fields.text("caFile")?.map(PathBuf::from),
            timeouts: Timeouts {
                connect: fields.seconds("connectTimeoutSeconds", 15, 300)?,
                request: fields.seconds("requestTimeoutSeconds", 60, 600)?,
            },
            retry_budget: fields.seconds("retryBudgetSeconds", 300, 86_400)?,
            sign_in_timeout: fields.seconds("signInTimeoutSeconds", 900, 3_600)?,
        })
    }
}

struct Fields(Map<String, Value>);

impl Fields {
    fn check_names(&self) -> Result<()> {
        if let Some(name) = self.0.keys().find(|name| !KNOWN.contains(&name.as_str())) {
            let hint = match nearest(name, KNOWN) {
                Some(known) => format!("; did you mean '{known}'?"),
                None => format!("; known are {}", KNOWN.join(", ")),
            };
            let shown: String = name.chars().take(60).collect();
            return Err(Error::new(ErrorKind::UnknownSetting, format!("there is no setting '{shown}'{hint}")));
        }
        match self.0.get("schema").map(Value::as_u64) {
            None | Some(Some(SCHEMA)) => Ok(()),
            Some(_) => Err(invalid("schema", format!("must be {SCHEMA}"))),
        }
    }

    /// A text, or nothing when it is missing or null.
    fn text(&self, name: &str) -> Result<Option<String>> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.trim().is_empty() => Err(invalid(name, "is empty; leave it out instead")),
            Some(Value::String(text)) if text.contains('\0') => Err(invalid(name, "holds a NUL character")),
            Some(Value::String(text)) => Ok(Some(text.trim().to_owned())),
            Some(_) => Err(invalid(name, "must be a text")),
        }
    }

    fn scopes(&self) -> Result<Vec<Scope>> {
        match self.0.get("scopes") {
            None | Some(Value::Null) => Ok(CHATS.to_vec()),
            Some(list) => Scope::list(list).map_err(|why| invalid("scopes", why)),
        }
    }

    fn seconds(&self, name: &str, default: u64, most: u64) -> Result<Duration> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(Duration::from_secs(default)),
            Some(value) => match value.as_f64() {
                Some(seconds) if seconds > 0.0 && seconds <= most as f64 => Ok(Duration::from_secs_f64(seconds)),
                _ => Err(invalid(name, format!("must be a number of seconds above 0 and at most {most}"))),
            },
        }
    }

    fn cloud(&self) -> Result<Cloud> {
        let name = self.text("cloud")?.unwrap_or_else(|| "global".into());
        let roots = (self.text("authorityHost")?, self.text("graphEndpoint")?);
        match (name.as_str(), roots) {
            ("custom", (Some(authority), Some(graph))) => Cloud::custom(&authority, &graph),
            ("custom", _) => Err(invalid("cloud", "'custom' needs authorityHost and graphEndpoint")),
            (named, (None, None)) => Cloud::named(named),
            (named, _) => {
                Cloud::named(named)?;
                Err(invalid(
                    "cloud",
                    format!("'{named}' has its own hosts; authorityHost and graphEndpoint go with 'custom'"),
                ))
            }
        }
    }

    fn graph_version(&self) -> Result<&'static str> {
        match self.text("graphVersion")?.as_deref() {
            None | Some("v1.0") => Ok("v1.0"),
            Some("beta") => Ok("beta"),
            Some(_) => Err(invalid("graphVersion", "must be 'v1.0' or 'beta'")),
        }
    }

    fn proxy(&self) -> Result<Option<ProxySettings>> {
        let (user, password) = (self.text("proxyUser")?, self.secret("proxyPassword")?);
        let Some(address) = self.text("proxy")? else {
            return match (user, password) {
                (None, None) => Ok(None),
                _ => Err(invalid("proxyUser", "goes with a proxy, and none is set")),
            };
        };
        let refuse =
            || invalid("proxy", "must be the address of an http or https proxy, like http://proxy.example.com:8080");
        let mut url = Url::parse(&address).map_err(|_| refuse())?;
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            return Err(refuse());
        }
        let mut credential = user.map(|user| (user, password.unwrap_or_else(|| Secret::new(""))));
        if !url.username().is_empty() || url.password().is_some() {
            let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
            let inside = (decoded(url.username()), Secret::new(decoded(url.password().unwrap_or_default())));
            credential.get_or_insert(inside);
            // Kept out of the address, which errors and Debug may show.
            url.set_username("").and_then(|()| url.set_password(None)).map_err(|()| refuse())?;
        }
        Ok(Some(ProxySettings { url, credential }))
    }

    fn secret(&self, name: &str) -> Result<Option<Secret>> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(Secret::new(text.as_str()))),
            Some(_) => Err(invalid(name, "must be a text")),
        }
    }
}

fn invalid(name: &str, why: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::InvalidSetting, format!("{name} {why}"))
}

/// Where the JSON is wrong, without the text itself, which may hold a password.
fn place_of(error: &serde_json::Error) -> String {
    format!("line {}, column {}", error.line(), error.column())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> Error {
        Settings::from_json(text).unwrap_err()
    }

    #[test]
    fn an_empty_document_is_the_worldwide_cloud() {
        let settings = Settings::from_json("{}").unwrap();
        assert_eq!(settings.cloud.graph_root(), "https://graph.microsoft.com");
        assert_eq!(settings.graph_version, "v1.0");
    }

    #[test]
    fn an_unknown_setting_is_an_error_that_names_the_nearest_known_one() {
        let unknown = error(r#"{"client_id":"x"}"#);
        assert_eq!(unknown.kind(), ErrorKind::UnknownSetting);
        assert!(unknown.message().contains("did you mean 'clientId'"), "{unknown}");
    }

    #[test]
    fn values_that_cannot_be_used_are_refused_by_name() {
        for (text, name) in [
            (r#"{"schema":2}"#, "schema"),
            (r#"{"cloud":"china"}"#, "china"),
            (r#"{"cloud":"mars"}"#, "mars"),
            (r#"{"cloud":"custom"}"#, "authorityHost"),
            (r#"{"cloud":"global","graphEndpoint":"https://x"}"#, "custom"),
            (r#"{"cloud":"custom","authorityHost":"http://h","graphEndpoint":"https://g"}"#, "authorityHost"),
            (r#"{"tenant":7}"#, "tenant"),
            (r#"{"clientId":"nope"}"#, "client id"),
            (r#"{"graphVersion":"v2"}"#, "graphVersion"),
            (r#"{"scopes":[]}"#, "scopes"),
            (r#"{"proxy":"socks5://x"}"#, "proxy"),
            (r#"{"proxyUser":"x"}"#, "proxy"),
            (r#"{"requestTimeoutSeconds":0}"#, "requestTimeoutSeconds"),
            (r#"{"retryBudgetSeconds":"5"}"#, "retryBudgetSeconds"),
            (r#"[]"#, "object"),
            (r#"{"proxyPassword": hunter2"#, "line 1"),
        ] {
            let error = error(text);
            assert!(error.message().contains(name), "{text}: {error}");
            assert!(!error.message().contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn a_proxys_password_is_in_no_debug_output() {
        for text in [
            r#"{"proxy":"http://me:hunter2@proxy:8080"}"#,
            r#"{"proxy":"http://proxy:8080","proxyUser":"me","proxyPassword":"hunter2"}"#,
        ] {
            let settings = Settings::from_json(text).unwrap();
            assert!(!format!("{settings:?}").contains("hunter2"));
            let (user, password) = settings.proxy.unwrap().credential.unwrap();
            assert_eq!((user.as_str(), password.expose()), ("me", "hunter2"));
        }
    }
}
