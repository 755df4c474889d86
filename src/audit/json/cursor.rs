//! A place in a text of JSON, and the space with which its line begins.

use super::landmarks::{AHEAD, Landmarks};
use super::skip::{Skip, Skipped};
use super::token::skip_space;
use crate::audit::encoding::MARK;
use crate::audit::window::Window;

/// Nobody indents further; a run of spaces is no reason to keep it.
const DEEPEST_INDENT: usize = 256;

/// Where skipping came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    /// Behind the object.
    Object,
    /// Where a line begins with a bracket.
    Line,
    /// Where a string is cut.
    Cut,
    /// The end of the stream.
    Stream,
}

/// Moves over a stream.
pub(super) struct Cursor<'r> {
    window: Window<'r>,
    /// The space with which the current line begins, and whether the line has nothing else so far.
    indent: Vec<u8>,
    in_indent: bool,
}

impl<'r> Cursor<'r> {
    pub(super) fn new(window: Window<'r>) -> Self {
        Self { window, indent: Vec::new(), in_indent: true }
    }

    pub(super) fn window(&self) -> &Window<'r> {
        &self.window
    }

    /// What is in memory from here on.
    pub(super) fn bytes(&self) -> &[u8] {
        self.window.bytes()
    }

    pub(super) fn first(&self) -> Option<u8> {
        self.bytes().first().copied()
    }

    pub(super) fn offset(&self) -> u64 {
        self.window.offset()
    }

    pub(super) fn indent(&self) -> &[u8] {
        &self.indent
    }

    /// Has so many bytes, unless the stream ends before.
    pub(super) fn has(&mut self, wanted: usize) -> bool {
        self.window.has(wanted)
    }

    pub(super) fn fill(&mut self) -> bool {
        self.window.fill()
    }

    /// Whether only space is before this on its line.
    pub(super) fn begins_line(&self) -> bool {
        self.in_indent
    }

    /// Goes to the end of an object without having it in memory.
    pub(super) fn skip(&mut self, mut skip: Skip) -> Over {
        loop {
            let (length, skipped) = (self.window.bytes().len(), skip.over(self.window.bytes()));
            let (to, over) = match skipped {
                Skipped::To(end) => (end, Some(Over::Object)),
                Skipped::Cut(at) => (at, Some(Over::Cut)),
                Skipped::Line(at) => (at, Some(Over::Line)),
                Skipped::All => (length, None),
            };
            self.advance(to);
            match over {
                Some(over) => return over,
                None if self.window.fill() => {}
                None => return Over::Stream,
            }
        }
    }

    /// Goes to the next place from `from` on that a landmark tells, and shows all that it goes over. False at the end of
    /// the stream.
    pub(super) fn seek(&mut self, marks: &Landmarks, mut from: usize, mut passed: impl FnMut(&[u8])) -> bool {
        loop {
            let bytes = self.window.bytes();
            let is_last = self.window.is_ended();
            match marks.next(bytes, from) {
                Some(at) if is_last || at + AHEAD <= bytes.len() => {
                    passed(&bytes[..at]);
                    self.advance(at);
                    return true;
                }
                _ if is_last => {
                    passed(bytes);
                    let length = bytes.len();
                    self.advance(length);
                    return false;
                }
                _ => {}
            }
            // What begins in the last bytes is told when those behind them are there, and by what is before it.
            let judged = bytes.len().saturating_sub(AHEAD).max(from);
            let done = judged.saturating_sub(AHEAD);
            passed(&bytes[..done]);
            self.advance(done);
            from = judged - done;
            self.window.fill();
        }
    }

    /// Goes to the next such byte, or to the end of the stream.
    pub(super) fn seek_byte(&mut self, is_wanted: impl Fn(&u8) -> bool) {
        loop {
            let bytes = self.window.bytes();
            let found = bytes.iter().position(&is_wanted);
            let to = found.unwrap_or(bytes.len());
            self.advance(to);
            if found.is_some() || !self.window.fill() {
                return;
            }
        }
    }

    /// Goes over a byte order mark, which says nothing of the line that it begins.
    pub(super) fn skip_mark(&mut self) -> bool {
        let is_mark = self.window.has(MARK.len()) && self.window.bytes().starts_with(MARK);
        if is_mark {
            self.window.advance(MARK.len());
        }
        is_mark
    }

    pub(super) fn skip_space(&mut self) {
        loop {
            let bytes = self.window.bytes();
            let space = skip_space(bytes, 0);
            let all = space == bytes.len();
            self.advance(space);
            if !all || !self.window.fill() {
                return;
            }
        }
    }

    /// Is done with the first bytes, and keeps the space with which their last line begins.
    pub(super) fn advance(&mut self, to: usize) {
        let bytes = self.window.bytes();
        let bytes = &bytes[..to.min(bytes.len())];
        let line = memchr::memrchr(b'\n', bytes).map(|newline| &bytes[newline + 1..]);
        if line.is_some() {
            self.indent.clear();
            self.in_indent = true;
        }
        if self.in_indent {
            let line = line.unwrap_or(bytes);
            let space = &line[..skip_space(line, 0)];
            self.in_indent = space.len() == line.len();
            self.indent.extend_from_slice(&space[..space.len().min(DEEPEST_INDENT.saturating_sub(self.indent.len()))]);
        }
        self.window.advance(to);
    }

    /// Is done with an object whose lines are its own.
    pub(super) fn pass(&mut self, to: usize) {
        self.in_indent = false;
        self.window.advance(to);
    }
}
