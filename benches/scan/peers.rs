//! What else finds the rows, each in its best way (`docs/performance.md` says why it is that one).

use std::path::Path;
use std::process::Command;
use std::rc::Rc;

use super::case::Case;
use super::data::{Density, Form};
use super::python::{Python, run};
use super::tool::{Gives, Tool};

const POWERSHELL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/scan/peers/import_csv.ps1");
const ROW: &str = "select(.Operation == \"MemberAdded\" and .Workload == \"MicrosoftTeams\" and \
    (.ChatThreadId // \"\") != \"\" and .ParticipantInfo.HasForeignTenantUsers == true) | .Id";
/// Lines that can hold the word, plainly or with one of its letters escaped.
const CANDIDATES: &str = r"grep -aE 'MemberAdded|\\u00[467]'";

/// The peers that are on this machine.
pub(crate) struct Peers {
    python: Option<Rc<Python>>,
    jq: bool,
    pwsh: bool,
    /// What was found, and what was not and why.
    pub(crate) notes: Vec<String>,
}

impl Peers {
    pub(crate) fn none() -> Self {
        Self { python: None, jq: false, pwsh: false, notes: vec!["no peers, as asked".to_owned()] }
    }

    pub(crate) fn find(target: &Path) -> Self {
        let mut peers = Self { notes: Vec::new(), ..Self::none() };
        let mut found = |what: &str, answer: Result<String, String>| {
            let is_there = answer.is_ok();
            peers.notes.push(answer.unwrap_or_else(|error| format!("{what} left out: {error}")));
            is_there
        };
        let python = Python::make(target);
        found("Polars, DuckDB and orjson", python.as_ref().map(|python| python.versions.clone()).map_err(Clone::clone));
        peers.jq = found("jq", run(Command::new("jq").arg("--version")));
        peers.pwsh =
            found("PowerShell", run(Command::new("pwsh").args(["-NoProfile", "-NonInteractive", "-Command", WHICH])));
        peers.python = python.ok().map(Rc::new);
        peers
    }

    /// Those that can do a case.
    pub(crate) fn of(&self, case: &Case) -> Vec<Tool> {
        let (form, is_dense) = (case.form, case.density == Density::Dense);
        let mut tools = Vec::new();
        if let Some(python) = &self.python {
            // Who reads a whole array into memory, or parses every page, takes minutes over the whole set.
            tools.push(script(python, "Polars", "with_polars.py", form, matches!(form, Form::Array | Form::Graph)));
            tools.push(script(python, "DuckDB", "with_duckdb.py", form, form == Form::Graph));
            tools.push(script(python, "Python orjson", "with_orjson.py", form, form == Form::Array));
        }
        if self.jq {
            match form {
                Form::Csv => {}
                Form::Lines => {
                    tools.push(shell("jq", &format!("jq -r '{ROW}' \"$1\""), true));
                    tools.push(shell("grep, then jq", &format!("{CANDIDATES} \"$1\" | jq -r '{ROW}'"), is_dense));
                }
                Form::Array => tools.push(shell("jq", &format!("jq -r '.[] | {ROW}' \"$1\""), true)),
                Form::Graph => tools.push(shell("jq", &format!("jq -r '.value[].auditData | {ROW}' \"$1\""), true)),
            }
        }
        if self.pwsh && form == Form::Csv {
            tools.push(powershell("PowerShell, all rows parsed", "all"));
            tools.push(powershell("PowerShell, Operation first", "column"));
        }
        tools
    }
}

/// PowerShell's version, and where the cmdlets that matter come from.
const WHICH: &str = "'PowerShell {0}, Import-Csv and ConvertFrom-Json of {1}' -f $PSVersionTable.PSVersion, \
    (((Get-Command Import-Csv, ConvertFrom-Json).DLL | Split-Path -Leaf | Sort-Object -Unique) -join ', ')";

fn script(python: &Rc<Python>, name: &str, script: &'static str, form: Form, is_slow: bool) -> Tool {
    let python = Rc::clone(python);
    let command = move |path: &Path| python.command(script, form.name(), path);
    Tool { name: name.to_owned(), command: Box::new(command), gives: Gives::Ids, rounds: 3, is_slow }
}

fn shell(name: &str, line: &str, is_slow: bool) -> Tool {
    let line = line.to_owned();
    let command = move |path: &Path| {
        let mut command = Command::new("sh");
        command.args(["-c", &line, "sh"]).arg(path).env("LC_ALL", "C");
        command
    };
    Tool { name: name.to_owned(), command: Box::new(command), gives: Gives::Ids, rounds: 3, is_slow }
}

fn powershell(name: &str, way: &'static str) -> Tool {
    let command = move |path: &Path| {
        let mut command = Command::new("pwsh");
        command.args(["-NoProfile", "-NonInteractive", "-File", POWERSHELL, way]).arg(path);
        command
    };
    Tool { name: name.to_owned(), command: Box::new(command), gives: Gives::Ids, rounds: 2, is_slow: true }
}
