//! What could not be read, and where.

use std::fmt;

use super::record::Kind;

/// A record that is there and cannot be read as one. It never quotes the record's content.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Unreadable {
    /// Bytes from the start of the file to the fault (to the record, when the fault is in one of its fields). UTF-16 is
    /// counted as the UTF-8 that it decodes to, and what was compressed as it is unpacked.
    pub offset: u64,
    /// The path of the field at fault, such as `Members[1].UPN`.
    pub field: Option<String>,
    /// What should have been there.
    pub expected: String,
    /// What was there.
    pub found: String,
    /// What kind of record it is, as far as that can be told.
    #[serde(skip)]
    pub kind: Option<Box<Kind>>,
}

impl Unreadable {
    pub(super) fn at(offset: u64, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self { offset, field: None, expected: expected.into(), found: found.into(), kind: None }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at byte {}", self.offset)?;
        if let Some(field) = &self.field {
            write!(f, ", {field}")?;
        }
        write!(f, ": expected {}, found {}", self.expected, self.found)
    }
}
