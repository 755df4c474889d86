//! Serves the sandbox tenant until it is killed: `cargo run --release --example sandbox -- --port N [--scenario FILE]`.
//! When ready it prints one JSON line with everything that a client needs. `docs/sandbox.md` says more.

use std::io::Write;
use std::process::ExitCode;

use sandbox::{Options, Sandbox, Scenario};

const USAGE: &str = "usage: sandbox [--port N] [--scenario FILE]   (port 0, the default, takes any free one)";

fn main() -> ExitCode {
    match options(std::env::args().skip(1)).and_then(serve) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "sandbox: {message}");
            ExitCode::from(2)
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options::default();
    while let Some(argument) = arguments.next() {
        let (name, inline) = match argument.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (argument.as_str(), None),
        };
        let mut value = || inline.clone().or_else(|| arguments.next()).ok_or(format!("{name} needs a value; {USAGE}"));
        match name {
            "--port" => {
                let text = value()?;
                options.port = text.parse().map_err(|_| format!("--port: expected 0 to 65535, found `{text}`"))?;
            }
            "--scenario" => options.scenario = scenario(&value()?)?,
            "--help" | "-h" => {
                let _ = writeln!(std::io::stdout(), "{USAGE}");
                std::process::exit(0);
            }
            _ => return Err(format!("unknown argument `{argument}`; {USAGE}")),
        }
    }
    Ok(options)
}

fn scenario(file: &str) -> Result<Scenario, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    Scenario::from_json(&text).map_err(|error| format!("{file}: {error}"))
}

fn serve(options: Options) -> Result<(), String> {
    let sandbox = Sandbox::start(options).map_err(|error| error.to_string())?;
    let mut output = std::io::stdout();
    let line = writeln!(output, "{}", sandbox.ready().json()).and_then(|()| output.flush());
    line.map_err(|error| format!("cannot print the ready line: {error}"))?;
    sandbox.run().map_err(|error| error.to_string())
}
