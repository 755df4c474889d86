//! The whole job, told to a person in the terminal: `cargo run --release --example walkthrough`.
//!
//! A sandbox tenant is opened on loopback; then everything goes through the C functions of the shared library, as a
//! program in any other language would do it.
mod library;
mod story;
mod terminal;

use std::process::ExitCode;

use terminal::Terminal;

fn main() -> ExitCode {
    let terminal = Terminal::new();
    if std::env::args().len() > 1 {
        terminal.say("usage: walkthrough   (it takes nothing: it opens a sandbox tenant and tells the whole story)");
        return ExitCode::from(2);
    }
    match story::tell(&terminal) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            terminal.bad(&why);
            ExitCode::FAILURE
        }
    }
}
