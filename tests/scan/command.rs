//! `cargo run --example scan`: what it prints where, and its exit codes.

use std::ffi::OsStr;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

use crate::fixture::{Fixture, all, bytes, path};

const DIRECTORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scan/directory.csv");

/// The example, built once: Cargo leaves it out when one test alone is asked for.
fn example() -> &'static PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let build = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--example", "scan"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status()
            .unwrap();
        assert!(build.success());
        let here = std::env::current_exe().unwrap();
        let profile = here.ancestors().nth(2).unwrap();
        profile.join("examples").join(format!("scan{}", std::env::consts::EXE_SUFFIX))
    })
}

fn run(arguments: &[impl AsRef<OsStr>], input: Option<&[u8]>) -> Output {
    let mut child = Command::new(example())
        .args(arguments)
        .stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    if let (Some(input), Some(mut stdin)) = (input, child.stdin.take()) {
        stdin.write_all(input).unwrap();
    }
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// One finding a line.
fn findings(output: &Output) -> Vec<Value> {
    text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The summary is the last line of standard error.
fn summary(output: &Output) -> Value {
    let said = text(&output.stderr);
    let last = said.lines().last().unwrap_or_default();
    serde_json::from_str(last).unwrap_or_else(|error| panic!("{error}: {said}"))
}

fn fixture_path(name: &str) -> String {
    path(name).into_os_string().into_string().unwrap()
}

#[test]
fn findings_are_lines_on_standard_output_and_the_summary_is_one_on_standard_error() {
    for name in ["portal.csv", "graph_pages.jsonl", "portal_utf16le.csv", "several.zip"] {
        let fixture = Fixture::named(name);
        let output = run(&["--directory", DIRECTORY, &fixture_path(name)], None);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", text(&output.stderr));
        let lines: Vec<Value> = findings(&output);
        let key = |f: &Value| {
            (f["threadId"].clone(), f["userPrincipalName"].clone(), f["reason"].clone(), f["userId"].clone())
        };
        assert_eq!(lines.iter().map(key).collect::<Vec<_>>(), fixture.findings.iter().map(key).collect::<Vec<_>>());
        let summary = summary(&output);
        assert_eq!(summary["skipped"], fixture.summary["skipped"], "{name}");
        assert!(lines.iter().all(|line| line["schema"].is_u64()) && summary["schema"].is_u64());
    }
}

#[test]
fn the_exit_code_is_two_when_a_file_is_no_export_and_zero_otherwise() {
    let wrong: Vec<String> = all()
        .iter()
        .filter_map(|fixture| {
            let output = run(&["--directory", DIRECTORY, &fixture_path(&fixture.name)], None);
            let (code, expected) = (output.status.code(), fixture.summary["exit"].as_i64());
            (code.map(i64::from) != expected).then(|| format!("{}: {code:?}, not {expected:?}", fixture.name))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_dash_is_standard_input() {
    for name in ["portal.csv", "activity.json.gz", "records_utf16be.jsonl"] {
        let output = run(&["--directory", DIRECTORY, "-"], Some(&bytes(name)));
        assert_eq!(output.status.code(), Some(0), "{name}: {}", text(&output.stderr));
        assert_eq!(findings(&output).len(), 5, "{name}");
    }
    assert_eq!(run(&["-"], Some(b"no export at all\n")).status.code(), Some(2));
}

#[test]
fn a_file_that_is_no_export_does_not_hide_the_findings_of_the_others() {
    let output = run(&["--directory", DIRECTORY, &fixture_path("notes.txt"), &fixture_path("portal.csv")], None);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(findings(&output).len(), 5);
    let unread = &summary(&output)["unread"];
    assert!(unread[0]["file"].as_str().unwrap().ends_with("notes.txt"), "{unread}");
    let missing = run(&[&fixture_path("portal.csv"), "no such file.csv"], None);
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("no such file.csv"), "{}", text(&missing.stderr));
}

#[test]
fn nothing_to_find_is_no_failure() {
    for name in ["header_only.csv", "no_records.json"] {
        let output = run(&[&fixture_path(name)], None);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0), "{name}: {}", text(&output.stderr));
        assert_eq!(summary(&output)["records"], 0, "{name}");
    }
}

/// The reason that the findings give on a user of a chat.
fn reasons(arguments: &[&str]) -> Vec<String> {
    let portal = fixture_path("portal.csv");
    let arguments: Vec<&str> = arguments.iter().copied().chain([portal.as_str()]).collect();
    let output = run(&arguments, None);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", text(&output.stderr));
    findings(&output)
        .iter()
        .map(|f| format!("{} {}", f["class"].as_str().unwrap(), f["reason"].as_str().unwrap()))
        .collect()
}

#[test]
fn each_option_does_what_it_says() {
    let with_directory = [
        "review added_by_outsider",
        "review added_by_outsider",
        "certain accepted",
        "certain directory",
        "certain accepted",
    ];
    assert_eq!(reasons(&["--directory", DIRECTORY]), with_directory);
    // Vic accepted another chat under the id, so that it is learned.
    let without = [
        "review added_by_outsider",
        "review added_by_outsider",
        "certain accepted",
        "derived learned",
        "certain accepted",
    ];
    assert_eq!(reasons(&[]), without);
    assert_eq!(reasons(&["--accepted-domain", "contoso.com"]), without);
    assert_eq!(reasons(&["--learn-ids"]), without);
    assert_eq!(reasons(&["--messages"]), without);
    assert_eq!(reasons(&["--strict"]), without);
    assert_eq!(reasons(&["--trusted-tenant", "22222222-2222-4222-8222-222222222222"]), [""; 0]);
    assert_eq!(reasons(&["--all", "--trusted-tenant", "22222222-2222-4222-8222-222222222222"]), ["skip trusted"; 5]);
    // A partner's domain vouches for its tenant where one of its people is seen; nobody of it is in the last chat.
    assert_eq!(reasons(&["--trusted-domain", "evil.onmicrosoft.com"]), ["certain accepted"]);
    assert_eq!(reasons(&["--home-tenant", "33333333-3333-4333-8333-333333333333"]), [""; 0]);
}

#[test]
fn what_it_does_not_understand_is_refused_with_how_to_call_it() {
    let portal = fixture_path("portal.csv");
    for arguments in [
        vec!["--no-such-option", &portal],
        vec!["--home-tenant", "contoso.com", &portal],
        vec!["--directory", "no such directory.csv", &portal],
        vec!["--home-tenant"],
        vec!["--no-such-option=1", &portal],
        vec!["--=1", &portal],
        vec![],
    ] {
        let output = run(&arguments, None);
        assert!(!output.status.success() && output.stdout.is_empty(), "{arguments:?}");
        assert!(!output.stderr.is_empty() && !text(&output.stderr).contains("panicked"), "{arguments:?}");
    }
}

#[test]
fn a_damaged_record_fails_the_command_under_strict_only() {
    let cut = fixture_path("truncated_cell.csv");
    assert_eq!(run(&[&cut], None).status.code(), Some(0));
    let strict = run(&["--strict", &cut], None);
    assert_eq!(strict.status.code(), Some(2));
    let said = text(&strict.stderr);
    assert!(said.contains("truncated_cell.csv") && said.contains('2'), "{said}");
}

#[test]
fn an_option_that_takes_no_value_does_not_take_one_for_a_file() {
    let portal = fixture_path("portal.csv");
    for option in ["--strict", "--all", "--messages", "--learn-ids", "--help"] {
        let output = run(&[&format!("{option}={portal}"), &portal], None);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{option}");
        let said = text(&output.stderr).lines().next().unwrap_or_default();
        assert_eq!(said, format!("scan: {option} takes no value"));
    }
    let named = run(&["--", "--x=y"], None);
    assert_eq!(summary(&named)["unread"][0]["file"], "--x=y");
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8_is_a_name() {
    use std::os::unix::ffi::OsStrExt;
    let folder = crate::temporary::Temporary::new("names");
    let name = folder.path().join(OsStr::from_bytes(b"bad\xFF.csv"));
    std::fs::write(&name, bytes("portal.csv")).unwrap();
    let output = run(&[name.as_os_str(), OsStr::new("--directory"), OsStr::new(DIRECTORY)], None);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(findings(&output).len(), 5);
    let option = run(&[OsStr::from_bytes(b"--home-tenant=\xFF"), name.as_os_str()], None);
    assert_eq!(option.status.code(), Some(2));
    assert!(text(&option.stderr).contains("not UTF-8"), "{}", text(&option.stderr));
}

#[cfg(target_os = "linux")]
#[test]
fn the_exit_code_is_the_same_when_standard_error_cannot_be_written_to() {
    for (arguments, code) in [
        (vec![fixture_path("portal.csv")], 0),
        (vec![fixture_path("notes.txt")], 2),
        (vec!["--strict".to_owned(), fixture_path("truncated_cell.csv")], 2),
        (vec![], 2),
    ] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = Command::new(example()).args(&arguments).stderr(full).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    }
}
