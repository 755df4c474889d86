//! Pages: objects whose `value` (Graph) or `Results` is a list of records, and which are no records themselves.

use super::token::{skip_space, string_end};

/// What comes before the list of a page is short.
const LONGEST_HEAD: usize = 64 << 10;

/// What an object is, by its first fields.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// A page; its `[` is here.
    Page(usize),
    /// A record or a wrapper, or something else.
    Other,
    /// These bytes do not tell.
    More,
}

/// Whether it begins as pages do. An object behind others that were no pages is asked no more than that.
pub(super) fn looks_like_page(bytes: &[u8]) -> bool {
    let first = &bytes[skip_space(bytes, 1).min(bytes.len())..];
    [b"\"@odata".as_slice(), b"\"value\"", b"\"Results\""].iter().any(|key| first.starts_with(key))
}

/// Looks at the first fields of the object with which the bytes begin.
pub(super) fn head(bytes: &[u8]) -> Head {
    fields(bytes).unwrap_or(if bytes.len() < LONGEST_HEAD { Head::More } else { Head::Other })
}

/// None when the bytes end.
fn fields(bytes: &[u8]) -> Option<Head> {
    let mut at = 1;
    loop {
        at = skip_space(bytes, at);
        if *bytes.get(at)? != b'"' {
            return Some(Head::Other);
        }
        let key_end = string_end(bytes, at).ok()?;
        let key = &bytes[at + 1..key_end - 1];
        let colon = skip_space(bytes, key_end);
        if *bytes.get(colon)? != b':' {
            return Some(Head::Other);
        }
        let value = skip_space(bytes, colon + 1);
        match (key, *bytes.get(value)?) {
            (b"Operation" | b"AuditData" | b"auditData" | b"RawEventData", _) => return Some(Head::Other),
            (b"value" | b"Results", b'[') => {
                let item = *bytes.get(skip_space(bytes, value + 1))?;
                let is_list = matches!(item, b'{' | b'[' | b'"' | b']');
                return Some(if is_list { Head::Page(value) } else { Head::Other });
            }
            _ => at = skip_space(bytes, value_end(bytes, value)?),
        }
        if *bytes.get(at)? != b',' {
            return Some(Head::Other);
        }
        at += 1;
    }
}

fn value_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        match bytes.get(at)? {
            b'"' => at = string_end(bytes, at).ok()? - 1,
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return Some(at),
            b'}' | b']' => depth -= 1,
            b',' if depth == 0 => return Some(at),
            _ => {}
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_told_from_a_record() {
        assert_eq!(head(br#"{"@odata.context":"x","value" : [{}]}"#), Head::Page(32));
        assert_eq!(head(br#"{"a":{"value":[{}]},"count":2, "Results":[]}"#), Head::Page(41));
        assert_eq!(head(br#"{"Operation":"x","value":[{}]}"#), Head::Other);
        assert_eq!(head(br#"{"a":{"value":[{}]}}"#), Head::Other);
        assert_eq!(head(br#"{"value":[1]}"#), Head::Other);
        assert_eq!(head(br#"{"@odata.context":"x","val"#), Head::More);
    }
}
