//! How an element begins: with its first keys, written in one way by one tool.
//!
//! No string of JSON can hold these bytes, since a quote in it is escaped: where they stand, an object or the text of one
//! begins, also when nothing is known any more of the brackets and quotes before them.

use super::token::{skip_space, string_end};

/// First values are times and ids; what is longer tells no second key.
const LONGEST: usize = 256;

/// The first key with what is before it, and the second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Beginning {
    first: Vec<u8>,
    second: Option<Vec<u8>>,
}

impl Beginning {
    /// Of an object, or of a string that holds one.
    pub(super) fn of(element: &[u8]) -> Option<Self> {
        let first = first(&element[..element.len().min(LONGEST)])?.to_vec();
        let second = second(&element[first.len()..]).map(<[u8]>::to_vec);
        Some(Self { first, second })
    }

    /// Whether an element that begins so stands at `at`, and not as the value of a key.
    pub(super) fn is_at(&self, bytes: &[u8], at: usize) -> bool {
        let here = &bytes[at..];
        here.starts_with(&self.first)
            && stands_free(bytes, at)
            && match (&self.second, second(&here[self.first.len()..])) {
                (Some(known), Some(second)) => known == second,
                _ => true,
            }
    }

    /// Where in an element the last other one begins with the same first key, if any does.
    pub(super) fn last_in(&self, element: &[u8]) -> Option<usize> {
        let at = memchr::memmem::rfind(element.get(1..)?, &self.first)? + 1;
        stands_free(element, at).then_some(at)
    }
}

/// Up to the quote behind the first key.
fn first(element: &[u8]) -> Option<&[u8]> {
    let in_string = element.first() == Some(&b'"');
    let brace = if in_string { skip_blank(element, 1) } else { 0 };
    let quote = skip_blank(element, brace + 1);
    let key = match (element.get(brace), element.get(quote), element.get(quote + 1)) {
        (Some(b'{'), Some(b'"'), _) if !in_string => quote + 1,
        (Some(b'{'), Some(b'\\'), Some(b'"')) if in_string => quote + 2,
        _ => return None,
    };
    let end = key + memchr::memchr(b'"', &element[key..])?;
    let is_key = element[key..end].iter().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b':' | b','));
    (end > key && is_key).then_some(&element[..=end])
}

/// The key behind the first one and its value, when that is a text or a number.
fn second(behind: &[u8]) -> Option<&[u8]> {
    let behind = &behind[..behind.len().min(LONGEST)];
    let colon = skip_space(behind, 0);
    let value = skip_space(behind, colon + 1);
    let end = match (behind.get(colon)?, behind.get(value)?) {
        (b':', b'"') => string_end(behind, value).ok()?,
        (b':', byte) if byte.is_ascii_alphanumeric() => value + memchr::memchr(b',', &behind[value..])?,
        _ => return None,
    };
    let comma = skip_space(behind, end);
    let quote = skip_space(behind, comma + 1);
    let is_key = behind.get(comma) == Some(&b',') && behind.get(quote) == Some(&b'"');
    is_key.then(|| string_end(behind, quote).ok().map(|end| &behind[quote..end])).flatten()
}

/// Behind space, and behind line breaks and tabs as they are written in a string.
fn skip_blank(bytes: &[u8], mut at: usize) -> usize {
    loop {
        at = skip_space(bytes, at);
        match bytes.get(at..at + 2) {
            Some([b'\\', b'n' | b'r' | b't']) => at += 2,
            _ => return at,
        }
    }
}

/// Whether what stands here is no value of a key.
fn stands_free(bytes: &[u8], at: usize) -> bool {
    let before = bytes[..at].iter().rev().find(|byte| !byte.is_ascii_whitespace());
    !matches!(before, Some(b':' | b'\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_like(one: &str, other: &str) -> bool {
        Beginning::of(one.as_bytes()).unwrap().is_at(format!("x{other}").as_bytes(), 1)
    }

    #[test]
    fn elements_of_one_list_begin_alike() {
        assert!(is_like(r#"{"Time":"1","Id":1}"#, r#"{"Time":"234","Id":2}"#));
        assert!(is_like(r#"{ "Time" : 1, "Id":1}"#, r#"{ "Time" : "a\"b" ,"Id":1}"#));
        assert!(is_like(r#"{"App":{"a":1},"Id":1}"#, r#"{"App":{},"Time":1}"#));
        assert!(is_like(r#""{\r\n  \"Time\":1"#, r#""{\r\n  \"Time\":2"#));
        assert!(!is_like(r#"{"Time":"1","Id":1}"#, r#"{"Time":"1","Name":1}"#));
        assert!(!is_like(r#"{"Time":1}"#, r#"{"Tim":1}"#));
    }

    #[test]
    fn what_a_key_holds_is_no_element() {
        let element = br#"{"Id":1,"AuditData":{"Id":2},"Items":[{"Id":3}]}"#;
        let beginning = Beginning::of(element).unwrap();
        let places: Vec<usize> = (0..element.len()).filter(|at| beginning.is_at(element, *at)).collect();
        assert_eq!(places, [0, 38]);
    }
}
