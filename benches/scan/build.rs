//! Programs of this project, built in release where this benchmark was built.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The `scan` example, as the README's command builds it.
pub(crate) fn scan(target: &Path) -> PathBuf {
    cargo(target, &["--example", "scan"]);
    target.join("release/examples/scan")
}

pub(crate) fn floor(target: &Path) -> PathBuf {
    cargo(target, &["--package", "teams-chat-access-floor"]);
    target.join("release/floor")
}

fn cargo(target: &Path, what: &[&str]) {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--release"]).args(what).current_dir(env!("CARGO_MANIFEST_DIR"));
    assert!(cargo.env("CARGO_TARGET_DIR", target).status().unwrap().success(), "{what:?} does not build");
}
