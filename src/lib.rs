//! Finds Teams chats that people outside the organisation opened and removes them from users' view.

pub mod audit;
pub mod auth;
pub mod cancel;
pub mod clock;
pub mod cloud;
pub mod error;
pub mod event;
pub mod ffi;
pub mod finding;
pub mod ids;
mod nearest;
mod net;
mod os;
pub mod removal;
pub mod secret;

pub use error::{Error, ErrorKind, Result};
