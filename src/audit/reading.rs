//! Reads a stream, whatever its container is, and hands over what is in it.

use std::io::Read;
use std::sync::Arc;

use super::encoding::{Decoded, MARK, decoded};
use super::item::Item;
use super::needles::{Needles, Wanted};
use super::stamp::Stamp;
use super::stranger::stranger;
use super::unpack::unpacked;
use super::unreadable::Unreadable;
use super::window::Window;
use super::{csv, json};

/// Who takes what is read.
pub trait Sink {
    /// Takes the next thing of a file.
    fn take(&mut self, file: Option<&Arc<str>>, item: Item);
    /// Takes what is to be said of a file that is no export, or whose reading broke off.
    fn unread(&mut self, unread: Unread);
    /// Takes that an export has been read, which mostly is a file: how many records it had, and the newest time of those that
    /// were passed over at its end.
    fn ended(&mut self, file: Option<&Arc<str>>, records: u64, newest: Option<Stamp>);
    /// Is asked from time to time whether to go on.
    fn goes_on(&mut self) -> bool;
}

/// A file that could not be read as an export, or not to its end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Unread {
    /// Its name as it was given; none for what was handed over in memory.
    pub file: Option<Arc<str>>,
    /// Up to where it was read, in bytes.
    pub offset: u64,
    /// What should have been there.
    pub expected: String,
    /// What was there.
    pub found: String,
}

impl Unread {
    /// What is said of a file of which nothing was read.
    pub(super) fn whole(file: Option<&Arc<str>>, found: impl Into<String>) -> Self {
        Self { file: file.cloned(), offset: 0, expected: EXPORT.to_owned(), found: found.into() }
    }
}

impl std::fmt::Display for Unread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let file = self.file.as_deref().unwrap_or("the input");
        write!(f, "{file}, at byte {}: expected {}, found {}", self.offset, self.expected, self.found)
    }
}

/// What is expected of every input.
const EXPORT: &str = "an export of the audit log: JSON (AuditData objects, one a line or in arrays, Graph \
                                 pages), or a CSV with a column AuditData or RawEventData or with the columns of \
                                 Sentinel's OfficeActivity; in UTF-8 or UTF-16, also packed with gzip or zip";
/// After so many things that are no records, and none that is, a file is given up.
const HOPELESS: u64 = 1000;
/// How many records are taken before the question whether to go on.
const BETWEEN: u64 = 4096;

enum Container<'r> {
    Csv(Box<csv::Reader<'r>>),
    Json(Box<json::Reader<'r>>),
}

impl<'r> Container<'r> {
    /// By the first bytes, and never by a name.
    fn of(mut window: Window<'r>, wanted: Wanted) -> Result<Self, Window<'r>> {
        let needles = Needles::new(wanted);
        // Files that have a mark each were put together.
        while window.has(MARK.len()) && window.bytes().starts_with(MARK) {
            window.advance(MARK.len());
        }
        let first = window.bytes().trim_ascii_start().first().copied();
        let is_csv = !matches!(first, Some(b'{' | b'[')) && csv::has_header(&mut window);
        let first = window.bytes().trim_ascii_start();
        match first.first() {
            _ if is_csv => csv::Reader::new(window, needles).map(Box::new).map(Self::Csv),
            Some(b'{' | b'[') => Ok(Self::Json(Box::new(json::Reader::new(window, needles)))),
            // Records that were written as strings.
            Some(b'"') if matches!(first.get(1), Some(b'{' | b'[')) => {
                Ok(Self::Json(Box::new(json::Reader::new(window, needles))))
            }
            _ => Err(window),
        }
    }

    fn next(&mut self) -> Option<Item> {
        match self {
            Self::Csv(reader) => reader.next(),
            Self::Json(reader) => reader.next(),
        }
    }

    fn window(&self) -> &Window<'r> {
        match self {
            Self::Csv(reader) => reader.window(),
            Self::Json(reader) => reader.window(),
        }
    }

    fn given_up(&self) -> Option<&Unreadable> {
        match self {
            Self::Csv(reader) => reader.given_up(),
            Self::Json(reader) => reader.given_up(),
        }
    }

    fn newest(&self) -> Option<Stamp> {
        match self {
            Self::Csv(reader) => reader.newest(),
            Self::Json(reader) => reader.newest(),
        }
    }

    fn needles(&mut self) -> &mut Needles {
        match self {
            Self::Csv(reader) => reader.needles(),
            Self::Json(reader) => reader.needles(),
        }
    }
}

/// Reads a stream to its end. False when the sink said to stop.
pub fn read(file: Option<&Arc<str>>, stream: Box<dyn Read + '_>, wanted: Wanted, sink: &mut dyn Sink) -> bool {
    let Decoded { stream, before, places } = decoded(unpacked(stream));
    let place = |offset: u64| places.as_ref().map_or(offset, |places| places.of(offset));
    let unread = |offset, found: String| Unread {
        file: file.cloned(),
        offset: place(offset),
        expected: EXPORT.to_owned(),
        found,
    };
    let mut container = match Container::of(Window::new(stream, before), wanted) {
        Ok(container) => container,
        Err(window) => {
            sink.unread(Unread::whole(file, first_of(&window)));
            return true;
        }
    };
    container.needles().look_at_all(true);
    let (mut records, mut faults, mut since) = (0_u64, 0_u64, 0);
    // Of the exports before this one in the file.
    let mut done = 0;
    let mut first_fault = None;
    let (mut known, mut is_hopeless) = (false, false);
    while let Some(mut item) = container.next() {
        match &mut item {
            Item::Passed(_) | Item::Another => {}
            Item::Read(_, Ok(record)) => record.offset = place(record.offset),
            Item::Read(_, Err(fault)) => fault.offset = place(fault.offset),
        }
        match &item {
            Item::Passed(count) => records += count,
            Item::Read(_, Ok(_)) => records += 1,
            Item::Read(_, Err(fault)) => {
                first_fault.get_or_insert_with(|| fault.clone());
                faults += 1;
            }
            Item::Another => {
                sink.ended(file, records + faults - done, None);
                done = records + faults;
            }
        }
        // What tells its operation is of an export, also when the rest of it cannot be read.
        known |= records > 0 || matches!(&item, Item::Read(_, Err(fault)) if fault.kind.is_some());
        if known {
            container.needles().look_at_all(false);
        }
        since += match &item {
            Item::Passed(count) => *count,
            Item::Read(..) | Item::Another => 16,
        };
        sink.take(file, item);
        if since >= BETWEEN {
            since = 0;
            if !sink.goes_on() {
                return false;
            }
        }
        is_hopeless = !known && faults >= HOPELESS;
        if is_hopeless {
            break;
        }
    }
    let window = container.window();
    let broken_off = |offset: u64, fault: &Unreadable, found: String| {
        let expected = fault.expected.clone();
        Unread { file: file.cloned(), offset, expected, found }
    };
    if let Some(failure) = window.failure() {
        sink.unread(unread(window.offset() + window.bytes().len() as u64, format!("a failure to read on: {failure}")));
    } else if let Some(fault) = first_fault.filter(|_| !known) {
        let found = match is_hopeless {
            true => hopeless(&fault.found, place(window.offset())),
            false => fault.found.clone(),
        };
        sink.unread(broken_off(fault.offset, &fault, found));
    } else if let Some(fault) = container.given_up() {
        let found = format!("{}; no record begins behind it, and the rest of the file was not read", fault.found);
        sink.unread(broken_off(place(fault.offset), fault, found));
    }
    sink.ended(file, records + faults - done, container.newest());
    sink.goes_on()
}

/// What is said of a file in which not one of so many things is a record.
fn hopeless(first: &str, at: u64) -> String {
    format!("{first} (the first of 1,000 that could not be read: reading was given up at byte {at})")
}

/// How a stream begins that is no export, without its content.
fn first_of(window: &Window<'_>) -> String {
    if let Some(failure) = window.failure() {
        return format!("a failure to read on: {failure}");
    }
    let first = window.bytes().trim_ascii_start();
    if let Some(known) = stranger(first) {
        return known.to_owned();
    }
    match first {
        [] => "nothing at all".to_owned(),
        [0, ..] => "a NUL byte".to_owned(),
        [b'P', b'K', 3, 4, ..] => "a zip archive in a stream (give it as a file)".to_owned(),
        [byte, ..] if !byte.is_ascii() || byte.is_ascii_control() => format!("byte 0x{byte:02X}"),
        rest if csv::lacks_record(rest.split(|byte| *byte == b'\n').next().unwrap_or_default()) => {
            "a CSV that names operations, and has no column with the record (AuditData) or its chat (ChatThreadId)"
                .to_owned()
        }
        rest if rest.contains(&b',') => "text without such a header".to_owned(),
        _ => "other text".to_owned(),
    }
}
