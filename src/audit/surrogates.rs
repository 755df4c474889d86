//! Halves of characters: who shortens a name to so many UTF-16 units may leave one, as an escape that no text can hold.

/// The text of JSON with U+FFFD in place of each escape that is half a character; none when it has no such escape. It is
/// as long as before.
pub(super) fn without_halves(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let (mut whole, mut done, mut at) = (String::new(), 0, 0);
    while let Some(found) = memchr::memchr(b'\\', bytes.get(at..)?) {
        at += found;
        match (unit(bytes, at), unit(bytes, at + 6)) {
            (Some(0xD800..0xDC00), Some(0xDC00..0xE000)) => at += 12,
            (Some(0xD800..0xE000), _) => {
                whole.push_str(&text[done..at]);
                whole.push_str("\\ufffd");
                at += 6;
                done = at;
            }
            _ => at += 2,
        }
    }
    (done > 0).then(|| whole + &text[done..])
}

/// The UTF-16 unit of the escape at `at`.
fn unit(bytes: &[u8], at: usize) -> Option<u16> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let is_hex = digits.iter().all(u8::is_ascii_hexdigit);
    u16::from_str_radix(std::str::from_utf8(digits).ok().filter(|_| is_hex)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_replaced_and_whole_characters_are_not() {
        assert_eq!(
            without_halves(r#""a\ud83d b\uDE00 \ud83d\ud83d\ude00""#).unwrap(),
            r#""a\ufffd b\ufffd \ufffd\ud83d\ude00""#
        );
        for whole in [r#""\ud83d\ude00""#, r#""\\ud83d""#, r#""\u00e9 ü \"#, r#""\ud8"#, "", r"\ud8zz"] {
            assert_eq!(without_halves(whole), None, "{whole}");
        }
    }
}
