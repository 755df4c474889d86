//! Rows that do not fit their header: their columns tell nothing, so none of them passes for a record of no concern.

use serde_json::{Value, json};

use crate::fixture::{balanced, bytes, options, shown};
use crate::scanned::scan_bytes;

fn scanned(text: &[u8]) -> (Vec<Value>, Value) {
    let found = scan_bytes("export", text, &options()).unwrap();
    let summary = serde_json::to_value(found.summary()).unwrap();
    balanced(&summary);
    (shown(&found), summary)
}

fn joined(names: &[&str]) -> Vec<u8> {
    names.iter().flat_map(|name| [bytes(name), b"\n".to_vec()].concat()).collect()
}

/// Records, those of other operations, errors.
fn counts(summary: &Value) -> (u64, u64, u64) {
    let count = |value: &Value| value.as_u64().unwrap();
    (count(&summary["records"]), count(&summary["skipped"]["other_operation"]), count(&summary["errors"]))
}

#[test]
fn exports_that_were_put_behind_each_other_are_read_by_the_header_of_each() {
    let names =
        ["portal.csv", "portal_old.csv", "search.csv", "excel_semicolon.csv", "columns_reordered.csv", "portal.csv"];
    let alone: Vec<_> = names.iter().map(|name| counts(&scanned(&bytes(name)).1)).collect();
    for first in 0..names.len() {
        for second in 0..names.len() {
            let (_, summary) = scanned(&joined(&[names[first], names[second]]));
            let (a, b) = (alone[first], alone[second]);
            let case = format!("{} {}: {summary}", names[first], names[second]);
            assert_eq!(counts(&summary), (a.0 + b.0, a.1 + b.1, a.2 + b.2), "{case}");
        }
    }
    let (_, summary) = scanned(&joined(&["sentinel.csv", "sentinel.csv"]));
    let (records, others, errors) = counts(&scanned(&bytes("sentinel.csv")).1);
    assert_eq!(counts(&summary), (2 * records, 2 * others, 2 * errors), "{summary}");
}

#[test]
fn json_behind_a_csv_is_an_error_for_each_line() {
    let lines = bytes("records.jsonl");
    let count = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count() as u64;
    let (records, _, errors) = counts(&scanned(&bytes("portal.csv")).1);
    let (_, summary) = scanned(&joined(&["portal.csv", "records.jsonl"]));
    assert_eq!(counts(&summary).0, records + count, "{summary}");
    assert_eq!(counts(&summary).2, errors + count, "{summary}");
    assert_eq!(summary["problems"][0]["expected"], "8 cells");
}

#[test]
fn a_row_with_a_cell_too_many_or_too_few_before_its_record_is_an_error() {
    let header =
        "RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits,AssociatedAdminUnitsNames\n";
    let record = "\"{\"\"Operation\"\":\"\"FileAccessed\"\"}\"";
    let sound = format!("r,2026-01-24T06:54:24,6,FileAccessed,uma@contoso.com,{record},,\n");
    for odd in [
        format!("r,x,2026-01-24T06:54:24,6,FileAccessed,uma@contoso.com,{record},,\n"),
        format!("r,6,FileAccessed,uma@contoso.com,{record},,\n"),
        "a,b,c,MemberAdded\n".to_owned(),
        "a,b,c,FileAccessed\n".to_owned(),
        "a,2026-01-24T06:54:24,25,ChatC\n".to_owned(),
        "a\n".to_owned(),
    ] {
        for text in
            [format!("{header}{odd}{sound}"), format!("{header}{sound}{odd}"), format!("{header}{sound}{odd}{sound}")]
        {
            let (_, summary) = scanned(text.as_bytes());
            assert_eq!(summary["errors"], 1, "{text}: {summary}");
            assert_eq!(counts(&summary).1 + 1, counts(&summary).0, "{summary}");
            assert_eq!(summary["problems"][0]["expected"], "8 cells", "{summary}");
        }
    }
    let spaced = "Id,Operation,AuditData\n1, \"ChatCreated\", \"{\"\"Operation\"\":\"\"ChatCreated\"\"}\"\n";
    assert_eq!(counts(&scanned(spaced.as_bytes()).1), (1, 0, 1));
    // Tools leave out what is empty at the end.
    let (_, summary) = scanned(format!("{header}{}", sound.replace(",,\n", "\n")).as_bytes());
    assert_eq!((&summary["errors"], &summary["skipped"]["other_operation"]), (&json!(0), &json!(1)));
}

#[test]
fn the_last_row_of_a_csv_that_ends_within_its_operation_is_an_error() {
    let text = bytes("portal.csv");
    let row = text.split_inclusive(|byte| *byte == b'\n').nth(1).unwrap();
    let whole = [&text[..], b"\n"].concat();
    let before = counts(&scanned(&whole).1);
    for length in [1, 20, 40, 60] {
        let (_, summary) = scanned(&[&whole[..], &row[..length]].concat());
        assert_eq!(counts(&summary), (before.0 + 1, before.1, before.2 + 1), "{length}: {summary}");
    }
}

#[test]
fn a_row_of_a_table_that_has_other_cells_than_its_header_is_an_error() {
    let text = String::from_utf8(bytes("sentinel.csv")).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let row = rows.lines().next().unwrap();
    let before = counts(&scanned(text.as_bytes()).1);
    for cut in (1..row.len()).filter(|cut| row[..*cut].ends_with(',')).map(|comma| comma - 1).filter(|cut| *cut > 0) {
        for text in [format!("{header}\n{}\n{rows}", &row[..cut]), format!("{}\n{}", text.trim_end(), &row[..cut])] {
            let (_, summary) = scanned(text.as_bytes());
            // A line with an open quote takes what follows with it, up to where a row is to be seen.
            let quoted = row[..cut].matches('"').count() % 2 == 1;
            assert!(quoted || counts(&summary) == (before.0 + 1, before.1, before.2 + 1), "{cut}: {summary}");
            assert!(counts(&summary).2 > before.2, "{cut}: {summary}");
        }
    }
}
