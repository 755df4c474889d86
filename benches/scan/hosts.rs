//! The same search from other languages, through the shared library: how much of the speed of the Rust program is left.
//!
//! Their own start is no part of it. The searches of a session are told apart by their place in it: PowerShell compiles what
//! it meets first, and .NET once more, in the background, what it meets often.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::build;
use super::measure::median;
use super::process::cpu;
use super::python::run;

const PYTHON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/scan/hosts/search.py");
const POWERSHELL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/scan/hosts/search.ps1");
/// Searches in one session.
const TIMES: usize = 24;
/// So many come next after the first, and so many last.
const SOME: usize = 8;

/// What can call the library.
pub(crate) struct Host {
    pub(crate) name: &'static str,
    command: Box<dyn Fn(&Path) -> Command>,
}

/// What its searches took, beside the Rust program's.
pub(crate) struct Speed {
    /// CPU seconds.
    pub(crate) first: f64,
    /// The median of those next after the first.
    pub(crate) next: f64,
    /// The median of the last.
    pub(crate) last: f64,
    pub(crate) rust: f64,
}

/// Those that are on this machine, and why the others are left out.
pub(crate) fn find(target: &Path) -> (Vec<Host>, Vec<String>) {
    let library = build::library(target);
    let mut notes = Vec::new();
    let mut hosts = Vec::new();
    match run(Command::new("python3").arg("--version")) {
        Ok(_) => {
            let library = library.clone();
            let command = move |path: &Path| {
                let mut command = Command::new("python3");
                command.arg(PYTHON).arg(&library).arg(path).arg(TIMES.to_string());
                command
            };
            hosts.push(Host { name: "Python, ctypes", command: Box::new(command) });
        }
        Err(error) => notes.push(format!("Python as a host left out: {error}")),
    }
    match module(target, &library) {
        Ok(module) => {
            // .NET compiles methods that are called often once more, beside the searches and at their cost.
            for (name, again) in [("PowerShell, the module", "1"), ("the same, each method compiled once", "0")] {
                let module = module.clone();
                let command = move |path: &Path| {
                    let mut command = Command::new("pwsh");
                    command.args(["-NoProfile", "-NonInteractive", "-File", POWERSHELL]).arg(&module).arg(path);
                    command.arg(TIMES.to_string()).env("DOTNET_TieredCompilation", again);
                    command
                };
                hosts.push(Host { name, command: Box::new(command) });
            }
        }
        Err(error) => notes.push(format!("PowerShell as a host left out: {error}")),
    }
    (hosts, notes)
}

fn module(target: &Path, library: &Path) -> Result<PathBuf, String> {
    run(Command::new("pwsh").args(["-NoProfile", "-NonInteractive", "-Command", "1"]))?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/powershell/build");
    let folder = target.join("scan-module");
    run(Command::new("bash").arg(script).arg(&folder).env("TCA_LIBRARY", library).env("CARGO_TARGET_DIR", target))?;
    Ok(folder.join("TeamsChatAccess"))
}

impl Host {
    /// What a session of searches takes; `rust` is the program to compare with.
    pub(crate) fn measure(&self, path: &Path, rust: impl Fn() -> Command) -> Result<Speed, String> {
        let said = run(&mut (self.command)(path))?;
        let seconds: Option<Vec<f64>> = said.lines().map(|line| line.split(' ').next()?.parse().ok()).collect();
        let seconds = seconds.filter(|seconds| seconds.len() == TIMES).ok_or_else(|| format!("said {said:?}"))?;
        let rust = median((0..TIMES).map(|_| cpu(rust())));
        let of = |searches: &[f64]| median(searches.iter().copied());
        Ok(Speed { first: seconds[0], next: of(&seconds[1..=SOME]), last: of(&seconds[TIMES - SOME..]), rust })
    }
}
