//! Tells whether two records say the same, whatever container they came in: it knows no order of keys, nothing that OData
//! adds, and no `null`.
//!
//! It is compared only between records of one search. It is no defence against somebody who can choose both the id and
//! every field of a record, which in the audit log nobody can.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use xxhash_rust::xxh3::{xxh3_128, xxh3_128_with_seed};

use super::text::Text;
use super::tree::Json;

/// 128 bits over a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Digest(u128);

const NULL: Digest = Digest(1);
const TEXT: u64 = 2;
const NUMBER: u64 = 3;
const LIST: u128 = 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835;
const OBJECT: u128 = 0xD1B5_4A32_D192_ED03_8CB9_2BA7_2F3D_8DD7;

impl Digest {
    pub(super) fn text(text: &str) -> Self {
        Self(xxh3_128_with_seed(text.as_bytes(), TEXT))
    }

    fn flag(flag: bool) -> Self {
        Self(if flag { 5 } else { 7 })
    }

    fn whole(number: i128) -> Self {
        Self(xxh3_128_with_seed(&number.to_le_bytes(), NUMBER))
    }

    fn fraction(number: f64) -> Self {
        Self(xxh3_128_with_seed(&number.to_bits().to_le_bytes(), NUMBER))
    }

    fn number(number: &serde_json::Number) -> Self {
        match (number.as_i128(), number.as_f64()) {
            (Some(whole), _) => Self::whole(whole),
            (None, Some(fraction)) => Self::fraction(fraction),
            (None, None) => NULL,
        }
    }

    /// Takes a field in; the order of fields means nothing.
    pub(super) fn add(&mut self, key: &str, value: Self) {
        if value != NULL && !key.contains("@odata.") {
            let both = [Self::text(key).0.to_le_bytes(), value.0.to_le_bytes()];
            self.0 = self.0.wrapping_add(xxh3_128(both.as_flattened()));
        }
    }

    fn push(&mut self, item: Self) {
        self.0 = (self.0.rotate_left(29) ^ item.0).wrapping_mul(LIST);
    }
}

impl Json<'_> {
    pub(super) fn digest(&self) -> Digest {
        match self {
            Json::Null => NULL,
            Json::Flag(flag) => Digest::flag(*flag),
            Json::Number(number) => Digest::number(number),
            Json::Text(text) => Digest::text(text),
            Json::List(items) => {
                let mut digest = Digest(LIST);
                items.iter().for_each(|item| digest.push(item.digest()));
                digest
            }
            Json::Object(entries) => {
                let mut digest = Digest(OBJECT);
                entries.iter().for_each(|(key, value)| digest.add(key, value.digest()));
                digest
            }
        }
    }
}

/// Reads a value for its digest alone and keeps nothing of it.
pub(super) struct DigestOnly;

impl<'de> DeserializeSeed<'de> for DigestOnly {
    type Value = Digest;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Digest, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for DigestOnly {
    type Value = Digest;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Digest, E> {
        Ok(NULL)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Digest, E> {
        Ok(Digest::flag(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Digest, E> {
        Ok(Digest::whole(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Digest, E> {
        Ok(Digest::whole(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Digest, E> {
        Ok(Digest::fraction(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Digest, E> {
        Ok(Digest::text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Digest, A::Error> {
        let mut digest = Digest(LIST);
        while let Some(item) = access.next_element_seed(DigestOnly)? {
            digest.push(item);
        }
        Ok(digest)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Digest, A::Error> {
        let mut digest = Digest(OBJECT);
        while let Some(Text(key)) = access.next_key()? {
            digest.add(&key, access.next_value_seed(DigestOnly)?);
        }
        Ok(digest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Digest {
        let digest = DigestOnly.deserialize(&mut serde_json::Deserializer::from_str(text)).unwrap();
        assert_eq!(digest, Json::parse(text.as_bytes()).unwrap().digest(), "{text}");
        digest
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
