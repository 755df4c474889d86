//! What must not take memory: each input here is far larger than what may be held.

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};
use teams_chat_access::cancel::Cancel;
use teams_chat_access::error::ErrorKind;
use teams_chat_access::finding::{Findings, Options, Scan};

use crate::endless::Endless;
use crate::peak;
use crate::zipped::{gzip, zip};

const MIB: usize = 1 << 20;
/// What a scan may hold beside the chats that it found.
const BOUND: usize = 8 * MIB;
const GIB: u64 = 1 << 30;

fn scanned(add: impl FnOnce(&mut Scan)) -> (Findings, Value) {
    let options = Options::from_json(br#"{"schema":1}"#).unwrap();
    let (found, peak) = peak::of(|| {
        let mut scan = Scan::new(options);
        add(&mut scan);
        scan.run(&Cancel::default(), &mut |_| {}).unwrap()
    });
    let summary = serde_json::to_value(found.summary()).unwrap();
    assert!(peak <= BOUND, "{} KiB were held; {summary}", peak / 1024);
    let number = |name: &str| summary[name].as_u64().unwrap();
    let skipped: u64 = summary["skipped"].as_object().unwrap().values().filter_map(Value::as_u64).sum();
    assert_eq!(number("records"), number("evidence") + skipped + number("errors"), "{summary}");
    (found, summary)
}

fn streamed(reader: impl Read + Send + 'static) -> (Findings, Value) {
    scanned(|scan| {
        scan.add_reader(Some("hostile"), reader);
    })
}

fn acceptance() -> String {
    let home = "11111111-1111-4111-8111-111111111111";
    json!({
        "CreationTime": "2026-01-24T06:54:24", "Id": "one", "Operation": "MemberAdded", "OrganizationId": home,
        "Workload": "MicrosoftTeams", "UserId": "uma@contoso.com", "UserKey": "aaaaaaaa-0000-4000-8000-00000000000a",
        "UserTenantId": home, "Members": [{ "UPN": "uma@contoso.com", "OrganizationId": home }],
        "ChatThreadId": "19:bbbbbbbb-0000-4000-8000-00000000000b_aaaaaaaa-0000-4000-8000-00000000000a@unq.gbl.spaces",
        "ParticipantInfo": { "HasForeignTenantUsers": true },
    })
    .to_string()
}

fn row(audit_data: &str) -> String {
    format!("MemberAdded,\"{}\"\n", audit_data.replace('"', "\"\""))
}

const HEADER: &str = "Operation,AuditData\n";

/// The start and the end of a record whose middle is somebody's to fill.
fn open_record() -> (String, String) {
    let whole = acceptance();
    let (start, end) = whole.split_at(1);
    (format!("{start}\"Padding\":\""), format!("\",{end}"))
}

fn one_error_and_one_finding((found, summary): (Findings, Value), row: u64) {
    assert_eq!(summary["records"], 2, "{summary}");
    assert_eq!(summary["errors"], 1, "{summary}");
    let problem = &summary["problems"][0];
    assert_eq!((&problem["file"], &problem["row"]), (&json!("hostile"), &json!(row)), "{summary}");
    assert!(problem["offset"].is_u64(), "{summary}");
    assert_eq!(found.findings().len(), 1);
    assert!(found.findings()[0].user_id.is_some());
}

#[test]
fn a_cell_of_a_gibibyte_is_one_error_and_the_rows_around_it_are_read() {
    let (start, end) = open_record();
    let start = format!("{HEADER}MemberAdded,\"{}", start.replace('"', "\"\""));
    let end = format!("{}\"\n{}", end.replace('"', "\"\""), row(&acceptance()));
    let unit = b"no end of it, \\n".to_vec();
    let times = GIB / unit.len() as u64;
    one_error_and_one_finding(streamed(Endless::new(vec![(start.into(), 1), (unit, times), (end.into(), 1)])), 1);
}

#[test]
fn a_cell_of_doubled_quotes_without_end_is_one_error() {
    let start = format!("{HEADER}MemberAdded,\"{{");
    let end = format!("}}\"\n{}", row(&acceptance()));
    one_error_and_one_finding(
        streamed(Endless::new(vec![(start.into(), 1), (b"\"\"\n".to_vec(), GIB / 12), (end.into(), 1)])),
        1,
    );
}

#[test]
fn a_string_of_a_gibibyte_is_one_error_in_a_line_in_an_array_and_in_a_page() {
    let (start, end) = open_record();
    let one = acceptance();
    for (before, between, after) in [("", "\n", "\n"), ("[", ",", "]"), ("{\"value\":[", ",", "]}")] {
        let pieces = vec![
            (format!("{before}{start}").into_bytes(), 1),
            (b"padding \\\" { [ ".to_vec(), GIB / 48),
            (format!("{end}{between}{one}{after}").into_bytes(), 1),
        ];
        one_error_and_one_finding(streamed(Endless::new(pieces)), 1);
    }
}

#[test]
fn a_record_with_members_without_end_is_one_error() {
    let one = acceptance();
    let (start, end) = one.split_once("\"Members\":[").unwrap();
    let member = br#"{"UPN":"somebody@contoso.com"},"#.to_vec();
    let pieces = vec![
        (format!("{one}\n{start}\"Members\":[").into_bytes(), 1),
        (member.clone(), 128 * MIB as u64 / member.len() as u64),
        (format!("{end}\n").into_bytes(), 1),
    ];
    one_error_and_one_finding(streamed(Endless::new(pieces)), 2);
}

#[test]
fn brackets_without_end_are_a_located_error() {
    for bracket in ["[", "{\"a\":", "{\"value\":[", "[{\"AuditData\":"] {
        let times = 64 * MIB as u64 / bracket.len() as u64;
        let (found, summary) = streamed(Endless::new(vec![(bracket.into(), times)]));
        assert!(found.findings().is_empty());
        let unread = summary["unread"].as_array().unwrap().len();
        assert!(unread == 1 || summary["errors"].as_u64().unwrap() >= 1, "{bracket}: {summary}");
    }
}

#[test]
fn brackets_in_brackets_cost_their_own_line_only() {
    let bomb = |open: &str, close: &str| format!("{}1{}\n", open.repeat(MIB), close.repeat(MIB));
    let operation = "{\"Operation\":\"MemberAdded\",\"Members\":";
    for bomb in
        [bomb("[", "]"), format!("{operation}{}}}\n", bomb("{\"a\":", "}").trim_end()), bomb("{\"Operation\":", "}")]
    {
        let (found, summary) = streamed(Endless::new(vec![
            (acceptance().into(), 1),
            (format!("\n{bomb}{}\n", acceptance().replace("one", "two")).into(), 1),
        ]));
        assert_eq!((found.findings().len(), &summary["evidence"]), (1, &json!(2)), "{summary}");
        assert!(summary["errors"].as_u64().unwrap() >= 1, "{summary}");
    }
}

#[test]
fn nul_bytes_without_end_are_no_export() {
    let (_, summary) = streamed(Endless::new(vec![(vec![0; 4096], GIB / 4096)]));
    assert_eq!(summary["unread"].as_array().unwrap().len(), 1, "{summary}");
}

#[test]
fn nul_bytes_after_a_record_are_located_and_lose_nothing_that_follows() {
    let one = acceptance();
    let pieces = vec![
        (format!("{one}\n").into_bytes(), 1),
        (vec![0; 4096], 64 * MIB as u64 / 4096),
        (format!("\n{one}\n").into_bytes(), 1),
    ];
    let (found, summary) = streamed(Endless::new(pieces));
    assert_eq!((found.findings().len(), &summary["errors"]), (1, &json!(1)), "{summary}");
    assert_eq!(summary["skipped"]["duplicate"], 1, "{summary}");
    assert_eq!(summary["problems"][0]["offset"], one.len() + 1, "{summary}");
}

#[test]
fn broken_lines_without_end_are_counted_and_not_kept() {
    let one = format!("{}\n", acceptance()).into_bytes();
    let line = b"{\"Operation\":\"MemberAdded\",\n".to_vec();
    let (_, summary) = streamed(Endless::new(vec![(one.clone(), 1), (line, 200_000), (one, 1)]));
    assert_eq!((&summary["records"], &summary["errors"]), (&json!(200_002), &json!(200_000)));
    assert_eq!(summary["skipped"]["duplicate"], 1, "{summary}");
    assert!(summary["problems"].as_array().unwrap().len() <= 1000);
}

/// Ends where it is seen to be a bomb, or is read to its end; either way what is wrong is said and nothing is found twice.
fn bomb_is_told((found, summary): (Findings, Value)) {
    let unread = summary["unread"].as_array().unwrap();
    match unread.first() {
        Some(unread) => {
            assert!(unread["offset"].is_u64() && !unread["found"].as_str().unwrap().is_empty(), "{summary}");
            assert!(summary["errors"].as_u64().unwrap() <= 1, "{summary}");
        }
        None => one_error_and_one_finding((found, summary), 1),
    }
}

#[test]
fn a_gzip_bomb_ends_without_taking_memory() {
    let nothing = gzip(&vec![0; MIB]);
    let (_, summary) = streamed(Endless::new(vec![(nothing, 1024)]));
    assert_eq!(summary["unread"].as_array().unwrap().len(), 1, "{summary}");

    let (start, end) = open_record();
    let pieces = vec![
        (gzip(start.as_bytes()), 1),
        (gzip(&vec![b'x'; MIB]), 1024),
        (gzip(format!("{end}\n{}\n", acceptance()).as_bytes()), 1),
    ];
    bomb_is_told(streamed(Endless::new(pieces)));
}

fn written(name: &str, bytes: &[u8]) -> PathBuf {
    let path = std::env::temp_dir().join(format!("tca-bounds-{}-{name}", std::process::id()));
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn a_zip_bomb_ends_without_taking_memory() {
    let (start, end) = open_record();
    let tail = format!("{end}\n{}\n", acceptance());
    for (head, fill, tail) in [("", 0, ""), (start.as_str(), b'x', tail.as_str())] {
        let path = written("hostile", &zip("hostile", head.as_bytes(), &vec![fill; MIB], 1024, tail.as_bytes()));
        let (found, mut summary) = scanned(|scan| {
            scan.add_path(&path);
        });
        std::fs::remove_file(&path).unwrap();
        if fill == 0 {
            assert_eq!(summary["unread"].as_array().unwrap().len(), 1, "{summary}");
        } else {
            if summary["errors"] == 1 {
                summary["problems"][0]["file"] = "hostile".into();
            }
            bomb_is_told((found, summary));
        }
    }
}

#[test]
fn a_scan_ends_soon_after_it_is_cancelled() {
    let line = format!("{}\n", acceptance()).into_bytes();
    let given = Arc::new(AtomicU64::new(0));
    let counted = Counted(Endless::new(vec![(line, u64::MAX >> 20)]), given.clone());
    let cancel = Cancel::default();
    let mut scan = Scan::new(Options::default());
    scan.add_reader(Some("hostile"), counted);
    let error = scan.run(&cancel, &mut |_| cancel.cancel()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    let read = given.load(Ordering::Relaxed);
    assert!(read < 64 * MIB as u64, "{read} bytes were read");
}

/// Counts what was handed over, and gives up when nobody stops it.
struct Counted(Endless, Arc<AtomicU64>);

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.0.read(buffer)?;
        let before = self.1.fetch_add(count as u64, Ordering::Relaxed);
        Ok(if before > 256 * MIB as u64 { 0 } else { count })
    }
}

/// Each is looked at as far as the next one, and not to the end of what is in memory.
#[test]
fn broken_elements_of_a_one_line_list_without_end_are_counted_and_not_kept() {
    let one = acceptance();
    let member = "\"Members\":[{\"UPN\":\"a\"},{\"UPN\":\"b\"}";
    for broken in [
        format!("{{\"CreationTime\":\"x,\"Id\":\"1\",\"Operation\":\"MemberAdded\",{member}]}},"),
        format!("{{\"CreationTime\":\"x\",\"Id\":\"1\n\",\"Operation\":\"MemberAdded\",{member}]}},"),
        format!("{{\"CreationTime\":\"x\",\"Id\":\"1\",\"Operation\":\"MemberAdded\",{member},"),
    ] {
        let pieces = vec![
            (format!("[{one},").into_bytes(), 1),
            (broken.into_bytes(), 20_000),
            (format!("{one},{one}]").into_bytes(), 1),
        ];
        let (_, summary) = streamed(Endless::new(pieces));
        assert!(summary["errors"].as_u64().unwrap() >= 19_990, "{summary}");
        assert!(summary["skipped"]["duplicate"].as_u64().unwrap() >= 1, "{summary}");
    }
}
