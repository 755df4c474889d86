//! The floor, in a process of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::tool::{Gives, Tool};

#[derive(Clone)]
pub(crate) struct Floor {
    pub(crate) program: PathBuf,
}

impl Floor {
    fn command(&self, way: &str, path: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(way).arg(path);
        command
    }

    /// What every tool is measured against.
    pub(crate) fn mapped(&self, path: &Path) -> Command {
        self.command("mapped", path)
    }

    /// The same count through a buffer, in a row of its own.
    pub(crate) fn read(&self, rounds: usize) -> Tool {
        let (floor, name) = (self.clone(), "line feeds, read through 64 KiB".to_owned());
        let command = move |path: &Path| floor.command("read", path);
        Tool { name, command: Box::new(command), gives: Gives::Nothing, rounds, is_slow: false }
    }
}
