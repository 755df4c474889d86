//! Files that are often given and are no exports, told by how they begin.

use std::io::{self, Read};
use std::sync::Arc;

use super::encoding::{decoded, first_bytes};
use super::needles::Wanted;
use super::reading::{EXPORT, Sink, Unread, read};

const CLIXML: &str = "PowerShell's CLIXML (export with Export-Csv or ConvertTo-Json)";
/// How it begins, and what it is.
const KNOWN: [(&[u8], &str); 4] = [
    (b"<Objs Version=", CLIXML),
    (b"#< CLIXML", CLIXML),
    (b"%PDF", "a PDF"),
    (b"\xD0\xCF\x11\xE0", "a file of Office's old form, or a protected one (save it as CSV UTF-8 if it is a workbook)"),
];
/// What a workbook has among the members of its zip archive.
const WORKBOOK: [&str; 2] = ["[Content_Types].xml", "xl/workbook.xml"];
const LONGEST: usize = 64;

/// Reads a stream to its end, unless it is a stranger. False when the sink said to stop.
pub(crate) fn read_stream(
    file: Option<&Arc<str>>,
    mut stream: Box<dyn Read + '_>,
    wanted: Wanted,
    sink: &mut dyn Sink,
) -> bool {
    let (first, rest) = first_bytes::<LONGEST>(&mut stream);
    if let Some(found) = stranger(&first) {
        sink.unread(Unread { file: file.cloned(), offset: 0, expected: EXPORT.to_owned(), found: found.to_owned() });
        return true;
    }
    read(file, Box::new(io::Cursor::new(first).chain(rest)), wanted, sink)
}

fn stranger(first: &[u8]) -> Option<&'static str> {
    let mut text = Vec::new();
    decoded(Box::new(first)).stream.read_to_end(&mut text).ok()?;
    let text = text.trim_ascii_start();
    KNOWN.iter().find_map(|(beginning, what)| text.starts_with(beginning).then_some(*what))
}

/// What an archive is by its members, when it is none of exports.
pub(super) fn archived(has_member: impl Fn(&str) -> bool) -> Option<&'static str> {
    WORKBOOK.into_iter().all(has_member).then_some("an Excel workbook (save it as CSV UTF-8)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_often_given_and_is_no_export_is_told_by_how_it_begins() {
        let objects = "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">";
        let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(objects.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for text in [objects.as_bytes(), wide.as_slice(), format!("\u{FEFF}\r\n{objects}").as_bytes()] {
            assert_eq!(stranger(text), Some(CLIXML), "{text:?}");
        }
        assert_eq!(stranger(b"%PDF-1.7\n"), Some("a PDF"));
        for text in ["", "<html>", "{\"a\":\"%PDF\"}", "RecordId,AuditData\n"] {
            assert_eq!(stranger(text.as_bytes()), None, "{text}");
        }
    }
}
