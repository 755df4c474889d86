//! The same search from other languages, through the shared library: how much of the speed of the Rust program is left.
//!
//! Their own start is no part of it. The searches of a session are told apart by their place in it: PowerShell compiles what
//! it meets first, and .NET once more, in the background, what it meets often. The Rust program runs just before each.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

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

/// What its searches took, and the Rust program just before each: by the clock, and of the CPU.
pub(crate) struct Session {
    pub(crate) clock: Vec<Pair>,
    pub(crate) cpu: Vec<Pair>,
}

/// Seconds of a search, and of the Rust program's.
#[derive(Clone, Copy)]
pub(crate) struct Pair {
    host: f64,
    rust: f64,
}

/// One of the clocks, over a session.
pub(crate) struct Speed {
    /// Seconds of the first search.
    pub(crate) first: f64,
    /// The median of those next after the first, and how much of the Rust program's speed they have.
    pub(crate) next: (f64, f64),
    /// The same of the last.
    pub(crate) last: (f64, f64),
    pub(crate) rust: f64,
}

impl Speed {
    pub(crate) fn of(pairs: &[Pair]) -> Self {
        let some = |pairs: &[Pair]| {
            let kept = median(pairs.iter().map(|pair| pair.rust / pair.host));
            (median(pairs.iter().map(|pair| pair.host)), kept)
        };
        Self {
            first: pairs[0].host,
            next: some(&pairs[1..=SOME]),
            last: some(&pairs[TIMES - SOME..]),
            rust: median(pairs.iter().map(|pair| pair.rust)),
        }
    }
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
                command.arg(PYTHON).arg(&library).arg(path);
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
                    command.env("DOTNET_TieredCompilation", again);
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
    /// A session of searches; `rust` is the program to compare with.
    pub(crate) fn measure(&self, path: &Path, rust: impl Fn() -> Command) -> Result<Session, String> {
        let mut command = (self.command)(path);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{command:?}: {error}"))?;
        let (mut asks, says) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let mut answers = BufReader::new(says).lines();
        let mut session = Session { clock: Vec::new(), cpu: Vec::new() };
        for _ in 0..TIMES {
            #[expect(clippy::disallowed_methods, reason = "it is measured here")]
            let clock = Instant::now();
            let rust_cpu = cpu(rust());
            let rust_clock = clock.elapsed().as_secs_f64();
            let answer = writeln!(asks).and_then(|()| answers.next().transpose()).map_err(|error| error.to_string())?;
            let answer = answer.unwrap_or_default();
            let mut seconds = answer.split(' ').map_while(|word| word.parse().ok());
            let (Some(clock), Some(used), Some(_)) = (seconds.next(), seconds.next(), seconds.next()) else {
                return Err(format!("said {answer:?}"));
            };
            session.clock.push(Pair { host: clock, rust: rust_clock });
            session.cpu.push(Pair { host: used, rust: rust_cpu });
        }
        drop(asks);
        let status = child.wait().map_err(|error| error.to_string())?;
        if status.success() { Ok(session) } else { Err(format!("ended with {status}")) }
    }
}
