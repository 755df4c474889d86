//! Findings as JSON text.

use super::findings::Findings;
use super::shown::Shown;
use super::verdict::{Class, OpenedBy, Reason};
use crate::ids::UserId;

/// Writes findings as JSON, as `Finding` is serialised: tens of thousands of them are text of their own at once, and
/// nearly all of that is copied.
#[derive(Debug)]
pub struct Writer<'a> {
    findings: &'a Findings,
    /// How a finding begins, up to the user's id, by what it says there.
    beginnings: Vec<(Words, Vec<u8>)>,
}

type Words = (Class, Reason, OpenedBy);

impl<'a> Writer<'a> {
    pub(super) fn new(findings: &'a Findings) -> Self {
        Self { findings, beginnings: Vec::new() }
    }

    /// Writes the finding of this number behind what is there. Past the last there is nothing to write.
    pub fn write(&mut self, index: usize, text: &mut Vec<u8>) -> serde_json::Result<()> {
        match self.findings.at(index) {
            Some(shown) => self.write_shown(shown, text),
            None => Ok(()),
        }
    }

    /// A document of as many findings as there are, at most so many, from this one on.
    pub(crate) fn page(&mut self, first: usize, most: usize) -> serde_json::Result<Vec<u8>> {
        let total = self.findings.count();
        let start = first.min(total);
        let end = start.saturating_add(most).min(total);
        let mut page = format!("{{\"schema\":1,\"total\":{total},\"offset\":{first},\"findings\":[").into_bytes();
        list(start..end, &mut page, |index, page| self.write(index, page))?;
        page.extend_from_slice(b"]}");
        Ok(page)
    }

    fn write_shown(&mut self, shown: Shown<'_>, text: &mut Vec<u8>) -> serde_json::Result<()> {
        let (judged, record) = (shown.judged, shown.record);
        self.begin((judged.class, judged.reason, judged.opened_by), text)?;
        text.extend_from_slice(b",\"userId\":");
        let is_certain = judged.class == Class::Certain;
        id(shown.ids().next().filter(|_| is_certain), text);
        text.extend_from_slice(b",\"candidateUserIds\":[");
        list(shown.ids().filter(|_| !is_certain), text, |one, text| {
            id(Some(one), text);
            Ok(())
        })?;
        text.extend_from_slice(b"],\"userPrincipalName\":");
        string(shown.user_principal_name(), text)?;
        // No id that was read holds anything that would have to be escaped.
        text.extend_from_slice(b",\"threadId\":\"");
        text.extend_from_slice(shown.thread_id().as_bytes());
        text.extend_from_slice(b"\",\"initiator\":{\"userPrincipalName\":");
        string(shown.initiator_name(), text)?;
        text.extend_from_slice(b",\"tenantId\":");
        id(shown.initiator_tenant().map(|tenant| (*tenant.as_uuid()).into()), text);
        text.extend_from_slice(b"},\"operation\":");
        string(Some(shown.operation()), text)?;
        text.extend_from_slice(b",\"recordId\":");
        string(shown.record_id(), text)?;
        text.extend_from_slice(b",\"creationTime\":");
        serde_json::to_writer(&mut *text, &record.time)?;
        text.extend_from_slice(b",\"source\":{\"file\":");
        string(shown.known.file(record.place).map(|file| &**file), text)?;
        text.extend_from_slice(b",\"row\":");
        serde_json::to_writer(&mut *text, &record.place.row)?;
        text.extend_from_slice(b"},\"evidence\":[");
        list(shown.evidence(), text, |one, text| string(Some(one), text))?;
        text.extend_from_slice(if judged.left { b"],\"left\":true}" } else { b"],\"left\":false}" });
        Ok(())
    }

    fn begin(&mut self, words: Words, text: &mut Vec<u8>) -> serde_json::Result<()> {
        if let Some((_, beginning)) = self.beginnings.iter().find(|(known, _)| *known == words) {
            text.extend_from_slice(beginning);
            return Ok(());
        }
        let (class, reason, opened_by) = (json(&words.0)?, json(&words.1)?, json(&words.2)?);
        let home = json(&self.findings.home)?;
        let beginning = format!(
            "{{\"schema\":1,\"class\":{class},\"reason\":{reason},\"openedBy\":{opened_by},\"tenantId\":{home}"
        );
        text.extend_from_slice(beginning.as_bytes());
        self.beginnings.push((words, beginning.into_bytes()));
        Ok(())
    }
}

fn json(value: &impl serde::Serialize) -> serde_json::Result<String> {
    serde_json::to_string(value)
}

fn list<T>(
    items: impl Iterator<Item = T>,
    text: &mut Vec<u8>,
    mut write: impl FnMut(T, &mut Vec<u8>) -> serde_json::Result<()>,
) -> serde_json::Result<()> {
    for (index, item) in items.enumerate() {
        if index > 0 {
            text.push(b',');
        }
        write(item, text)?;
    }
    Ok(())
}

fn id(id: Option<UserId>, text: &mut Vec<u8>) {
    match id {
        Some(id) => {
            let mut buffer = [b'"'; 38];
            id.as_uuid().as_hyphenated().encode_lower(&mut buffer[1..37]);
            text.extend_from_slice(&buffer);
        }
        None => text.extend_from_slice(b"null"),
    }
}

/// A text as it is, unless something in it has to be escaped.
fn string(value: Option<&str>, text: &mut Vec<u8>) -> serde_json::Result<()> {
    match value {
        // Looking at every byte is faster than at the first that is found.
        Some(plain) if !plain.bytes().fold(false, |found, byte| found | is_escaped(byte)) => {
            text.push(b'"');
            text.extend_from_slice(plain.as_bytes());
            text.push(b'"');
            Ok(())
        }
        other => serde_json::to_writer(text, &other),
    }
}

fn is_escaped(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}
