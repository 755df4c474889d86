//! The whole job, told to a person in the terminal: `cargo run --release --example walkthrough`.
//!
//! A sandbox tenant is opened on loopback and leaves an export of its audit log on disk; then everything goes through
//! the C functions of the shared library, as a program in any other language would do it. `--export FILE` writes that
//! export and nothing else, for whoever plays the story with other tools; `tenant.json` is its tenant, as a scenario of
//! the sandbox.
mod everyday;
mod export;
mod library;
mod removed;
mod story;
mod terminal;
mod words;

use std::path::Path;
use std::process::ExitCode;

use terminal::Terminal;

const USAGE: &str = "usage: walkthrough                 opens a sandbox tenant and tells the whole story
          walkthrough --export FILE   writes the export of its audit log";

fn main() -> ExitCode {
    let terminal = Terminal::new();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let told = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => story::tell(&terminal),
        ["--export", file] => story::export(&terminal, Path::new(file)),
        ["--help" | "-h"] => {
            terminal.say(USAGE);
            return ExitCode::SUCCESS;
        }
        _ => {
            terminal.say(USAGE);
            return ExitCode::from(2);
        }
    };
    match told {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            terminal.bad(&why);
            ExitCode::FAILURE
        }
    }
}
