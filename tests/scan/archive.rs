//! Zip archives: no member is lost without a word.

use serde_json::{Value, json};

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
