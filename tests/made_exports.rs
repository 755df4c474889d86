//! The `scan` example on the exports that the benchmark makes: the same rows in every form, and no other.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

#[path = "../benches/scan/cargo.rs"]
mod cargo;
#[path = "../benches/scan/data/mod.rs"]
mod data;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use data::{Density, Form, Set, Spec};
use serde_json::Value;

/// Where this test was built: `debug/deps/made_exports-...` lies two below it.
fn folder() -> PathBuf {
    std::env::current_exe().unwrap().ancestors().nth(2).unwrap().to_owned()
}

/// The example, built if whoever started this test did not do it.
fn scan() -> &'static Path {
    static SCAN: OnceLock<PathBuf> = OnceLock::new();
    SCAN.get_or_init(|| {
        let program = folder().join("examples").join(format!("scan{}", std::env::consts::EXE_SUFFIX));
        cargo::run(folder().parent().unwrap(), "build", &["--example", "scan"]);
        program
    })
}

/// The evidence of all findings in a file.
fn evidence(path: &Path, options: &[&str]) -> BTreeSet<String> {
    let output = Command::new(scan()).args(options).arg(path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let findings = String::from_utf8(output.stdout).unwrap();
    let ids = |line: &str| -> Vec<Value> {
        let finding: Value = serde_json::from_str(line).unwrap();
        finding["evidence"].as_array().unwrap().clone()
    };
    findings.lines().flat_map(ids).map(|id| id.as_str().unwrap().to_owned()).collect()
}

fn holds_the_rows_and_no_other(density: Density, form: Form, options: &[&str]) {
    // A megabyte of hits holds hundreds of rows, and dozens behind an escape.
    let megabytes = if density == Density::Dense { 1 } else { 4 };
    let spec = Spec { density, megabytes, seed: 7 };
    let set = Set::make(&folder().join("made-exports"), &spec).unwrap();
    let found = evidence(&set.path(form), options);
    let rows = set.rows().unwrap();
    let missed: Vec<_> = rows.difference(&found).collect();
    assert!(
        !rows.is_empty() && missed.is_empty(),
        "{}: missed {} of {}: {missed:?}",
        form.name(),
        missed.len(),
        rows.len()
    );
    // Creations and messages of the same chats may stand beside the rows; anything else is a look-alike.
    let beside = set.companions(options.contains(&"--messages")).unwrap();
    let wrong: Vec<_> = found.iter().filter(|id| !rows.contains(*id) && !beside.contains(*id)).collect();
    assert!(wrong.is_empty(), "{}: {wrong:?}", form.name());
}

#[test]
fn a_portal_csv_gives_the_rows_and_no_look_alike() {
    holds_the_rows_and_no_other(Density::Sparse, Form::Csv, &[]);
}

#[test]
fn json_lines_give_the_rows_and_no_look_alike() {
    holds_the_rows_and_no_other(Density::Sparse, Form::Lines, &[]);
}

#[test]
fn a_json_array_gives_the_rows_and_no_look_alike() {
    holds_the_rows_and_no_other(Density::Sparse, Form::Array, &[]);
}

#[test]
fn graph_pages_give_the_rows_and_no_look_alike() {
    holds_the_rows_and_no_other(Density::Sparse, Form::Graph, &[]);
}

#[test]
fn an_export_of_hits_alone_gives_the_rows_in_every_form() {
    for form in Form::ALL {
        holds_the_rows_and_no_other(Density::Dense, form, &[]);
    }
}

#[test]
fn messages_and_learned_ids_take_no_row_away() {
    for form in Form::ALL {
        holds_the_rows_and_no_other(Density::Sparse, form, &["--messages", "--learn-ids"]);
    }
}
