//! What the loops of the scanner compute, one byte after the other.

use super::may_be_word;

pub(super) fn word(bytes: &[u8], from: usize, is_word: impl Fn(usize) -> bool) -> Option<usize> {
    let rest = bytes.get(from..).unwrap_or_default();
    let found = memchr::memchr3_iter(b'r', b't', b'u', rest).map(|at| from + at);
    found.filter(|at| three(bytes, *at).is_some_and(may_be_word)).find(|at| is_word(*at))
}

fn three(bytes: &[u8], at: usize) -> Option<[u8; 3]> {
    bytes.get(at..at + 3)?.try_into().ok()
}

pub(super) fn object_end(bytes: &[u8], from: usize) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, from);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'"' => at = string_end(bytes, at + 1)?,
            // Outside of strings it is no JSON; the loops agree on it all the same.
            b'\\' if matches!(bytes.get(at + 1), Some(b'"' | b'\\')) => at += 1,
            _ => {}
        }
        at += 1;
    }
    None
}

/// The quote that ends the string whose content starts at `at`.
fn string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at);
        }
        at += 2;
    }
}

pub(super) fn row_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut quoted = false;
    for at in memchr::memchr2_iter(b'"', b'\n', bytes.get(from..)?).map(|at| from + at) {
        match bytes[at] {
            b'"' => quoted = !quoted,
            _ if !quoted => return Some(at + 1),
            _ => {}
        }
    }
    None
}

pub(super) fn stops(bytes: &[u8], marks: &mut Vec<u64>) -> bool {
    marks.extend(bytes.chunks(64).map(|block| {
        let is_stop = |byte: &u8| matches!(byte, b'"' | b'\\' | ..b' ');
        block.iter().rev().fold(0, |bits, byte| bits << 1 | u64::from(is_stop(byte)))
    }));
    memchr::memmem::find(bytes, b"@o").is_some()
}
