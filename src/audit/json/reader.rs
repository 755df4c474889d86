//! Records out of JSON.
//!
//! One record; arrays of them; several of either after each other; JSON Lines; wrappers that hold the record in
//! `AuditData`, `auditData` or `RawEventData`, as an object or as text; pages (`{"value":[...]}`) of any of these. What
//! breaks is one located error, and the rest is still read where it can be found.

use super::beginning::Beginning;
use super::cursor::Cursor;
use super::page::{self, Head};
use super::wrapper::Wrappers;
use crate::audit::item::Item;
use crate::audit::needles::{Needles, Shown};
use crate::audit::outline::Outline;
use crate::audit::quick::Marks;
use crate::audit::record::Record;
use crate::audit::scanner;
use crate::audit::stamp::Stamp;
use crate::audit::unreadable::Unreadable;
use crate::audit::unwrap::record_in;
use crate::audit::window::{SUSPICIOUS, Window};

/// Arrays and pages in each other, and strings in strings. No export has more.
pub(super) const DEEPEST: usize = 8;

/// Reads the records of a stream, in its order.
pub(in crate::audit) struct Reader<'r> {
    pub(super) at: Cursor<'r>,
    pub(super) needles: Needles,
    wrappers: Wrappers,
    marks: Marks,
    /// The arrays and pages that are open: whether each is a page.
    pub(super) open: Vec<bool>,
    /// Whether the object before was no page.
    plain: bool,
    /// Whether this one follows a page.
    pub(super) behind_page: bool,
    /// Set once something broke: brackets that close nothing are then left over from it, and no errors of their own.
    pub(super) recovering: bool,
    /// Set while the object before was broken: the next one may be as well, and is looked at closely at once.
    pub(super) careful: bool,
    /// How the elements of lists begin, the latest last.
    pub(super) beginnings: Vec<Beginning>,
    /// Whether the element before was a string.
    pub(super) strings: bool,
    /// The fault behind which nothing was found to go on with.
    pub(super) given_up: Option<Unreadable>,
    row: u64,
    /// The newest time of what was passed over at the end of the stream.
    newest: Option<Stamp>,
    /// The records of a string that holds a text of its own, and the string's offset.
    pub(super) inner: Option<(u64, Box<Reader<'static>>)>,
    /// In how many strings this text is.
    pub(super) depth: usize,
}

pub(super) type Step = Option<Result<Record, Unreadable>>;

/// What an object came to.
#[expect(clippy::large_enum_variant, reason = "it is handed on at once, one at a time")]
pub(super) enum Seen {
    Passed,
    Descended,
    Read(Result<Record, Unreadable>),
}

impl<'r> Reader<'r> {
    pub(in crate::audit) fn new(window: Window<'r>, needles: Needles) -> Self {
        Self {
            at: Cursor::new(window),
            needles,
            wrappers: Wrappers::new(),
            marks: Marks::default(),
            open: Vec::new(),
            plain: false,
            behind_page: false,
            recovering: false,
            careful: false,
            beginnings: Vec::new(),
            strings: false,
            given_up: None,
            row: 0,
            newest: None,
            inner: None,
            depth: 0,
        }
    }

    /// The stream, to ask how far it was read and why it ended.
    pub(in crate::audit) fn window(&self) -> &Window<'r> {
        self.at.window()
    }

    /// The fault behind which the rest of the stream was given up, when there was more in it.
    pub(in crate::audit) fn given_up(&self) -> Option<&Unreadable> {
        self.given_up.as_ref()
    }

    /// The newest time of what was passed over at the end.
    pub(in crate::audit) fn newest(&self) -> Option<Stamp> {
        self.newest
    }

    pub(in crate::audit) fn needles(&mut self) -> &mut Needles {
        &mut self.needles
    }

    /// The next record, fault, or run of records that are of no interest.
    pub(in crate::audit) fn next(&mut self) -> Option<Item> {
        let mut passed = 0;
        let step = self.step(&mut passed);
        if passed > 0 {
            self.row += passed;
            // What comes next is seen again at the next call: it was not gone over.
            return Some(Item::Passed(passed));
        }
        step.map(|read| {
            self.row += 1;
            Item::Read(self.row, read)
        })
    }

    /// Counts what is passed over, and stops before the next thing that is more than that.
    fn step(&mut self, passed: &mut u64) -> Step {
        loop {
            if let Some((offset, inner)) = &mut self.inner {
                match inner.step(passed) {
                    _ if *passed > 0 => return None,
                    Some(Err(error)) => return Some(Err(Unreadable { offset: *offset, ..error })),
                    Some(Ok(record)) => return Some(Ok(Record { offset: *offset, ..record })),
                    None => self.inner = None,
                }
            }
            self.at.skip_space();
            let Some(byte) = self.at.first() else {
                return if *passed > 0 { None } else { self.end_of_stream() };
            };
            match byte {
                b',' => self.at.advance(1),
                0xEF if self.at.skip_mark() => {}
                b'{' => match self.object(*passed == 0) {
                    Some(Seen::Passed) => {
                        *passed += 1;
                        // A run that fills the window is told, so that nobody waits for news.
                        if *passed >= 4096 {
                            return None;
                        }
                    }
                    Some(Seen::Descended) => {}
                    Some(Seen::Read(read)) => {
                        self.strings &= read.is_err();
                        return Some(read);
                    }
                    None => return None,
                },
                _ if *passed > 0 => return None,
                b'[' if self.open.len() < DEEPEST => {
                    self.open.push(false);
                    self.at.advance(1);
                }
                b']' => match self.open.pop() {
                    Some(is_page) => {
                        self.at.advance(1);
                        if let Some(fault) = is_page.then(|| self.rest_of_page()).flatten() {
                            return Some(Err(fault));
                        }
                    }
                    None if self.recovering => self.at.advance(1),
                    None => return Some(self.junk()),
                },
                b'}' if self.recovering => self.at.advance(1),
                b'"' => {
                    if let Some(read) = self.string() {
                        return Some(read);
                    }
                }
                _ => return Some(self.junk()),
            }
        }
    }

    /// The end of the stream. Lists that are still open were cut off, unless that was said already.
    fn end_of_stream(&mut self) -> Step {
        let cut = !self.open.is_empty() && !self.recovering;
        self.open.clear();
        cut.then(|| {
            let at = self.at.offset();
            Err(Unreadable::at(at, "the end of the array", "the end of the text (it is cut off)"))
        })
    }

    /// None when it is of interest, and `may_read` says that it is not its turn yet.
    fn object(&mut self, may_read: bool) -> Option<Seen> {
        if self.may_be_page() {
            if self.descends() {
                return Some(Seen::Descended);
            }
            self.behind_page = !std::mem::replace(&mut self.plain, true);
        } else {
            self.behind_page = false;
        }
        let end = self.end();
        if let Some(end) = end.filter(|end| !self.careful && self.is_of_no_interest(*end)) {
            self.learn_first();
            self.look_at_time(end);
            self.at.pass(end);
            return Some(Seen::Passed);
        }
        if !may_read {
            return None;
        }
        if let Some(read) = end.and_then(|end| self.sound_object(end)) {
            return Some(Seen::Read(read));
        }
        // A page is told by its first key; one that has others before its list is looked for where it matters.
        if !self.open.contains(&true) && self.open.len() < DEEPEST && self.descends() {
            return Some(Seen::Descended);
        }
        Some(self.whole_object())
    }

    /// Goes into the list of a page, if this is one.
    fn descends(&mut self) -> bool {
        let Some(list) = self.page() else { return false };
        self.open.push(true);
        self.plain = false;
        self.at.advance(list + 1);
        true
    }

    fn may_be_page(&mut self) -> bool {
        // A page that was cut off may be followed by the next one, on a line of its own.
        let asks = match self.open.contains(&true) {
            true => self.at.begins_line() && page::looks_like_page(self.at.bytes()),
            false => !self.plain || page::looks_like_page(self.at.bytes()),
        };
        asks && self.open.len() < DEEPEST
    }

    /// The `[` of a page's list.
    fn page(&mut self) -> Option<usize> {
        loop {
            match page::head(self.at.bytes()) {
                Head::Page(list) => return Some(list),
                Head::Other => return None,
                Head::More if self.at.fill() => {}
                Head::More => return None,
            }
        }
    }

    /// The end of an object, when that is plain to see.
    fn end(&mut self) -> Option<usize> {
        if !self.careful
            && self.open.is_empty()
            && let Some(end) = self.line()
        {
            return Some(end);
        }
        loop {
            let bytes = self.at.bytes();
            match scanner::object_end(&bytes[..bytes.len().min(SUSPICIOUS)], 0) {
                Some(end) => return Some(end),
                None if bytes.len() < SUSPICIOUS && self.at.fill() => {}
                None => return None,
            }
        }
    }

    pub(super) fn is_of_no_interest(&mut self, end: usize) -> bool {
        let bytes = self.at.bytes();
        match self.needles.shown(bytes, self.at.offset(), end) {
            Shown::Nothing | Shown::Holder if self.wrappers.may_be_hollow(&bytes[..end]) => false,
            Shown::Nothing => true,
            Shown::Holder => self.wrappers.is_whole(&bytes[..end]),
            Shown::Operation => false,
        }
    }

    /// Among the last elements is the newest record, mostly, of whatever operation: it tells how far the log reaches.
    fn look_at_time(&mut self, end: usize) {
        if self.depth > 0 || !self.at.window().is_near_end() {
            return;
        }
        let Ok(text) = std::str::from_utf8(&self.at.bytes()[..end]) else { return };
        let whole = || record_in(&Outline::parse(text).ok()?, 0).ok();
        let time = self.marks.record(text, 0).or_else(whole).and_then(|record| record.time);
        self.newest = self.newest.max(time);
    }

    /// What is in an object that is well formed and no page, which most are; what the others are is found out after
    /// that.
    fn sound_object(&mut self, end: usize) -> Option<Result<Record, Unreadable>> {
        let (bytes, offset) = (self.at.bytes(), self.at.offset());
        let text = std::str::from_utf8(&bytes[..end]).ok()?;
        if let Some(record) = self.marks.record(text, offset) {
            self.read_well(end, true);
            return Some(Ok(record));
        }
        let outline = Outline::parse(text).ok()?;
        if !outline.is_no_page() {
            return None;
        }
        let read = record_in(&outline, offset);
        drop(outline);
        self.read_well(end, read.is_ok());
        Some(read)
    }

    /// The end of a line that holds an object: it ends as objects do, and the next line begins as objects do, which no
    /// line does in the middle of one.
    fn line(&self) -> Option<usize> {
        let bytes = self.at.bytes();
        let newline = memchr::memchr(b'\n', &bytes[..bytes.len().min(SUSPICIOUS)])?;
        let line = bytes[..newline].strip_suffix(b"\r").unwrap_or(&bytes[..newline]);
        (line.ends_with(b"}") && bytes.get(newline + 1) == Some(&b'{')).then_some(newline)
    }
}
