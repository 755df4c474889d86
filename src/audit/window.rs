//! The part of a stream that is in memory: what was read and not yet done with.

use std::io::{ErrorKind, Read};

/// What is read at once.
const READ: usize = 256 << 10;
/// The longest record that is read. Records have kilobytes; a chat with thousands of members has less than this.
pub(super) const LONGEST: usize = 2 << 20;

/// A record of more bytes, or one whose end is not found in as many, is looked at closely even if nothing in it is of
/// interest: it may have swallowed the records behind it because its end is missing.
pub(super) const SUSPICIOUS: usize = 64 << 10;

/// What is no record and goes on for more bytes is no scrap of one: another form or encoding, perhaps.
pub(super) const SCRAP: usize = 4 << 10;

/// Of what is passed over, so many bytes before the end are asked for their time.
const LAST: usize = 16 << 10;

/// A window that moves over a stream. It grows for a long record, and never beyond [`LONGEST`] and one read.
pub(super) struct Window<'r> {
    stream: Box<dyn Read + 'r>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Where `start` is in the stream.
    offset: u64,
    ended: bool,
    failure: Option<std::io::Error>,
}

impl<'r> Window<'r> {
    /// `offset` is where the stream begins in its file.
    pub(super) fn new(stream: Box<dyn Read + 'r>, offset: u64) -> Self {
        Self { stream, buffer: Vec::new(), start: 0, end: 0, offset, ended: false, failure: None }
    }

    /// What is in memory.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Where the first of the bytes stands in the stream.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// Whether the stream has nothing more behind these bytes.
    pub(super) fn is_ended(&self) -> bool {
        self.ended
    }

    /// Whether these bytes are the last few of the stream.
    pub(super) fn is_near_end(&self) -> bool {
        self.ended && self.end - self.start <= LAST
    }

    /// Whether no longer record can be taken in.
    pub(super) fn is_full(&self) -> bool {
        self.end - self.start >= LONGEST
    }

    /// Why the stream ended, when it was not by its end.
    pub(super) fn failure(&self) -> Option<&std::io::Error> {
        self.failure.as_ref()
    }

    /// Reads more behind what is there. False at the end of the stream, and when a record is too long.
    pub(super) fn fill(&mut self) -> bool {
        if self.ended || self.is_full() {
            return false;
        }
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        // A long record doubles the window, so that looking at it again stays linear in its length.
        let wanted = self.end + READ.max(self.end);
        let wanted = wanted.min(LONGEST + READ);
        if self.buffer.len() < wanted {
            // Fresh memory is zero already: a short text does not pay for a long window.
            let mut grown = vec![0; wanted];
            grown[..self.end].copy_from_slice(&self.buffer[..self.end]);
            self.buffer = grown;
        }
        let before = self.end;
        while self.end < self.buffer.len() && self.end - before < READ {
            match self.stream.read(&mut self.buffer[self.end..]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(read) => self.end += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failure = Some(error);
                    self.ended = true;
                    break;
                }
            }
        }
        self.end > before
    }

    /// Has at least `wanted` bytes, unless the stream ends before.
    pub(super) fn has(&mut self, wanted: usize) -> bool {
        while self.bytes().len() < wanted && self.fill() {}
        self.bytes().len() >= wanted
    }

    /// Is done with the first bytes.
    pub(super) fn advance(&mut self, by: usize) {
        let by = by.min(self.end - self.start);
        self.start += by;
        self.offset += by as u64;
    }
}
