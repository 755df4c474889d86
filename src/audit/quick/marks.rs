//! Where the strings of a text may end.

use super::draft;
use super::walk::Walk;
use crate::audit::record::Record;
use crate::audit::scanner;

/// One bit for each byte, in memory that is used again for each text.
#[derive(Debug, Default)]
pub(in crate::audit) struct Marks {
    pub(super) stops: Vec<u64>,
    /// Whether the text may have keys that OData adds.
    pub(super) odata: bool,
}

impl Marks {
    /// The record in a text that holds one object and nothing else; none when it is not plain. `offset` is its element's.
    pub(in crate::audit) fn record(&mut self, text: &str, offset: u64) -> Option<Record> {
        let mut walk = Walk::<1>::new(text, self.of(text));
        let record = draft::record(&mut walk, offset)?;
        walk.is_at_end().then_some(record)
    }

    /// The record with which a text begins whose quotes are doubled, as they are in a cell of a CSV, and where it ends.
    pub(in crate::audit) fn doubled_record(&mut self, text: &str, offset: u64) -> Option<(Record, usize)> {
        let mut walk = Walk::<2>::new(text, self.of(text));
        let record = draft::record(&mut walk, offset)?;
        Some((record, walk.at()))
    }

    fn of(&mut self, text: &str) -> &Self {
        self.stops.clear();
        self.odata = scanner::stops(text.as_bytes(), &mut self.stops);
        self
    }
}
