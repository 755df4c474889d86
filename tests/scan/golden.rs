//! Every fixture gives exactly what `make.py` wrote down for it.

use serde_json::{Value, json};

use crate::fixture::{Fixture, all, balanced, options, shown};
use crate::scanned::{scan_bytes, scan_path};

/// Whether a file as it was reported is the one that was expected: `archive > member` for a member of an archive, which
/// is reported after the path of the archive in whatever way.
fn is_file(found: &Value, expected: &str) -> bool {
    let found = found.as_str().unwrap_or_default();
    match expected.split_once(" > ") {
        None => found.ends_with(expected),
        Some((archive, member)) => {
            found.ends_with(member) && found.strip_suffix(member).is_some_and(|rest| rest.contains(archive))
        }
    }
}

fn same_findings(found: &[Value], expected: &[Value]) -> Result<(), String> {
    let plain = |finding: &Value| {
        let mut finding = finding.clone();
        finding["source"].as_object_mut().map(|source| source.remove("file"));
        finding
    };
    for (found, expected) in found.iter().zip(expected) {
        let file = expected["source"]["file"].as_str().unwrap();
        if plain(found) != plain(expected) || !is_file(&found["source"]["file"], file) {
            return Err(format!("the finding\n  {found}\nwhere this was expected\n  {expected}"));
        }
    }
    match (found.len(), expected.len()) {
        (a, b) if a == b => Ok(()),
        (a, b) => Err(format!("{a} findings, not {b}: {:#?}", found.get(b.min(a)..))),
    }
}

fn same_summary(found: &Value, expected: &Value) -> Result<(), String> {
    for name in ["records", "evidence", "skipped", "errors", "findings"] {
        if found[name] != expected[name] {
            return Err(format!("{name} is {}, not {}; problems: {}", found[name], expected[name], found["problems"]));
        }
    }
    let none = Vec::new();
    let list = |summary: &'_ Value, name: &str| summary[name].as_array().unwrap_or(&none).clone();
    for name in ["problems", "unread"] {
        let (found, expected) = (list(found, name), list(expected, name));
        if found.len() != expected.len() {
            return Err(format!("{} {name}, not {}: {found:#?}", found.len(), expected.len()));
        }
        for (found, expected) in found.iter().zip(&expected) {
            let row_differs = expected.get("row").is_some_and(|row| *row != found["row"]);
            let outside = expected["offset"].as_array().is_some_and(|span| {
                let offset = found["offset"].as_u64().unwrap_or(u64::MAX);
                offset < span[0].as_u64().unwrap() || offset > span[1].as_u64().unwrap()
            });
            if row_differs || outside || !is_file(&found["file"], expected["file"].as_str().unwrap()) {
                return Err(format!("{name}: {found}\nwhere this was expected\n  {expected}"));
            }
            if found["expected"].as_str().unwrap_or_default().is_empty()
                || found["found"].as_str().unwrap_or_default().is_empty()
            {
                return Err(format!("{name}: {found} says not what was expected and what was found"));
            }
        }
    }
    let Some(warnings) = expected["warnings"].as_array() else { return Ok(()) };
    let found = list(found, "warnings");
    let holds = |warning: &Value| found.iter().any(|f| f.as_str().unwrap().contains(warning.as_str().unwrap()));
    match found.len() == warnings.len() && warnings.iter().all(holds) {
        true => Ok(()),
        false => Err(format!("the warnings {found:#?}, not {warnings:?}")),
    }
}

fn compare(
    fixture: &Fixture,
    found: teams_chat_access::Result<teams_chat_access::finding::Findings>,
) -> Option<String> {
    let verdict = match found {
        Err(error) => Err(format!("the error: {error}")),
        Ok(findings) => {
            let summary = serde_json::to_value(findings.summary()).unwrap();
            balanced(&summary);
            same_findings(&shown(&findings), &fixture.findings).and_then(|()| same_summary(&summary, &fixture.summary))
        }
    };
    verdict.err().map(|why| format!("{}: {why}", fixture.name))
}

#[test]
fn every_fixture_gives_its_findings_and_its_account() {
    let fixtures = all();
    assert!(fixtures.len() >= 60, "only {} fixtures", fixtures.len());
    let wrong: Vec<String> =
        fixtures.iter().filter_map(|fixture| compare(fixture, scan_path(&fixture.path, &options()))).collect();
    assert!(wrong.is_empty(), "{} of {} fixtures:\n{}", wrong.len(), fixtures.len(), wrong.join("\n\n"));
}

#[test]
fn a_stream_gives_what_the_file_gives_whatever_its_name() {
    let same = |fixture: &Fixture| {
        let bytes = std::fs::read(&fixture.path).unwrap();
        let (by_path, streamed) = (scan_path(&fixture.path, &options()), scan_bytes("export", &bytes, &options()));
        let told = |found: teams_chat_access::Result<teams_chat_access::finding::Findings>| match found {
            Err(error) => json!(error.message().to_owned()),
            Ok(found) => {
                let summary = serde_json::to_value(found.summary()).unwrap();
                let places: Vec<Value> = found.findings().iter().map(|f| json!(f.source.row)).collect();
                let findings = crate::fixture::without_source(shown(&found));
                json!([findings, places, summary["records"], summary["skipped"], summary["errors"]])
            }
        };
        let (by_path, streamed) = (told(by_path), told(streamed));
        (by_path != streamed).then(|| format!("{}: {by_path}\nas a stream: {streamed}", fixture.name))
    };
    let archive = |fixture: &&Fixture| fixture.name.ends_with(".zip");
    let fixtures = all();
    let wrong: Vec<String> = fixtures.iter().filter(|fixture| !archive(fixture)).filter_map(same).collect();
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n\n"));
}

/// An archive's list is at its end, where a stream cannot go first.
#[test]
fn an_archive_in_a_stream_is_read_or_refused_with_what_to_do() {
    for fixture in all().iter().filter(|fixture| fixture.name.ends_with(".zip")) {
        let found = scan_bytes("export", &std::fs::read(&fixture.path).unwrap(), &options()).unwrap();
        let summary = serde_json::to_value(found.summary()).unwrap();
        match summary["unread"].as_array().unwrap().iter().find(|unread| unread["file"] == "export") {
            Some(unread) => assert!(unread["found"].as_str().unwrap().contains("zip"), "{unread}"),
            None => assert_eq!(shown(&found).len(), fixture.findings.len(), "{}", fixture.name),
        }
    }
}
