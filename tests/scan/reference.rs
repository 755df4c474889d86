//! A plain reader: the whole text in memory, the `csv` crate, serde_json, and every record parsed and written anew, so
//! that neither its container nor its spelling is left when it is judged.

use std::io::Read;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use teams_chat_access::finding::{Findings, Options, from_json};

/// What the records of a document give, each record taken out of its container first.
pub fn find(bytes: &[u8], options: &Options) -> Findings {
    let records = records(&text(bytes));
    from_json(format!("[{}]", records.join(",\n")).as_bytes(), options).unwrap()
}

/// The text of a document, unpacked and decoded.
pub fn text(bytes: &[u8]) -> String {
    match bytes {
        [0x1F, 0x8B, ..] => {
            let mut unpacked = Vec::new();
            flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut unpacked).unwrap();
            text(&unpacked)
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).unwrap(),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16(&units).unwrap()
}

/// Each record's JSON text, in order.
pub fn records(text: &str) -> Vec<String> {
    match text.trim_start().starts_with(['{', '[', '"']) && !first_line_is_a_header(text) {
        true => {
            let mut found = Vec::new();
            for value in serde_json::Deserializer::from_str(text).into_iter::<Box<RawValue>>() {
                take(value.unwrap().get(), &mut found);
            }
            found
        }
        false => cells(text),
    }
}

fn first_line_is_a_header(text: &str) -> bool {
    text.lines()
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
        .split([',', ';'])
        .any(|name| matches!(name.trim_matches('"'), "auditdata" | "raweventdata"))
}

/// The cells of the column that holds the records.
fn cells(text: &str) -> Vec<String> {
    let body = if text.starts_with("#TYPE") { text.split_once('\n').unwrap().1 } else { text };
    let header = body.lines().next().unwrap();
    let separator = if header.contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(body.as_bytes());
    let is_data = |name: &str| ["auditdata", "raweventdata"].contains(&name.to_ascii_lowercase().as_str());
    let column = reader.headers().unwrap().iter().position(is_data).unwrap();
    let mut found = Vec::new();
    for row in reader.records() {
        let cell = &row.unwrap()[column];
        match serde_json::from_str::<&RawValue>(cell) {
            Ok(raw) => take(raw.get(), &mut found),
            Err(_) => found.push("null".to_owned()),
        }
    }
    found
}

/// The records in a JSON value, whatever is around them.
fn take(raw: &str, found: &mut Vec<String>) {
    match raw.as_bytes()[0] {
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(raw).unwrap();
            items.into_iter().for_each(|item| take(item.get(), found));
        }
        b'"' => {
            let text: String = serde_json::from_str(raw).unwrap();
            for value in serde_json::Deserializer::from_str(&text).into_iter::<Box<RawValue>>() {
                take(value.unwrap().get(), found);
            }
        }
        b'{' => {
            let Entries(entries) = serde_json::from_str(raw).unwrap();
            let get =
                |names: &[&str]| entries.iter().find(|(name, _)| names.contains(&name.as_str())).map(|(_, raw)| raw);
            if let Some(inner) = get(&["AuditData", "auditData", "RawEventData", "dynamicProperties"]) {
                take(inner.get(), found);
            } else if let Some(list) = get(&["value", "Results"]).filter(|_| get(&["Operation"]).is_none()) {
                take(list.get(), found);
            } else {
                found.push(plain(raw));
            }
        }
        _ => found.push(plain(raw)),
    }
}

/// The same value without escapes that need not be, without spacing, and with the keys that come twice.
fn plain(raw: &str) -> String {
    let text = |text: &str| serde_json::Value::from(text).to_string();
    match raw.as_bytes()[0] {
        b'{' => {
            let Entries(entries) = serde_json::from_str(raw).unwrap();
            let fields = entries.iter().map(|(name, value)| format!("{}:{}", text(name), plain(value.get())));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(raw).unwrap();
            format!("[{}]", items.into_iter().map(|item| plain(item.get())).collect::<Vec<_>>().join(","))
        }
        b'"' => text(&serde_json::from_str::<String>(raw).unwrap()),
        _ => raw.to_owned(),
    }
}

/// The fields of an object as they were written, those that come twice included.
struct Entries(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Entries;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Entries, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = access.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

#[test]
fn the_plain_reader_finds_in_each_fixture_what_was_written_down_for_it() {
    let mut compared = 0;
    for fixture in crate::fixture::all() {
        let name = fixture.name.as_str();
        // The damaged ones it cannot read, and archives and flat columns it does not know.
        let known = fixture.summary["errors"] == 0
            && fixture.summary["records"] != 0
            && !name.ends_with(".zip")
            && !name.starts_with("sentinel");
        if known {
            let found = find(&crate::fixture::bytes(name), &crate::fixture::options());
            let shown = crate::fixture::without_source(crate::fixture::shown(&found));
            assert_eq!(shown, crate::fixture::without_source(fixture.findings), "{name}");
            let rows: Vec<u64> = found.findings().iter().map(|finding| finding.source.row).collect();
            assert_eq!(serde_json::to_value(found.summary()).unwrap()["skipped"], fixture.summary["skipped"], "{name}");
            assert!(rows.iter().all(|row| *row > 0), "{name}");
            compared += 1;
        }
    }
    assert!(compared >= 35, "only {compared}");
}
