//! The library as a whole: which one this is, and its end.

use std::ffi::c_char;
use std::time::Duration;

use super::guard::{self, May};
use super::handle::tca_error;
use super::runtime;
use super::status::{self, tca_status};

/// The version of this interface, `major << 16 | minor`. A minor adds functions, statuses and fields; a major changes
/// what is there.
pub const TCA_ABI_VERSION: u32 = 1 << 16 | 2;

/// The interface's version that the loaded library has, to compare with the header's TCA_ABI_VERSION: use the library
/// when the major (upper 16 bits) is the same and the minor (lower 16 bits) is at least the header's. Works at any time,
/// also after shutdown and fork.
#[unsafe(no_mangle)]
pub extern "C" fn tca_abi_version() -> u32 {
    guard::constant(|| TCA_ABI_VERSION)
}

/// The library's own version, like "0.1.0". Never freed, good for as long as the process lives; works at any time, also
/// after shutdown and fork.
#[unsafe(no_mangle)]
pub extern "C" fn tca_version() -> *const c_char {
    guard::constant(|| concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast::<c_char>())
}

/// A status's stable name in snake_case, like "invalid_id"; "unknown" for a number that is none. Never freed, good for
/// as long as the process lives; works at any time, also after shutdown and fork.
#[unsafe(no_mangle)]
pub extern "C" fn tca_status_name(status: i32) -> *const c_char {
    guard::constant(|| status::row(status).map_or(c"unknown", |row| row.1).as_ptr())
}

/// A status in a few words for a person. Never freed, good for as long as the process lives; works at any time, also
/// after shutdown and fork.
#[unsafe(no_mangle)]
pub extern "C" fn tca_status_message(status: i32) -> *const c_char {
    guard::constant(|| status::row(status).map_or(c"not a status", |row| row.2).as_ptr())
}

/// Ends the library in this process: operations are cancelled and have until `timeout_ms` to end, a removal under way
/// among them (its answer is waited for, or it ends as `unconfirmed`). Then no thread of the library runs, and all
/// tokens are overwritten. Waiters
/// return. Afterwards functions return TCA_STATUS_SHUT_DOWN, except the getters and frees and what is said to work at
/// any time; results that were not fetched yet can no longer be waited for. Again it does nothing and succeeds.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_shutdown(timeout_ms: u32, error: *mut tca_error) -> tca_status {
    guard::call(May::RunAlways, error, || {
        runtime::shut_down(Duration::from_millis(timeout_ms.into()));
        Ok(())
    })
}
