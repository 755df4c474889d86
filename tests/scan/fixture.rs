//! The committed files, and what `make.py` wrote beside them.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use teams_chat_access::finding::{Findings, Options};

/// A file and what it must give.
pub struct Fixture {
    pub name: String,
    pub path: PathBuf,
    pub findings: Vec<Value>,
    pub summary: Value,
}

/// Those whose outcome has some freedom, and so a test of its own.
pub const WITHOUT_GOLDEN: [&str; 6] =
    ["cut.csv.gz", "cut.zip", "wrong_sum.csv.gz", "unclosed_quote.csv", "excel_cut_cells.csv", "refusal.json"];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scan").join(name)
}

/// The path of a fixture.
pub fn path(name: &str) -> PathBuf {
    folder("fixtures").join(name)
}

/// The bytes of a fixture.
pub fn bytes(name: &str) -> Vec<u8> {
    fs::read(path(name)).unwrap()
}

/// All that have golden findings, sorted by name.
pub fn all() -> Vec<Fixture> {
    let mut names: Vec<String> =
        fs::read_dir(folder("fixtures")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names.retain(|name| !WITHOUT_GOLDEN.contains(&name.as_str()));
    names.into_iter().map(Fixture::named).collect()
}

/// What every fixture is scanned with: a directory that knows Vic alone.
pub fn options() -> Options {
    options_with(json!({}))
}

/// The same and more.
pub fn options_with(more: Value) -> Options {
    let mut document = json!({
        "schema": 1,
        "directory": [{ "userPrincipalName": "vic@contoso.com", "id": "cccccccc-0000-4000-8000-00000000000c" }]
    });
    if let (Value::Object(document), Value::Object(more)) = (&mut document, more) {
        document.extend(more);
    }
    Options::from_json(document.to_string().as_bytes()).unwrap()
}

impl Fixture {
    pub fn named(name: impl Into<String>) -> Self {
        let name = name.into();
        let golden = |kind: &str| {
            let path = folder("golden").join(format!("{name}.{kind}"));
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        };
        Self {
            findings: golden("findings.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
            summary: serde_json::from_str(&golden("summary.json")).unwrap(),
            path: path(&name),
            name,
        }
    }
}

/// The findings as JSON: the text that is written of each is that of its value.
pub fn shown(findings: &Findings) -> Vec<Value> {
    assert_eq!(findings.count(), findings.findings().len());
    let (mut writer, mut text) = (findings.writer(), Vec::new());
    let one = |(index, finding)| {
        text.clear();
        writer.write(index, &mut text).unwrap();
        assert_eq!(String::from_utf8_lossy(&text), serde_json::to_string(finding).unwrap());
        serde_json::to_value(finding).unwrap()
    };
    findings.findings().iter().enumerate().map(one).collect()
}

/// The same without the place of the deciding record, which differs from container to container.
pub fn without_source(findings: impl IntoIterator<Item = Value>) -> Vec<Value> {
    let strip = |mut finding: Value| {
        finding.as_object_mut().unwrap().remove("source");
        finding
    };
    findings.into_iter().map(strip).collect()
}

/// Every record is evidence, a counted skip or an error.
pub fn balanced(summary: &Value) {
    let number = |name: &str| summary[name].as_u64().unwrap_or_else(|| panic!("no {name} in {summary}"));
    let skipped: u64 = summary["skipped"].as_object().unwrap().values().filter_map(Value::as_u64).sum();
    assert_eq!(number("records"), number("evidence") + skipped + number("errors"), "{summary}");
}
