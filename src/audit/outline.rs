//! What is kept of an object that may be a record or hold one: the fields that somebody asks for. The rest is read for
//! the digest and let go, so that a record costs no memory for what does not concern it.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::asked::Asked;
use super::digest::{Digest, Mark, MarkOnly};
use super::text::Text;
use super::tree::{Ambiguous, Json, Marked};

/// Where tools put the record. The later names are those of Sentinel's and Defender's tables.
pub(super) const HOLDERS: [&str; 4] = ["AuditData", "auditData", "RawEventData", "rawEventData"];
/// Where Graph's open types put it, in Graph's own JSON and in that of its SDKs for .NET and PowerShell.
pub(super) const DYNAMIC: [&str; 4] = ["dynamicProperties", "AdditionalProperties", "AdditionalData", "additionalData"];

/// Fields that have another name in Sentinel's table, and the schema's.
const RENAMED: [(&str, &str); 3] =
    [("TimeGenerated", "CreationTime"), ("OfficeWorkload", "Workload"), ("OfficeId", "Id")];

/// An object.
#[derive(Debug, PartialEq, Default)]
pub(super) struct Outline<'a> {
    /// Each in its place; `null` only when nothing else stands there.
    fields: [Option<Json<'a>>; Asked::COUNT],
    /// The places whose key occurs twice, with different values.
    ambiguous: [bool; Asked::COUNT],
    /// One for each field.
    held: Vec<Holder<'a>>,
    /// Whether it has a field in which pages keep their list.
    may_be_page: bool,
    /// Over all fields, but those that containers write each in their own way.
    pub(super) digest: Digest,
}

/// A field that holds records.
#[derive(Debug, PartialEq)]
struct Holder<'a> {
    key: &'static str,
    /// `null` only when nothing else stands there.
    value: Held<'a>,
    /// Whether the key occurs twice, with different values.
    is_ambiguous: bool,
}

/// What stands in a field that holds records.
#[derive(Debug, PartialEq)]
pub(super) enum Held<'a> {
    Object(Box<Outline<'a>>),
    Value(Json<'a>),
}

impl<'a> Outline<'a> {
    /// Parses exactly one object.
    pub(super) fn parse(text: &'a str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }

    /// An object of these fields.
    pub(super) fn of(entries: impl IntoIterator<Item = (&'a str, Json<'a>)>) -> Self {
        let mut outline = Self::default();
        for (key, value) in entries {
            outline.digest.add(key, if is_written_variously(key) { Json::Null.mark() } else { value.mark() });
            match (holder(key), place(key)) {
                (Some(holder), _) => outline.hold(holder, Held::Value(value)),
                (None, Some(place)) => outline.keep(place, value),
                (None, None) => {}
            }
        }
        outline
    }

    fn keep(&mut self, place: usize, value: Json<'a>) {
        match &self.fields[place] {
            None | Some(Json::Null) => self.fields[place] = Some(value),
            Some(_) if value == Json::Null => {}
            Some(known) => self.ambiguous[place] |= *known != value,
        }
    }

    fn hold(&mut self, key: &'static str, value: Held<'a>) {
        let null = Held::Value(Json::Null);
        match self.held.iter_mut().find(|holder| holder.key == key) {
            None => self.held.push(Holder { key, value, is_ambiguous: false }),
            Some(known) if known.value == null => known.value = value,
            Some(known) => known.is_ambiguous |= value != null && value != known.value,
        }
    }

    /// The value of a field; `null` is no value.
    pub(super) fn field(&self, key: &str) -> Result<Option<&Json<'a>>, Ambiguous> {
        match place(key) {
            Some(place) if self.ambiguous[place] => Err(Ambiguous),
            Some(place) => Ok(self.fields[place].as_ref().filter(|value| !matches!(value, Json::Null))),
            None => Ok(None),
        }
    }

    /// Whether the object has the field, whatever its value.
    pub(super) fn has(&self, key: &str) -> bool {
        self.held.iter().any(|holder| holder.key == key) || place(key).is_some_and(|place| self.fields[place].is_some())
    }

    /// Whether it is plainly a record, or says where one is, and no page.
    pub(super) fn is_no_page(&self) -> bool {
        !self.may_be_page && (self.has("Operation") || self.held.iter().any(|holder| !DYNAMIC.contains(&holder.key)))
    }

    /// What a field holds; `null` is nothing.
    pub(super) fn held(&self, key: &str) -> Result<Option<&Held<'a>>, Ambiguous> {
        match self.held.iter().find(|holder| holder.key == key) {
            Some(holder) if holder.is_ambiguous => Err(Ambiguous),
            Some(holder) => Ok(Some(&holder.value).filter(|value| **value != Held::Value(Json::Null))),
            None => Ok(None),
        }
    }
}

/// Whether a field holds records.
pub(super) fn holder(key: &str) -> Option<&'static str> {
    // Nothing else that is asked for ends so.
    if !key.ends_with("ata") && !key.ends_with("Properties") {
        return None;
    }
    HOLDERS.into_iter().chain(DYNAMIC).find(|holder| *holder == key)
}

/// The schema's name of a field of Sentinel's table.
pub(super) fn renamed(name: &str) -> Option<&'static str> {
    RENAMED.iter().find(|(table, _)| table.eq_ignore_ascii_case(name)).map(|(_, field)| *field)
}

/// Numbers here and names there, with a zone and without: the record's digest takes in what they mean.
fn is_written_variously(key: &str) -> bool {
    matches!(key, "RecordType" | "UserType" | "CreationTime")
}

/// Where a field that is asked for is kept.
fn place(key: &str) -> Option<usize> {
    Asked::of(key).map(|asked| asked as usize)
}

impl<'de> Deserialize<'de> for Outline<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Build)
    }
}

struct Build;

impl<'de> Visitor<'de> for Build {
    type Value = Outline<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Outline<'de>, A::Error> {
        let mut outline = Outline::default();
        let mut of_table = Vec::new();
        while let Some(Text(key)) = access.next_key()? {
            if let Some(field) = renamed(&key) {
                let Marked(value, mark) = access.next_value()?;
                outline.digest.add(&key, mark);
                of_table.extend(place(field).map(|place| (place, value)));
            } else if let Some(place) = place(&key) {
                let Marked(value, mark) = access.next_value()?;
                if !is_written_variously(&key) {
                    outline.digest.add(&key, mark);
                }
                outline.keep(place, value);
            } else if let Some(holder) = holder(&key) {
                let held = access.next_value::<Held<'de>>()?;
                let mark = match &held {
                    Held::Object(inner) => Mark::object(inner.digest),
                    Held::Value(value) => value.mark(),
                };
                outline.digest.add(&key, mark);
                outline.hold(holder, held);
            } else {
                outline.may_be_page |= matches!(&*key, "value" | "Results");
                outline.digest.add(&key, access.next_value_seed(MarkOnly)?);
            }
        }
        if !of_table.is_empty() {
            // A row of a table has every column, also those that say nothing of it.
            for field in &mut outline.fields {
                if matches!(field, Some(Json::Text(text)) if text.trim().is_empty()) {
                    *field = None;
                }
            }
        }
        // The schema's own name is before the table's: a record has one time.
        for (place, value) in of_table {
            if matches!(outline.fields[place], None | Some(Json::Null)) {
                outline.fields[place] = Some(value);
            }
        }
        Ok(outline)
    }
}

impl<'de> Deserialize<'de> for Held<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BuildHeld)
    }
}

struct BuildHeld;

impl<'de> Visitor<'de> for BuildHeld {
    type Value = Held<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Held<'de>, A::Error> {
        Build.visit_map(access).map(Box::new).map(Held::Object)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Held<'de>, A::Error> {
        // No tool puts a list here: that it is one is all there is to say.
        while access.next_element_seed(MarkOnly)?.is_some() {}
        Ok(Held::Value(Json::List(Vec::new())))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Held<'de>, E> {
        Ok(Held::Value(Json::Text(value.to_owned().into())))
    }

    fn visit_borrowed_str<E: de::Error>(self, value: &'de str) -> Result<Held<'de>, E> {
        Ok(Held::Value(Json::Text(value.into())))
    }

    fn visit_unit<E>(self) -> Result<Held<'de>, E> {
        Ok(Held::Value(Json::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Held<'de>, E> {
        Ok(Held::Value(Json::Flag(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Held<'de>, E> {
        Ok(Held::Value(Json::Number(value.into())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Held<'de>, E> {
        Ok(Held::Value(Json::Number(value.into())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Held<'de>, E> {
        Ok(Held::Value(serde_json::Number::from_f64(value).map_or(Json::Null, Json::Number)))
    }
}
