//! What the account says beside the numbers: what the input cannot show, what strict refuses, many files in one call.

use std::path::Path;

use serde_json::{Value, json};
use teams_chat_access::cancel::Cancel;
use teams_chat_access::clock::{rfc3339, unix_now};
use teams_chat_access::error::ErrorKind;
use teams_chat_access::finding::Scan;

use crate::fixture::{Fixture, balanced, bytes, options, options_with, path, shown, without_source};
use crate::scanned::{scan_bytes, scan_path};

const HEADER: &str = "RecordId,CreationDate,RecordType,Operation,UserId,AuditData\n";

fn warnings(text: &str) -> Vec<String> {
    scan_bytes("export", text.as_bytes(), &options()).unwrap().summary().warnings.clone()
}

fn about(warnings: &[String], word: &str) -> usize {
    warnings.iter().filter(|warning| warning.contains(word)).count()
}

#[test]
fn exactly_as_many_rows_as_the_portal_gives_at_most_are_warned_about() {
    let row = "r,2026-01-24T06:54:24,50,MailItemsAccessed,uma@contoso.com,\"{\"\"Operation\"\":\"\"MailItemsAccessed\"\"}\"\n";
    for (rows, warned) in [(49_999, 0), (50_000, 1), (50_001, 0)] {
        let found = warnings(&format!("{HEADER}{}", row.repeat(rows)));
        assert_eq!(about(&found, "50,000") + about(&found, "50000"), warned, "{rows}: {found:?}");
        let beside_another = warnings(&format!("{HEADER}{row}{HEADER}{}{HEADER}{row}", row.repeat(rows)));
        assert_eq!(about(&beside_another, "50,000"), warned, "{rows} behind one: {beside_another:?}");
    }
}

/// They are skipped by their column, whatever is in the cell, so that they say nothing about the file.
#[test]
fn a_thousand_rows_of_other_operations_with_empty_cells_hide_no_row_behind_them() {
    let empty = "r,2026-01-24T06:54:24,50,MailItemsAccessed,uma@contoso.com,\n".repeat(1500);
    let created = created_at(1_000_000).replace('"', "\"\"");
    let text = format!("{HEADER}{empty}r,2026-01-24T06:54:24,25,ChatCreated,x,\"{created}\"\n");
    let found = scan_bytes("export", text.as_bytes(), &options()).unwrap();
    let summary = serde_json::to_value(found.summary()).unwrap();
    assert_eq!((&summary["records"], &summary["evidence"], &summary["unread"]), (&json!(1501), &json!(1), &json!([])));
    assert_eq!(summary["skipped"]["other_operation"], 1500);
}

fn created_at(seconds_ago: i64) -> String {
    let mut record = json!({
        "Operation": "ChatCreated", "Workload": "MicrosoftTeams", "Id": "x",
        "OrganizationId": "11111111-1111-4111-8111-111111111111", "UserId": "helpdesk@evil.onmicrosoft.com",
        "ChatThreadId": "19:0123456789abcdef0123456789abcdef@thread.v2",
        "Members": [{ "UPN": "uma@contoso.com", "OrganizationId": "11111111-1111-4111-8111-111111111111" }],
    });
    record["CreationTime"] = rfc3339(unix_now() - seconds_ago).unwrap().into();
    record.to_string()
}

#[test]
fn a_window_that_ends_within_two_days_is_warned_about() {
    const HOUR: i64 = 3600;
    assert_eq!(about(&warnings(&created_at(HOUR)), "48 hours"), 1, "{:?}", warnings(&created_at(HOUR)));
    assert_eq!(about(&warnings(&created_at(47 * HOUR)), "48 hours"), 1);
    assert_eq!(about(&warnings(&created_at(49 * HOUR)), "48 hours"), 0);
}

#[test]
fn the_last_record_tells_how_far_the_log_reaches_also_when_it_is_of_no_concern() {
    let old = created_at(10_000_000);
    let recent =
        |seconds| created_at(seconds).replace("ChatCreated", "UserLoggedIn").replace("MicrosoftTeams", "Entra");
    let row = |record: &str| {
        format!("r,2026-01-24T06:54:24,25,{},x,\"{}\"\n", operation(record), record.replace('"', "\"\""))
    };
    for (seconds, warned) in [(3600, 1), (4 * 86_400, 0)] {
        let last = recent(seconds);
        let csv = format!("{HEADER}{}{}", row(&old).repeat(50), row(&last));
        for text in [format!("{}{last}\n", format!("{old}\n").repeat(50)), format!("[{old},{old},{last}]"), csv] {
            assert_eq!(about(&warnings(&text), "48 hours"), warned, "{text:.300}");
        }
    }
}

fn operation(record: &str) -> String {
    serde_json::from_str::<Value>(record).unwrap()["Operation"].as_str().unwrap().to_owned()
}

#[test]
fn times_that_cannot_be_read_are_warned_about_with_the_first_place() {
    let record = |time: Value| {
        let mut record: Value = serde_json::from_str(&created_at(10_000_000)).unwrap();
        record["Id"] = time.to_string().into();
        record["CreationTime"] = time;
        record.to_string()
    };
    let times = [json!("2025-11-10T06:00:01"), json!("11/10/2025 6:00:01.000 AM"), json!("soon"), json!(null)];
    let found = warnings(&times.map(record).join("\n"));
    assert_eq!(about(&found, "2 of the chat records say a time that cannot be read (the first: "), 1, "{found:?}");
    assert_eq!(about(&found, "record 2"), 1, "{found:?}");
    assert_eq!(about(&warnings(&record(json!(null))), "a time that cannot be read"), 0);
}

#[test]
fn an_input_without_any_creation_is_warned_about() {
    assert_eq!(about(&warnings(&created_at(1_000_000)), "ChatCreated"), 0);
    let added = created_at(1_000_000).replace("ChatCreated", "MemberAdded");
    for without in [added.as_str(), "[]", HEADER, "{\"value\":[]}"] {
        assert_eq!(about(&warnings(without), "ChatCreated"), 1, "{without}");
    }
    // Of what is no export nothing is known, which is said instead.
    assert_eq!(about(&warnings("no export"), "ChatCreated"), 0);
}

#[test]
fn strict_makes_every_damaged_fixture_an_error_that_says_where() {
    let strict = options_with(json!({ "strict": true }));
    for fixture in crate::fixture::all() {
        let found = scan_path(&fixture.path, &strict);
        match fixture.summary["problems"].as_array().unwrap().first() {
            Some(problem) => {
                let error = found.err().unwrap_or_else(|| panic!("{} is taken", fixture.name));
                assert_eq!(error.kind(), ErrorKind::InvalidRecords, "{}", fixture.name);
                // Strict parses all, so that it may break at an earlier record than the one that counts otherwise.
                let said = error.to_string();
                assert!(said.contains(&fixture.name) && said.contains("record") && said.contains("byte"), "{said}");
                let row = said.split("record ").nth(1).and_then(|rest| rest.split(',').next()?.parse::<u64>().ok());
                assert!(row.is_some_and(|row| row <= problem["row"].as_u64().unwrap()), "{said}");
            }
            // What is no export at all may be an error under strict, or stay among the unread.
            None if fixture.summary["exit"] == 2 => {}
            None => assert!(found.is_ok(), "{}: {}", fixture.name, found.unwrap_err()),
        }
    }
}

#[test]
fn records_of_two_tenants_need_the_home_tenant_and_the_error_lists_both() {
    let one = created_at(1_000_000);
    let mut other: Value = serde_json::from_str(&one).unwrap();
    other["OrganizationId"] = "22222222-2222-4222-8222-222222222222".into();
    let text = format!("{one}\n{other}\n");
    let error = scan_bytes("export", text.as_bytes(), &options()).unwrap_err();
    assert!(error.to_string().contains("11111111-") && error.to_string().contains("22222222-"), "{error}");
    let home = options_with(json!({ "homeTenant": "11111111-1111-4111-8111-111111111111" }));
    let found = scan_bytes("export", text.as_bytes(), &home).unwrap();
    assert_eq!(found.summary().skipped.other_tenant, 1);
}

#[test]
fn many_files_and_folders_are_one_history() {
    let folder = std::env::temp_dir().join(format!("tca-scan-{}", std::process::id()));
    let inner = folder.join("inner \u{00f6}");
    std::fs::create_dir_all(&inner).unwrap();
    let text = String::from_utf8(bytes("records.jsonl")).unwrap();
    let (first, second): (Vec<_>, Vec<_>) = text.lines().enumerate().partition(|(index, _)| index % 2 == 0);
    let write = |path: &Path, lines: Vec<(usize, &str)>| {
        let text: String = lines.into_iter().map(|(_, line)| format!("{line}\n")).collect();
        std::fs::write(path, text).unwrap();
    };
    write(&inner.join("first.json"), first);
    write(&folder.join("second.log"), second);
    let fixture = Fixture::named("records.jsonl");

    let found = scan_path(&folder, &options()).unwrap();
    assert_eq!(without_source(shown(&found)), without_source(fixture.findings.clone()));
    let summary = serde_json::to_value(found.summary()).unwrap();
    balanced(&summary);
    assert_eq!(summary["skipped"], fixture.summary["skipped"]);

    let mut scan = Scan::new(options());
    scan.add_path(inner.join("first.json"));
    scan.add_path(folder.join("second.log"));
    // Once more, in another form: everything in it is a copy.
    scan.add_path(path("graph_pages.jsonl"));
    let mut told = Vec::new();
    let found = scan.run(&Cancel::default(), &mut |progress| told.push(format!("{progress:?}"))).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(without_source(shown(&found)), without_source(fixture.findings));
    assert_eq!(found.summary().records, 26);
    assert_eq!(found.summary().skipped.duplicate, 10);
    assert!(!told.is_empty(), "no progress was told");
}

#[test]
fn a_file_that_is_not_there_is_an_error_that_names_it() {
    let missing = path("no such file.csv");
    let told = match scan_path(&missing, &options()) {
        Err(error) => error.to_string(),
        Ok(found) => {
            let summary = serde_json::to_value(found.summary()).unwrap();
            assert_ne!(summary["unread"], json!([]), "{summary}");
            summary["unread"].to_string()
        }
    };
    assert!(told.contains("no such file.csv"), "{told}");
}

#[test]
fn a_cancelled_scan_gives_no_findings() {
    let cancel = Cancel::default();
    cancel.cancel();
    let mut scan = Scan::new(options());
    scan.add_path(path("portal.csv"));
    let error = scan.run(&cancel, &mut |_| {}).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled);
}

#[test]
fn ids_are_learned_from_every_record_only_when_that_is_asked() {
    let sign_in = json!({
        "Operation": "UserLoggedIn", "Workload": "AzureActiveDirectory", "RecordType": 15, "UserType": 0,
        "OrganizationId": "11111111-1111-4111-8111-111111111111", "UserId": "uma@contoso.com",
        "UserKey": "aaaaaaaa-0000-4000-8000-00000000000a",
    });
    let mut created: Value = serde_json::from_str(&created_at(1_000_000)).unwrap();
    created["UserTenantId"] = "22222222-2222-4222-8222-222222222222".into();
    // The sign-in may come after the chat, and its name may be written otherwise.
    for text in [format!("{created}\n{sign_in}\n"), format!("{sign_in}\n{created}\n").replace("\"uma@", "\"UMA\\u0040")]
    {
        let reason = |options| {
            let found = scan_bytes("export", text.as_bytes(), &options).unwrap();
            serde_json::to_value(found.findings()[0].reason).unwrap()
        };
        assert_eq!(reason(options()), "member_without_id");
        assert_eq!(reason(options_with(json!({ "learnIds": true }))), "learned");
    }
}

#[test]
fn what_has_to_be_escaped_is_written_as_it_was_read() {
    let mut created: Value = serde_json::from_str(&created_at(1_000_000)).unwrap();
    let odd = "q\"u\\oté@evil.example";
    created["UserId"] = odd.into();
    created["UserTenantId"] = "22222222-2222-4222-8222-222222222222".into();
    created["Id"] = "an \"id\"".into();
    let found = scan_bytes("a \"file\"", created.to_string().as_bytes(), &options()).unwrap();
    let [finding] = shown(&found).try_into().unwrap();
    assert_eq!(finding["initiator"]["userPrincipalName"], odd);
    assert_eq!((&finding["recordId"], &finding["source"]["file"]), (&json!("an \"id\""), &json!("a \"file\"")));
    assert_eq!(finding["evidence"], json!(["an \"id\""]));
}
