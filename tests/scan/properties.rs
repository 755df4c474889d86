//! What holds for any input: the scan finds what a plain reader finds, in whatever pieces and order it comes.

use serde_json::{Value, json};
use teams_chat_access::finding::{Findings, Options};

use crate::container::{self, Document};
use crate::disguise::{self, Style};
use crate::fixture::{balanced, shown, without_source};
use crate::generated::{history, options};
use crate::random::Random;
use crate::reference;
use crate::scanned::{scan_bytes, scan_reader};
use crate::trickle::Trickle;

/// Everything that is said but the file's name: findings with the rows of their deciding records, and the account.
fn said(findings: &Findings) -> Value {
    let rows: Vec<u64> = findings.findings().iter().map(|finding| finding.source.row).collect();
    let summary = serde_json::to_value(findings.summary()).unwrap();
    balanced(&summary);
    let account: Vec<&Value> =
        ["records", "evidence", "skipped", "errors", "findings"].iter().map(|name| &summary[*name]).collect();
    json!([without_source(shown(findings)), rows, account])
}

fn parsed(options: &Value) -> Options {
    Options::from_json(options.to_string().as_bytes()).unwrap()
}

fn scanned(document: &Document, options: &Options) -> Value {
    said(
        &scan_bytes("generated", &document.bytes, options).unwrap_or_else(|error| panic!("{}: {error}", document.form)),
    )
}

/// Fails with the document beside it, so that the input can be looked at.
fn assert_same(found: &Value, expected: &Value, document: &Document, round: usize) {
    if found != expected {
        let path = std::env::temp_dir().join(format!("tca-differs-{round}"));
        std::fs::write(&path, &document.bytes).unwrap();
        panic!("round {round}, {} ({}):\nfound    {found}\nexpected {expected}", document.form, path.display());
    }
}

#[test]
fn the_scan_finds_what_a_plain_reader_finds() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut with_findings = 0;
    for round in 0..600 {
        let records = history(&mut random, 24);
        let options = parsed(&options(&mut random));
        let document = container::any(&records, &mut random);
        let expected = said(&reference::find(&document.bytes, &options));
        with_findings += usize::from(expected[0] != json!([]));
        assert_same(&scanned(&document, &options), &expected, &document, round);
    }
    assert!(with_findings > 300, "only {with_findings} rounds had findings");
}

#[test]
fn how_much_each_read_hands_over_changes_nothing() {
    let mut random = Random(0xD1B5_4A32_D192_ED03);
    for round in 0..120 {
        let records = history(&mut random, 8);
        let options = parsed(&options(&mut random));
        let document = container::any(&records, &mut random);
        let expected = scanned(&document, &options);
        for sizes in [vec![1], vec![2, 1], vec![7, 0, 1, 64], vec![4096], vec![1 + random.below(900), 1]] {
            let trickle = Trickle::new(document.bytes.clone(), sizes);
            let found = scan_reader("generated", trickle, &options).unwrap();
            assert_same(&said(&found), &expected, &document, round);
        }
    }
}

#[test]
fn a_chunk_may_end_at_every_byte() {
    let mut random = Random(0xA076_1D64_78BD_642F);
    for form in [container::csv, container::lines, container::pages, container::arrays] {
        let records = history(&mut random, 6);
        let options = parsed(&options(&mut random));
        let bytes = form(&records, &mut random).into_bytes();
        let document = Document { form: "cut in two".to_owned(), bytes };
        let expected = said(&reference::find(&document.bytes, &options));
        for at in 1..document.bytes.len() {
            let found = scan_reader("generated", Trickle::broken_at(document.bytes.clone(), at), &options).unwrap();
            assert_same(&said(&found), &expected, &document, at);
        }
    }
}

/// However large the reader's own buffer is, its end falls on each byte of the records once.
#[test]
fn the_end_of_a_buffer_may_fall_on_every_byte() {
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let forms: [(&str, Form); 3] =
        [("csv", container::csv), ("lines", container::lines), ("arrays", container::arrays)];
    for (name, form) in forms {
        for (buffer, steps) in [(1 << 16, 150), (1 << 18, 60), (1 << 20, 4)] {
            let records = history(&mut random, 3);
            let options = parsed(&options(&mut random));
            for _ in 0..steps {
                let all: Vec<_> = padding(buffer - random.below(4000))
                    .into_iter()
                    .chain(records.clone())
                    .chain(padding(100))
                    .collect();
                let bytes = form(&all, &mut Random(77)).into_bytes();
                let document = Document { form: format!("{name} about {buffer}"), bytes };
                let expected = said(&reference::find(&document.bytes, &options));
                assert_same(&scanned(&document, &options), &expected, &document, buffer);
            }
        }
    }
}

type Form = fn(&[serde_json::Map<String, Value>], &mut Random) -> String;

/// Records that are skipped, of about so many bytes together.
fn padding(bytes: usize) -> Vec<serde_json::Map<String, Value>> {
    let record = |fill: usize| {
        let record = json!({
            "CreationTime": "2026-01-24T00:00:00", "Id": "p", "Operation": "FileAccessed", "Workload": "SharePoint",
            "RecordType": 6, "OrganizationId": crate::generated::HOME, "ItemName": "MemberAdded".repeat(fill / 11),
            "Rest": "x".repeat(fill % 11),
        });
        let Value::Object(record) = record else { unreachable!() };
        record
    };
    (0..bytes / 16_384).map(|_| record(16_384)).chain([record(bytes % 16_384)]).collect()
}

#[test]
fn the_order_of_the_records_changes_no_finding() {
    let mut random = Random(0x1234_5678_9ABC_DEF1);
    for round in 0..150 {
        let mut records = history(&mut random, 14);
        let options = parsed(&options(&mut random));
        let first = container::any(&records, &mut random);
        let expected = scanned(&first, &options)[0].clone();
        for _ in 0..3 {
            random.shuffle(&mut records);
            let shuffled = container::any(&records, &mut random);
            assert_same(&scanned(&shuffled, &options)[0], &expected, &shuffled, round);
        }
    }
}

#[test]
fn a_key_that_says_two_things_is_an_error_wherever_it_stands() {
    let mut random = Random(0x5851_F42D_4C95_7F2D);
    let style = Style { breaks: false, oddity: 2 };
    let record = json!({
        "Operation": "MemberAdded", "Workload": "MicrosoftTeams", "OrganizationId": crate::generated::HOME,
        "ChatThreadId": "19:0123456789abcdef0123456789abcdef@thread.v2", "UserId": "uma@contoso.com",
        "UserKey": "aaaaaaaa-0000-4000-8000-00000000000a", "Members": [{ "UPN": "uma@contoso.com" }],
    });
    let Value::Object(record) = record else { unreachable!() };
    for name in ["UserKey", "UserId", "ChatThreadId", "OrganizationId", "Operation"] {
        for _ in 0..10 {
            let text = disguise::write(&record, style, &mut random);
            let twice = format!("{},\"{name}\":\"something else\"}}", text.trim_end_matches('}'));
            for bytes in
                [twice.clone(), format!("[{twice}]"), format!("AuditData\r\n\"{}\"\r\n", twice.replace('"', "\"\""))]
            {
                let document = Document { form: "twice".to_owned(), bytes: bytes.into_bytes() };
                let found = scanned(&document, &parsed(&json!({ "schema": 1 })));
                assert_eq!((&found[0], &found[2][3]), (&json!([]), &json!(1)), "{name}: {twice}");
            }
        }
    }
}

#[test]
fn damage_never_ends_in_a_panic_or_in_an_account_that_does_not_add_up() {
    let mut random = Random(42);
    for _ in 0..400 {
        let records = history(&mut random, 6);
        let mut document = container::any(&records, &mut random);
        for _ in 0..=random.below(3) {
            let at = random.below(document.bytes.len());
            match random.below(4) {
                0 => document.bytes.truncate(at.max(1)),
                1 => drop(document.bytes.remove(at)),
                _ => document.bytes[at] = random.pick(b"{}[]\",:\\\n\r\0;a9\xFF\x1F"),
            }
            if document.bytes.is_empty() {
                break;
            }
        }
        if let Ok(found) = scan_bytes(
            "damaged",
            &document.bytes,
            &parsed(&json!({ "schema": 1, "homeTenant": crate::generated::HOME })),
        ) {
            balanced(&serde_json::to_value(found.summary()).unwrap());
        }
    }
}
