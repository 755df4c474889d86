//! Exports in, findings out: every container form with what it must give, and generated input against a plain reader.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]
#![allow(unreachable_pub, reason = "the helpers are shared by all files here")]

mod account;
mod archive;
mod broken_off;
mod command;
mod container;
mod disguise;
mod fixture;
mod folder;
mod generated;
mod glued;
mod golden;
mod hollow;
mod joined;
mod neighbours;
mod properties;
mod random;
mod reference;
mod scanned;
mod temporary;
mod trickle;
mod uneven;
mod zipped;
