//! Hostile inputs end in located errors, within the memory that a scan may take whatever it reads.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]
#![allow(unreachable_pub, reason = "the helpers are shared by all files here")]

mod bomb;
mod endless;
mod peak;
mod zipped;
