//! Files that were put together, whatever their forms.

use serde_json::{Value, json};

use crate::fixture::{balanced, bytes, options};
use crate::scanned::scan_bytes;

fn summary(text: &[u8]) -> Value {
    let found = scan_bytes("export", text, &options()).unwrap();
    let summary = serde_json::to_value(found.summary()).unwrap();
    balanced(&summary);
    summary
}

fn counted(summary: &Value) -> (u64, u64) {
    (summary["records"].as_u64().unwrap(), summary["errors"].as_u64().unwrap())
}

#[test]
fn byte_order_marks_between_files_and_two_at_the_start_are_no_records() {
    let mark = "\u{FEFF}".as_bytes();
    for name in ["records.jsonl", "activity.json", "graph_pages.jsonl", "strings.jsonl", "records_printed.json"] {
        let one = bytes(name);
        let (records, _) = counted(&summary(&one));
        for parts in [vec![mark, mark, &one], vec![mark, &one, mark, &one], vec![&one, b"\n", mark, mark, &one]] {
            let twice = if parts.iter().filter(|part| part.len() > 3).count() == 2 { 2 } else { 1 };
            let summary = summary(&parts.concat());
            assert_eq!(counted(&summary), (records * twice, 0), "{name}: {summary}");
            assert_eq!(summary["unread"], json!([]), "{name}: {summary}");
        }
    }
    let csv = bytes("portal.csv");
    assert_eq!(counted(&summary(&[mark, mark, &csv].concat())), counted(&summary(&csv)));
}

#[test]
fn a_line_behind_a_broken_one_is_read_also_when_a_byte_order_mark_begins_it() {
    let text = String::from_utf8(bytes("records.jsonl")).unwrap();
    let cut = text.trim_end();
    let summary = summary(format!("{}\n\u{FEFF}{text}", &cut[..cut.len() - 30]).as_bytes());
    assert_eq!(counted(&summary), (2 * text.lines().count() as u64, 1), "{summary}");
}

/// The offset at which the unread rest begins, and the exit code is told by that it is there.
fn rest_at(summary: &Value) -> Option<u64> {
    let unread = summary["unread"].as_array().unwrap();
    assert!(unread.len() <= 1, "{summary}");
    unread.first().map(|unread| {
        assert!(!unread["expected"].as_str().unwrap().is_empty(), "{summary}");
        assert!(unread["found"].as_str().unwrap().contains("rest of the file"), "{summary}");
        unread["offset"].as_u64().unwrap()
    })
}

#[test]
fn a_rest_in_which_nothing_can_be_read_is_told_with_its_place() {
    let csv = String::from_utf8(bytes("portal.csv")).unwrap();
    let quoted = String::from_utf8(bytes("search.csv")).unwrap();
    for name in ["records.jsonl", "activity.json", "graph_pages.jsonl", "records_printed.json"] {
        let export = String::from_utf8(bytes(name)).unwrap();
        let export = format!("{}\n", export.trim_end());
        let (records, _) = counted(&summary(export.as_bytes()));
        for rest in [csv.as_str(), &quoted, "no export\nat all\n", "<html>\n<body>x</body>\n</html>"] {
            let summary = summary(format!("{export}{rest}").as_bytes());
            assert_eq!(rest_at(&summary), Some(export.len() as u64), "{name}, {rest:.20}: {summary}");
            assert_eq!(counted(&summary), (records + 1, 1), "{name}, {rest:.20}: {summary}");
        }
    }
}

fn utf16(text: &str) -> Vec<u8> {
    [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_rest_in_another_encoding_or_form_is_told_however_few_its_lines_are() {
    let text = |name| String::from_utf8(bytes(name)).unwrap();
    let (lines, csv, list) = (text("records.jsonl"), text("portal.csv"), text("activity.json"));
    let one_line = serde_json::from_str::<Value>(&list).unwrap().to_string();
    // A record of more than the window holds, and no end of it.
    let long = format!("{{\"x\":\"{}", "y".repeat(3 << 20));
    for (export, rest) in [
        (utf16(&lines), lines.as_bytes()),
        (utf16(&csv), csv.as_bytes()),
        (utf16(&csv), long.as_bytes()),
        (csv.clone().into_bytes(), one_line.as_bytes()),
        (csv.clone().into_bytes(), long.as_bytes()),
    ] {
        let (records, errors) = counted(&summary(&export));
        let summary = summary(&[&export, rest].concat());
        let case = format!("{:.60}: {summary}", String::from_utf8_lossy(rest));
        assert_eq!(rest_at(&summary), Some(export.len() as u64), "{case}");
        assert_eq!(counted(&summary), (records + 1, errors + 1), "{case}");
    }
}

#[test]
fn an_export_csv_behind_another_begins_with_a_mark_and_its_type() {
    let csv = String::from_utf8(bytes("search.csv")).unwrap();
    let typed = format!("\u{FEFF}#TYPE Deserialized.Record\r\n{}", csv.trim_start_matches('\u{FEFF}'));
    let (records, errors) = counted(&summary(csv.as_bytes()));
    let (joined, unicode) = (summary(format!("{csv}{typed}").as_bytes()), summary(&utf16(&format!("{csv}{typed}"))));
    assert_eq!(counted(&joined), (2 * records, 2 * errors), "{joined}");
    assert_eq!(counted(&unicode), (2 * records, 2 * errors), "{unicode}");
}

#[test]
fn an_end_that_is_cut_off_or_one_bad_line_is_one_error_and_no_rest() {
    for name in ["records.jsonl", "activity.json", "graph_pages.jsonl", "records_printed.json", "strings.jsonl"] {
        let export = bytes(name);
        for cut in (export.len() - 400..export.len()).step_by(7) {
            assert_eq!(rest_at(&summary(&export[..cut])), None, "{name} to {cut}: {}", summary(&export[..cut]));
        }
    }
    for name in ["portal.csv", "search.csv", "portal_old.csv", "sentinel.csv"] {
        let export = bytes(name);
        for cut in (export.len() - 400..export.len()).step_by(7) {
            assert_eq!(rest_at(&summary(&export[..cut])), None, "{name} to {cut}: {}", summary(&export[..cut]));
        }
    }
    let lines = String::from_utf8(bytes("records.jsonl")).unwrap();
    for last in ["null", "System.Object[]", "// end\n", "\"\"\n\n", "]\n}\n", "{\"a\":\"b\"c\"}\n", "{\"a\":}"] {
        let summary = summary(format!("{}\n{last}", lines.trim_end()).as_bytes());
        assert_eq!(rest_at(&summary), None, "{last}: {summary}");
        assert_eq!(counted(&summary).1, 1, "{last}: {summary}");
    }
}

#[test]
fn a_fault_stands_in_its_own_record() {
    let text = String::from_utf8(bytes("records.jsonl")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    for at in [2, 5] {
        let start = lines[..at].iter().map(|line| line.len() + 1).sum::<usize>();
        for (cut, _) in lines[at].match_indices([':', ',', '{', '"', '[']) {
            let mut damaged = lines.clone();
            damaged[at] = &lines[at][..=cut];
            let summary = summary(damaged.join("\n").as_bytes());
            assert_eq!(counted(&summary), (lines.len() as u64, 1), "{cut}: {summary}");
            let offset = usize::try_from(summary["problems"][0]["offset"].as_u64().unwrap()).unwrap();
            assert!((start..=start + damaged[at].len()).contains(&offset), "{cut}: {start}: {summary}");
        }
    }
}
