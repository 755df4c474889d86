//! Generated containers: whatever a tool puts records into, with everything that the form leaves open chosen at random.

use std::io::Write;

use serde_json::{Map, Value, json};

use crate::disguise::{self, Style};
use crate::random::Random;

type Record = Map<String, Value>;

/// A document and what it is, for messages.
pub struct Document {
    pub form: String,
    pub bytes: Vec<u8>,
}

/// Puts records into some container.
pub fn any(records: &[Record], random: &mut Random) -> Document {
    let (form, text) = match random.below(6) {
        0 | 1 => ("csv", csv(records, random)),
        2 => ("lines", lines(records, random)),
        3 => ("pages", pages(records, random)),
        4 => ("arrays", arrays(records, random)),
        _ => ("mixed", mixed(records, random)),
    };
    let (encoding, bytes) = encoded(text, random);
    Document { form: format!("{form}, {encoding}"), bytes }
}

fn oddity(random: &mut Random) -> usize {
    random.below(3)
}

fn field<'a>(record: &'a Record, name: &str) -> &'a str {
    record.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A CSV of some tool's columns, in some order, quoted as little or as much as it likes.
pub fn csv(records: &[Record], random: &mut Random) -> String {
    let mut columns = vec!["AuditData"];
    let operation = random.pick(&["Operation", "Operations", "operation"]);
    let further = ["RecordId", "CreationDate", "RecordType", operation, "UserIds", "Identity", "Comment"];
    columns.extend(further.iter().filter(|_| random.below(3) > 0));
    random.shuffle(&mut columns);
    let newline = random.pick(&["\n", "\r\n"]);
    let separator = random.pick(&[",", ",", ",", ";"]);
    let style = Style { breaks: true, oddity: oddity(random) };
    let all_quoted = random.once_in(3);
    let mut out = String::new();
    if random.once_in(4) {
        out.push_str("#TYPE Deserialized.Microsoft.Exchange.Data.ApplicationLogic.UnifiedAuditLogEvent");
        out.push_str(newline);
    }
    let row = |cells: Vec<String>, out: &mut String| {
        let cells: Vec<String> = cells.into_iter().map(|cell| quoted(&cell, all_quoted)).collect();
        out.push_str(&cells.join(separator));
        out.push_str(newline);
    };
    row(columns.iter().map(|column| (*column).to_owned()).collect(), &mut out);
    for record in records {
        let cell = |column: &&str, random: &mut Random| match *column {
            "AuditData" => disguise::write(record, style, random),
            "RecordId" | "Identity" => field(record, "Id").to_owned(),
            "CreationDate" => "9/20/2023 4:05:03 AM".to_owned(),
            "RecordType" => {
                if random.once_in(2) {
                    record["RecordType"].to_string()
                } else {
                    "SomeName".to_owned()
                }
            }
            "UserIds" => field(record, "UserId").to_owned(),
            "Comment" => (random.pick(&crate::generated::LOOK_ALIKES)).to_owned(),
            _ => field(record, "Operation").to_owned(),
        };
        row(columns.iter().map(|column| cell(column, random)).collect(), &mut out);
    }
    if random.once_in(4) {
        // The last line without its end.
        out.truncate(out.trim_end_matches(['\r', '\n']).len());
    }
    out
}

fn quoted(cell: &str, always: bool) -> String {
    match always || cell.contains([',', ';', '"', '\r', '\n']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}

/// One element: the record itself, a wrapper with it as an object or as text, or the text alone.
fn element(record: &Record, style: Style, random: &mut Random) -> String {
    let text = disguise::write(record, style, random);
    let mut string = String::new();
    disguise::value(&Value::String(text.clone()), style, random, &mut string);
    let envelope = json!({
        "id": record["Id"], "operation": record["Operation"], "Operations": record["Operation"],
        "userId": "crossed", "userPrincipalName": "crossed", "RecordType": "SomeName",
    });
    let envelope = envelope.to_string();
    let around = |name: &str, data: &str| format!("{},\"{name}\":{data}}}", &envelope[..envelope.len() - 1]);
    match random.below(6) {
        0 => around("AuditData", &string),
        1 => around("AuditData", &text),
        2 => around("auditData", &text),
        3 => around("auditData", &format!("{{\"@odata.type\":\"x\",\"dynamicProperties\":{text}}}")),
        _ => text,
    }
}

/// JSON Lines.
pub fn lines(records: &[Record], random: &mut Random) -> String {
    let style = Style { breaks: false, oddity: oddity(random) };
    let newline = random.pick(&["\n", "\r\n", "\n\n"]);
    let as_strings = random.once_in(5);
    let mut out = String::new();
    for record in records {
        let element = element(record, style, random);
        out.push_str(&if as_strings { Value::String(element).to_string() } else { element });
        out.push_str(newline);
    }
    if random.once_in(3) {
        out.truncate(out.trim_end_matches(['\r', '\n']).len());
    }
    out
}

fn list(records: &[Record], style: Style, random: &mut Random) -> String {
    let gap = if style.breaks { random.pick(&["", "\n", "\r\n    ", " "]) } else { "" };
    let elements: Vec<String> =
        records.iter().map(|record| format!("{gap}{}{gap}", element(record, style, random))).collect();
    format!("[{}]", elements.join(","))
}

/// Some arrays after each other.
pub fn arrays(records: &[Record], random: &mut Random) -> String {
    let style = Style { breaks: true, oddity: oddity(random) };
    let size = if random.once_in(2) { records.len().max(1) } else { 1 + random.below(3) };
    let between = random.pick(&["", "\n", "\r\n", " "]);
    let parts: Vec<String> = records.chunks(size).map(|part| list(part, style, random)).collect();
    parts.join(between)
}

/// Pages of a query, each on a line or printed.
pub fn pages(records: &[Record], random: &mut Random) -> String {
    let style = Style { breaks: random.once_in(2), oddity: oddity(random) };
    let size = 1 + random.below(4);
    let name = random.pick(&["value", "value", "Results"]);
    let parts: Vec<String> = records
        .chunks(size)
        .map(|part| {
            let list = list(part, style, random);
            match random.below(3) {
                0 => format!("{{\"{name}\":{list}}}"),
                1 => format!("{{\"@odata.context\":\"x\",\"{name}\":{list},\"@odata.nextLink\":\"y\"}}"),
                _ => format!("{{\"Schema\":[{{\"Name\":\"a\"}}],\"{name}\":{list},\"z\":{{\"value\":[1]}}}}"),
            }
        })
        .collect();
    parts.join(random.pick(&["\n", "\r\n", ""]))
}

/// All forms of JSON one after another, as files that were put together.
pub fn mixed(records: &[Record], random: &mut Random) -> String {
    let size = 1 + random.below(4);
    let parts: Vec<String> = records
        .chunks(size)
        .map(|part| match random.below(3) {
            0 => lines(part, random),
            1 => pages(part, random),
            _ => arrays(part, random),
        })
        .collect();
    parts.join("\n")
}

/// UTF-8 with and without its mark, both kinds of UTF-16, and any of these compressed.
fn encoded(text: String, random: &mut Random) -> (&'static str, Vec<u8>) {
    let wide =
        |mark: [u8; 2], unit: fn(u16) -> [u8; 2]| mark.into_iter().chain(text.encode_utf16().flat_map(unit)).collect();
    match random.below(8) {
        0 => ("UTF-16LE", wide([0xFF, 0xFE], u16::to_le_bytes)),
        1 => ("UTF-16BE", wide([0xFE, 0xFF], u16::to_be_bytes)),
        2 => ("UTF-8 with its mark", format!("\u{FEFF}{text}").into_bytes()),
        3 => ("gzip", gzip(text.as_bytes())),
        _ => ("UTF-8", text.into_bytes()),
    }
}

/// As `gzip` writes it.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}
