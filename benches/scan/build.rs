//! Programs of this project, built in release where this benchmark was built.

use std::path::{Path, PathBuf};

use super::cargo;

/// The `scan` example, as the README's command builds it.
pub(crate) fn scan(target: &Path) -> PathBuf {
    cargo::run(target, "build", &["--release", "--example", "scan"]);
    target.join("release/examples/scan")
}

/// The shared library as it is shipped.
pub(crate) fn library(target: &Path) -> PathBuf {
    cargo::run(target, "rustc", &["--lib", "--release", "--crate-type", "cdylib"]);
    target.join("release/libteams_chat_access.so")
}

pub(crate) fn floor(target: &Path) -> PathBuf {
    cargo::run(target, "build", &["--release", "--package", "teams-chat-access-floor"]);
    target.join("release/floor")
}
