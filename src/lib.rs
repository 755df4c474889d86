//! Finds Teams chats that people outside the organisation opened and removes them from users' view.

pub mod cancel;
pub mod clock;
pub mod error;
pub mod ids;
pub mod secret;

pub use error::{Error, ErrorKind, Result};
