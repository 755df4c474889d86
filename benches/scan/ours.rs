//! The `scan` example, as the README's command builds it.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::tool::{Gives, Tool};

/// Builds it in release, where this benchmark was built, and gives its path.
pub(crate) fn build(target: &Path) -> PathBuf {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--release", "--example", "scan"]).current_dir(env!("CARGO_MANIFEST_DIR"));
    assert!(cargo.env("CARGO_TARGET_DIR", target).status().unwrap().success(), "the scan example does not build");
    target.join("release/examples/scan")
}

pub(crate) fn tool(program: &Path, options: &'static [&'static str], rounds: usize) -> Tool {
    let program = program.to_owned();
    let command = move |path: &Path| {
        let mut command = Command::new(&program);
        command.args(options).arg(path);
        command
    };
    Tool {
        name: ["ours"].iter().chain(options).copied().collect::<Vec<_>>().join(" "),
        command: Box::new(command),
        gives: Gives::Findings { messages: options.contains(&"--messages") },
        rounds,
        is_slow: false,
    }
}
