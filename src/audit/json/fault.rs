//! What is wrong with a text, in words, and never with the text's own.

use crate::audit::tree::Json;
use crate::audit::unreadable::Unreadable;
use crate::audit::window::LONGEST;

const EXPECTED: &str = "JSON: an AuditData object, an array of them, or one a line";

/// How an object breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// The text ends before the object does.
    CutOff,
    /// A string has a raw line break.
    OpenString,
    /// A bracket where none can be.
    Bracket,
    /// Text behind a string, where only its end or the next field can be.
    Quote,
    /// More levels than any record has.
    Deep,
}

pub(super) fn broken(at: u64, why: Why) -> Unreadable {
    let (expected, found) = match why {
        Why::CutOff => ("the end of the object", "the end of the text (it is cut off)"),
        Why::OpenString => ("the end of the string", "the end of the line (it is cut off)"),
        Why::Bracket => ("JSON", "a bracket where none can be (the object before it is broken or cut off)"),
        Why::Quote => ("JSON", "text behind the end of a string (a quote is missing, or one too many)"),
        Why::Deep => ("an AuditData object", "more levels than any record has"),
    };
    Unreadable::at(at, expected, found)
}

pub(super) fn too_long(at: u64) -> Unreadable {
    Unreadable::at(at, "an AuditData object", format!("more than {} MiB in one", LONGEST >> 20))
}

pub(super) fn no_record(at: u64, text: &str) -> Unreadable {
    Unreadable::at(at, EXPECTED, Json::Text(text.into()).describe())
}

pub(super) fn junk(at: u64, byte: u8) -> Unreadable {
    let found = match byte {
        0 => "a NUL byte".to_owned(),
        byte if byte.is_ascii_graphic() => format!("'{}'", char::from(byte)),
        byte => format!("byte 0x{byte:02X}"),
    };
    Unreadable::at(at, EXPECTED, found)
}

pub(super) fn not_utf8(text: &[u8], start: u64) -> Unreadable {
    let valid = std::str::from_utf8(text).map_or_else(|error| error.valid_up_to(), str::len);
    Unreadable::at(start + valid as u64, "JSON", "bytes that are not UTF-8")
}

/// The parser's error without its words about the content.
pub(super) fn syntax(text: &[u8], start: u64, error: &serde_json::Error) -> Unreadable {
    let line =
        text.split_inclusive(|b| *b == b'\n').take(error.line().saturating_sub(1)).map(<[u8]>::len).sum::<usize>();
    let offset = (line + error.column().saturating_sub(1)).min(text.len().saturating_sub(1));
    let found = match error.to_string() {
        _ if std::str::from_utf8(text).is_err() => "bytes that are not UTF-8",
        error if error.starts_with("recursion limit") => "more levels than any record has",
        error if error.starts_with("control character") => "a control character in a string",
        _ => "something else",
    };
    Unreadable::at(start + offset as u64, "JSON", found)
}
