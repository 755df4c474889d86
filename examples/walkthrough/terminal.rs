//! Text on standard output: coloured on a terminal, plain into a pipe.

use std::io::IsTerminal;

pub(crate) struct Terminal {
    coloured: bool,
}

impl Terminal {
    pub(crate) fn new() -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { coloured: std::io::stdout().is_terminal() && !plain }
    }

    pub(crate) fn chapter(&self, number: u32, title: &str) {
        println!("\n{}", self.paint("1;36", &format!("{number}. {title}")));
    }

    pub(crate) fn say(&self, text: &str) {
        println!("   {text}");
    }

    pub(crate) fn fact(&self, name: &str, value: &str) {
        println!("   {} {value}", self.paint("2", &format!("{name:<18}")));
    }

    pub(crate) fn good(&self, text: &str) {
        println!("   {}", self.paint("32", text));
    }

    pub(crate) fn notice(&self, text: &str) {
        println!("   {}", self.paint("33", text));
    }

    pub(crate) fn bad(&self, text: &str) {
        println!("   {}", self.paint("31", text));
    }

    fn paint(&self, colour: &str, text: &str) -> String {
        if self.coloured { format!("\u{1b}[{colour}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
