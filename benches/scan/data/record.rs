//! One `AuditData` object, field by field, and the columns that its containers repeat.

use std::io::Write;
use std::ops::Range;

use super::random::Random;

/// How a record is written; what it says is the same.
#[derive(Clone, Copy, Default)]
pub(crate) struct Style {
    pub(crate) alphabetical: bool,
    pub(crate) space_before_colon: bool,
    pub(crate) escape: Option<Escape>,
}

/// Where an escape hides the word that everybody looks for.
#[derive(Clone, Copy)]
pub(crate) enum Escape {
    First,
    Inside,
    Key,
}

impl Style {
    /// Alphabetical order in a fifth of all records; escapes and a space before the colon in some where they matter.
    pub(crate) fn any(random: &mut Random, matters: bool) -> Self {
        let hides = matters && random.permille(80);
        let escape = hides.then(|| *random.one_of(&[Escape::First, Escape::Inside, Escape::Key]));
        let space_before_colon = random.permille(if matters { 40 } else { 2 });
        Self { alphabetical: random.permille(200), space_before_colon, escape }
    }
}

#[derive(Default)]
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) time: String,
    pub(crate) operation: String,
    pub(crate) record_type: u32,
    pub(crate) record_type_name: &'static str,
    pub(crate) workload: &'static str,
    pub(crate) user_id: String,
    pub(crate) user_key: String,
    pub(crate) user_type: u32,
    pub(crate) style: Style,
    fields: Vec<(&'static str, Range<usize>)>,
    values: Vec<u8>,
}

impl Record {
    /// Forgets the fields and keeps their memory.
    pub(crate) fn clear(&mut self) {
        self.fields.clear();
        self.values.clear();
        self.style = Style::default();
    }

    /// A field whose value is JSON text.
    pub(crate) fn raw(&mut self, key: &'static str, value: std::fmt::Arguments<'_>) {
        let start = self.values.len();
        // Writing to a vector cannot fail.
        let _ = self.values.write_fmt(value);
        self.fields.push((key, start..self.values.len()));
    }

    /// A field whose value is a string, written as it stands in JSON.
    pub(crate) fn text(&mut self, key: &'static str, value: &str) {
        self.raw(key, format_args!("\"{value}\""));
    }

    /// The fields that every record begins with.
    pub(crate) fn begin(&mut self) {
        let (id, time, operation) = (self.id.clone(), self.time.clone(), self.operation.clone());
        let (user_id, user_key, workload) = (self.user_id.clone(), self.user_key.clone(), self.workload);
        let (record_type, user_type) = (self.record_type, self.user_type);
        self.text("CreationTime", &time);
        self.text("Id", &id);
        match self.style.escape {
            Some(Escape::First) => self.text("Operation", &operation.replacen('M', "\\u004D", 1)),
            Some(Escape::Inside) => self.text("Operation", &operation.replacen("Ad", "\\u0041\\u0064", 1)),
            _ => self.text("Operation", &operation),
        }
        self.text("OrganizationId", super::person::HOME);
        self.raw("RecordType", format_args!("{record_type}"));
        self.text("UserKey", &user_key);
        self.raw("UserType", format_args!("{user_type}"));
        self.raw("Version", format_args!("1"));
        self.text("Workload", workload);
        self.text("UserId", &user_id);
    }

    /// The object as text.
    pub(crate) fn write(&mut self, to: &mut Vec<u8>) {
        if self.style.alphabetical {
            self.fields.sort_by_key(|(key, _)| *key);
        }
        let colon: &[u8] = if self.style.space_before_colon { b"\" : " } else { b"\":" };
        let mut before: &[u8] = b"{\"";
        for (key, value) in &self.fields {
            to.extend_from_slice(before);
            match (self.style.escape, *key) {
                (Some(Escape::Key), "Operation") => to.extend_from_slice(b"Oper\\u0061tion"),
                _ => to.extend_from_slice(key.as_bytes()),
            }
            to.extend_from_slice(colon);
            to.extend_from_slice(&self.values[value.clone()]);
            before = b",\"";
        }
        to.push(b'}');
    }
}
