//! The Python that the peers run in: an environment of its own under the target directory.

use std::path::{Path, PathBuf};
use std::process::Command;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/scan/peers");

pub(crate) struct Python {
    program: PathBuf,
    /// What is installed, each with its version.
    pub(crate) versions: String,
}

impl Python {
    /// Makes it, if it is not there; why not, if it cannot be made.
    pub(crate) fn make(target: &Path) -> Result<Self, String> {
        let folder = target.join("scan-peers");
        let python = Self { program: folder.join("bin/python"), versions: String::new() };
        if !python.program.exists() {
            run(Command::new("python3").arg("-m").arg("venv").arg(&folder))?;
        }
        let requirements = Path::new(FOLDER).join("requirements.txt");
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
        run(Command::new(&python.program).args(pip).arg(requirements))?;
        let freeze = ["-m", "pip", "freeze", "--disable-pip-version-check"];
        let packages = run(Command::new(&python.program).args(freeze))?;
        let version = run(Command::new(&python.program).arg("--version"))?;
        Ok(Self {
            versions: format!("{} {}", version.trim(), packages.lines().collect::<Vec<_>>().join(" ")),
            ..python
        })
    }

    /// A peer's script on a file of a form.
    pub(crate) fn command(&self, script: &str, form: &str, path: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(Path::new(FOLDER).join(script)).arg(form).arg(path);
        // One thread, as the others have: what is compared is work.
        command.env("POLARS_MAX_THREADS", "1").env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }
}

/// What a command says; what it complains of, if it fails.
pub(crate) fn run(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
}
