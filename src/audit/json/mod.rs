//! JSON in all the forms in which records come.

mod beginning;
mod cursor;
mod extent;
mod fault;
mod landmarks;
mod other;
mod page;
mod reader;
mod recovery;
mod rest;
mod skip;
mod whole;
mod wrapper;

pub(super) use reader::Reader;

/// The byte order mark of UTF-8: it stands wherever files that have one were put together.
const MARK: &[u8] = b"\xEF\xBB\xBF";
