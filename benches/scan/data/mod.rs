//! Audit exports that are made, not found: the same records in four forms, the same bytes for the same seed.

mod chat;
mod form;
mod mix;
mod other;
mod person;
mod pretty;
mod random;
mod record;
mod set;
mod teams;
mod trap;

pub(crate) use form::Form;
pub(crate) use mix::Density;
pub(crate) use set::{Set, Spec};
