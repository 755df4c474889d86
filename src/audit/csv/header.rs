//! The first line of a CSV: which column is what.

use super::cells::{self, Cells};

/// The columns that say what kind of record a row is, whatever the tool calls them.
const OPERATION: [&str; 4] = ["Operation", "Operations", "ActionType", "Operation_s"];
const RECORD_TYPE: [&str; 2] = ["RecordType", "auditLogRecordType"];
/// The columns that hold the record.
const HOLDER: [&str; 3] = ["AuditData", "RawEventData", "AuditData_s"];
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// The columns of a CSV.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) delimiter: u8,
    pub(super) names: Vec<String>,
    /// The column that holds the record; none when the columns are the record's fields themselves.
    pub(super) holder: Option<usize>,
    pub(super) operation: Option<usize>,
    pub(super) record_type: Option<usize>,
}

impl Header {
    /// The header in a line. None when it is that of no export.
    pub(super) fn read(line: &[u8]) -> Option<Self> {
        DELIMITERS.into_iter().find_map(|delimiter| Self::of(line, delimiter))
    }

    /// Whether a row has these columns, and is not a header itself.
    pub(super) fn fits(&self, cells: &Cells) -> bool {
        let is_name = |column: usize| {
            let cell = cells.get(column).and_then(|cell| cells::text(cell).ok()).unwrap_or_default();
            name(cell).eq_ignore_ascii_case(&self.names[column])
        };
        cells.len() == self.names.len() && !self.operation.is_some_and(is_name)
    }

    fn of(line: &[u8], delimiter: u8) -> Option<Self> {
        let mut cells = Cells::new(delimiter);
        cells.split(line).ok()?;
        let names: Vec<String> = cells.iter().map(|cell| Some(name(cells::text(cell).ok()?))).collect::<Option<_>>()?;
        let find = |known: &[&str]| {
            known.iter().find_map(|known| names.iter().position(|name| name.eq_ignore_ascii_case(known)))
        };
        let (holder, operation, record_type) = (find(&HOLDER), find(&OPERATION), find(&RECORD_TYPE));
        let is_flat = operation.is_some() && find(&["ChatThreadId", "ChatThreadId_s"]).is_some();
        (holder.is_some() || is_flat).then_some(Self { delimiter, names, holder, operation, record_type })
    }
}

/// Whether a line names a column of operations, and none in which the record or its chat is.
pub(in crate::audit) fn lacks_record(line: &[u8]) -> bool {
    let names_operation = |delimiter: &u8| {
        let mut cells = Cells::new(*delimiter);
        let is_operation = |cell: &[u8]| {
            cells::text(cell).is_ok_and(|cell| OPERATION.iter().any(|known| known.eq_ignore_ascii_case(&name(cell))))
        };
        cells.split(line).is_ok() && cells.len() > 1 && cells.iter().any(is_operation)
    };
    Header::read(line).is_none() && DELIMITERS.iter().any(names_operation)
}

/// Without what portals add: `TimeGenerated [UTC]`.
fn name(cell: &str) -> String {
    let cell = cell.trim().trim_start_matches('\u{FEFF}');
    cell.split_once(" [").map_or(cell, |(name, _)| name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name_in_any_order_and_case() {
        let header = Header::read(b"\"identity\",\"auditdata\",\"OPERATIONS\"\r\n").unwrap();
        assert_eq!((header.holder, header.operation, header.record_type), (Some(1), Some(2), None));
        assert_eq!(Header::read(b"RecordId;RecordType;AuditData\n").unwrap().delimiter, b';');
        assert_eq!(Header::read(b"TimeGenerated [UTC],Operation,ChatThreadId").unwrap().names[0], "TimeGenerated");
    }

    #[test]
    fn the_header_of_something_else_is_none() {
        for line in ["Name,Mail", "Operation,UserId", "", "{\"AuditData\":1}"] {
            assert_eq!(Header::read(line.as_bytes()), None, "{line}");
        }
    }
}
