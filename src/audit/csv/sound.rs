//! A row of which every cell is what it looks like: the one that is asked for can be read where it stands.

/// A row that ends with its line feed.
pub(super) struct Row<'a> {
    bytes: &'a [u8],
    delimiter: u8,
}

impl<'a> Row<'a> {
    pub(super) fn new(row: &'a [u8], delimiter: u8) -> Self {
        let row = row.strip_suffix(b"\n").unwrap_or(row);
        Self { bytes: row.strip_suffix(b"\r").unwrap_or(row), delimiter }
    }

    /// What follows the opening quote of a cell that is quoted; none when a cell before it is unusual.
    pub(super) fn quoted(&self, column: usize) -> Option<&'a str> {
        std::str::from_utf8(self.from(column)?.strip_prefix(b"\"")?).ok()
    }

    /// Whether a cell begins as an object of JSON does, and none before it is unusual.
    pub(super) fn begins_object(&self, column: usize) -> bool {
        self.from(column).is_some_and(|rest| matches!(rest, [b'{', ..] | [b'"', b'{', ..]))
    }

    /// The row from this cell on.
    fn from(&self, column: usize) -> Option<&'a [u8]> {
        let mut at = 0;
        for _ in 0..column {
            at = self.end_of_cell(at).filter(|end| *end < self.bytes.len())? + 1;
        }
        self.bytes.get(at..)
    }

    /// Whether a cell ends here with its closing quote, and those behind it are not unusual, and no more than `most`. `rest`
    /// is the row's.
    pub(super) fn goes_on_behind(&self, rest: &str, most: usize) -> bool {
        let mut at = self.bytes.len() - rest.len() + 1;
        if !rest.starts_with('"') || !self.is_end(at) {
            return false;
        }
        for _ in 0..most {
            if at >= self.bytes.len() {
                return true;
            }
            match self.end_of_cell(at + 1) {
                Some(end) => at = end,
                None => return false,
            }
        }
        at >= self.bytes.len()
    }

    /// The end of the cell that begins here, when it has no quotes but those around it, and no line ends outside of them.
    fn end_of_cell(&self, at: usize) -> Option<usize> {
        let rest = self.bytes.get(at..)?;
        let end = match rest.strip_prefix(b"\"") {
            Some(quoted) => at + 2 + memchr::memchr(b'"', quoted)?,
            None => at + memchr::memchr3(self.delimiter, b'"', b'\r', rest).unwrap_or(rest.len()),
        };
        self.is_end(end).then_some(end)
    }

    fn is_end(&self, at: usize) -> bool {
        self.bytes.get(at).is_none_or(|byte| *byte == self.delimiter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_cell_is_found_behind_others_that_are_not_unusual() {
        for (row, column, text) in [
            ("a,\"b, c\",\"{}\",x\r\n", 2, Some("{}\",x")),
            ("\"{}\"\n", 0, Some("{}\"")),
            (",,\"{}\",\n", 2, Some("{}\",")),
            ("a,{},\n", 1, None),
            ("a\"b,\"{}\"\n", 1, None),
            ("\"a\"\"b\",\"{}\"\n", 1, None),
            ("a\rb,\"{}\"\n", 1, None),
            ("a\n", 1, None),
        ] {
            assert_eq!(Row::new(row.as_bytes(), b',').quoted(column), text, "{row:?}");
        }
    }

    #[test]
    fn what_follows_a_cell_are_cells() {
        for (row, from, is_sound) in [
            ("\"x\",\"b\"\n", 2, true),
            ("\"x\"\r\n", 2, true),
            ("\"x\",,\n", 2, true),
            ("\"x\",,,\n", 2, false),
            ("\"x\"y\n", 2, false),
            ("\"x\",\"y\n", 2, false),
            ("\"x\",a\rb\n", 2, false),
            ("\"x \n", 2, false),
        ] {
            let row_text = row.trim_end_matches(['\r', '\n']);
            assert_eq!(Row::new(row.as_bytes(), b',').goes_on_behind(&row_text[from..], 2), is_sound, "{row:?}");
        }
    }
}
