//! JSON in all the forms in which records come.

mod cursor;
mod extent;
mod fault;
mod page;
mod reader;
mod skip;

pub(super) use reader::Reader;
