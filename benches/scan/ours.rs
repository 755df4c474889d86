//! The `scan` example with its options.

use std::path::Path;
use std::process::Command;

use super::tool::{Gives, Tool};

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
        // What parses many records takes seconds a round.
        rounds: if options.is_empty() { rounds } else { rounds.min(3) },
        is_slow: false,
    }
}
