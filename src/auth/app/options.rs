//! What is to be found, made or taken away, from the JSON documents that callers give.

use serde::Serialize;
use serde_json::{Map, Value};

use super::registration::Created;
use crate::error::{Error, ErrorKind, Result};
use crate::ids::ClientId;
use crate::nearest::nearest;

/// The name by which the well-known script finds its app.
const DISPLAY_NAME: &str = "RemoveAllAccessForUserApp";
/// What the directory takes.
const LONGEST_NAME: usize = 120;

/// Which app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Which {
    Named(String),
    Client(ClientId),
}

/// What to find.
#[derive(Debug, Clone)]
pub struct FindOptions {
    pub(super) which: Which,
    pub(super) audit: bool,
}

/// What to register.
#[derive(Debug, Clone)]
pub struct RegisterOptions {
    pub(super) which: Which,
    pub(super) audit: bool,
    pub(super) complete: bool,
    pub(super) consent: Consent,
    pub(super) dry_run: bool,
}

/// What to take away.
#[derive(Debug, Clone)]
pub struct UnregisterOptions {
    pub(super) what: What,
    pub(super) dry_run: bool,
}

#[derive(Debug, Clone)]
pub(super) enum What {
    App(Which),
    Created(Box<Created>),
}

/// Whose consent is written; without any, the sign-in asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// Nobody's.
    None,
    /// The signed-in person's.
    Me,
    /// Everybody's in the tenant.
    All,
}

impl FindOptions {
    /// Reads the options; `None` are the defaults.
    pub fn from_json(text: Option<&str>) -> Result<Self> {
        let fields = Fields::read(text, &["schema", "displayName", "clientId", "includeAudit"])?;
        Ok(Self { which: fields.which()?, audit: fields.flag("includeAudit")? })
    }
}

impl RegisterOptions {
    /// Reads the options; `None` are the defaults.
    pub fn from_json(text: Option<&str>) -> Result<Self> {
        const KNOWN: &[&str] = &["schema", "displayName", "clientId", "includeAudit", "complete", "consent", "dryRun"];
        let fields = Fields::read(text, KNOWN)?;
        let consent = match fields.text("consent")?.as_deref() {
            None | Some("none") => Consent::None,
            Some("me") => Consent::Me,
            Some("all") => Consent::All,
            Some(_) => return Err(invalid("consent must be 'none', 'me' or 'all'")),
        };
        Ok(Self {
            which: fields.which()?,
            audit: fields.flag("includeAudit")?,
            complete: fields.flag("complete")?,
            consent,
            dry_run: fields.flag("dryRun")?,
        })
    }
}

impl UnregisterOptions {
    /// Reads the options; `None` are the defaults.
    pub fn from_json(text: Option<&str>) -> Result<Self> {
        let fields = Fields::read(text, &["schema", "displayName", "clientId", "created", "dryRun"])?;
        let named = fields.has("displayName") || fields.has("clientId");
        let what = match fields.0.get("created") {
            None | Some(Value::Null) => What::App(fields.which()?),
            Some(_) if named => return Err(invalid("created goes without displayName and clientId")),
            Some(created) => {
                What::Created(Box::new(Created::read(created).map_err(|why| invalid(format!("created {why}")))?))
            }
        };
        Ok(Self { what, dry_run: fields.flag("dryRun")? })
    }
}

struct Fields(Map<String, Value>);

impl Fields {
    fn read(text: Option<&str>, known: &[&str]) -> Result<Self> {
        let document: Value = serde_json::from_str(text.unwrap_or("{}"))
            .map_err(|e| invalid(format!("they are not JSON (line {}, column {})", e.line(), e.column())))?;
        let Value::Object(fields) = document else { return Err(invalid("they are not a JSON object")) };
        if let Some(name) = fields.keys().find(|name| !known.contains(&name.as_str())) {
            let shown: String = name.chars().take(60).collect();
            let hint =
                nearest(name, known).map_or_else(|| known.join(", "), |known| format!("did you mean '{known}'?"));
            return Err(invalid(format!("there is no '{shown}': {hint}")));
        }
        if fields.get("schema").is_some_and(|schema| schema.as_u64() != Some(1)) {
            return Err(invalid("schema must be 1"));
        }
        Ok(Self(fields))
    }

    fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|value| !value.is_null())
    }

    fn text(&self, name: &str) -> Result<Option<String>> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(invalid(format!("{name} must be a text"))),
        }
    }

    fn flag(&self, name: &str) -> Result<bool> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => Err(invalid(format!("{name} must be true or false"))),
        }
    }

    fn which(&self) -> Result<Which> {
        match (self.text("displayName")?, self.text("clientId")?) {
            (Some(_), Some(_)) => Err(invalid("give displayName or clientId, not both")),
            (None, Some(id)) => Ok(Which::Client(ClientId::parse(&id).map_err(|e| e.located("clientId"))?)),
            (None, None) => Ok(Which::Named(DISPLAY_NAME.into())),
            (Some(name), None) => {
                let fits =
                    !name.trim().is_empty() && name.chars().count() <= LONGEST_NAME && !name.contains(char::is_control);
                fits.then(|| Which::Named(name.trim().into())).ok_or_else(|| {
                    invalid(format!("displayName must be a name of 1 to {LONGEST_NAME} printable characters"))
                })
            }
        }
    }
}

fn invalid(why: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::InvalidArgument, format!("the options of the app: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_has_a_careful_default() {
        let options = RegisterOptions::from_json(None).unwrap();
        assert_eq!(options.which, Which::Named("RemoveAllAccessForUserApp".into()));
        assert_eq!((options.consent, options.complete, options.audit), (Consent::None, false, false));
    }

    #[test]
    fn wrong_options_are_named() {
        for (text, word) in [
            (r#"{"dryrun":true}"#, "'dryRun'"),
            (r#"{"consent":"everybody"}"#, "consent"),
            (r#"{"complete":1}"#, "complete"),
            (r#"{"displayName":" "}"#, "displayName"),
            (r#"{"displayName":"a","clientId":"22222222-2222-4222-8222-222222222222"}"#, "not both"),
            (r#"{"clientId":"x"}"#, "clientId"),
            (r#"{"schema":2}"#, "schema"),
            ("[]", "object"),
        ] {
            let error = RegisterOptions::from_json(Some(text)).unwrap_err();
            assert!(error.message().contains(word), "{text}: {error}");
        }
        assert!(UnregisterOptions::from_json(Some(r#"{"created":{"clientId":7}}"#)).is_err());
    }
}
