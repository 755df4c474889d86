//! One record is damaged, and those around it are read: in lines of strings, in arrays and pages on one line.

use serde_json::{Value, json};

use crate::fixture::{balanced, bytes, options};
use crate::scanned::scan_bytes;

fn summary(text: &[u8]) -> Value {
    let found = scan_bytes("export", text, &options()).unwrap();
    let summary = serde_json::to_value(found.summary()).unwrap();
    balanced(&summary);
    summary
}

fn number(summary: &Value, name: &str) -> u64 {
    summary[name].as_u64().unwrap()
}

/// Those that were read and say something about chats, of whatever kind.
fn of_chats(summary: &Value) -> u64 {
    number(summary, "records") - number(summary, "errors") - summary["skipped"]["other_operation"].as_u64().unwrap()
}

/// The elements of a list that stands on one line, with what is before and behind them.
fn elements(name: &str) -> Vec<String> {
    let list: Vec<Box<serde_json::value::RawValue>> = serde_json::from_slice(&bytes(name)).unwrap();
    list.into_iter().map(|element| element.get().to_owned()).collect()
}

/// Arrays and pages on one line, whose elements are records, wrappers and strings.
fn lists() -> Vec<(&'static str, String, Vec<String>, &'static str)> {
    let records = elements("activity.json");
    let as_strings = records.iter().map(|record| Value::from(record.as_str()).to_string()).collect();
    let wrapper = |record: &String| {
        json!({ "CreationDate": "2026", "Id": 1, "AuditData": record, "Z": [{ "Id": 2 }] }).to_string()
    };
    let wrappers = records.iter().map(wrapper).collect();
    let page = "{\"@odata.context\":\"x\",\"value\":[".to_owned();
    vec![
        ("array", "[".to_owned(), records.clone(), "]"),
        ("page", page, records, "],\"@odata.nextLink\":\"y\"}"),
        ("strings", "[".to_owned(), as_strings, "]"),
        ("wrappers", "[".to_owned(), wrappers, "]"),
    ]
}

const BAD_LINES: [&str; 6] =
    ["\"\"", "null", "System.Object[]", "// a comment", "\"System.Object[]\"", "\"{\\\"a\\\":"];

#[test]
fn a_bad_line_among_strings_costs_itself_alone() {
    let text = String::from_utf8(bytes("strings.jsonl")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let long = format!("\"{{\\\"Operation\\\":\\\"MemberAdded\\\",\\\"A\\\":\\\"{}\\\"}}\"", "x".repeat(2 << 20));
    for at in [1, 5, lines.len() - 2] {
        let cut = &lines[at][..lines[at].len() - 100];
        let stray = lines[at].replacen("Id\\\":", "Id\":", 1);
        for bad in BAD_LINES.into_iter().chain([cut, &stray, &long]) {
            let mut damaged = lines.clone();
            damaged[at] = bad;
            let summary = summary(damaged.join("\n").as_bytes());
            let counted = (number(&summary, "records"), number(&summary, "errors"));
            let bad = &bad[..bad.len().min(60)];
            assert_eq!(counted, (lines.len() as u64, 1), "line {at}, {bad}: {summary}");
            assert_eq!(summary["problems"][0]["row"], at + 1, "{bad}: {summary}");
        }
    }
}

/// Behind the last element nothing shows whether that was all.
fn is_told_at_the_end_alone(summary: &Value, at: usize, count: usize) -> bool {
    at + 1 == count || summary["unread"] == json!([])
}

#[test]
fn a_line_break_in_a_string_of_a_one_line_list_costs_its_element_alone() {
    for (form, before, elements, after) in lists() {
        for at in 0..elements.len() {
            let mut damaged = elements.clone();
            let middle = damaged[at].find("OrganizationId").unwrap() + 25;
            damaged[at].insert(middle, '\n');
            let summary = summary(format!("{before}{}{after}", damaged.join(",")).as_bytes());
            assert_eq!(number(&summary, "records"), elements.len() as u64, "{form}, {at}: {summary}");
            assert!(number(&summary, "errors") <= 1, "{form}, {at}: {summary}");
            assert!(is_told_at_the_end_alone(&summary, at, elements.len()), "{form}, {at}: {summary}");
        }
    }
}

/// The text of the neighbour may be ambiguous then, and no other's is.
#[test]
fn a_quote_or_bytes_that_are_missing_in_a_one_line_list_cost_two_elements_at_most() {
    let mut wrong = Vec::new();
    for ((form, before, elements, after), glue) in
        lists().into_iter().flat_map(|list| [(list.clone(), ","), (list, ", ")])
    {
        let whole = of_chats(&summary(format!("{before}{}{after}", elements.join(glue)).as_bytes()));
        for (at, element) in elements.iter().enumerate() {
            let quotes = element.match_indices('"').map(|(quote, _)| (quote, 1));
            let lost = (0..element.len() - 1).step_by(53).map(|lost| (lost, 40.min(element.len() - lost)));
            for (from, length) in quotes.chain(lost).step_by(if glue == "," { 1 } else { 7 }) {
                let mut damaged = elements.clone();
                damaged[at].replace_range(from..from + length, "");
                let summary = summary(format!("{before}{}{after}", damaged.join(glue)).as_bytes());
                let is_told = is_told_at_the_end_alone(&summary, at, elements.len());
                if of_chats(&summary) + 2 < whole || number(&summary, "errors") > 4 || !is_told {
                    wrong.push(format!("{form}{glue} {at}, {from}+{length}: {summary}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}: {:#?}", wrong.len(), &wrong[..wrong.len().min(5)]);
}
