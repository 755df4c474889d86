//! A place in a text of JSON, and the space with which its line begins.

use super::extent;
use super::skip::{Skip, Skipped};
use crate::audit::window::Window;

/// Nobody indents further; a run of spaces is no reason to keep it.
const DEEPEST_INDENT: usize = 256;

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

    pub(super) fn fill(&mut self) -> bool {
        self.window.fill()
    }

    /// Goes to the end of an object without having it in memory. False when it is cut; then it went to the next line.
    pub(super) fn skip(&mut self, mut skip: Skip) -> bool {
        loop {
            let (length, skipped) = (self.window.bytes().len(), skip.over(self.window.bytes()));
            match skipped {
                Skipped::To(end) => {
                    self.advance(end);
                    return true;
                }
                Skipped::Cut(at) => {
                    self.advance(at);
                    self.seek_line();
                    return false;
                }
                Skipped::Line(at) => {
                    self.advance(at);
                    return false;
                }
                Skipped::All => self.advance(length),
            }
            if !self.window.fill() {
                return false;
            }
        }
    }

    /// Goes to the next line that begins with a bracket, whatever space is before it.
    pub(super) fn seek_line(&mut self) {
        while self.seek_newline() {
            self.skip_space();
            if matches!(self.first(), Some(b'{' | b'[')) {
                return;
            }
        }
    }

    /// Goes to the next line that begins with a bracket behind the same space as this one.
    pub(super) fn seek_alike(&mut self) {
        let indent = self.indent.clone();
        while self.seek_newline() {
            self.window.has(indent.len() + 2);
            if let Some(bracket) = extent::begins_alike(self.bytes(), &indent, 1) {
                self.advance(bracket);
                return;
            }
            self.advance(1);
        }
    }

    /// Goes to the next line feed; false when there is none any more.
    fn seek_newline(&mut self) -> bool {
        loop {
            let bytes = self.window.bytes();
            if let Some(newline) = memchr::memchr(b'\n', bytes) {
                self.advance(newline);
                return true;
            }
            let length = bytes.len();
            self.advance(length);
            if !self.window.fill() {
                return false;
            }
        }
    }

    pub(super) fn skip_space(&mut self) {
        loop {
            let bytes = self.window.bytes();
            let space = extent::skip_space(bytes, 0);
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
            let space = &line[..extent::skip_space(line, 0)];
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
