//! Zip archives: no member is lost without a word.

use serde_json::{Value, json};
use teams_chat_access::cancel::Cancel;
use teams_chat_access::finding::Scan;

use crate::fixture::{bytes, options};
use crate::scanned::scan_path;
use crate::temporary::Temporary;
use crate::zipped::{Member, encrypted, packed_with, stored, zip};

/// The summary of a scan of a file.
fn scanned(name: &str, content: &[u8]) -> Value {
    let folder = Temporary::new(name);
    let path = folder.write(name, content);
    serde_json::to_value(scan_path(&path, &options()).unwrap().summary()).unwrap()
}

fn scanned_zip(name: &str, members: &[Member<'_>]) -> Value {
    scanned(name, &zip(members))
}

/// What is said of the only input that was not read, and that its name ends so.
fn unread<'a>(summary: &'a Value, name: &str) -> &'a str {
    let unread = summary["unread"].as_array().unwrap();
    assert_eq!(unread.len(), 1, "{unread:#?}");
    assert!(unread[0]["file"].as_str().unwrap().ends_with(name), "{unread:#?}");
    unread[0]["found"].as_str().unwrap()
}

#[test]
fn progress_goes_on_within_a_member_and_ends_with_the_archive() {
    let line = "{\"Operation\":\"FileAccessed\",\"Workload\":\"SharePoint\"}\n";
    let lines = line.repeat((2 << 20) / line.len());
    let content = zip(&[stored("a.jsonl", lines.as_bytes()), stored("b.jsonl", line.as_bytes())]);
    let folder = Temporary::new("progress.zip");
    let mut scan = Scan::new(options());
    scan.add_path(folder.write("progress.zip", &content));
    let mut bytes = Vec::new();
    scan.run(&Cancel::default(), &mut |progress| bytes.push((progress.bytes, progress.total))).unwrap();
    let within = bytes.iter().filter(|(at, _)| (1..lines.len() as u64).contains(at)).count();
    assert!(within >= 3 && bytes.is_sorted(), "{bytes:?}");
    assert!(bytes.iter().all(|(at, total)| at <= total && *total == content.len() as u64), "{bytes:?}");
}

#[test]
fn a_member_that_cannot_be_opened_is_named_and_the_others_are_read() {
    let portal = bytes("portal.csv");
    let secret = scanned_zip("secret.zip", &[encrypted("a.csv", &portal), stored("b.csv", &portal)]);
    assert_eq!(secret["records"], json!(13), "{secret}");
    assert!(unread(&secret, "secret.zip/a.csv").contains("encrypted"), "{secret}");
    let bzip2 = scanned_zip("bzip2.zip", &[packed_with(12, "a.csv", &portal), stored("b.csv", &portal)]);
    assert_eq!(bzip2["records"], json!(13), "{bzip2}");
    assert!(unread(&bzip2, "bzip2.zip/a.csv").contains("packed in another way"), "{bzip2}");
    let mut damaged = zip(&[stored("a.csv", &portal), stored("b.csv", &portal)]);
    let second = 30 + 5 + portal.len();
    damaged[second] = 0;
    let damaged = scanned("damaged.zip", &damaged);
    assert_eq!(damaged["records"], json!(13), "{damaged}");
    assert!(unread(&damaged, "damaged.zip/b.csv").contains("cannot be opened"), "{damaged}");
}

#[test]
fn two_members_of_one_name_are_one_that_is_read_and_one_that_is_said_to_be_missing() {
    let portal = bytes("portal.csv");
    let records = bytes("records.jsonl");
    let twice = scanned_zip("twice.zip", &[stored("B", &portal), stored("a.csv", &portal), stored("B", &records)]);
    assert_eq!(twice["records"], json!(26), "{twice}");
    let said = unread(&twice, "twice.zip");
    assert!(said.contains("names") && said.contains("1 lost: B"), "{said}");
}

#[test]
fn what_stands_before_or_behind_an_archive_in_its_file_is_said_to_be_unread() {
    let portal = bytes("portal.csv");
    let archive = zip(&[stored("a.csv", &portal)]);
    let longer = zip(&[stored("b.csv", &portal), stored("c.csv", &portal)]);
    for (first, second) in [(&archive, &archive), (&longer, &archive), (&archive, &longer)] {
        let two = scanned("two.zip", &[first.as_slice(), second].concat());
        assert!(two["records"].as_u64().unwrap() >= 13, "{two}");
        assert!(two["unread"].to_string().contains("perhaps another"), "{two}");
    }
    let more = scanned("more.zip", &[archive.as_slice(), &archive[..archive.len() / 2]].concat());
    assert_eq!(more["records"], json!(13), "{more}");
    assert!(unread(&more, "more.zip").contains("behind"), "{more}");
    let padded = scanned("padded.zip", &[archive.as_slice(), &[0; 100]].concat());
    assert_eq!((&padded["records"], &padded["unread"]), (&json!(13), &json!([])), "{padded}");
}

#[test]
fn members_that_the_end_of_an_archive_does_not_count_are_said_to_be_unread() {
    let portal = bytes("portal.csv");
    let mut archive = zip(&[stored("a.csv", &portal), stored("b.csv", &portal)]);
    let end = archive.len() - 22;
    (archive[end + 8], archive[end + 10]) = (1, 1);
    let found = scanned("count.zip", &archive);
    assert_eq!(found["records"], json!(13), "{found}");
    assert!(unread(&found, "count.zip").contains("(1 more)"), "{found}");
}

#[test]
fn a_backslash_in_a_members_name_separates_folders() {
    let portal = bytes("portal.csv");
    let parts = scanned_zip("parts.zip", &[stored("..\\..\\B.csv", &portal), stored("a\\.b.csv", b"x")]);
    assert_eq!((&parts["records"], &parts["unread"]), (&json!(13), &json!([])), "{parts}");
}

/// Finder makes such a folder, and no tool one that has content.
#[test]
fn a_folder_in_an_archive_is_no_member_unless_it_has_content() {
    let portal = bytes("portal.csv");
    let folders =
        scanned_zip("folders.zip", &[stored("a/", b""), stored("__MACOSX\\a.csv", b"x"), stored("b/", &portal)]);
    assert_eq!((&folders["records"], &folders["unread"]), (&json!(13), &json!([])), "{folders}");
}

#[test]
fn a_workbook_is_one_input_that_is_not_read_and_it_is_said_what_to_do() {
    let parts = ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml"];
    let found = scanned_zip("book.xlsx", &parts.map(|part| stored(part, b"<?xml version=\"1.0\"?>")));
    assert_eq!(unread(&found, "book.xlsx"), "an Excel workbook (save it as CSV UTF-8)");
}
