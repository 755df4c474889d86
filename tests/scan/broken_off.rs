//! Damage of which the extent is the reader's to find: what came before it counts, and nothing is lost without a word.

use serde_json::{Value, json};
use teams_chat_access::finding::Findings;

use crate::fixture::{balanced, bytes, options, path, shown};
use crate::scanned::{scan_bytes, scan_path};

fn scanned(name: &str) -> (Findings, Value) {
    let found = scan_path(&path(name), &options()).unwrap_or_else(|error| panic!("{name}: {error}"));
    let summary = serde_json::to_value(found.summary()).unwrap();
    balanced(&summary);
    (found, summary)
}

fn verdict(finding: &Value) -> String {
    let word = |name: &str| finding[name].as_str().unwrap_or("-").to_owned();
    format!("{} {} {}", word("userPrincipalName"), word("class"), word("reason"))
}

fn verdicts(found: &Findings) -> Vec<String> {
    shown(found).iter().map(verdict).collect()
}

#[test]
fn a_quote_that_is_never_closed_costs_its_own_record_or_is_said_to_cost_the_rest() {
    let (found, summary) = scanned("unclosed_quote.csv");
    let text = bytes("unclosed_quote.csv");
    let line = |number: usize| text.split_inclusive(|b| *b == b'\n').take(number).map(<[u8]>::len).sum::<usize>();
    let (start, end) = (line(2) as u64, line(3) as u64);
    let verdicts = verdicts(&found);
    assert!(verdicts.iter().all(|v| !v.contains("uma@contoso.com certain")), "{verdicts:?}");
    let problem = &summary["problems"][0];
    if summary["unread"] == json!([]) {
        assert_eq!(problem["row"], 2, "{summary}");
        let offset = problem["offset"].as_u64().unwrap();
        assert!((start..=end).contains(&offset), "{offset} in {start}..{end}");
        // The rows after it are read: Vic's two chats and the group.
        assert_eq!(summary["records"], 5, "{summary}");
        assert_eq!(summary["errors"], 1, "{summary}");
        assert!(verdicts.contains(&"vic@contoso.com certain directory".to_owned()), "{verdicts:?}");
        assert!(verdicts.contains(&"vic@contoso.com certain accepted".to_owned()), "{verdicts:?}");
    } else {
        let offset = summary["unread"][0]["offset"].as_u64().unwrap();
        assert!(offset >= start, "{summary}");
    }
    assert!(verdicts.iter().any(|v| v.starts_with("uma@contoso.com derived other_half")), "{verdicts:?}");
}

#[test]
fn a_cell_that_excel_cut_is_one_error_and_the_rows_around_it_are_read() {
    let (found, summary) = scanned("excel_cut_cells.csv");
    assert_eq!((&summary["records"], &summary["errors"]), (&json!(3), &json!(1)), "{summary}");
    assert_eq!(summary["problems"][0]["row"], 2);
    assert_eq!(verdicts(&found), ["uma@contoso.com derived other_half", "vic@contoso.com certain directory"]);
}

#[test]
fn a_refusal_that_was_saved_as_a_page_is_no_export() {
    let (found, summary) = scanned("refusal.json");
    assert!(found.findings().is_empty() && summary["records"] == summary["errors"], "{summary}");
    let unread = &summary["unread"][0];
    assert!(unread["file"].as_str().unwrap_or_default().ends_with("refusal.json"), "{summary}");
    assert!(unread["expected"].as_str().unwrap().contains("AuditData"), "{summary}");
}

#[test]
fn what_came_before_a_download_broke_off_is_read_and_the_end_is_reported() {
    let (found, summary) = scanned("cut.csv.gz");
    let unread = &summary["unread"][0];
    assert!(unread["file"].as_str().unwrap().ends_with("cut.csv.gz"), "{summary}");
    assert!(!unread["expected"].as_str().unwrap().is_empty() && !unread["found"].as_str().unwrap().is_empty());
    // Half of the text has the records 2, 3 and 5 whole.
    let verdicts = verdicts(&found);
    assert!(verdicts.contains(&"uma@contoso.com certain accepted".to_owned()), "{verdicts:?}");
    assert!(verdicts.contains(&"vic@contoso.com review added_by_outsider".to_owned()), "{verdicts:?}");
    assert!(summary["records"].as_u64().unwrap() >= 5, "{summary}");
}

#[test]
fn an_archive_without_its_end_and_a_wrong_checksum_are_reported() {
    for name in ["cut.zip", "wrong_sum.csv.gz"] {
        let (_, summary) = scanned(name);
        assert!(summary["unread"][0]["file"].as_str().unwrap_or_default().contains(name), "{name}: {summary}");
    }
}

#[test]
fn each_prefix_of_a_file_is_read_as_far_as_it_goes() {
    for (name, step) in [("portal.csv", 97), ("records.jsonl", 89), ("activity.json", 83), ("graph_printed.json", 211)]
    {
        let text = bytes(name);
        let whole = shown(&scan_bytes(name, &text, &options()).unwrap());
        let mut seen = 0;
        for end in (1..text.len()).step_by(step) {
            let found = scan_bytes(name, &text[..end], &options()).unwrap_or_else(|e| panic!("{name} to {end}: {e}"));
            let summary = serde_json::to_value(found.summary()).unwrap();
            balanced(&summary);
            let records = summary["records"].as_u64().unwrap();
            assert!(records >= seen && records <= 14, "{name} to {end}: {records} after {seen}");
            // A half record that does not count yet is no step back: it is counted once it is there.
            seen = records.saturating_sub(1);
            // Records that are missing take certainty away, and never give it to anybody.
            for finding in shown(&found).iter().filter(|finding| finding["class"] == "certain") {
                let same = |other: &&Value| {
                    ["userPrincipalName", "threadId", "userId"].iter().all(|field| other[*field] == finding[*field])
                };
                assert!(whole.iter().any(|other| same(&other)), "{name} to {end}: {finding}");
            }
        }
        assert!(seen >= 11, "{name}: {seen}");
    }
}

/// Objects inside a record are no records, and what is inside a damaged one proves nothing.
#[test]
fn nothing_inside_a_broken_record_is_taken_for_a_record() {
    let inner: Value = serde_json::from_str(fixture_line(3)).unwrap();
    let outer = json!({ "Operation": "FileAccessed", "Workload": "SharePoint", "A": "x", "Nested": [inner, inner] });
    let printed = serde_json::to_string_pretty(&outer).unwrap();
    let page = serde_json::to_string_pretty(&json!({ "@odata.context": "x", "value": [outer] })).unwrap();
    let list = serde_json::to_string_pretty(&json!([outer])).unwrap();
    let before_the_end = |text: &str| text[..text.rfind("ParticipantInfo").unwrap()].to_owned();
    let without_a_comma = |text: &str| text.replacen("\"A\": \"x\",", "\"A\": \"x\"", 1);
    let open_string = |text: &str| text.replacen("\"A\": \"x\",", "\"A\": \"x,", 1);
    for whole in [printed, page, list] {
        for text in [before_the_end(&whole), without_a_comma(&whole), open_string(&whole)] {
            let found = scan_bytes("export", text.as_bytes(), &options()).unwrap();
            let summary = serde_json::to_value(found.summary()).unwrap();
            balanced(&summary);
            assert_eq!((&summary["evidence"], found.findings().len()), (&json!(0), 0), "{text}");
        }
    }
}

fn fixture_line(number: usize) -> &'static str {
    static TEXT: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    TEXT.get_or_init(|| String::from_utf8(bytes("records.jsonl")).unwrap()).lines().nth(number - 1).unwrap()
}

/// Who writes lines may be stopped in one, and go on behind what is there.
#[test]
fn a_record_behind_one_that_was_cut_off_in_its_line_is_read() {
    let [first, second, third] = [1, 3, 2].map(fixture_line);
    // What stands behind a colon is a value, and behind a backslash no quote.
    let is_value = |cut: usize| first[..cut].trim_end().ends_with([':', '\\']);
    let behind_the_first_key = first.find(':').unwrap();
    for cut in (behind_the_first_key..first.len()).filter(|cut| !is_value(*cut)) {
        let text = format!("{third}\r\n{}{second}\r\n", &first[..cut]);
        let found = scan_bytes("export", text.as_bytes(), &options()).unwrap();
        let summary = serde_json::to_value(found.summary()).unwrap();
        balanced(&summary);
        assert_eq!((&summary["records"], &summary["errors"]), (&json!(3), &json!(1)), "{text}: {summary}");
        assert_eq!(summary["problems"][0]["row"], 2, "{summary}");
    }
}

/// A wrapper shows no operation when its record is cut off before it: it must never pass for one of another operation.
#[test]
fn a_record_in_text_that_is_cut_off_is_an_error_wherever_it_stands() {
    let whole = json!({ "AuditData": fixture_line(1) }).to_string();
    let other =
        json!({ "AuditData": "{\"Id\":\"1\",\"Operation\":\"FileAccessed\",\"Workload\":\"SharePoint\"}" }).to_string();
    let cut = r#"{"AuditData":"{\"Id\":\"3\",\"Operation\":\"ChatCrea"}"#.to_owned();
    let broken = r#"{"AuditData":"{\"Operation\":\"ChatCrea","x":tru}"#.to_owned();
    for damaged in [&cut, &broken] {
        for order in [[&whole, damaged, &other], [&whole, &other, damaged], [&other, &whole, damaged]] {
            let lines = order.map(|text| text.as_str());
            for text in [lines.join("\n"), format!("[{}]", lines.join(",")), lines.join(" ")] {
                let found = scan_bytes("export", text.as_bytes(), &options()).unwrap();
                let summary = serde_json::to_value(found.summary()).unwrap();
                balanced(&summary);
                assert_eq!((&summary["records"], &summary["errors"]), (&json!(3), &json!(1)), "{text}: {summary}");
            }
        }
    }
}

/// What is a page is one in every place, also when its list is not its first field.
#[test]
fn a_page_is_a_page_behind_records_too() {
    let record: Value = serde_json::from_str(fixture_line(3)).unwrap();
    let page = json!({ "count": 1, "dynamicProperties": {}, "value": [record] }).to_string();
    for text in [format!("{record}\n{page}"), format!("{page}\n{record}"), format!("[{record},{page}]")] {
        let found = scan_bytes("export", text.as_bytes(), &options()).unwrap();
        let summary = serde_json::to_value(found.summary()).unwrap();
        balanced(&summary);
        assert_eq!((&summary["errors"], &summary["skipped"]["duplicate"]), (&json!(0), &json!(1)), "{text}: {summary}");
    }
}

/// The place of an error is the file's, whatever it was written in.
#[test]
fn an_error_in_utf_16_is_where_the_file_has_it() {
    let line = fixture_line(1).replace("uma", "umä 中 😀");
    let json = format!("{line}\n{line}\n{{\"Operation\":\"MemberAdded\",\"OrganizationId\":7}}\n{line}\n");
    let header = "RecordId,Operation,UserId,AuditData\n";
    let csv = format!("{header}é,FileAccessed,中文,\"{{\"\"a\"\":1}}\"\nbroken,MemberAdded,x,System.Object[]\n");
    for (text, broken) in [(json, "{\"Operation\":\"MemberAdded\",\"OrganizationId\":7}"), (csv, "broken,")] {
        let units = text[..text.find(broken).unwrap()].encode_utf16().count() as u64;
        for (mark, unit) in [
            (&[0xFF, 0xFE][..], u16::to_le_bytes as fn(u16) -> [u8; 2]),
            (&[0xFE, 0xFF], u16::to_be_bytes),
            (&[], u16::to_le_bytes),
        ] {
            let file: Vec<u8> = mark.iter().copied().chain(text.encode_utf16().flat_map(unit)).collect();
            let found = scan_bytes("export", &file, &options()).unwrap();
            let summary = serde_json::to_value(found.summary()).unwrap();
            assert_eq!(summary["errors"], 1, "{summary}");
            assert_eq!(summary["problems"][0]["offset"], mark.len() as u64 + 2 * units, "{summary}");
        }
    }
}

/// Tapes and some tools fill the last block with zeros.
#[test]
fn zeros_behind_gzip_are_no_failure_and_anything_else_is_one() {
    let packed = bytes("portal.csv.gz");
    let scanned = |behind: &[u8]| {
        let found = scan_bytes("export", &[packed.as_slice(), behind].concat(), &options()).unwrap();
        (found.summary().records, found.summary().unread.len())
    };
    assert_eq!(scanned(&[0]), (13, 0));
    assert_eq!(scanned(&[0; 100_000]), (13, 0));
    assert_eq!(scanned(b"more"), (13, 1));
    assert_eq!(scanned(b"\0\0more"), (13, 1));
    assert_eq!(scanned(&[&[0; 100_000], packed.as_slice()].concat()), (13, 1));
}

#[test]
fn what_is_often_given_and_is_no_export_is_called_by_its_name() {
    let objects = "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">";
    let wide = [0xFF, 0xFE].into_iter().chain(objects.encode_utf16().flat_map(u16::to_le_bytes)).collect::<Vec<u8>>();
    let marked = format!("\u{FEFF}\r\n{objects}").into_bytes();
    let streams = format!("#< CLIXML\r\n{objects}").into_bytes();
    let said = |file: &[u8]| {
        let found = scan_bytes("export", file, &options()).unwrap();
        (found.summary().records, found.summary().unread[0].found.clone())
    };
    for file in [objects.as_bytes(), &wide, &marked, &streams] {
        assert_eq!(said(file), (0, "PowerShell's CLIXML (export with Export-Csv or ConvertTo-Json)".to_owned()));
    }
    assert_eq!(said(b"%PDF-1.7\n1 0 obj"), (0, "a PDF".to_owned()));
    assert!(said(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").1.contains("Office"));
    assert!(said(b"\xEF\xBB\xBF<!DOCTYPE html><title>Sign in</title>").1.contains("HTML"));
    assert!(said(b"BZh91AY&SY").1.contains("unpack it"));
    assert!(said(b"TimeGenerated;Operation;UserId\n2026-01-24;ChatCreated;x\n").1.contains("ChatThreadId"));
    for file in ["a <html>", "a %PDF", "Name,Mail\n"] {
        assert!(said(file.as_bytes()).1.contains("text"), "{file}");
    }
}
