//! Reads exports of the audit log and prints one finding a line as JSON, then a summary line as JSON on standard error.
//!
//!     cargo run --release --example scan -- [OPTION...] FILE...
//!
//! FILE is an export in any form, a folder of them, or `-` for standard input. The exit code is 0, also when there is
//! nothing to find, and 2 when a file could not be read as an export or the command is wrong.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program talks to whoever runs it")]

use std::io::{ErrorKind, Write};
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
    let scan = match arguments(std::env::args().skip(1)) {
        Ok(Some((options, paths))) => {
            let mut scan = Scan::new(options);
            paths.iter().for_each(|path| scan.add_path(path));
            scan
        }
        Ok(None) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(wrong) => {
            eprintln!("scan: {wrong}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match scan.run(&Cancel::default(), &mut |_| {}) {
        Ok(findings) => match print(&findings) {
            // Whoever reads has enough, as `head` has.
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                eprintln!("scan: the findings could not be written: {error}");
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
            eprintln!("scan: {error}");
            if let Some(step) = error.next_step() {
                eprintln!("{}", step.replace("homeTenant", "--home-tenant"));
            }
            ExitCode::from(2)
        }
    }
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
    eprintln!("{}", serde_json::to_string(findings.summary())?);
    printed
}

type Asked = Option<(Options, Vec<String>)>;

/// None when help is asked for.
fn arguments(arguments: impl Iterator<Item = String>) -> Result<Asked, String> {
    let mut options = Options::default();
    let mut paths = Vec::new();
    // `--name=value` is the same as `--name value`; after `--` there are only files.
    let mut arguments = arguments.flat_map(|argument| match argument.split_once('=') {
        Some((name, value)) if name.starts_with("--") => vec![name.to_owned(), value.to_owned()],
        _ => vec![argument],
    });
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--home-tenant" => options.home_tenant = Some(tenant(&value()?)?),
            "--directory" => directory(&value()?, &mut options)?,
            "--accepted-domain" => options.accept_domain(&value()?).map_err(|error| error.to_string())?,
            "--trusted-domain" => options.trust_domain(&value()?).map_err(|error| error.to_string())?,
            "--trusted-tenant" => options.trust_tenant(tenant(&value()?)?),
            "--messages" => options.messages = true,
            "--learn-ids" => options.learn_ids = true,
            "--all" => options.all = true,
            "--strict" => options.strict = true,
            "--help" | "-h" => return Ok(None),
            "--" => paths.extend(arguments.by_ref()),
            unknown if unknown.starts_with('-') && unknown != "-" => {
                return Err(format!("there is no option {unknown}"));
            }
            path => paths.push(path.to_owned()),
        }
    }
    if paths.is_empty() { Err("no file is given".to_owned()) } else { Ok(Some((options, paths))) }
}

fn tenant(text: &str) -> Result<TenantId, String> {
    TenantId::parse(text).map_err(|error| error.to_string())
}

/// A CSV with the columns UserPrincipalName and Id, as `Get-MgUser | Select-Object UserPrincipalName, Id | Export-Csv`
/// writes it.
fn directory(path: &str, options: &mut Options) -> Result<(), String> {
    let text = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let directory = Directory::from_csv(&text).map_err(|error| format!("{path}: {error}"))?;
    for (name, id) in directory {
        options.add_to_directory(&name, id);
    }
    Ok(())
}
