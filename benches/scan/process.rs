//! One program, run to its end in a process of its own.

use std::mem::MaybeUninit;
use std::process::{Command, Stdio};

/// Starts a command; what ends it is `wait`, which also says what it took.
fn start(command: &mut Command) -> std::io::Result<u32> {
    command.stdin(Stdio::null()).spawn().map(|child| child.id())
}

/// Waits without taking long, or until the end.
fn wait(id: u32, options: i32) -> Option<(i32, libc::rusage)> {
    let (mut status, mut usage) = (0, MaybeUninit::<libc::rusage>::zeroed());
    // SAFETY: both places outlive the call, and zero bytes are a valid rusage.
    let (found, usage) = unsafe {
        let found = libc::wait4(id.cast_signed(), &raw mut status, options, usage.as_mut_ptr());
        (found, usage.assume_init())
    };
    assert!(found >= 0, "{}", std::io::Error::last_os_error());
    (found > 0).then_some((status, usage))
}

fn seconds(time: libc::timeval) -> f64 {
    time.tv_sec as f64 + time.tv_usec as f64 / 1e6
}

/// Runs a command with its output thrown away; the CPU seconds that it and its children took.
pub(crate) fn cpu(mut command: Command) -> f64 {
    let id = start(command.stdout(Stdio::null()).stderr(Stdio::null())).unwrap();
    let (status, usage) = wait(id, 0).unwrap();
    assert!(status == 0, "{command:?} ended with wait status {status}");
    seconds(usage.ru_utime) + seconds(usage.ru_stime)
}

/// Runs a command whose output was sent somewhere, and calls `meanwhile` about every millisecond.
pub(crate) fn watched(mut command: Command, mut meanwhile: impl FnMut(u32)) -> Result<(), String> {
    let id = start(&mut command).map_err(|error| format!("{command:?}: {error}"))?;
    loop {
        meanwhile(id);
        if let Some((status, _)) = wait(id, libc::WNOHANG) {
            return if status == 0 { Ok(()) } else { Err(format!("{command:?} ended with wait status {status}")) };
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}
