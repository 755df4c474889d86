//! Tells whether two records say the same, whatever container they came in: it knows no order of keys, nothing that OData
//! adds, and no `null`.
//!
//! It is compared only between records of one search. It is no defence against somebody who can choose both the id and
//! every field of a record, which in the audit log nobody can.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed, xxh3_128};

use super::text::Text;
use super::tree::Json;

/// 128 bits over the fields of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Digest(u128);

/// 64 bits over a value in a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark(u64);

const TEXT: u64 = 2;
const NUMBER: u64 = 3;
const LIST: u64 = 0x9E37_79B9_7F4A_7C15;
const ITEM: u64 = 0xA076_1D64_78BD_642F;
const OBJECT: u64 = 0xD1B5_4A32_D192_ED03;

impl Digest {
    /// Takes a field in; the order of fields means nothing.
    pub(super) fn add(&mut self, key: &str, value: Mark) {
        if value != Mark::NULL && !(key.contains('@') && key.contains("@odata.")) {
            let both = u128::from(xxh3_64(key.as_bytes())) * u128::from(value.0 ^ OBJECT);
            self.0 = self.0.wrapping_add(both);
        }
    }

    /// Takes all bits of a text in, by which most records differ.
    pub(super) fn add_id(&mut self, id: &str) {
        self.0 = self.0.wrapping_add(xxh3_128(id.as_bytes()));
    }
}

impl Mark {
    pub(super) const NULL: Self = Self(1);

    pub(super) fn list() -> Self {
        Self(LIST)
    }

    pub(super) fn text(text: &str) -> Self {
        Self(xxh3_64(text.as_bytes()) ^ TEXT)
    }

    pub(super) fn flag(flag: bool) -> Self {
        Self(if flag { 5 } else { 7 })
    }

    pub(super) fn whole(number: i128) -> Self {
        Self(xxh3_64_with_seed(&number.to_le_bytes(), NUMBER))
    }

    pub(super) fn fraction(number: f64) -> Self {
        Self(xxh3_64_with_seed(&number.to_bits().to_le_bytes(), NUMBER))
    }

    fn number(number: &serde_json::Number) -> Self {
        match (number.as_i128(), number.as_f64()) {
            (Some(whole), _) => Self::whole(whole),
            (None, Some(fraction)) => Self::fraction(fraction),
            (None, None) => Mark::NULL,
        }
    }

    pub(super) fn object(fields: Digest) -> Self {
        Self(folded(fields.0 ^ u128::from(OBJECT)))
    }

    /// Takes the next item of a list in.
    pub(super) fn push(&mut self, item: Self) {
        self.0 = folded(u128::from(self.0 ^ OBJECT) * u128::from(item.0 ^ ITEM));
    }
}

/// Both halves in one.
fn folded(bits: u128) -> u64 {
    #[expect(clippy::cast_possible_truncation, reason = "the upper half is taken in as well")]
    let (low, high) = (bits as u64, (bits >> 64) as u64);
    (low ^ high.rotate_left(32)).wrapping_mul(LIST)
}

impl Json<'_> {
    pub(super) fn mark(&self) -> Mark {
        match self {
            Json::Null => Mark::NULL,
            Json::Flag(flag) => Mark::flag(*flag),
            Json::Number(number) => Mark::number(number),
            Json::Text(text) => Mark::text(text),
            Json::List(items) => {
                let mut mark = Mark::list();
                items.iter().for_each(|item| mark.push(item.mark()));
                mark
            }
            Json::Object(entries) => {
                let mut digest = Digest::default();
                entries.iter().for_each(|(key, value)| digest.add(key, value.mark()));
                Mark::object(digest)
            }
        }
    }
}

/// Reads a value for its mark alone and keeps nothing of it.
pub(super) struct MarkOnly;

impl<'de> DeserializeSeed<'de> for MarkOnly {
    type Value = Mark;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Mark, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for MarkOnly {
    type Value = Mark;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Mark, E> {
        Ok(Mark::NULL)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Mark, E> {
        Ok(Mark::flag(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Mark, E> {
        Ok(Mark::whole(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Mark, E> {
        Ok(Mark::whole(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Mark, E> {
        Ok(Mark::fraction(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Mark, E> {
        Ok(Mark::text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Mark, A::Error> {
        let mut mark = Mark::list();
        while let Some(item) = access.next_element_seed(MarkOnly)? {
            mark.push(item);
        }
        Ok(mark)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Mark, A::Error> {
        let mut digest = Digest::default();
        while let Some(Text(key)) = access.next_key()? {
            digest.add(&key, access.next_value_seed(MarkOnly)?);
        }
        Ok(Mark::object(digest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Mark {
        let mark = MarkOnly.deserialize(&mut serde_json::Deserializer::from_str(text)).unwrap();
        assert_eq!(mark, Json::parse(text.as_bytes()).unwrap().mark(), "{text}");
        mark
    }

    #[test]
    fn it_knows_no_key_order_and_no_odata() {
        let plain = read(r#"{"a":1,"b":[true,"x",-2,1.5]}"#);
        assert_eq!(read(r##"{"b":[true,"x",-2,1.5],"a@odata.type":"#Int64","\u0061":1,"c":null}"##), plain);
    }

    #[test]
    fn different_content_has_another_digest() {
        let all = [
            "null",
            "true",
            "false",
            "0",
            "1",
            "\"1\"",
            "\"\"",
            "[]",
            "{}",
            "[0]",
            "[\"a\",\"b\"]",
            "[\"b\",\"a\"]",
            "[\"ab\"]",
            "[[\"a\"],\"b\"]",
            "[null]",
            r#"{"a":1}"#,
            r#"{"a":"1"}"#,
            r#"{"b":1}"#,
            r#"{"a":1,"b":1}"#,
            r#"{"a":{"b":1}}"#,
            r#"{"a":[]}"#,
        ];
        for (index, text) in all.iter().enumerate() {
            assert!(all[..index].iter().all(|other| read(other) != read(text)), "{text}");
        }
    }
}
