//! What stands where an object should: a string that may hold records itself, or no JSON of records at all.

use super::extent::{self, Why};
use super::fault;
use super::reader::{DEEPEST, Reader, Step};
use crate::audit::record::Record;
use crate::audit::unreadable::Unreadable;
use crate::audit::window::Window;

impl Reader<'_> {
    /// A string is a text of its own when it holds JSON, as when only the AuditData of each record was written.
    pub(super) fn string(&mut self) -> Step {
        let offset = self.at.offset();
        let end = loop {
            match extent::string_end(self.at.bytes(), 0) {
                Ok(end) => break end,
                Err((_, Why::CutOff)) if self.at.fill() => {}
                Err((_, Why::CutOff)) if self.at.window().is_full() => {
                    self.recover_anywhere();
                    return Some(Err(fault::too_long(offset)));
                }
                Err((at, why)) => {
                    self.recover_anywhere();
                    return Some(Err(fault::broken(offset + at as u64, why)));
                }
            }
        };
        let text = &self.at.bytes()[..end];
        match serde_json::from_slice::<String>(text) {
            Err(error) => {
                let found = fault::syntax(text, offset, &error);
                self.at.advance(end);
                Some(Err(found))
            }
            Ok(text) if self.depth < DEEPEST && text.trim_start().starts_with(['{', '[']) => {
                self.at.advance(end);
                let window = Window::new(Box::new(std::io::Cursor::new(text.into_bytes())), 0);
                let mut inner = Reader::new(window, self.needles.anew());
                inner.depth = self.depth + 1;
                self.inner = Some((offset, Box::new(inner)));
                None
            }
            Ok(text) => {
                // In an array it is one element; outside, the text is no JSON of records at all.
                match self.open.is_empty() {
                    true => self.at.seek_line(),
                    false => self.at.advance(end),
                }
                Some(Err(fault::no_record(offset, &text)))
            }
        }
    }

    /// Something that is no JSON of records: one fault, however long it is.
    pub(super) fn junk(&mut self) -> Result<Record, Unreadable> {
        let fault = fault::junk(self.at.offset(), self.at.first().unwrap_or_default());
        if self.open.is_empty() {
            self.at.seek_line();
            return Err(fault);
        }
        self.at.advance(1);
        loop {
            let stop = |byte: &u8| matches!(byte, b',' | b'{' | b'[' | b']' | b'"' | b'\n');
            let bytes = self.at.bytes();
            match bytes.iter().position(stop) {
                Some(at) => {
                    self.at.advance(at);
                    return Err(fault);
                }
                None => self.at.advance(bytes.len()),
            }
            if !self.at.fill() {
                return Err(fault);
            }
        }
    }
}
