//! Audit records: what the unified audit log wrote down, out of whatever it arrived in.
//!
//! A reader yields a [`Source`] with either a [`Record`] or an [`Unreadable`]; everything after that is `finding`'s.
//! Each further container (CSV, streams, compressed files) is one more reader with the same items.

mod fields;
pub mod json;
mod record;
mod scan;
mod source;
mod stamp;
mod text;
mod tree;
mod unreadable;
mod unwrap;
mod user_type;

pub use record::{Kind, Member, Participants, Record};
pub use source::Source;
pub use stamp::Stamp;
pub(crate) use tree::Json;
pub use unreadable::Unreadable;
pub use user_type::UserType;
