//! Manners in somebody else's process: what happens after a fork, on a broken pipe and on a panic of ours, and that the
//! code stays where threads may still run it.

use std::cell::Cell;
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

/// All threads of the library bear this name's beginning.
pub(super) const THREAD_NAME: &str = "tca-worker";

static OWNER: AtomicU32 = AtomicU32::new(0);
static SETTLED: Once = Once::new();

thread_local! {
    #[allow(clippy::missing_const_for_thread_local, reason = "it is const; where the system's keys are used, the lint does not see it")]
    static WATCHED: Cell<u32> = const { Cell::new(0) };
}

/// Whether this process is a child of the one that uses the library. The first user becomes the owner.
pub(super) fn is_forked() -> bool {
    let here = std::process::id();
    match OWNER.compare_exchange(0, here, Ordering::AcqRel, Ordering::Acquire) {
        Ok(_) => false,
        Err(owner) => owner != here,
    }
}

/// Runs work whose panics are ours: they print nothing.
pub(super) fn watched<T>(work: impl FnOnce() -> T) -> T {
    SETTLED.call_once(|| {
        quiet_our_panics();
        pin();
    });
    WATCHED.set(WATCHED.get() + 1);
    let value = work();
    WATCHED.set(WATCHED.get() - 1);
    value
}

/// In a shared library this is the hook of its own copy of std; where it is linked into a Rust program, the program's
/// hook goes on being called for all panics but ours.
fn quiet_our_panics() {
    let theirs = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let ours = WATCHED.get() > 0 || std::thread::current().name().is_some_and(|name| name == THREAD_NAME);
        if !ours {
            theirs(info);
        }
    }));
}

/// Called on each thread of the library when it starts.
pub(super) fn on_thread_start() {
    #[cfg(unix)]
    block_sigpipe();
}

/// A peer that closes its socket must be an error of that write, not the end of a host that has SIGPIPE's default.
#[cfg(unix)]
fn block_sigpipe() {
    // SAFETY: the set is initialised by sigemptyset before it is read, and only this thread's mask changes.
    unsafe {
        let mut set = std::mem::zeroed::<libc::sigset_t>();
        libc::sigemptyset(&raw mut set);
        libc::sigaddset(&raw mut set, libc::SIGPIPE);
        libc::pthread_sigmask(libc::SIG_BLOCK, &raw const set, std::ptr::null_mut());
    }
}

/// Unloading a library whose threads still end is a crash. On ELF the linker's `nodelete` says the same (build.rs).
#[cfg(not(windows))]
fn pin() {}

/// Unloading a library whose threads still end is a crash.
#[cfg(windows)]
fn pin() {
    use windows_sys::Win32::System::LibraryLoader::{
        GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, GET_MODULE_HANDLE_EX_FLAG_PIN, GetModuleHandleExW,
    };
    let flags = GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS;
    let mut module = std::ptr::null_mut();
    // SAFETY: an address inside this module stands for it, and the out pointer is valid for the call.
    unsafe { GetModuleHandleExW(flags, pin as *const u16, &raw mut module) };
}
