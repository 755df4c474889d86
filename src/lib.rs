//! Finds Teams chats that people outside the organisation opened and removes them from users' view.

pub mod audit;
pub mod cancel;
pub mod clock;
pub mod error;
pub mod finding;
pub mod ids;
mod nearest;
pub mod secret;

pub use error::{Error, ErrorKind, Result};
