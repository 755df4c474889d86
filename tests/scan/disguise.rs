//! Ways to write the same JSON: escapes, spacing, order, keys that come twice.

use serde_json::{Map, Value};

use crate::random::Random;

/// How a text is written.
#[derive(Clone, Copy)]
pub struct Style {
    /// Whether line breaks may stand between tokens.
    pub breaks: bool,
    /// How much is odd: 0 is what a serializer writes.
    pub oddity: usize,
}

/// The record as JSON text.
pub fn write(record: &Map<String, Value>, style: Style, random: &mut Random) -> String {
    let mut out = String::new();
    object(record, style, random, &mut out);
    out
}

/// Any value.
pub fn value(value: &Value, style: Style, random: &mut Random, out: &mut String) {
    match value {
        Value::String(text) => string(text, style, random, out),
        Value::Object(fields) => object(fields, style, random, out),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                space(style, random, out);
                self::value(item, style, random, out);
                space(style, random, out);
            }
            out.push(']');
        }
        other => out.push_str(&other.to_string()),
    }
}

fn object(fields: &Map<String, Value>, style: Style, random: &mut Random, out: &mut String) {
    let mut entries: Vec<(&String, &Value)> = fields.iter().collect();
    if style.oddity > 0 && random.once_in(3) {
        random.shuffle(&mut entries);
    }
    let plain: Vec<_> = entries.iter().copied().filter(|(_, value)| !value.is_object() && !value.is_array()).collect();
    if style.oddity > 0 && random.once_in(8) && !plain.is_empty() {
        // Said twice and the same: nothing is contradicted.
        entries.push(random.pick(&plain));
    }
    out.push('{');
    for (index, (name, field)) in entries.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        space(style, random, out);
        string(name, style, random, out);
        space(style, random, out);
        out.push(':');
        space(style, random, out);
        value(field, style, random, out);
        space(style, random, out);
    }
    out.push('}');
}

fn space(style: Style, random: &mut Random, out: &mut String) {
    if style.oddity == 0 || !random.once_in(3) {
        return;
    }
    for _ in 0..=random.below(2) {
        let kinds: &[&str] = if style.breaks { &[" ", "\t", "\n", "\r\n", "\n\n", "  "] } else { &[" ", "\t", "  "] };
        out.push_str(random.pick(kinds));
    }
}

fn string(text: &str, style: Style, random: &mut Random, out: &mut String) {
    // Most strings are plain also in odd texts, as in the texts of tools.
    let odd = style.oddity > 0 && random.once_in(4);
    out.push('"');
    for letter in text.chars() {
        match letter {
            _ if odd && random.once_in(4) => escape(letter, random, out),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '/' if odd => out.push_str("\\/"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => escape(c, random, out),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// `\u004D`, in either case of its digits; two of them beyond the basic plane.
fn escape(letter: char, random: &mut Random, out: &mut String) {
    let mut units = [0_u16; 2];
    for unit in letter.encode_utf16(&mut units) {
        let escaped = match random.once_in(2) {
            true => format!("\\u{unit:04x}"),
            false => format!("\\u{unit:04X}"),
        };
        out.push_str(&escaped);
    }
}
