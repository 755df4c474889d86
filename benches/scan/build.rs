//! Programs of this project, built in release where this benchmark was built.

use std::path::{Path, PathBuf};

use super::cargo;

/// The `scan` example, as the README's command builds it.
pub(crate) fn scan(target: &Path) -> PathBuf {
    cargo::build(target, &["--release", "--example", "scan"]);
    target.join("release/examples/scan")
}

pub(crate) fn floor(target: &Path) -> PathBuf {
    cargo::build(target, &["--release", "--package", "teams-chat-access-floor"]);
    target.join("release/floor")
}
