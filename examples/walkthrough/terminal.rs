//! Text on standard output: coloured on a terminal, plain into a pipe.

use std::io::{IsTerminal, Write};

pub(crate) struct Terminal {
    coloured: bool,
}

impl Terminal {
    pub(crate) fn new() -> Self {
        let is = |name: &str, fits: fn(&str) -> bool| std::env::var(name).is_ok_and(|value| fits(&value));
        let plain = is("NO_COLOR", |value| !value.is_empty()) || is("TERM", |value| value == "dumb");
        Self { coloured: std::io::stdout().is_terminal() && !plain }
    }

    pub(crate) fn chapter(&self, number: u32, title: &str) {
        self.line(&format!("\n{}", self.paint("1;36", &format!("{number}. {title}"))));
    }

    pub(crate) fn say(&self, text: &str) {
        self.line(&format!("   {text}"));
    }

    pub(crate) fn fact(&self, name: &str, value: &str) {
        self.line(&format!("   {} {value}", self.paint("2", &format!("{name:<18}"))));
    }

    pub(crate) fn good(&self, text: &str) {
        self.line(&format!("   {}", self.paint("32", text)));
    }

    pub(crate) fn notice(&self, text: &str) {
        self.line(&format!("   {}", self.paint("33", text)));
    }

    pub(crate) fn bad(&self, text: &str) {
        self.line(&format!("   {}", self.paint("31", text)));
    }

    /// Nobody may be reading any more (`| head`): then there is nothing left to tell.
    fn line(&self, text: &str) {
        if writeln!(std::io::stdout(), "{text}").is_err() {
            std::process::exit(1);
        }
    }

    fn paint(&self, colour: &str, text: &str) -> String {
        if self.coloured { format!("\u{1b}[{colour}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
