//! JSON in all the forms in which records come.

mod cursor;
mod extent;
mod fault;
mod other;
mod page;
mod reader;
mod recovery;
mod skip;
mod wrapper;

pub(super) use reader::Reader;
