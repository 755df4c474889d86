//! From what an element of a list holds to the record in it.
//!
//! Wrappers repeat some fields, and Graph's repeat them crossed (its `userId` is the record's `UserKey`): of a wrapper
//! nothing is used but the operation, and that only to tell what kind of record a broken `AuditData` was.

use super::fields::Flaw;
use super::outline::{DYNAMIC, HOLDERS, Held, Outline};
use super::record::{Kind, Record, word};
use super::surrogates::without_halves;
use super::tree::Json;
use super::unreadable::Unreadable;

/// A wrapper in a wrapper in text is known; more is no export.
const DEEPEST: usize = 4;
const EXPECTED: &str = "an AuditData object (PascalCase fields, Operation among them), or an object that holds one in \
                        AuditData or RawEventData";

/// The record that an element holds; `offset` is the element's.
pub(super) fn record_in(element: &Outline<'_>, offset: u64) -> Result<Record, Unreadable> {
    let mut kind = None;
    inside(element, &mut kind, offset, DEEPEST).map_err(|flaw| located(flaw, kind, offset))
}

/// The record that a text in a column holds; `kind` is what other columns say of it.
pub(super) fn record_in_text(
    text: &str,
    column: &str,
    mut kind: Option<Kind>,
    offset: u64,
) -> Result<Record, Unreadable> {
    let read = match text.trim_start().starts_with(['{', '"']) {
        true => in_text(text, &mut kind, offset, DEEPEST),
        false => Err(flaw("", EXPECTED, Json::Text(text.into()).describe())),
    };
    read.map_err(|flaw| located(within(flaw, column), kind, offset))
}

fn located(flaw: Flaw, kind: Option<Kind>, offset: u64) -> Unreadable {
    Unreadable {
        offset,
        field: (!flaw.field.is_empty()).then_some(flaw.field),
        expected: flaw.expected.to_owned(),
        found: flaw.found,
        kind: kind.map(Box::new),
    }
}

fn inside(outline: &Outline<'_>, kind: &mut Option<Kind>, offset: u64, depth: usize) -> Result<Record, Flaw> {
    if let Some(holder) = HOLDERS.into_iter().find(|holder| outline.has(holder)) {
        *kind = kind_of_wrapper(outline);
        return match outline.held(holder) {
            Ok(Some(held)) => in_held(held, kind, offset, depth).map_err(|flaw| within(flaw, holder)),
            Ok(None) => Err(flaw(holder, EXPECTED, "nothing")),
            Err(_) => Err(flaw(holder, "one value", "two different ones")),
        };
    }
    match Kind::read(outline)? {
        Some(read) => {
            *kind = Some(read.clone());
            Record::read(outline, read, offset)
        }
        None => match DYNAMIC.into_iter().find_map(|holder| outline.held(holder).ok().flatten()) {
            Some(held @ Held::Object(_)) => in_held(held, kind, offset, depth),
            _ => Err(flaw("", EXPECTED, without_operation(outline))),
        },
    }
}

fn in_held(held: &Held<'_>, kind: &mut Option<Kind>, offset: u64, depth: usize) -> Result<Record, Flaw> {
    match held {
        _ if depth == 0 => Err(flaw("", EXPECTED, "objects in each other without end")),
        Held::Object(inner) => inside(inner, kind, offset, depth - 1),
        Held::Value(Json::Text(text)) if text.trim_start().starts_with(['{', '"']) => {
            in_text(text, kind, offset, depth - 1)
        }
        Held::Value(other) => Err(flaw("", EXPECTED, other.describe())),
    }
}

fn flaw(field: &str, expected: &'static str, found: impl Into<String>) -> Flaw {
    Flaw { field: field.to_owned(), expected, found: found.into() }
}

fn within(mut flaw: Flaw, holder: &str) -> Flaw {
    flaw.field = if flaw.field.is_empty() { holder.to_owned() } else { format!("{holder}.{}", flaw.field) };
    flaw
}

/// The record of a text that holds an object, or once more a text that does.
fn in_text(text: &str, kind: &mut Option<Kind>, offset: u64, depth: usize) -> Result<Record, Flaw> {
    if !text.trim_start().starts_with('"') {
        return in_object(text, kind, offset, depth);
    }
    let again: String = serde_json::from_str(text).map_err(|error| flaw("", EXPECTED, cut(text, &error)))?;
    in_object(&again, kind, offset, depth)
}

fn in_object(text: &str, kind: &mut Option<Kind>, offset: u64, depth: usize) -> Result<Record, Flaw> {
    let broken = |error| flaw("", EXPECTED, cut(text, &error));
    match Outline::parse(text) {
        Ok(outline) => inside(&outline, kind, offset, depth),
        Err(error) => {
            let whole = without_halves(text).ok_or_else(|| broken(error))?;
            inside(&Outline::parse(&whole).map_err(broken)?, kind, offset, depth)
        }
    }
}

fn cut(text: &str, error: &serde_json::Error) -> String {
    if error.is_eof() {
        format!("JSON in a string that is cut off after {} bytes", text.len())
    } else {
        format!("JSON in a string that breaks at its line {}, column {}", error.line(), error.column())
    }
}

fn without_operation(fields: &Outline<'_>) -> &'static str {
    if fields.has("auditLogRecordType") || fields.has("operation") {
        "an object without Operation (a wrapper whose auditData is missing?)"
    } else {
        "an object without Operation"
    }
}

/// The columns of an export's wrapper, under any of their names.
fn kind_of_wrapper(fields: &Outline<'_>) -> Option<Kind> {
    let text = |names: &[&str]| {
        names.iter().find_map(|name| match fields.field(name) {
            Ok(Some(Json::Text(text))) if !text.trim().is_empty() => Some(word(text.trim().into())),
            Ok(Some(Json::Number(number))) => Some(number.to_string().into()),
            _ => None,
        })
    };
    let operation = text(&["Operation", "Operations", "operation", "ActionType"])?;
    Some(Kind { operation, workload: text(&["service"]), record_type: text(&["RecordType", "auditLogRecordType"]) })
}
