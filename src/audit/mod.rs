//! Audit records: what the unified audit log wrote down, out of whatever it arrived in.
//!
//! A stream is unpacked (`unpack`), made UTF-8 (`encoding`), moved through a `window` of bounded memory, and read by the
//! reader of its container (`csv`, `json`), which passes over what the bytes show to be of no interest (`needles`). What
//! is left is read in one go where it is plain (`quick`), else through an `outline` and its `fields`. What comes out is a
//! [`Record`] with its [`Source`], an [`Unreadable`], or a count; everything after that is `finding`'s.

mod archive;
mod archive_directory;
mod asked;
mod csv;
mod digest;
mod encoding;
mod fields;
mod fold;
mod item;
mod json;
mod needles;
mod outline;
mod places;
mod quick;
mod reading;
mod record;
mod scanner;
mod source;
mod source_file;
mod source_folder;
mod stamp;
mod stranger;
mod surrogates;
mod text;
mod tree;
mod unpack;
mod unreadable;
mod unwrap;
mod user_type;
mod window;

pub(crate) use csv::Table;
pub use digest::Digest;
pub use item::Item;
pub use needles::Wanted;

pub use reading::{Sink, Unread, read};
pub use record::{Kind, Member, Participants, Record};
pub use source::Source;
pub(crate) use source_file::{read_file, size};
pub(crate) use source_folder::{Found, files};
pub use stamp::Stamp;
pub(crate) use tree::Json;
pub use unreadable::Unreadable;
pub use user_type::UserType;
