//! Tells whether two records say the same, whatever container they came in: it knows no order of keys, nothing that OData
//! adds, and no `null`.
//!
//! It is compared only between records of one search. It is no defence against somebody who can choose both the id and
//! every field of a record, which in the audit log nobody can.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::fold::{folded, hash};
use super::stamp::Stamp;
use super::text::Text;
use super::tree::Json;
use super::user_type::UserType;

/// 128 bits over the fields of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Digest(u128);

/// 64 bits over a value in a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark(u64);

const KEY: u64 = 0x589D_3C5A_8E21_77C1;
const TEXT: u64 = 0x1D8E_4E27_C47D_124F;
const NUMBER: u64 = 0xEB44_ACCA_B455_D165;
const LIST: u64 = 0x9E37_79B9_7F4A_7C15;
const ITEM: u64 = 0xA076_1D64_78BD_642F;
const OBJECT: u64 = 0xD1B5_4A32_D192_ED03;

impl Digest {
    /// Takes a field in; the order of fields means nothing.
    pub(super) fn add(&mut self, key: &str, value: Mark) {
        if !(key.contains('@') && key.contains("@odata.")) {
            self.add_field(key, value);
        }
    }

    /// Takes a field in that is none of OData's.
    #[inline]
    pub(super) fn add_field(&mut self, key: &str, value: Mark) {
        if value != Mark::NULL {
            let both = u128::from(hash(key.as_bytes(), KEY)) * u128::from(value.0 ^ OBJECT);
            self.0 = self.0.wrapping_add(both);
        }
    }

    /// Takes in what a record says beside its fields as they are written: who acted, and all bits of its id, by which most
    /// records differ.
    pub(super) fn add_meant(&mut self, id: Option<&str>, user_type: UserType) {
        self.add_field("UserType", Mark::whole(user_type as i128));
        if let Some(id) = id {
            let (low, high) = (hash(id.as_bytes(), ITEM), hash(id.as_bytes(), LIST));
            self.0 = self.0.wrapping_add(u128::from(high) << 64 | u128::from(low));
        }
    }

    /// Takes in when it was.
    pub(super) fn add_time(&mut self, time: Stamp) {
        self.add_field("CreationTime", Mark::whole(time.unix_nanos()));
    }
}

impl Mark {
    pub(super) const NULL: Self = Self(1);

    pub(super) fn list() -> Self {
        Self(LIST)
    }

    #[inline]
    pub(super) fn text(text: &[u8]) -> Self {
        Self(hash(text, TEXT))
    }

    pub(super) fn flag(flag: bool) -> Self {
        Self(if flag { 5 } else { 7 })
    }

    pub(super) fn whole(number: i128) -> Self {
        Self(hash(&number.to_le_bytes(), NUMBER))
    }

    pub(super) fn fraction(number: f64) -> Self {
        Self(hash(&number.to_bits().to_le_bytes(), NUMBER))
    }

    pub(super) fn number(number: &serde_json::Number) -> Self {
        match (number.as_i128(), number.as_f64()) {
            (Some(whole), _) => Self::whole(whole),
            (None, Some(fraction)) => Self::fraction(fraction),
            (None, None) => Mark::NULL,
        }
    }

    pub(super) fn object(fields: Digest) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "the upper half is taken in as well")]
        let (low, high) = (fields.0 as u64, (fields.0 >> 64) as u64);
        Self(folded(low ^ OBJECT, high ^ ITEM))
    }

    /// Takes the next item of a list in.
    pub(super) fn push(&mut self, item: Self) {
        self.0 = folded(self.0 ^ OBJECT, item.0.rotate_left(32) ^ ITEM);
    }
}

impl Json<'_> {
    pub(super) fn mark(&self) -> Mark {
        match self {
            Json::Null => Mark::NULL,
            Json::Flag(flag) => Mark::flag(*flag),
            Json::Number(number) => Mark::number(number),
            Json::Text(text) => Mark::text(text.as_bytes()),
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
        Ok(Mark::text(value.as_bytes()))
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
