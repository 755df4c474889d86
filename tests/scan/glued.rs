//! A line break that is missing: who wrote was stopped and went on there later, or files were put behind each other.

use serde_json::{Value, json};

use crate::fixture::{balanced, bytes, options};
use crate::scanned::scan_bytes;

fn text_of(name: &str) -> String {
    String::from_utf8(bytes(name)).unwrap()
}

fn summary(text: &str) -> Value {
    let found = scan_bytes("export", text.as_bytes(), &options()).unwrap();
    let summary = serde_json::to_value(found.summary()).unwrap();
    balanced(&summary);
    summary
}

fn counted(text: &str) -> (u64, u64) {
    let summary = summary(text);
    assert_eq!(summary["unread"], json!([]), "{summary}");
    (summary["records"].as_u64().unwrap(), summary["errors"].as_u64().unwrap())
}

#[test]
fn a_string_that_was_cut_off_costs_no_line_but_its_own() {
    let text = text_of("strings.jsonl");
    let lines: Vec<&str> = text.lines().collect();
    let all = lines.len() as u64;
    let line = lines[1];
    let after_the_first_key = line.find(':').unwrap() + 1;
    // A backslash at the end would make the next quote the string's own.
    for cut in (after_the_first_key..line.len() - 2).filter(|cut| !line[..*cut].ends_with('\\')) {
        let torn = format!("{}\n{}{}\n", lines[0], &line[..cut], lines[2..].join("\n"));
        assert_eq!(counted(&torn), (all, 1), "cut at {cut}: {torn}");
    }
}

#[test]
fn a_line_without_its_opening_quote_costs_no_line_but_its_own() {
    let text = text_of("strings.jsonl");
    let all = text.lines().count() as u64;
    for bare in 1..text.lines().count() {
        let torn: Vec<&str> = text.lines().enumerate().map(|(at, line)| &line[usize::from(at == bare)..]).collect();
        // One of another operation passes, and its closing quote is the error.
        let (records, errors) = counted(&torn.join("\n"));
        assert!(errors == 1 && (records == all || records == all + 1), "line {bare}: {records}, {errors}");
    }
}

#[test]
fn a_page_whose_head_is_broken_keeps_its_records() {
    let text = text_of("graph_pages.jsonl");
    let (all, errors) = counted(&text);
    let pages: Vec<&str> = text.lines().collect();
    let head = pages[1].find("\"value\"").unwrap();
    for (at, stray) in (1..head).flat_map(|at| ["\"", "\u{0}", "{"].map(|stray| (at, stray))) {
        let (before, behind) = pages[1].split_at(at);
        let found = counted(&format!("{}\n{before}{stray}{behind}\n", pages[0]));
        assert!(found.0 - found.1 == all - errors && found.1 <= errors + 2, "{stray:?} at byte {at}: {found:?}");
    }
}

/// In an export with one row a line.
fn rows(name: &str) -> (String, Vec<String>) {
    let text = text_of(name);
    let (header, rows) = text.split_once('\n').unwrap();
    let mut whole: Vec<String> = Vec::new();
    for line in rows.split_inclusive('\n') {
        match whole.last_mut().filter(|last| last.matches('"').count() % 2 == 1) {
            Some(last) => last.push_str(line),
            None => whole.push(line.to_owned()),
        }
    }
    (format!("{header}\n"), whole)
}

#[test]
fn a_row_behind_one_without_its_line_break_is_read() {
    let (header, rows) = rows("portal.csv");
    for at in 0..rows.len() - 1 {
        let (first, next) = (rows[at].trim_end(), &rows[at + 1]);
        let alone = format!("{header}{first}\n{next}");
        assert_eq!(counted(&format!("{header}{first}{next}")), counted(&alone), "rows {at} and the next");
    }
    let third = format!("{header}{}{}{}", rows[0].trim_end(), rows[1].trim_end(), rows[2]);
    assert_eq!(counted(&third).0, 3);
}

#[test]
fn an_export_behind_a_row_that_was_cut_off_is_read_by_its_header() {
    let text = text_of("portal.csv");
    let (header, rows) = rows("portal.csv");
    let (all, errors) = counted(&text);
    let row = &rows[0];
    for cut in 1..row.find('{').unwrap() - 1 {
        let torn = format!("{header}{}{text}", &row[..cut]);
        assert_eq!(counted(&torn), (all + 1, errors + 1), "cut at {cut}");
    }
}

#[test]
fn rows_that_end_with_a_carriage_return_alone_are_told_as_a_rest() {
    let (header, rows) = rows("portal.csv");
    let tail = rows[1..].join("").replace("\r\n", "\n").replace('\n', "\r");
    let summary = summary(&format!("{header}{}{tail}", rows[0]));
    assert_eq!(summary["unread"].as_array().unwrap().len(), 1, "{summary}");
}
