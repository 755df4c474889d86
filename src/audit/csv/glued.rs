//! A row, or the header of another export, behind one whose line break is missing: who wrote it was stopped, or files were put
//! behind each other.

use super::cells::Cells;
use super::header::Header;
use super::reader::LONGEST_HEADER;
use super::sound;
use crate::audit::encoding::MARK;

/// Where in a row the next one begins, whose line break is missing: with the last cell of this one, and its record stands
/// as far behind that as this one's behind the first.
pub(super) fn glued_row(row: &[u8], header: &Header, cells: &Cells) -> Option<usize> {
    let last = header.names.len() - 1;
    let next = cells.get(last + header.holder?)?;
    (last > 0 && next.starts_with(b"{")).then(|| cells.start(row, last, header.delimiter)).flatten()
}

/// Where in a row that was cut off the header of the next export begins, when it is the same one.
pub(super) fn glued_header(row: &[u8], header: &Header) -> Option<usize> {
    if row.len() > 2 * LONGEST_HEADER || holds_record(row, header) {
        return None;
    }
    let name = memchr::memmem::rfind(row, header.names.first()?.as_bytes())?;
    let at = if row[..name].ends_with(b"\"") { name - 1 } else { name };
    let is_cut = !row[..at].strip_prefix(MARK).unwrap_or(&row[..at]).is_empty();
    let is_header = || Header::read(&row[at..]).is_some_and(|other| other.names == header.names);
    (is_cut && is_header()).then_some(at)
}

/// Whether the record begins where the header says.
pub(super) fn holds_record(row: &[u8], header: &Header) -> bool {
    header.holder.is_some_and(|holder| sound::Row::new(row, header.delimiter).begins_object(holder))
}
