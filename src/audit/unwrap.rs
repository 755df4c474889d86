//! From what an element of a list holds to the record in it.
//!
//! Wrappers repeat some fields, and Graph's repeat them crossed (its `userId` is the record's `UserKey`): of a wrapper
//! nothing is used but the operation, and that only to tell what kind of record a broken `AuditData` was.

use super::fields::Flaw;
use super::record::{Kind, Record};
use super::tree::Json;
use super::unreadable::Unreadable;

/// Where tools put the record. The later names are those of Sentinel's and Defender's tables.
const HOLDERS: [&str; 4] = ["AuditData", "auditData", "RawEventData", "rawEventData"];
/// A wrapper in a wrapper in text is known; more is no export.
const DEEPEST: usize = 4;
const EXPECTED: &str = "an AuditData object (PascalCase fields, Operation among them), or an object that holds one in \
                        AuditData or RawEventData";

/// The record that an element holds; `offset` is the element's.
pub(super) fn record_in(element: &Json, offset: usize) -> Result<Record, Unreadable> {
    let mut kind = None;
    held(element, &mut kind, offset, DEEPEST).map_err(|flaw| Unreadable {
        offset,
        field: (!flaw.field.is_empty()).then_some(flaw.field),
        expected: flaw.expected.to_owned(),
        found: flaw.found,
        kind: kind.map(Box::new),
    })
}

fn held(json: &Json, kind: &mut Option<Kind>, offset: usize, depth: usize) -> Result<Record, Flaw> {
    if !matches!(json, Json::Object(_)) || depth == 0 {
        let found = if depth == 0 { "objects in each other without end" } else { json.describe() };
        return Err(Flaw { field: String::new(), expected: EXPECTED, found: found.to_owned() });
    }
    if let Some(holder) = HOLDERS.into_iter().find(|holder| json.has(holder)) {
        *kind = kind_of_wrapper(json);
        return match json.field(holder) {
            Ok(Some(Json::Text(text))) => {
                let inner = parsed(text, holder)?;
                held(&inner, kind, offset, depth - 1).map_err(|flaw| within(flaw, holder))
            }
            Ok(Some(inner)) => held(inner, kind, offset, depth - 1).map_err(|flaw| within(flaw, holder)),
            Ok(None) => Err(Flaw { field: holder.to_owned(), expected: EXPECTED, found: "nothing".to_owned() }),
            Err(_) => {
                Err(Flaw { field: holder.to_owned(), expected: "one value", found: "two different ones".to_owned() })
            }
        };
    }
    match Kind::read(json)? {
        Some(read) => {
            *kind = Some(read.clone());
            Record::read(json, read, offset)
        }
        None => match json.field("dynamicProperties") {
            Ok(Some(inner @ Json::Object(_))) => held(inner, kind, offset, depth - 1),
            _ => Err(Flaw { field: String::new(), expected: EXPECTED, found: without_operation(json).to_owned() }),
        },
    }
}

fn within(mut flaw: Flaw, holder: &str) -> Flaw {
    flaw.field = if flaw.field.is_empty() { holder.to_owned() } else { format!("{holder}.{}", flaw.field) };
    flaw
}

fn parsed(text: &str, holder: &str) -> Result<Json, Flaw> {
    let broken = |found: String| Flaw { field: holder.to_owned(), expected: EXPECTED, found };
    let json = Json::Text(text.to_owned());
    if !text.trim_start().starts_with(['{', '"']) {
        return Err(broken(json.describe().to_owned()));
    }
    match Json::parse(text.as_bytes()) {
        Ok(Json::Text(again)) => Json::parse(again.as_bytes()).map_err(|error| broken(cut(&again, &error))),
        Ok(json) => Ok(json),
        Err(error) => Err(broken(cut(text, &error))),
    }
}

fn cut(text: &str, error: &serde_json::Error) -> String {
    if error.is_eof() {
        format!("JSON in a string that is cut off after {} bytes", text.len())
    } else {
        format!("JSON in a string that breaks at its line {}, column {}", error.line(), error.column())
    }
}

fn without_operation(json: &Json) -> &'static str {
    if json.has("auditLogRecordType") || json.has("operation") {
        "an object without Operation (a wrapper whose auditData is missing?)"
    } else {
        "an object without Operation"
    }
}

/// The columns of an export's wrapper, under any of their names.
fn kind_of_wrapper(json: &Json) -> Option<Kind> {
    let text = |names: &[&str]| {
        names.iter().find_map(|name| match json.field(name) {
            Ok(Some(Json::Text(text))) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Ok(Some(Json::Number(number))) => Some(number.to_string()),
            _ => None,
        })
    };
    let operation = text(&["Operation", "Operations", "operation", "ActionType"])?;
    Some(Kind { operation, workload: text(&["service"]), record_type: text(&["RecordType", "auditLogRecordType"]) })
}
