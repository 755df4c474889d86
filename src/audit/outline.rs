//! What is kept of an object that may be a record or hold one: the fields that somebody asks for. The rest is read for
//! the digest and let go, so that a record costs no memory for what does not concern it.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::digest::{Digest, DigestOnly};
use super::text::Text;
use super::tree::{Ambiguous, Json};

/// Where tools put the record. The later names are those of Sentinel's and Defender's tables.
pub(super) const HOLDERS: [&str; 4] = ["AuditData", "auditData", "RawEventData", "rawEventData"];
/// Where Graph's open types put it.
pub(super) const DYNAMIC: &str = "dynamicProperties";

/// An object.
#[derive(Debug, PartialEq)]
pub(super) struct Outline {
    /// The fields of a record and of its wrappers, in their order.
    pub(super) fields: Json,
    held: Vec<(String, Held)>,
    /// Over all fields, but those that containers write each in their own way.
    pub(super) digest: Digest,
}

/// What stands in a field that holds records.
#[derive(Debug, PartialEq)]
pub(super) enum Held {
    Object(Outline),
    Value(Json),
}

impl Outline {
    /// Parses exactly one object.
    pub(super) fn parse(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }

    /// An object of these fields.
    pub(super) fn of(entries: impl IntoIterator<Item = (String, Json)>) -> Self {
        let mut outline = Self::empty();
        for (key, value) in entries {
            outline.digest.add(&key, if is_written_variously(&key) { Json::Null.digest() } else { value.digest() });
            match holder(&key) {
                true => outline.held.push((key, Held::Value(value))),
                false => outline.keep(key, value),
            }
        }
        outline
    }

    fn empty() -> Self {
        Self { fields: Json::Object(Vec::new()), held: Vec::new(), digest: Digest::default() }
    }

    fn keep(&mut self, key: String, value: Json) {
        if let Json::Object(entries) = &mut self.fields {
            entries.push((key, value));
        }
    }

    /// Whether the object has the field, whatever its value.
    pub(super) fn has(&self, key: &str) -> bool {
        self.fields.has(key) || self.held.iter().any(|(held, _)| held == key)
    }

    /// What a field holds; `null` is nothing.
    pub(super) fn held(&self, key: &str) -> Result<Option<&Held>, Ambiguous> {
        let null = Held::Value(Json::Null);
        let mut values = self.held.iter().filter(|(held, value)| held == key && *value != null).map(|(_, value)| value);
        let first = values.next();
        match values.find(|other| Some(*other) != first) {
            Some(_) => Err(Ambiguous),
            None => Ok(first),
        }
    }
}

fn holder(key: &str) -> bool {
    HOLDERS.contains(&key) || key == DYNAMIC
}

/// Numbers here and names there, with a zone and without: the record's digest takes in what they mean.
fn is_written_variously(key: &str) -> bool {
    matches!(key, "RecordType" | "UserType" | "CreationTime")
}

fn is_asked_for(key: &str) -> bool {
    matches!(
        key,
        "Id" | "CreationTime"
            | "Operation"
            | "Workload"
            | "RecordType"
            | "OrganizationId"
            | "UserId"
            | "UserKey"
            | "UserType"
            | "UserTenantId"
            | "ChatThreadId"
            | "CommunicationType"
            | "TeamGuid"
            | "ChannelGuid"
            | "Members"
            | "ParticipantInfo"
            | "Operations"
            | "operation"
            | "ActionType"
            | "service"
            | "auditLogRecordType"
    )
}

impl<'de> Deserialize<'de> for Outline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Build)
    }
}

struct Build;

impl<'de> Visitor<'de> for Build {
    type Value = Outline;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Outline, A::Error> {
        let mut outline = Outline::empty();
        while let Some(Text(key)) = access.next_key()? {
            if is_asked_for(&key) {
                let value: Json = access.next_value()?;
                if !is_written_variously(&key) {
                    outline.digest.add(&key, value.digest());
                }
                outline.keep(key.into_owned(), value);
            } else if holder(&key) {
                let held = access.next_value::<Held>()?;
                let digest = match &held {
                    Held::Object(inner) => inner.digest,
                    Held::Value(value) => value.digest(),
                };
                outline.digest.add(&key, digest);
                outline.held.push((key.into_owned(), held));
            } else {
                outline.digest.add(&key, access.next_value_seed(DigestOnly)?);
            }
        }
        Ok(outline)
    }
}

impl<'de> Deserialize<'de> for Held {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BuildHeld)
    }
}

struct BuildHeld;

impl<'de> Visitor<'de> for BuildHeld {
    type Value = Held;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Held, A::Error> {
        Build.visit_map(access).map(Held::Object)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Held, A::Error> {
        // No tool puts a list here: that it is one is all there is to say.
        while access.next_element_seed(DigestOnly)?.is_some() {}
        Ok(Held::Value(Json::List(Vec::new())))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Held, E> {
        Ok(Held::Value(Json::Text(value.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<Held, E> {
        Ok(Held::Value(Json::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Held, E> {
        Ok(Held::Value(Json::Flag(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Held, E> {
        Ok(Held::Value(Json::Number(value.into())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Held, E> {
        Ok(Held::Value(Json::Number(value.into())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Held, E> {
        Ok(Held::Value(serde_json::Number::from_f64(value).map_or(Json::Null, Json::Number)))
    }
}
