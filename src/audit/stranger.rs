//! Files that are often given and are no exports.

const CLIXML: &str = "PowerShell's CLIXML (export with Export-Csv or ConvertTo-Json)";
const HTML: &str = "an HTML page (perhaps the page that said why there is no export)";
const OTHERWISE_PACKED: &str = "an archive of another kind than gzip and zip (unpack it)";
/// How it begins, and what it is.
const KNOWN: [(&[u8], &str); 12] = [
    (b"<Objs Version=", CLIXML),
    (b"#< CLIXML", CLIXML),
    (b"<!DOCTYPE", HTML),
    (b"<!doctype", HTML),
    (b"<html", HTML),
    (b"<?xml", "XML"),
    (b"%PDF", "a PDF"),
    (b"7z\xBC\xAF\x27\x1C", OTHERWISE_PACKED),
    (b"BZh", OTHERWISE_PACKED),
    (b"\x28\xB5\x2F\xFD", OTHERWISE_PACKED),
    (b"\xFD7zXZ", OTHERWISE_PACKED),
    (b"\xD0\xCF\x11\xE0", "a file of Office's old form, or a protected one (save it as CSV UTF-8 if it is a workbook)"),
];
/// What a workbook has among the members of its zip archive.
const WORKBOOK: [&str; 2] = ["[Content_Types].xml", "xl/workbook.xml"];

/// What begins so.
pub(super) fn stranger(text: &[u8]) -> Option<&'static str> {
    KNOWN.iter().find_map(|(beginning, what)| text.starts_with(beginning).then_some(*what))
}

/// What an archive is by its members, when it is none of exports.
pub(super) fn archived(has_member: impl Fn(&str) -> bool) -> Option<&'static str> {
    WORKBOOK.into_iter().all(has_member).then_some("an Excel workbook (save it as CSV UTF-8)")
}
