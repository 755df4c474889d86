//! A place in a text of JSON in which it is marked where strings may end.
//!
//! `QUOTE` is how many bytes a quote has: two in a cell of a CSV, where quotes are doubled. Each step gives none where the
//! text is not JSON, and where it is unusual.

use std::borrow::Cow;

use super::marks::Marks;
use crate::audit::digest::{Digest, Mark};

/// Values in each other. Records have five.
const DEEPEST: usize = 24;

/// Moves over a text.
pub(super) struct Walk<'t, const QUOTE: usize> {
    text: &'t str,
    marks: &'t Marks,
    at: usize,
    depth: usize,
}

/// A value that has no others in it, and what it adds to a digest.
pub(super) enum Scalar<'t> {
    Null,
    Flag(bool),
    Whole(i64),
    Text(Cow<'t, str>),
}

impl Scalar<'_> {
    pub(super) fn mark(&self) -> Mark {
        match self {
            Self::Null => Mark::NULL,
            Self::Flag(flag) => Mark::flag(*flag),
            Self::Whole(number) => Mark::whole((*number).into()),
            Self::Text(text) => Mark::text(text.as_bytes()),
        }
    }
}

impl<'t, const QUOTE: usize> Walk<'t, QUOTE> {
    pub(super) fn new(text: &'t str, marks: &'t Marks) -> Self {
        Self { text, marks, at: 0, depth: 0 }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn is_at_end(&mut self) -> bool {
        self.space();
        self.at == self.text.len()
    }

    /// In how many values this one is.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// The byte here; 0, which no JSON has, at the end.
    #[inline(always)]
    pub(super) fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or_default()
    }

    #[inline(always)]
    pub(super) fn space(&mut self) {
        // Between the tokens of most texts there is none.
        if self.byte() <= b' ' {
            self.run_of_space();
        }
    }

    fn run_of_space(&mut self) {
        while matches!(self.byte(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    #[inline(always)]
    fn is_quote(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        bytes.get(at) == Some(&b'"') && (QUOTE == 1 || bytes.get(at + 1) == Some(&b'"'))
    }

    #[inline(always)]
    fn next_stop(&self, from: usize) -> Option<usize> {
        let mut word = from / 64;
        let mut found = self.marks.stops.get(word)? & (u64::MAX << (from % 64));
        while found == 0 {
            word += 1;
            found = *self.marks.stops.get(word)?;
        }
        Some(word * 64 + found.trailing_zeros() as usize)
    }

    /// Where the string here begins, and where it ends or is odd.
    #[inline(always)]
    fn string_start(&self) -> Option<(usize, usize)> {
        let start = self.at + QUOTE;
        if self.is_quote(self.at) { Some((start, self.next_stop(start)?)) } else { None }
    }

    /// The string here.
    #[inline(always)]
    pub(super) fn string(&mut self) -> Option<Cow<'t, str>> {
        let (start, stop) = self.string_start()?;
        if !self.is_quote(stop) {
            return self.odd_string(start, stop);
        }
        self.at = stop + QUOTE;
        self.text.get(start..stop).map(Cow::Borrowed)
    }

    /// The string here, for its mark alone.
    #[inline(always)]
    fn string_mark(&mut self) -> Option<Mark> {
        let (start, stop) = self.string_start()?;
        if !self.is_quote(stop) {
            return self.odd_string(start, stop).map(|text| Mark::text(text.as_bytes()));
        }
        self.at = stop + QUOTE;
        self.text.as_bytes().get(start..stop).map(Mark::text)
    }

    /// A string that has a backslash, or what no string may have, at `stop`.
    #[cold]
    fn odd_string(&mut self, start: usize, mut stop: usize) -> Option<Cow<'t, str>> {
        let bytes = self.text.as_bytes();
        while !self.is_quote(stop) {
            if bytes.get(stop) != Some(&b'\\') {
                return None;
            }
            let escaped = stop + 1;
            stop = self.next_stop(if self.is_quote(escaped) { escaped + QUOTE } else { escaped + 1 })?;
        }
        self.at = stop + QUOTE;
        let raw = self.text.get(start..stop)?;
        // With one quote on either side it is a text of JSON itself.
        let text = match QUOTE > 1 && raw.contains('"') {
            false => serde_json::from_str(self.text.get(start - 1..=stop)?),
            true => serde_json::from_str(&format!("\"{}\"", raw.replace("\"\"", "\""))),
        };
        text.ok().map(Cow::Owned)
    }

    /// A value that has no others in it.
    #[inline]
    pub(super) fn scalar(&mut self) -> Option<Scalar<'t>> {
        match self.byte() {
            b'"' => self.string().map(Scalar::Text),
            b'n' => self.word("null", Scalar::Null),
            b't' => self.word("true", Scalar::Flag(true)),
            b'f' => self.word("false", Scalar::Flag(false)),
            _ => self.whole().map(Scalar::Whole),
        }
    }

    fn word<T>(&mut self, word: &str, value: T) -> Option<T> {
        let here = self.text.as_bytes().get(self.at..)?;
        here.starts_with(word.as_bytes()).then(|| {
            self.at += word.len();
            value
        })
    }

    /// A number that is written as its digits alone.
    fn whole(&mut self) -> Option<i64> {
        let token = self.number_text();
        let is_plain = token.len() <= 18 && token.bytes().all(|byte| byte.is_ascii_digit());
        if !is_plain || (token.starts_with('0') && token.len() > 1) {
            return None;
        }
        let number = token.parse().ok()?;
        self.at += token.len();
        Some(number)
    }

    fn number_text(&self) -> &'t str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let is_of_number = |byte: u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        &rest[..rest.bytes().position(|byte| !is_of_number(byte)).unwrap_or(rest.len())]
    }

    /// Any value, for its mark alone.
    pub(super) fn mark(&mut self) -> Option<Mark> {
        match self.byte() {
            b'"' => self.string_mark(),
            b'{' => {
                let mut digest = Digest::default();
                self.object(|walk, key| {
                    let mark = walk.mark()?;
                    walk.add(&mut digest, key, mark);
                    Some(())
                })?;
                Some(Mark::object(digest))
            }
            b'[' => self.list(Self::mark),
            b'0'..=b'9' | b'-' => {
                let token = self.number_text();
                let number: serde_json::Number = serde_json::from_str(token).ok()?;
                self.at += token.len();
                Some(Mark::number(&number))
            }
            _ => self.scalar().map(|scalar| scalar.mark()),
        }
    }

    /// Takes a field into a digest.
    #[inline]
    pub(super) fn add(&self, digest: &mut Digest, key: &str, mark: Mark) {
        // Hardly any text has keys of OData's.
        if self.marks.odata {
            digest.add(key, mark);
        } else {
            digest.add_field(key, mark);
        }
    }

    /// Goes over the fields of the object here; `field` goes over the value of each.
    #[inline]
    pub(super) fn object(&mut self, mut field: impl FnMut(&mut Self, &str) -> Option<()>) -> Option<()> {
        self.enter(b'{')?;
        if self.leaves(b'}') {
            return Some(());
        }
        loop {
            let key = self.string()?;
            if self.byte() != b':' {
                self.space();
                if self.byte() != b':' {
                    return None;
                }
            }
            self.at += 1;
            self.space();
            field(self, &key)?;
            if !self.goes_on(b'}')? {
                return Some(());
            }
        }
    }

    /// Goes over the items of the list here; `item` goes over each and gives its mark.
    #[inline]
    pub(super) fn list(&mut self, mut item: impl FnMut(&mut Self) -> Option<Mark>) -> Option<Mark> {
        let mut mark = Mark::list();
        self.enter(b'[')?;
        if self.leaves(b']') {
            return Some(mark);
        }
        loop {
            mark.push(item(self)?);
            if !self.goes_on(b']')? {
                return Some(mark);
            }
        }
    }

    #[inline(always)]
    fn enter(&mut self, bracket: u8) -> Option<()> {
        if self.byte() != bracket || self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        self.at += 1;
        self.space();
        Some(())
    }

    #[inline(always)]
    fn leaves(&mut self, bracket: u8) -> bool {
        let leaves = self.byte() == bracket;
        if leaves {
            self.depth -= 1;
            self.at += 1;
        }
        leaves
    }

    /// Whether something follows behind a comma; else the bracket does.
    #[inline(always)]
    fn goes_on(&mut self, bracket: u8) -> Option<bool> {
        if !matches!(self.byte(), b',' | b'}' | b']') {
            self.space();
        }
        if self.byte() == b',' {
            self.at += 1;
            self.space();
            return Some(true);
        }
        self.leaves(bracket).then_some(false)
    }
}
