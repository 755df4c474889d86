//! The whole job, told to a person in the terminal: `cargo run --release --example walkthrough`.
//!
//! A sandbox tenant is opened on loopback; then everything goes through the C functions of the shared library, as a
//! program in any other language would do it.
#![allow(clippy::print_stdout, reason = "telling the story is what this program is for")]

mod library;
mod story;
mod terminal;

use std::process::ExitCode;

use terminal::Terminal;

fn main() -> ExitCode {
    let terminal = Terminal::new();
    match story::tell(&terminal) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            terminal.bad(&why);
            ExitCode::FAILURE
        }
    }
}
