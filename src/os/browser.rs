//! Opens the system's browser.

use std::process::{Child, Command, Stdio};

use url::Url;

use crate::error::{Error, ErrorKind, Result};

#[cfg(target_os = "macos")]
const OPENERS: &[(&str, &[&str])] = &[("open", &[])];
#[cfg(windows)]
const OPENERS: &[(&str, &[&str])] = &[("rundll32.exe", &["url.dll,FileProtocolHandler"])];
#[cfg(not(any(windows, target_os = "macos")))]
const OPENERS: &[(&str, &[&str])] = &[("xdg-open", &[]), ("gio", &["open"]), ("wslview", &[])];

/// Starts the browser at the address; the child is the caller's to collect. No shell is involved, and an address that begins with
/// its scheme cannot be taken for an option.
pub(crate) fn open(url: &Url) -> Result<Child> {
    for (program, arguments) in OPENERS {
        let mut command = Command::new(program);
        command.args(*arguments).arg(url.as_str());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if let Ok(child) = command.spawn() {
            return Ok(child);
        }
    }
    Err(Error::new(ErrorKind::System, "no browser could be opened on this machine")
        .with_next_step("Open the sign-in address in a browser on this machine, or sign in with a device code."))
}
