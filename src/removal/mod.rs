//! Removal of one user's access to one chat, and what became of it.

mod explain;
mod judge;
mod outcome;
mod remover;
mod request;

pub use outcome::{Outcome, Removal};
pub use remover::remove;
pub use request::Target;
