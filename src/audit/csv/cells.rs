//! The cells of one row, as RFC 4180 has them: quoted where they need it, a quote in a quoted one doubled, and the
//! backslash nothing special.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// A splitter with the memory that it uses again for each row.
pub(super) struct Cells {
    reader: Reader,
    text: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
}

/// A row that is more than one, or less.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Uneven;

impl Cells {
    pub(super) fn new(delimiter: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        Self { reader, text: Vec::new(), ends: vec![0; 64], count: 0 }
    }

    /// Splits one row, with its line end or without.
    pub(super) fn split(&mut self, row: &[u8]) -> Result<(), Uneven> {
        if self.text.len() < row.len() {
            self.text.resize(row.len(), 0);
        }
        self.reader.reset();
        self.count = 0;
        let (mut read, mut written) = (0, 0);
        loop {
            let (result, taken, filled, ended) =
                self.reader.read_record(&row[read..], &mut self.text[written..], &mut self.ends[self.count..]);
            read += taken;
            written += filled;
            self.count += ended;
            match result {
                // Once more without input: that is the end for the reader.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::OutputFull => return Err(Uneven),
                ReadRecordResult::Record if row[read..].trim_ascii().is_empty() => return Ok(()),
                ReadRecordResult::Record | ReadRecordResult::End => return Err(Uneven),
            }
        }
    }

    /// Where a cell begins in the row that was split.
    pub(super) fn start(&self, row: &[u8], index: usize, delimiter: u8) -> Option<usize> {
        let mut quoted = false;
        let mut ends = memchr::memchr2_iter(delimiter, b'"', row).filter(|at| {
            quoted ^= row[*at] == b'"';
            !quoted && row[*at] == delimiter
        });
        index.checked_sub(1).map_or(Some(0), |before| ends.nth(before).map(|end| end + 1))
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    pub(super) fn get(&self, index: usize) -> Option<&[u8]> {
        let end = *self.ends[..self.count].get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..end)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.count).filter_map(|index| self.get(index))
    }
}

/// The text of a cell.
pub(super) fn text(cell: &[u8]) -> Result<&str, std::str::Utf8Error> {
    std::str::from_utf8(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(row: &str) -> Result<Vec<String>, Uneven> {
        let mut cells = Cells::new(b',');
        cells.split(row.as_bytes())?;
        Ok(cells.iter().map(|cell| text(cell).unwrap().to_owned()).collect())
    }

    #[test]
    fn a_backslash_before_a_doubled_quote_is_no_escape() {
        assert_eq!(split("1,\"{\"\"a\"\":\"\"\\\"\"\"\"}\",\r\n").unwrap(), ["1", "{\"a\":\"\\\"\"}", ""]);
        assert_eq!(split("\"a\nb\",c").unwrap(), ["a\nb", "c"]);
    }

    #[test]
    fn many_columns_are_no_problem_and_two_rows_are_not_one() {
        assert_eq!(split(&"x,".repeat(1000)).unwrap().len(), 1001);
        assert_eq!(split("a,b\rc,d\n"), Err(Uneven));
    }
}
