//! Places at which the next element begins, told without knowing where the one before it ends.

use super::beginning::Beginning;
use super::other::holds_json;
use super::token::skip_space;
use crate::audit::encoding::MARK;

/// What has to be in memory behind a place, so that it can be told what begins there.
pub(super) const AHEAD: usize = 1024;

/// What the next element looks like.
#[derive(Debug, Default)]
pub(super) struct Landmarks {
    /// The space before the first bracket of a line; any, when none is given.
    pub(super) indent: Option<Vec<u8>>,
    /// Whether a line may begin with a string that holds a record.
    pub(super) strings: bool,
    /// How elements begin that may follow on the same line.
    pub(super) beginnings: Vec<Beginning>,
    /// Whether nothing is known of how they begin: then any object that follows another is one.
    pub(super) any: bool,
}

impl Landmarks {
    /// The first of the places from `from` on.
    pub(super) fn next(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let places = memchr::memchr3_iter(b'\n', b'{', b'"', bytes.get(from..)?);
        places.map(|at| from + at).find_map(|at| self.at(bytes, at))
    }

    /// The place of which the byte at `at` tells.
    pub(super) fn at(&self, bytes: &[u8], at: usize) -> Option<usize> {
        match bytes[at] {
            b'\n' => self.line(bytes, at + 1),
            b'{' | b'"' if self.begins(bytes, at) => Some(at),
            b'{' | b'"' if self.any && is_behind_another(bytes, at) => Some(at),
            _ => None,
        }
    }

    /// Whether an element of the list begins at `at`.
    pub(super) fn begins(&self, bytes: &[u8], at: usize) -> bool {
        self.beginnings.iter().any(|beginning| beginning.is_at(bytes, at))
    }

    /// The element with which the line at `start` begins.
    fn line(&self, bytes: &[u8], start: usize) -> Option<usize> {
        let start = if bytes.get(start..)?.starts_with(MARK) { start + MARK.len() } else { start };
        // No line of a printed object does.
        if self.strings && holds_json(&bytes[start..]) {
            return Some(start);
        }
        if let Some(indent) = &self.indent {
            return begins_alike(bytes, indent, start);
        }
        let space = bytes[start..].iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        let at = start + space;
        match bytes.get(at)? {
            b'{' | b'[' => Some(at),
            b'"' if self.strings => Some(at),
            _ => None,
        }
    }
}

/// The opening bracket of the line at `next`, when the space before it is `indent`.
fn begins_alike(bytes: &[u8], indent: &[u8], next: usize) -> Option<usize> {
    let rest = bytes.get(next..)?.strip_prefix(indent)?;
    matches!(rest.first(), Some(b'{' | b'[')).then_some(next + indent.len())
}

/// Whether an object, or the text of one, begins at `at` and follows another one, as in a list on one line.
fn is_behind_another(bytes: &[u8], at: usize) -> bool {
    let (begins, end) = match bytes[at] {
        b'"' => (bytes[at..].starts_with(b"\"{\\"), b'"'),
        _ => (bytes.get(skip_space(bytes, at + 1)) == Some(&b'"'), b'}'),
    };
    let before = if begins { bytes[..at].trim_ascii_end().strip_suffix(b",") } else { None };
    before.is_some_and(|before| before.trim_ascii_end().last() == Some(&end))
}

/// Whether elements follow each other in these bytes.
pub(super) fn has_list(bytes: &[u8]) -> bool {
    memchr::memchr2_iter(b'{', b'"', bytes).any(|at| is_behind_another(bytes, at))
}
