//! One scan, and what holds of every scan.

use std::io::{Cursor, Read};

use serde_json::Value;
use teams_chat_access::cancel::Cancel;
use teams_chat_access::finding::{Findings, Options, Scan};

/// Hands over little at a time; how little, the bytes say.
struct Pieces(Vec<u8>, usize);

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let left = &self.0[self.1..];
        let size = left.first().map_or(0, |byte| 1 + usize::from(byte % 61)).min(left.len()).min(buffer.len());
        buffer[..size].copy_from_slice(&left[..size]);
        self.1 += size;
        Ok(size)
    }
}

fn scan(reader: impl Read + Send + 'static, options: &Options) -> Result<Findings, String> {
    let mut scan = Scan::new(options.clone());
    scan.add_reader(Some("fuzzed"), reader);
    scan.run(&Cancel::default(), &mut |_| {}).map_err(|error| error.to_string())
}

/// Everything that is said of the input.
pub fn said(found: &Findings) -> Value {
    serde_json::to_value(found).expect("findings are JSON")
}

/// What holds of any findings: the account adds up, and an id stands in `userId` only when it is certain.
pub fn hold(found: &Findings) {
    let summary = serde_json::to_value(found.summary()).expect("a summary is JSON");
    let number = |name: &str| summary[name].as_u64().expect("a number");
    let skipped: u64 = summary["skipped"].as_object().expect("reasons").values().filter_map(Value::as_u64).sum();
    assert_eq!(number("records"), number("evidence") + skipped + number("errors"), "{summary}");
    for finding in found.findings() {
        let finding = serde_json::to_value(finding).expect("a finding is JSON");
        assert_eq!(finding["userId"].is_string(), finding["class"] == "certain", "{finding}");
        assert!(finding["class"] != "certain" || finding["openedBy"] != "us", "{finding}");
        assert!(finding["class"] != "certain" || finding["candidateUserIds"] == serde_json::json!([]), "{finding}");
    }
}

/// Scans bytes whole and in pieces: both end, and end alike. Of a damaged archive more or less is got out before the
/// damage, as the pieces fall; that it is damaged is said of both.
pub fn check(bytes: Vec<u8>) {
    let options = Options::default();
    let pieces = scan(Pieces(bytes.clone(), 0), &options);
    let whole = scan(Cursor::new(bytes), &options);
    if let Ok(found) = &whole {
        hold(found);
    }
    let told = |found: &Result<Findings, String>| match found {
        Ok(found) => said(found),
        Err(error) => Value::String(error.clone()),
    };
    let damaged = |found: &Result<Findings, String>| {
        found.as_ref().is_ok_and(|found| {
            found.summary().unread.iter().any(|unread| unread.found.starts_with("a failure to read on"))
        })
    };
    if damaged(&whole) || damaged(&pieces) {
        assert!(damaged(&whole) && damaged(&pieces), "only one of them was damaged");
        return;
    }
    assert_eq!(told(&whole), told(&pieces));
}
