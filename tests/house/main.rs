//! What holds of the project as a whole: its header, its arrows, its laws, what it is built from.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod arrows;
mod header;
mod laws;
mod notices;
mod sources;
