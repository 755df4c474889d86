//! JSON that holds no record: in a file of records an error each, alone no export.

use serde_json::{Value, json};

use crate::fixture::{balanced, bytes, options};
use crate::scanned::scan_bytes;

fn summary(text: &str) -> Value {
    let found = scan_bytes("export", text.as_bytes(), &options()).unwrap();
    let summary = serde_json::to_value(found.summary()).unwrap();
    balanced(&summary);
    summary
}

const HOLLOW: [&str; 9] = [
    "{}",
    "{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"x\"}}",
    "{\"CreationDate\":\"x\",\"AuditData\":null}",
    "{\"CreationDate\":\"x\",\"AuditData\":\"\"}",
    "{\"AuditData\":System.Object[]}",
    "{\"AuditData\":\"System.Object[]\"}",
    "{\"AuditData\":}",
    "{\"AuditData\":[]}",
    "{\"AuditData\":\"{}\"}",
];

#[test]
fn an_object_that_holds_no_record_is_an_error_wherever_it_stands() {
    let text = String::from_utf8(bytes("records.jsonl")).unwrap();
    let lines: Vec<&str> = text.lines().take(3).collect();
    let page = format!("{{\"value\":[{}]}}", lines.join(","));
    for hollow in HOLLOW.into_iter().chain(["\"{}\""]) {
        for (text, records) in [
            (format!("{}\n{hollow}\n{}", lines[0], lines[1]), 3),
            (format!("[{},{hollow},{}]", lines[0], lines[1]), 3),
            (format!("{page}\n{hollow}\n{page}"), 7),
            (format!("{{\"value\":[{},{hollow},{}]}}", lines[0], lines[1]), 3),
        ] {
            let summary = summary(&text);
            assert_eq!((&summary["records"], &summary["errors"]), (&json!(records), &json!(1)), "{hollow}: {summary}");
        }
    }
}

#[test]
fn a_wrapper_that_tells_another_operation_is_skipped_by_that() {
    let text = String::from_utf8(bytes("records.jsonl")).unwrap();
    for wrapper in [
        "{\"Operations\":\"FileAccessed\",\"AuditData\":null}",
        "{\"Operations\":\"FileAccessed\",\"AuditData\":\"\"}",
        "{\"operation\":\"FileAccessed\",\"auditData\":null}",
    ] {
        let summary = summary(&format!("{text}{wrapper}\n{wrapper}\n"));
        assert_eq!(summary["errors"], 0, "{wrapper}: {summary}");
    }
}

#[test]
fn other_json_is_no_export_also_in_a_string() {
    for text in ["{\"a\":1}", "\"{\\\"a\\\":1}\"", "\"{\\\"a\\\":1}\"\n\"{\\\"b\\\":\\\"Operation\\\"}\"\n"] {
        let summary = summary(text);
        assert_eq!(summary["records"], summary["errors"], "{text}: {summary}");
        assert_eq!(summary["unread"][0]["offset"], 0, "{text}: {summary}");
    }
}

#[test]
fn a_file_that_is_given_up_says_so_and_where() {
    let summary = summary(&"{\"a\":1}\n".repeat(1500));
    let unread = &summary["unread"][0];
    let found = unread["found"].as_str().unwrap();
    assert_eq!((&unread["offset"], &summary["errors"]), (&json!(0), &json!(1000)), "{summary}");
    assert!(found.contains("Operation") && found.contains("given up") && found.contains("1,000"), "{found}");
    assert!(found.contains("byte 7999"), "{found}");
}
