//! Records as the service writes them, read in one go.
//!
//! Nearly every record is plain: JSON without a fault, keys that come once, values of the schema's types. Such a record
//! needs no tree in between: a `walk` goes over it, for which it was marked, 64 bytes at a time, where strings may end, and
//! a `draft` takes what it meets. Whatever is not so plain is given up, and read again by the way through `outline` and
//! `fields`, which knows all there is to know about errors; a test holds that both ways read the same.

mod draft;
mod field;
mod marks;
mod members;
mod participants;
mod walk;

#[cfg(test)]
mod tests;

pub(super) use marks::Marks;
