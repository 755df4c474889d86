//! Finds Teams chats that people outside the organisation opened and removes them from users' view, with Microsoft
//! Graph's `removeAllAccessForUser`. It hides a chat from one user; it blocks nobody, and there is no undo.
//!
//! From outside Rust this is a shared library: `include/teams_chat_access.h` is its manual. From Rust:
//!
//! ```no_run
//! use teams_chat_access::auth::{Client, Settings, SignIn};
//! use teams_chat_access::cancel::Cancel;
//! use teams_chat_access::removal::{Outcome, Target, remove};
//!
//! # async fn run() -> teams_chat_access::Result<()> {
//! let settings = r#"{"tenant":"contoso.com","clientId":"01234567-89ab-cdef-0123-456789abcdef"}"#;
//! let client = Client::new(Settings::from_json(settings)?)?;
//! let (tell, cancel) = (|event| eprintln!("{event:?}"), Cancel::default());
//! client.sign_in(SignIn::from_json(r#"{"method":"device_code"}"#)?, &tell, &cancel).await?;
//! let target = Target::parse(
//!     "11111111-1111-4111-8111-111111111111",
//!     "aaaaaaaa-0000-4000-8000-00000000000a",
//!     "19:bbbbbbbb-0000-4000-8000-00000000000b_aaaaaaaa-0000-4000-8000-00000000000a@unq.gbl.spaces",
//! )?;
//! assert_eq!(remove(&client, &target, &tell, &cancel).await?.outcome, Outcome::Removed);
//! # Ok(())
//! # }
//! ```
//!
//! Everything that takes time is a future and wants a Tokio runtime with time and I/O.

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
