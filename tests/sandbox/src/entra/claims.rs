//! The `claims` parameter: what a client can handle, and what a challenge asked for.

use serde_json::Value;

use super::error::EntraError;

#[derive(Clone, Debug, Default)]
pub(crate) struct Claims {
    /// The client can handle challenges.
    pub(super) cp1: bool,
    pub(super) acrs: Option<String>,
    /// Something beyond capabilities is asked for: this answers a challenge.
    pub(super) challenge: Option<Value>,
}

impl Claims {
    pub(super) fn parse(text: Option<&str>) -> Result<Self, EntraError> {
        let Some(text) = text else { return Ok(Self::default()) };
        let malformed = || EntraError::new(9_002_313, "Invalid request. Request is malformed or invalid.");
        let value: Value = serde_json::from_str(text).map_err(|_| malformed())?;
        let wanted = &value["access_token"];
        let Some(fields) = value.as_object() else { return Err(malformed()) };
        let capabilities = wanted["xms_cc"]["values"].as_array().into_iter().flatten();
        Ok(Self {
            cp1: capabilities.filter_map(Value::as_str).any(|name| name.eq_ignore_ascii_case("cp1")),
            acrs: wanted["acrs"]["value"].as_str().map(str::to_owned),
            challenge: (fields.contains_key("access_token")
                && wanted.as_object().is_some_and(|wanted| wanted.keys().any(|name| name != "xms_cc")))
            .then_some(value.clone()),
        })
    }
}
