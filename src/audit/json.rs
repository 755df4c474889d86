//! Records out of JSON as a person or a tool pastes it.
//!
//! One record; arrays of them; several of either after each other; JSON Lines; wrappers that hold the record in
//! `AuditData`, `auditData` or `RawEventData`, as an object or as text; pages (`{"value":[...]}`) of any of these. UTF-8,
//! or UTF-16 with a byte order mark. What breaks is one located error, and the rest is still read where it can be found.

use std::borrow::Cow;

use super::record::Record;
use super::scan::{self, Extent, Seen, Why};
use super::text::decoded;
use super::tree::Json;
use super::unreadable::Unreadable;
use super::unwrap::record_in;

const EXPECTED: &str = "JSON: an AuditData object, an array of them, or one a line";
/// Arrays and pages in each other, and text in text. No export has more.
const DEEPEST: usize = 8;

/// One record, or why it is none; with its number from 1.
pub type Item = (u64, Result<Record, Unreadable>);

/// Reads the records of a text, in its order.
#[derive(Debug)]
pub struct Reader<'a> {
    bytes: Cow<'a, [u8]>,
    at: usize,
    /// Where the line of `at` begins.
    line: usize,
    /// The arrays and pages that are open at `at`.
    open: Vec<List>,
    /// Set once something broke: brackets that close nothing are then left over from it, and no errors of their own.
    recovering: bool,
    row: u64,
    /// The records of a string that holds a text of its own, and the string's offset.
    inner: Option<(usize, Box<Reader<'static>>)>,
    depth: usize,
}

/// An array of records.
#[derive(Debug)]
struct List {
    /// For a page: where its object ends, or where it breaks.
    page: Option<Result<usize, (usize, Why)>>,
}

/// Reads the records of a text.
pub fn read(bytes: &[u8]) -> Reader<'_> {
    Reader::new(decoded(bytes), 0)
}

impl<'a> Reader<'a> {
    fn new(bytes: Cow<'a, [u8]>, depth: usize) -> Self {
        Self { bytes, at: 0, line: 0, open: Vec::new(), recovering: false, row: 0, inner: None, depth }
    }

    /// Whether there is no text at all, a byte order mark aside.
    pub fn is_blank(&self) -> bool {
        self.bytes.trim_ascii().is_empty()
    }

    fn advance(&mut self, to: usize) {
        let to = to.min(self.bytes.len());
        if let Some(newline) = self.bytes.get(self.at..to).and_then(|skipped| skipped.iter().rposition(|b| *b == b'\n'))
        {
            self.line = self.at + newline + 1;
        }
        self.at = to;
    }

    /// The next element or fault; the row is the caller's.
    fn step(&mut self) -> Option<Result<Record, Unreadable>> {
        loop {
            if let Some((offset, inner)) = &mut self.inner {
                match inner.step() {
                    Some(Err(error)) => return Some(Err(Unreadable { offset: *offset, ..error })),
                    Some(record) => return Some(record),
                    None => self.inner = None,
                }
            }
            self.advance(scan::skip_space(&self.bytes, self.at));
            let at = self.at;
            let Some(byte) = self.bytes.get(at) else { return self.end() };
            match byte {
                b',' => self.advance(at + 1),
                b'[' if self.open.len() < DEEPEST => {
                    self.open.push(List { page: None });
                    self.advance(at + 1);
                }
                b']' => match self.open.pop() {
                    Some(list) => {
                        if let Some(fault) = self.close(list) {
                            return Some(fault);
                        }
                    }
                    None if self.recovering => self.advance(at + 1),
                    None => return Some(self.junk()),
                },
                b'}' if self.recovering => self.advance(at + 1),
                b'{' => {
                    if let Some(item) = self.object() {
                        return Some(item);
                    }
                }
                b'"' => {
                    if let Some(fault) = self.string() {
                        return Some(fault);
                    }
                }
                _ => return Some(self.junk()),
            }
        }
    }

    /// The end of the text. Lists that are still open were cut off, unless that was said already.
    fn end(&mut self) -> Option<Result<Record, Unreadable>> {
        let cut = !self.open.is_empty() && !self.recovering;
        self.open.clear();
        cut.then(|| {
            Err(Unreadable::at(self.bytes.len(), "the end of the array", "the end of the text (it is cut off)"))
        })
    }

    /// The end of an array; of a page, what follows it in its object is skipped.
    fn close(&mut self, list: List) -> Option<Result<Record, Unreadable>> {
        match list.page {
            None => self.advance(self.at + 1),
            Some(Ok(end)) => self.advance(end),
            Some(Err((at, why))) => {
                let known = std::mem::replace(&mut self.recovering, true);
                self.advance(self.next_line().max(at.min(self.bytes.len())));
                return (!known).then(|| Err(broken(at, why)));
            }
        }
        None
    }

    fn object(&mut self) -> Option<Result<Record, Unreadable>> {
        let start = self.at;
        let Seen { extent, page } = scan::object(&self.bytes, self.line, start);
        if let Some(list) = page.filter(|_| self.open.len() < DEEPEST) {
            let page = match extent {
                Extent::Whole { end } => Ok(end),
                Extent::Broken { at, why, .. } => Err((at, why)),
            };
            self.open.push(List { page: Some(page) });
            self.advance(list + 1);
            return None;
        }
        let end = match extent {
            Extent::Whole { end } => end,
            Extent::Broken { at, why, resume } => {
                self.recover(resume);
                return Some(Err(broken(at, why)));
            }
        };
        match Json::parse(&self.bytes[start..end]) {
            Ok(json) => {
                self.advance(end);
                Some(record_in(&json, start))
            }
            Err(error) => {
                let fault = syntax(&self.bytes[start..end], start, &error);
                match scan::line_within(&self.bytes, self.line, start, end) {
                    Some(line) => self.recover(line),
                    None => self.advance(end),
                }
                Some(Err(fault))
            }
        }
    }

    /// A string is a text of its own when it holds JSON, as when only the AuditData of each record was written.
    fn string(&mut self) -> Option<Result<Record, Unreadable>> {
        let start = self.at;
        let end = match scan::string_end(&self.bytes, start) {
            Ok(end) => end,
            Err((at, why)) => {
                self.recover(self.next_line());
                return Some(Err(broken(at, why)));
            }
        };
        match serde_json::from_slice::<String>(&self.bytes[start..end]) {
            Err(error) => {
                let fault = syntax(&self.bytes[start..end], start, &error);
                self.advance(end);
                Some(Err(fault))
            }
            Ok(text) if text.trim_start().starts_with(['{', '[']) && self.depth < DEEPEST => {
                self.advance(end);
                self.inner = Some((start, Box::new(Reader::new(Cow::Owned(text.into_bytes()), self.depth + 1))));
                None
            }
            Ok(text) => {
                let found = Json::Text(text).describe();
                // In an array it is one element; outside, the text is no JSON of records at all (a CSV, say).
                self.advance(if self.open.is_empty() { self.next_line() } else { end });
                Some(Err(Unreadable::at(start, EXPECTED, found)))
            }
        }
    }

    /// Something that is no JSON of records: one fault, however long it is.
    fn junk(&mut self) -> Result<Record, Unreadable> {
        let start = self.at;
        let found = match self.bytes[start] {
            0 => "a NUL byte (UTF-16 needs its byte order mark)".to_owned(),
            byte if byte.is_ascii_graphic() => format!("'{}'", char::from(byte)),
            byte => format!("byte 0x{byte:02X}"),
        };
        let next = if self.open.is_empty() {
            self.next_line()
        } else {
            let rest = &self.bytes[start + 1..];
            let stop = rest.iter().position(|b| matches!(b, b',' | b'{' | b'[' | b']' | b'"' | b'\n'));
            stop.map_or(self.bytes.len(), |stop| start + 1 + stop)
        };
        self.advance(next);
        Err(Unreadable::at(start, EXPECTED, found))
    }

    /// The next line that begins with a bracket, whatever space is before it.
    fn next_line(&self) -> usize {
        let mut at = self.at;
        while let Some(newline) = self.bytes[at..].iter().position(|b| *b == b'\n') {
            at = scan::skip_space(&self.bytes, at + newline);
            if matches!(self.bytes.get(at), Some(b'{' | b'[')) {
                return at;
            }
        }
        self.bytes.len()
    }

    fn recover(&mut self, to: usize) {
        self.recovering = true;
        if self.bytes.get(to) == Some(&b'[') {
            // No export has arrays in arrays: what was open was cut off.
            self.open.clear();
        }
        self.advance(to);
    }
}

impl Iterator for Reader<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        let item = self.step()?;
        self.row += 1;
        Some((self.row, item))
    }
}

fn broken(at: usize, why: Why) -> Unreadable {
    let (expected, found) = match why {
        Why::CutOff => ("the end of the object", "the end of the text (it is cut off)"),
        Why::OpenString => ("the end of the string", "the end of the line (it is cut off)"),
        Why::Bracket => ("JSON", "a bracket where none can be (the object before it is broken or cut off)"),
        Why::Deep => ("an AuditData object", "more levels than any record has"),
    };
    Unreadable::at(at, expected, found)
}

/// The parser's error without its words about the content.
fn syntax(text: &[u8], start: usize, error: &serde_json::Error) -> Unreadable {
    let line =
        text.split_inclusive(|b| *b == b'\n').take(error.line().saturating_sub(1)).map(<[u8]>::len).sum::<usize>();
    let offset = start + (line + error.column().saturating_sub(1)).min(text.len().saturating_sub(1));
    let found = match std::str::from_utf8(text) {
        Err(_) => "bytes that are not UTF-8",
        Ok(_) if error.to_string().starts_with("recursion limit") => "more levels than any record has",
        Ok(_) if error.to_string().starts_with("control character") => "a control character in a string",
        Ok(_) => "something else",
    };
    Unreadable::at(offset, "JSON", found)
}
