//! The one guard that every export runs inside: a panic becomes a status, a forked child and a library that was shut
//! down are answered before anything is touched, and outputs of the error are set.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use super::fault::Fault;
use super::guest;
use super::handle::tca_error;
use super::output::Out;
use super::runtime;
use super::status::tca_status;
use super::tables::ERRORS;

/// When an export may run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum May {
    /// Until `tca_shutdown`.
    RunUntilShutdown,
    /// Also after it: what reads and frees what the caller already has.
    RunAlways,
}

/// Runs the body of an export that has an `error` output.
pub(super) fn call(may: May, error: *mut tca_error, body: impl FnOnce() -> Result<(), Fault>) -> tca_status {
    let error = Out::new("error", error, 0);
    let fault = match run(may, body) {
        Ok(()) => return tca_status::Ok,
        Err(fault) => fault,
    };
    let status = fault.status;
    // These say it all; after a fork the table may also be locked for ever by a thread that is not in this process.
    let says_it_all = matches!(status, tca_status::Forked | tca_status::ShutDown);
    if error.is_there() && !says_it_all {
        error.set(ERRORS.insert(fault));
    }
    status
}

/// Runs the body of an export that has none: the getters and frees of errors and buffers, and the other frees.
pub(super) fn plain(body: impl FnOnce() -> Result<(), Fault>) -> tca_status {
    match run(May::RunAlways, body) {
        Ok(()) => tca_status::Ok,
        Err(fault) => fault.status,
    }
}

/// Runs the body of an export that gives a constant; it must not fail.
pub(super) fn constant<T: Fallback>(body: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|_| T::when_panicked())
}

fn run(may: May, body: impl FnOnce() -> Result<(), Fault>) -> Result<(), Fault> {
    if guest::is_forked() {
        return Err(Fault::of(tca_status::Forked));
    }
    if may == May::RunUntilShutdown && runtime::is_down() {
        return Err(Fault::of(tca_status::ShutDown));
    }
    guest::watched(|| catch_unwind(AssertUnwindSafe(body))).unwrap_or_else(|panic| Err(Fault::of_panic(&*panic)))
}

/// What a constant's export gives when it panicked.
pub(super) trait Fallback {
    fn when_panicked() -> Self;
}

impl Fallback for u32 {
    fn when_panicked() -> Self {
        0
    }
}

impl Fallback for *const std::ffi::c_char {
    fn when_panicked() -> Self {
        ptr::null()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_status_with_its_text_and_leaves_everything_usable() {
        let mut error: tca_error = 7;
        let status = call(May::RunUntilShutdown, &raw mut error, || panic!("by design"));
        assert_eq!(status, tca_status::Panic);
        let fault = ERRORS.get(error).unwrap();
        assert!(fault.error.message().contains("by design"));
        let status = call(May::RunUntilShutdown, &raw mut error, || Ok(()));
        assert_eq!((status, error), (tca_status::Ok, 0));
    }

    #[test]
    fn a_failure_without_a_place_for_its_error_is_still_a_status() {
        let fail = || Err(Fault::of(tca_status::Busy));
        assert_eq!(call(May::RunUntilShutdown, ptr::null_mut(), fail), tca_status::Busy);
    }
}
