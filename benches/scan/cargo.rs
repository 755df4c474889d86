//! Cargo, called by a program that Cargo started.

use std::path::Path;
use std::process::Command;

/// Builds a part of this workspace below `target`, as whoever types the command would.
pub(crate) fn run(target: &Path, command: &str, what: &[&str]) {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args([command, "--quiet"]).args(what).current_dir(env!("CARGO_MANIFEST_DIR")).env("CARGO_TARGET_DIR", target);
    // What Cargo tells a program about its own package would be a change to some build scripts: all would be built anew.
    let told = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_CRATE_", "CARGO_BIN_", "CARGO_PRIMARY_", "OUT_DIR"];
    for (name, _) in std::env::vars_os() {
        if told.iter().any(|start| name.to_string_lossy().starts_with(start)) {
            cargo.env_remove(name);
        }
    }
    assert!(cargo.status().unwrap().success(), "{what:?} does not build");
}
