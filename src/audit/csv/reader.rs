//! Records out of the rows of a CSV.

use super::cells::{self, Cells};
use super::flat;
use super::glued::{glued_header, glued_row, holds_record};
use super::header::Header;
use super::resume::{Resume, Seen};
use super::sound;
use crate::audit::encoding::MARK;
use crate::audit::item::Item;
use crate::audit::needles::{Needles, Shown};
use crate::audit::quick::Marks;
use crate::audit::record::{Kind, Record, word};
use crate::audit::scanner;
use crate::audit::stamp::Stamp;
use crate::audit::unreadable::Unreadable;
use crate::audit::unwrap::{record_in, record_in_text};
use crate::audit::window::{LONGEST, SCRAP, SUSPICIOUS, Window};

/// A line of more bytes is no header: 40 columns have a fifth of this.
pub(super) const LONGEST_HEADER: usize = 4 << 10;

/// Reads the records of a CSV, in its order.
pub(in crate::audit) struct Reader<'r> {
    window: Window<'r>,
    needles: Needles,
    header: Header,
    cells: Cells,
    marks: Marks,
    row: u64,
    /// The newest time of what was passed over at the end of the stream.
    newest: Option<Stamp>,
    /// The row that is broken up to the end of the stream, when it holds more than the end of a row.
    given_up: Option<Unreadable>,
}

/// Whether a stream begins as a CSV of records does, after the line that `Export-Csv` writes before the header.
pub(in crate::audit) fn has_header(window: &mut Window<'_>) -> bool {
    header(window).is_some()
}

/// The header and where it ends.
fn header(window: &mut Window<'_>) -> Option<(Header, usize)> {
    window.has(SUSPICIOUS);
    let bytes = window.bytes();
    let mut at = 0;
    loop {
        let end = line_end(bytes, at);
        let line = bytes[at..end].trim_ascii();
        if line.is_empty() && end < bytes.len() || is_before_header(line) {
            at = end;
            continue;
        }
        let end = scanner::row_end(bytes, at).unwrap_or(bytes.len());
        return Header::read(&bytes[at..end]).map(|header| (header, end));
    }
}

/// What `Export-Csv` and Excel have in a line of its own before a header.
fn is_before_header(line: &[u8]) -> bool {
    let line = line.strip_prefix(MARK).unwrap_or(line);
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    line.starts_with(b"#TYPE") || line.get(..4).is_some_and(|word| word.eq_ignore_ascii_case(b"sep="))
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |newline| at + newline + 1)
}

impl<'r> Reader<'r> {
    /// The stream again when it does not begin with a header.
    pub(in crate::audit) fn new(mut window: Window<'r>, needles: Needles) -> Result<Self, Window<'r>> {
        let Some((header, end)) = header(&mut window) else { return Err(window) };
        window.advance(end);
        let cells = Cells::new(header.delimiter);
        Ok(Self { window, needles, cells, header, marks: Marks::default(), row: 0, newest: None, given_up: None })
    }

    /// The stream, to ask how far it was read and why it ended.
    pub(in crate::audit) fn window(&self) -> &Window<'r> {
        &self.window
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
        while passed < 4096 {
            let bytes = self.window.bytes();
            let Some(end) = scanner::row_end(bytes, 0).filter(|end| *end <= SUSPICIOUS) else {
                if bytes.len() < SUSPICIOUS && self.window.fill() {
                    continue;
                }
                break;
            };
            if !bytes[..end].trim_ascii().is_empty() {
                if !self.is_of_no_interest(end) {
                    if passed == 0
                        && let Some(record) = self.sound_row(end)
                    {
                        self.row += 1;
                        self.window.advance(end);
                        return Some(Item::Read(self.row, Ok(record)));
                    }
                    break;
                }
                passed += 1;
                self.look_at_time(end);
            }
            self.window.advance(end);
        }
        if passed > 0 {
            self.row += passed;
            return Some(Item::Passed(passed));
        }
        self.whole_row()
    }

    /// Whether a row fits the header and is of another operation. One that does not fit may be of any.
    fn is_of_no_interest(&mut self, end: usize) -> bool {
        let bytes = self.window.bytes();
        if self.needles.shown(bytes, self.window.offset(), end) == Shown::Operation {
            return false;
        }
        let (row, header) = (&bytes[..end], &self.header);
        match header.holder {
            Some(holder) => {
                let told = header.operation.is_some() || ends_well(row);
                told && sound::Row::new(row, header.delimiter).begins_object(holder)
            }
            None => self.cells.split(row).is_ok() && header.fits(&self.cells),
        }
    }

    /// Among the last rows is the newest record, mostly, of whatever operation: it tells how far the log reaches.
    fn look_at_time(&mut self, end: usize) {
        if self.window.is_near_end() {
            let read = read(&self.window.bytes()[..end], 0, &self.header, &mut self.cells);
            self.newest = self.newest.max(read.ok().and_then(|record| record.time));
        }
    }

    /// The record of a row that has nothing unusual, as most have; what the others are is found out after that.
    fn sound_row(&mut self, end: usize) -> Option<Record> {
        let row = sound::Row::new(&self.window.bytes()[..end], self.header.delimiter);
        let holder = self.header.holder?;
        let text = row.quoted(holder)?;
        let (record, length) = self.marks.doubled_record(text, self.window.offset())?;
        row.goes_on_behind(&text[length..], self.header.names.len() - holder - 1).then_some(record)
    }

    fn whole_row(&mut self) -> Option<Item> {
        let end = loop {
            let end = scanner::row_end(self.window.bytes(), 0);
            if let Some(end) = end.filter(|end| self.begins_anew(*end)) {
                self.window.advance(end);
                return Some(Item::Another);
            }
            let bytes = self.window.bytes();
            match end {
                Some(end) if bytes[..end].trim_ascii().is_empty() => self.window.advance(end),
                Some(end) => break end,
                None if self.window.is_ended() && bytes.trim_ascii().is_empty() => return None,
                None if self.window.is_ended() => break bytes.len(),
                None if self.window.is_full() => return Some(self.too_long()),
                None => {
                    self.window.fill();
                }
            }
        };
        self.row += 1;
        let offset = self.window.offset();
        let row = &self.window.bytes()[..end];
        if let Some(next) = glued_header(row, &self.header) {
            self.window.advance(next);
            let found = "the header of another export (it is cut off)";
            return Some(Item::Read(self.row, Err(Unreadable::at(offset, "the rest of a row", found))));
        }
        let read = read(row, offset, &self.header, &mut self.cells);
        let end = match &read {
            // A quote is missing, perhaps, and what follows are rows.
            Err(fault) => {
                let mut resume = Resume::new(&self.header);
                let next = resume.within(row, self.window.bytes(), self.window.is_ended());
                let is_last = next.is_none() && self.window.is_ended() && end == self.window.bytes().len();
                if is_last && holds_more(row, &self.header, &mut self.cells) {
                    self.given_up = Some(fault.clone());
                }
                next.unwrap_or(end)
            }
            Ok(_) => glued_row(row, &self.header, &self.cells).unwrap_or(end),
        };
        self.window.advance(end);
        Some(Item::Read(self.row, read))
    }

    /// Whether a row is no record but the header of another export, put behind the one before: its columns count from
    /// here on.
    fn begins_anew(&mut self, end: usize) -> bool {
        let row = &self.window.bytes()[..end];
        if row.len() > LONGEST_HEADER || holds_record(row, &self.header) || glued_header(row, &self.header).is_some() {
            return false;
        }
        let Some(header) = Header::read(row) else { return is_before_header(row) };
        self.cells = Cells::new(header.delimiter);
        self.header = header;
        true
    }

    fn too_long(&mut self) -> Item {
        self.row += 1;
        let found = format!("more than {} MiB in one (a quote may be missing)", LONGEST >> 20);
        let fault = Unreadable::at(self.window.offset(), "a row", found);
        let mut resume = Resume::new(&self.header);
        // A line that fills the window is decided on with what is there of it.
        let mut full = false;
        loop {
            let ended = self.window.is_ended();
            match resume.look(self.window.bytes(), ended || full) {
                Seen::Row(next) => {
                    self.window.advance(next);
                    break;
                }
                Seen::NotBefore(at) => self.window.advance(at),
            }
            if ended {
                self.given_up = Some(fault.clone());
                break;
            }
            full = !self.window.fill();
        }
        Item::Read(self.row, Err(fault))
    }
}

/// Whether what should be the last row is more than the beginning of one, such as an export in another form or encoding
/// that was put behind this one.
fn holds_more(row: &[u8], header: &Header, cells: &mut Cells) -> bool {
    let fits = cells.split(row).is_ok() && header.fits(cells);
    !fits && (row.starts_with(b"[") || row.len() > SCRAP)
}

/// Whether the last cell is that of a whole record: where no column tells the operation, a record that was cut off
/// before its own must not pass for one of another.
fn ends_well(row: &[u8]) -> bool {
    let row = row.trim_ascii_end();
    row.strip_suffix(b"\"").unwrap_or(row).ends_with(b"}")
}

/// The record of a row.
fn read(row: &[u8], offset: u64, header: &Header, cells: &mut Cells) -> Result<Record, Unreadable> {
    let fault = |expected: String, found: String| Unreadable::at(offset, expected, found);
    if scanner::row_end(row, 0).is_none() && scanner::row_end(&[row, b"\n"].concat(), 0).is_none() {
        return Err(fault("the closing quote of a cell".to_owned(), "the end of the file (it is cut off)".to_owned()));
    }
    if cells.split(row).is_err() {
        return Err(fault("one row".to_owned(), "quotes or line ends where none can be".to_owned()));
    }
    let text = |column: usize| {
        let cell = cells.get(column).unwrap_or_default();
        cells::text(cell).map_err(|_| {
            let mut fault = fault("UTF-8".to_owned(), "bytes that are not UTF-8".to_owned());
            fault.field = header.names.get(column).cloned();
            fault.kind = kind(header, cells).map(Box::new);
            fault
        })
    };
    let uneven = || fault(format!("{} cells", header.names.len()), cells.len().to_string());
    match header.holder {
        // Tools leave out empty cells at the end.
        Some(column) if column < cells.len() => {
            let read = record_in_text(text(column)?, &header.names[column], kind(header, cells), offset);
            read.map_err(|error| if error.kind.is_none() && !header.fits(cells) { uneven() } else { error })
        }
        None if header.fits(cells) => {
            let texts = (0..cells.len()).map(text).collect::<Result<Vec<_>, _>>()?;
            record_in(&flat::outline(header.names.iter().map(String::as_str).zip(texts)), offset)
        }
        _ => Err(uneven()),
    }
}

/// What kind of record a row is by its columns. Of one that has other cells than the header, or quotes where none can be,
/// they say nothing.
fn kind(header: &Header, cells: &Cells) -> Option<Kind> {
    if !header.fits(cells) || cells.get(header.operation?)?.contains(&b'"') {
        return None;
    }
    let text = |column: Option<usize>| {
        let text = cells::text(cells.get(column?)?).ok()?.trim();
        (!text.is_empty()).then(|| word(text.into()))
    };
    Some(Kind { operation: text(header.operation)?, workload: None, record_type: text(header.record_type) })
}
