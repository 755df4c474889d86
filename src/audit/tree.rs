//! JSON as it was written: the order of keys and keys that occur twice are kept.
//!
//! `serde_json::Value` would keep the last of two equal keys without a word, and a record that says two things about
//! its user must not pass for one that says one.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::digest::{Digest, Mark};
use super::text::{Text, trimmed};

/// A JSON value, whose texts are where they stood unless they have escapes. Its depth is limited by the parser.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json<'a> {
    Null,
    Flag(bool),
    Number(serde_json::Number),
    Text(Cow<'a, str>),
    List(Vec<Json<'a>>),
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

/// A key that occurs twice in one object, with different values.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ambiguous;

impl<'a> Json<'a> {
    /// Parses exactly one value.
    pub(crate) fn parse(bytes: &'a [u8]) -> serde_json::Result<Self> {
        serde_json::from_slice(bytes)
    }

    /// The value of a key, spelled exactly so. `null` is no value.
    pub(crate) fn field(&self, key: &str) -> Result<Option<&Self>, Ambiguous> {
        let Json::Object(entries) = self else { return Ok(None) };
        let mut values = entries.iter().filter(|(k, v)| k == key && *v != Json::Null).map(|(_, v)| v);
        let first = values.next();
        match values.find(|other| Some(*other) != first) {
            Some(_) => Err(Ambiguous),
            None => Ok(first),
        }
    }

    /// What kind of value it is, for an error.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Flag(_) => "true or false",
            Json::Number(_) => "a number",
            Json::Text(text) if text.trim().is_empty() => "an empty string",
            Json::Text(text) if is_flattened(text) => {
                "flattened text (System.Object[] or @{...}: the tool that wrote this lost the content; in PowerShell \
                 use ConvertTo-Json -Depth 10)"
            }
            Json::Text(_) => "a string",
            Json::List(_) => "an array",
            Json::Object(_) => "an object",
        }
    }
}

/// What PowerShell makes of nested values when it turns them into text.
pub(super) fn is_flattened(text: &str) -> bool {
    let text = trimmed(text);
    text.starts_with("@{") || text.starts_with("System.")
}

/// A value with its mark, which costs less than a second look at it.
pub(super) struct Marked<'a>(pub(super) Json<'a>, pub(super) Mark);

impl<'de> Deserialize<'de> for Marked<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Build)
    }
}

impl<'de> Deserialize<'de> for Json<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Marked::deserialize(deserializer).map(|marked| marked.0)
    }
}

struct Build;

impl<'de> Visitor<'de> for Build {
    type Value = Marked<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Marked<'de>, E> {
        Ok(Marked(Json::Null, Mark::NULL))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Marked<'de>, E> {
        Ok(Marked(Json::Flag(value), Mark::flag(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Marked<'de>, E> {
        Ok(Marked(Json::Number(value.into()), Mark::whole(value.into())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Marked<'de>, E> {
        Ok(Marked(Json::Number(value.into()), Mark::whole(value.into())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Marked<'de>, E> {
        let number = serde_json::Number::from_f64(value);
        Ok(Marked(number.map_or(Json::Null, Json::Number), Mark::fraction(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Marked<'de>, E> {
        Ok(Marked(Json::Text(Cow::Owned(value.to_owned())), Mark::text(value.as_bytes())))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Marked<'de>, E> {
        Ok(Marked(Json::Text(Cow::Borrowed(value)), Mark::text(value.as_bytes())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Marked<'de>, A::Error> {
        let (mut items, mut mark) = (Vec::new(), Mark::list());
        while let Some(Marked(item, of_item)) = access.next_element()? {
            mark.push(of_item);
            items.push(item);
        }
        Ok(Marked(Json::List(items), mark))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Marked<'de>, A::Error> {
        let (mut entries, mut digest) = (Vec::new(), Digest::default());
        while let Some((Text(key), Marked(value, mark))) = access.next_entry()? {
            digest.add(&key, mark);
            entries.push((key, value));
        }
        Ok(Marked(Json::Object(entries), Mark::object(digest)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_occurs_twice_with_two_values_is_ambiguous() {
        let json =
            Json::parse(br#"{"UserKey":"a","userkey":"b","Same":1,"Same":1,"UserId":"x","UserId":"y"}"#).unwrap();
        assert_eq!(json.field("UserKey"), Ok(Some(&Json::Text("a".into()))));
        assert_eq!(json.field("Same"), Ok(Some(&Json::Number(1.into()))));
        assert_eq!(json.field("UserId"), Err(Ambiguous));
        assert_eq!(json.field("Missing"), Ok(None));
    }

    #[test]
    fn depth_is_an_error_and_no_stack_overflow() {
        let bomb = "[".repeat(100_000);
        assert!(Json::parse(bomb.as_bytes()).is_err());
    }
}
