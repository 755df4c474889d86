//! A client against the sandbox tenant.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test may fail, and looks at the clock")]
#![allow(unreachable_pub, reason = "the support is shared by all files here")]

mod app;
mod app_trouble;
mod registrar;
mod removal;
mod sign_in;
mod support;
