//! What a reader gives.

use super::record::Record;
use super::unreadable::Unreadable;

/// One thing read from a container.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "it is handed on at once, one at a time")]
pub enum Item {
    /// So many records of other operations, told by their bytes and not read.
    Passed(u64),
    /// A record, or what is there in its place, and its number from 1.
    Read(u64, Result<Record, Unreadable>),
    /// Another export begins, which was put behind the one before it.
    Another,
}
