//! Where reading goes on after a row that is broken: a quote is missing in it, perhaps, and what looks like the rest of
//! its cell are other rows.

use super::cells::Cells;
use super::header::Header;
use crate::audit::scanner;
use crate::audit::window::SUSPICIOUS;

/// The record of a row begins in so many bytes.
const HEAD: usize = 4 << 10;

/// Looks for the next row. One that is longer than `SUSPICIOUS` is not found again.
pub(super) struct Resume<'a> {
    header: &'a Header,
    cells: Cells,
    /// Whether the place is in a quoted cell, if no quote is missing.
    quoted: bool,
}

/// What a look at some bytes came to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// A row begins here.
    Row(usize),
    /// None begins before this; look again from here when more bytes are there.
    NotBefore(usize),
}

impl<'a> Resume<'a> {
    pub(super) fn new(header: &'a Header) -> Self {
        Self { header, cells: Cells::new(header.delimiter), quoted: false }
    }

    /// Looks at every line: the row ends where no quote is open, or before a line that is a whole row itself. `last` says
    /// that nothing follows the bytes.
    pub(super) fn look(&mut self, bytes: &[u8], last: bool) -> Seen {
        let mut from = 0;
        for newline in memchr::memchr_iter(b'\n', bytes) {
            let next = newline + 1;
            let quoted = self.quoted ^ (memchr::memchr_iter(b'"', &bytes[from..next]).count() % 2 == 1);
            if !quoted {
                return Seen::Row(next);
            }
            if bytes.len() - next < SUSPICIOUS && !last {
                return Seen::NotBefore(from);
            }
            if self.is_row(&bytes[next..], last) {
                return Seen::Row(next);
            }
            (self.quoted, from) = (quoted, next);
        }
        if !last && bytes.len() - from < SUSPICIOUS {
            return Seen::NotBefore(from);
        }
        self.quoted ^= memchr::memchr_iter(b'"', &bytes[from..]).count() % 2 == 1;
        Seen::NotBefore(bytes.len())
    }

    /// The first line within a row that is whole itself.
    pub(super) fn within(&mut self, row: &[u8], bytes: &[u8], last: bool) -> Option<usize> {
        memchr::memchr_iter(b'\n', row).map(|newline| newline + 1).find(|next| self.is_row(&bytes[*next..], last))
    }

    fn is_row(&mut self, rest: &[u8], last: bool) -> bool {
        let header = self.header;
        let line = &rest[..memchr::memchr(b'\n', &rest[..rest.len().min(HEAD)]).unwrap_or(rest.len().min(HEAD))];
        // Most lines are no rows, and are done with quickly.
        let may_be = match header.holder {
            Some(_) => memchr::memchr(b'{', line).is_some(),
            None => memchr::memchr_iter(header.delimiter, line).count() + 1 >= header.names.len(),
        };
        let near = &rest[..rest.len().min(SUSPICIOUS)];
        let Some(end) = may_be
            .then(|| scanner::row_end(near, 0).or((last && rest.len() < SUSPICIOUS).then_some(rest.len())))
            .flatten()
        else {
            return false;
        };
        if self.cells.split(&near[..end]).is_err() || self.cells.len() != header.names.len() {
            return false;
        }
        let cell = |column: Option<usize>| column.and_then(|column| self.cells.get(column));
        cell(header.operation).is_none_or(|cell| !cell.trim_ascii().is_empty())
            && cell(header.holder).is_none_or(|cell| cell.starts_with(b"{") && cell.ends_with(b"}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_ends_where_no_quote_is_open_or_where_another_begins() {
        let header = Header::read(b"Operation,AuditData\n").unwrap();
        let look = |text: &str| Resume::new(&header).look(text.as_bytes(), true);
        assert_eq!(look("a,\"{\n{\n{\"\nnext"), Seen::Row(10));
        assert_eq!(look("a,\"{cut\nb,\"{\"\"c\"\":1}\"\n"), Seen::Row(8));
        assert_eq!(look("a,\"{cut\nb,x\n"), Seen::NotBefore(12));
    }
}
