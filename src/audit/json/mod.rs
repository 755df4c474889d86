//! JSON in all the forms in which records come.

mod beginning;
mod cursor;
mod extent;
mod fault;
mod glued;
mod landmarks;
mod other;
mod page;
mod reader;
mod recovery;
mod rest;
mod skip;
mod token;
mod whole;
mod wrapper;

pub(super) use reader::Reader;
