//! What stands where an object should: a string that may hold records itself, or no JSON of records at all.

use serde::de::IgnoredAny;

use super::beginning::Beginning;
use super::extent::may_follow_element;
use super::fault::{self, Why};
use super::reader::{DEEPEST, Reader, Step};
use super::token::{skip_space, string_end};
use crate::audit::record::Record;
use crate::audit::unreadable::Unreadable;
use crate::audit::window::Window;

/// Separators and what is between them.
const SEPARATED: usize = 64;

impl Reader<'_> {
    /// A string is a text of its own when it holds JSON, as when only the AuditData of each record was written.
    pub(super) fn string(&mut self) -> Step {
        let offset = self.at.offset();
        self.strings |= holds_json(self.at.bytes());
        let end = match self.string_end() {
            Ok(end) => end,
            Err((at, fault)) => {
                self.recover_anywhere(at, &fault);
                return Some(Err(fault));
            }
        };
        let is_element = self.ends_element(end);
        if self.ends_in_the_next(end) {
            // The quote is the next one's; this one was cut off before it, and so was its line.
            self.at.advance(end - 1);
            return Some(Err(fault::broken(offset + end as u64 - 1, Why::OpenString)));
        }
        let text = &self.at.bytes()[..end];
        let fault = match serde_json::from_slice::<String>(text) {
            Ok(inner) if self.depth < DEEPEST && holds_json(text) && (is_element || is_json(&inner)) => {
                self.learn();
                self.at.advance(end);
                self.inner = Some((offset, Box::new(self.inside(inner))));
                return None;
            }
            // It ends in the middle of another string, or is a key of an object whose beginning is missing.
            _ if !is_element => fault::broken(offset + end as u64, Why::Quote),
            Ok(other) => fault::no_record(offset, &other),
            Err(error) => fault::syntax(text, offset, &error),
        };
        // In an array it is one element; outside, the text is no JSON of records at all.
        match is_element && !self.open.is_empty() {
            true => self.at.advance(end),
            false => self.recover_anywhere(end, &fault),
        }
        Some(Err(fault))
    }

    fn string_end(&mut self) -> Result<usize, (usize, Unreadable)> {
        loop {
            let offset = self.at.offset();
            match string_end(self.at.bytes(), 0) {
                Ok(end) => return Ok(end),
                Err((_, Why::CutOff)) if self.at.fill() => {}
                Err((at, Why::CutOff)) if self.at.window().is_full() => return Err((at, fault::too_long(offset))),
                Err((at, why)) => return Err((at, fault::broken(offset + at as u64, why))),
            }
        }
    }

    /// Whether what is behind a string is not another part of the same element.
    fn ends_element(&mut self, end: usize) -> bool {
        self.at.has(end + SEPARATED);
        let bytes = self.at.bytes();
        may_follow_element(bytes, end) || holds_json(&bytes[skip_space(bytes, end)..])
    }

    /// Whether a string that holds half a record ends where another string begins that holds one.
    fn ends_in_the_next(&self, end: usize) -> bool {
        let bytes = self.at.bytes();
        let next = &bytes[end - 1..];
        let begins = holds_json(bytes) && holds_json(next) && Beginning::of(next).is_some();
        begins && !serde_json::from_slice::<String>(&bytes[..end]).is_ok_and(|inner| is_json(&inner))
    }

    /// A reader of the text that a string holds.
    fn inside(&self, text: String) -> Reader<'static> {
        let window = Window::new(Box::new(std::io::Cursor::new(text.into_bytes())), 0);
        let mut inner = Reader::new(window, self.needles.anew());
        inner.depth = self.depth + 1;
        inner
    }

    /// Something that is no JSON of records: one fault, however long it is.
    pub(super) fn junk(&mut self) -> Result<Record, Unreadable> {
        let first = self.at.first().unwrap_or_default();
        let fault = fault::junk(self.at.offset(), first);
        if self.open.is_empty() {
            self.recover_anywhere(0, &fault);
            return Err(fault);
        }
        self.at.advance(1);
        self.at.seek_byte(|byte| matches!(byte, b',' | b'{' | b'[' | b']' | b'"' | b'\n'));
        // What is between two commas is an element; what is not is the rest of one whose beginning is missing.
        let is_element = first != b':' && first != b'}' && !matches!(self.at.first(), Some(b'{' | b'[' | b'"'));
        if !is_element {
            self.recover_in_list(&fault);
        }
        Err(fault)
    }
}

/// Whether a string begins as one that holds JSON does.
pub(super) fn holds_json(string: &[u8]) -> bool {
    let Some((b'"', text)) = string.split_first() else { return false };
    let is_blank = |byte: &u8| byte.is_ascii_whitespace();
    let mut text = &text[..text.len().min(SEPARATED)];
    loop {
        text = match text {
            [b'\\', b'n' | b'r' | b't', rest @ ..] => rest,
            [byte, rest @ ..] if is_blank(byte) => rest,
            [first, ..] => return matches!(first, b'{' | b'['),
            [] => return false,
        };
    }
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}
