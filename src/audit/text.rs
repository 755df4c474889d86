//! The encoding of a text that was handed over.

use std::borrow::Cow;

/// Stands for what is no character in UTF-16. JSON has it nowhere, so that the record that holds it fails, and no other.
const NO_CHARACTER: char = '\0';

/// The text as UTF-8 bytes, without a byte order mark. UTF-8 itself is checked record by record when they are parsed.
pub(super) fn decoded(bytes: &[u8]) -> Cow<'_, [u8]> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Cow::Borrowed(rest),
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)),
        _ => Cow::Borrowed(bytes),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<u8> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text: String = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .map(|decoded| decoded.unwrap_or(NO_CHARACTER))
        .collect();
    if !rest.is_empty() {
        text.push(NO_CHARACTER);
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_order_marks_tell_the_encoding() {
        let le: Vec<u8> = [0xFF, 0xFE].into_iter().chain("{é}".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let be: Vec<u8> = [0xFE, 0xFF].into_iter().chain("{é}".encode_utf16().flat_map(u16::to_be_bytes)).collect();
        for bytes in [le.as_slice(), be.as_slice(), "\u{FEFF}{é}".as_bytes(), "{é}".as_bytes()] {
            assert_eq!(decoded(bytes).as_ref(), "{é}".as_bytes());
        }
    }

    #[test]
    fn half_a_character_cannot_pass_for_text() {
        assert_eq!(decoded(&[0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00]).as_ref(), b"\0A");
        assert_eq!(decoded(&[0xFF, 0xFE, b'{', 0, b'}']).as_ref(), b"{\0");
    }
}
