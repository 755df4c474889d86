//! Where a record stood.

use std::sync::Arc;

/// The place of a record: its file, if it came from one, and its number in there from 1.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct Source {
    /// The file's name as it was given; none for what was handed over in memory.
    pub file: Option<Arc<str>>,
    /// The record's number from 1; a header is not counted.
    pub row: u64,
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.file {
            Some(file) => write!(f, "{file}, record {}", self.row),
            None => write!(f, "record {}", self.row),
        }
    }
}
