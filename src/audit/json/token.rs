//! Strings of JSON and the space between tokens, byte by byte.

use super::fault::Why;

/// The byte after the closing quote of the string that starts at `start`.
pub(super) fn string_end(bytes: &[u8], start: usize) -> Result<usize, (usize, Why)> {
    let mut at = start + 1;
    loop {
        match bytes.get(at) {
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') if bytes.get(at + 1) != Some(&b'\n') => at += 2,
            Some(b'\n') => return Err((at, Why::OpenString)),
            Some(_) => at += 1,
            None => return Err((bytes.len(), Why::CutOff)),
        }
    }
}

/// The first byte from `at` on that is no space.
pub(super) fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}
