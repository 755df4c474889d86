//! Reads exports of the audit log and prints one finding a line as JSON, then a summary line as JSON on standard error.
//!
//!     cargo run --release --example scan -- [OPTION...] FILE...
//!
//! FILE is an export in any form, a folder of them, or `-` for standard input. The exit code is 0, also when there is
//! nothing to find, and 2 when a file could not be read as an export or the command is wrong.

use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use teams_chat_access::cancel::Cancel;
use teams_chat_access::finding::{Directory, Findings, Options, Scan};
use teams_chat_access::ids::TenantId;

const USAGE: &str = "\
usage: scan [OPTION...] FILE...      FILE: an export, a folder of them, or - for standard input
  --home-tenant ID      our tenant; without it, the one tenant of the chat records
  --directory FILE      ids of our users: a CSV with the columns UserPrincipalName and Id
  --accepted-domain D   a domain of ours             --trusted-domain D   a partner's domain
  --trusted-tenant ID   a partner's tenant           --messages           message events count as evidence too
  --learn-ids           look for ids of open names in every record of the files
  --all                 also what was decided to be of no concern (class skip)
  --strict              the first record that cannot be read ends the search";

/// How much is written at once, in bytes.
const ENOUGH: usize = 1 << 16;

fn main() -> ExitCode {
    let scan = match arguments(std::env::args_os().skip(1)) {
        Ok(Some((options, paths))) => {
            let mut scan = Scan::new(options);
            paths.iter().for_each(|path| scan.add_path(path));
            scan
        }
        Ok(None) => {
            // Who closed the other end does not want it.
            let _ = writeln!(std::io::stdout(), "{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(wrong) => {
            say(&format!("scan: {wrong}\n{USAGE}"));
            return ExitCode::from(2);
        }
    };
    match scan.run(&Cancel::default(), &mut |_| {}) {
        Ok(findings) => match print(&findings) {
            // Whoever reads has enough, as `head` has.
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                say(&format!("scan: the findings could not be written: {error}"));
                ExitCode::from(2)
            }
            _ => {
                let is_whole = findings.summary().unread.is_empty();
                // The process ends, and its memory with it.
                std::mem::forget(findings);
                if is_whole { ExitCode::SUCCESS } else { ExitCode::from(2) }
            }
        },
        Err(error) => {
            say(&format!("scan: {}", error.message()));
            if let Some(step) = error.next_step() {
                say(&step.replace("homeTenant", "--home-tenant"));
            }
            ExitCode::from(2)
        }
    }
}

/// Writes a line to standard error. Where that cannot be written to, the exit code still tells.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

fn print(findings: &Findings) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let mut text = Vec::with_capacity(2 * ENOUGH);
    let mut writer = findings.writer();
    let printed = (0..findings.count()).try_for_each(|index| {
        writer.write(index, &mut text)?;
        text.push(b'\n');
        if text.len() < ENOUGH {
            return Ok(());
        }
        let written = out.write_all(&text);
        text.clear();
        written
    });
    let printed = printed.and_then(|()| out.write_all(&text)).and_then(|()| out.flush());
    say(&serde_json::to_string(findings.summary())?);
    printed
}

type Asked = Option<(Options, Vec<PathBuf>)>;

/// None when help is asked for.
fn arguments(mut arguments: impl Iterator<Item = OsString>) -> Result<Asked, String> {
    let mut options = Options::default();
    let mut paths = Vec::new();
    while let Some(argument) = arguments.next() {
        if !argument.to_string_lossy().starts_with('-') || argument == "-" {
            paths.push(PathBuf::from(argument));
            continue;
        }
        let option = text(argument)?;
        // `--name=value` is the same as `--name value`; after `--` there are only files.
        let (name, mut given) = match option.split_once('=') {
            Some((name, value)) => (name, Some(OsString::from(value))),
            None => (option.as_str(), None),
        };
        let mut value = || given.take().or_else(|| arguments.next()).ok_or_else(|| format!("{name} needs a value"));
        match name {
            "--home-tenant" => options.home_tenant = Some(tenant(&text(value()?)?)?),
            "--directory" => directory(Path::new(&value()?), &mut options)?,
            "--accepted-domain" => options.accept_domain(&text(value()?)?).map_err(|error| error.to_string())?,
            "--trusted-domain" => options.trust_domain(&text(value()?)?).map_err(|error| error.to_string())?,
            "--trusted-tenant" => options.trust_tenant(tenant(&text(value()?)?)?),
            "--messages" => options.messages = true,
            "--learn-ids" => options.learn_ids = true,
            "--all" => options.all = true,
            "--strict" => options.strict = true,
            "--help" | "-h" if given.is_none() => return Ok(None),
            "--help" | "-h" => {}
            "--" => paths.extend(arguments.by_ref().map(PathBuf::from)),
            unknown => return Err(format!("there is no option {unknown}")),
        }
        if given.is_some() {
            return Err(format!("{name} takes no value"));
        }
    }
    if paths.is_empty() { Err("no file is given".to_owned()) } else { Ok(Some((options, paths))) }
}

fn text(argument: OsString) -> Result<String, String> {
    argument.into_string().map_err(|argument| format!("{} is not UTF-8", argument.to_string_lossy()))
}

fn tenant(text: &str) -> Result<TenantId, String> {
    TenantId::parse(text).map_err(|error| error.to_string())
}

/// A CSV with the columns UserPrincipalName and Id, as `Get-MgUser | Select-Object UserPrincipalName, Id | Export-Csv`
/// writes it.
fn directory(path: &Path, options: &mut Options) -> Result<(), String> {
    let text = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let directory = Directory::from_csv(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    for (name, id) in directory {
        options.add_to_directory(&name, id);
    }
    Ok(())
}
