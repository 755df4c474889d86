//! The `claims` parameter: what this client can handle, and what a challenge asks for.
//!
//! Source: "Claims challenges, claims requests, and client capabilities" of the Microsoft identity platform.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use reqwest::header::{HeaderMap, WWW_AUTHENTICATE};
use serde_json::{Map, Value, json};

/// Challenges come padded and bare.
const CONFIG: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, CONFIG);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, CONFIG);

/// The parameter for a token request: `cp1` says that challenges are honoured, merged with what one asked for.
pub(super) fn parameter(challenge: Option<&Value>) -> String {
    let mut claims = json!({ "access_token": { "xms_cc": { "values": ["cp1"] } } });
    if let Some(challenge) = challenge {
        merge(&mut claims, challenge);
    }
    claims.to_string()
}

/// The claims that a refusal asks for, from its `WWW-Authenticate` headers: several may stand in one answer, their
/// fields in any order.
pub(crate) fn challenge(headers: &HeaderMap) -> Option<Value> {
    let texts = headers.get_all(WWW_AUTHENTICATE).iter().filter_map(|value| value.to_str().ok());
    texts.filter(|text| text.contains("insufficient_claims")).find_map(|text| parse(parameter_of(text, "claims")?))
}

/// A claims document as it stands in a challenge (base64) or in an Entra error (plain JSON).
pub(super) fn parse(text: &str) -> Option<Value> {
    let object = |bytes: &[u8]| serde_json::from_slice::<Map<String, Value>>(bytes).ok().map(Value::Object);
    object(text.as_bytes()).or_else(|| {
        let bytes = STANDARD.decode(text).or_else(|_| URL_SAFE.decode(text)).ok()?;
        object(&bytes)
    })
}

fn parameter_of<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    let start = header.match_indices(name).map(|(at, _)| at).find(|&at| {
        let before = header[..at].chars().next_back();
        before.is_none_or(|c| c == ',' || c.is_whitespace()) && header[at + name.len()..].trim_start().starts_with('=')
    })?;
    let value = header[start + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => value.split([',', ' ']).next(),
    }
}

fn merge(into: &mut Value, from: &Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (key, value) in from {
                merge(into.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
        (into, from) => *into = from.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_found_among_several_headers_and_merged_with_what_we_can() {
        let mut headers = HeaderMap::new();
        headers.append(WWW_AUTHENTICATE, r#"Bearer realm="", error="invalid_token""#.parse().unwrap());
        // {"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}
        let claims = STANDARD.encode(r#"{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}"#);
        let header = format!(r#"Bearer claims="{claims}", xclaims="no", error="insufficient_claims""#);
        headers.append(WWW_AUTHENTICATE, header.parse().unwrap());
        let challenge = challenge(&headers).unwrap();
        let merged: Value = serde_json::from_str(&parameter(Some(&challenge))).unwrap();
        assert_eq!(merged["access_token"]["nbf"]["value"], "1604106651");
        assert_eq!(merged["access_token"]["xms_cc"]["values"][0], "cp1");
    }

    #[test]
    fn a_refusal_without_claims_is_no_challenge() {
        let mut headers = HeaderMap::new();
        assert_eq!(challenge(&headers), None);
        headers.append(WWW_AUTHENTICATE, r#"Bearer error="insufficient_claims", claims="!!""#.parse().unwrap());
        assert_eq!(challenge(&headers), None);
    }
}
