//! Records in, findings out: facts first, then the table row by row, then generated input.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]
#![allow(unreachable_pub, reason = "the builders are shared by all files here")]

mod account;
mod build;
mod golden_inputs;
mod order;
mod records;
mod sides;
mod table;
mod table_rest;
