//! A whole object behind one that was cut off in its line: who wrote it was stopped, and went on there later.

use super::beginning::Beginning;
use super::reader::Reader;
use crate::audit::scanner;
use crate::audit::window::SUSPICIOUS;

impl Reader<'_> {
    /// Where in the line that begins here the last object begins as the line does, and goes to the line's end. Objects
    /// inside of others end before that.
    pub(super) fn glued(&mut self) -> Option<usize> {
        if !self.is_line() {
            return None;
        }
        let newline = loop {
            let bytes = self.at.bytes();
            let (newline, length) = (memchr::memchr(b'\n', &bytes[..bytes.len().min(SUSPICIOUS)]), bytes.len());
            match newline {
                Some(newline) => break newline,
                None if length >= SUSPICIOUS => return None,
                None if self.at.fill() => {}
                None => break length,
            }
        };
        let line = self.at.bytes()[..newline].trim_ascii_end();
        let at = Beginning::of(line)?.last_in(line)?;
        (scanner::object_end(&line[at..], 0) == Some(line.len() - at)).then_some(at)
    }
}
