//! A small CSV that is wanted whole, such as a list of users.

use std::io::Read;

use super::cells::{self, Cells};
use crate::audit::encoding::decoded;
use crate::audit::scanner;

/// Cells by row, with the names of the columns.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads UTF-8 or UTF-16, separated by comma, semicolon or tab. The error says what it is instead of a CSV.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, String> {
        let mut text = Vec::new();
        decoded(Box::new(bytes)).stream.read_to_end(&mut text).map_err(|error| error.to_string())?;
        let mut rows = rows(&text).filter(|row| !row.starts_with(b"#TYPE") && !row.trim_ascii().is_empty());
        let header = rows.next().ok_or("empty")?;
        let count = |byte: u8| memchr::memchr_iter(byte, header).count();
        let delimiter =
            [b',', b';', b'\t'].into_iter().max_by_key(|byte| (count(*byte), *byte == b',')).unwrap_or(b',');
        let mut cells = Cells::new(delimiter);
        let mut table =
            Self { columns: split(&mut cells, header).ok_or("no CSV in its first line")?, rows: Vec::new() };
        for (index, row) in rows.enumerate() {
            table.rows.push(split(&mut cells, row).ok_or_else(|| format!("no CSV in its row {}", index + 1))?);
        }
        Ok(table)
    }

    pub(crate) fn columns(&self) -> &[String] {
        &self.columns
    }

    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.trim().eq_ignore_ascii_case(name))
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = &[String]> {
        self.rows.iter().map(Vec::as_slice)
    }
}

fn rows(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let end = scanner::row_end(text, at).unwrap_or(text.len());
        let row = text.get(at..end).filter(|row| !row.is_empty());
        at = end;
        row
    })
}

fn split(cells: &mut Cells, row: &[u8]) -> Option<Vec<String>> {
    cells.split(row).ok()?;
    cells.iter().map(|cell| cells::text(cell).ok().map(str::to_owned)).collect()
}
