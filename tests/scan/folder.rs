//! Folders: every file is read, and of everything else it is said why not.

use std::path::Path;

use serde_json::{Value, json};

use crate::fixture::{bytes, options};
use crate::scanned::scan_path;
use crate::temporary::Temporary;

/// The number of records, and each input that was not read with what was found.
fn scanned(folder: &Path) -> (u64, Vec<(String, String)>) {
    let summary = serde_json::to_value(scan_path(folder, &options()).unwrap().summary()).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let unread = summary["unread"].as_array().unwrap().iter();
    (summary["records"].as_u64().unwrap(), unread.map(|one| (text(&one["file"]), text(&one["found"]))).collect())
}

fn one(unread: &[(String, String)], name: &str, word: &str) {
    assert!(matches!(unread, [(file, found)] if file.ends_with(name) && found.contains(word)), "{unread:#?}");
}

#[test]
fn a_folder_without_a_file_is_unread() {
    let folder = Temporary::new("nothing");
    let (records, unread) = scanned(folder.path());
    assert_eq!(records, 0);
    one(&unread, &folder.path().to_string_lossy(), "a folder without a file");
    folder.write("inner/.DS_Store", "x");
    one(&scanned(folder.path()).1, &folder.path().to_string_lossy(), "a folder without a file");
    folder.write("portal.csv", bytes("portal.csv"));
    assert_eq!(scanned(folder.path()), (13, vec![]));
}

/// The inner folder's path is longer than the system takes; it is made short and moved.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_read_is_named_and_everything_else_is_read() {
    use std::fs;
    let folder = Temporary::new("unreadable");
    let chain = |first: &str, count| (0..count).fold(folder.path().join(first), |path, _| path.join("n".repeat(250)));
    let (upper, lower) = (chain("upper", 10), chain("lower", 12));
    fs::create_dir_all(&upper).unwrap();
    fs::create_dir_all(&lower).unwrap();
    folder.write("a.csv", bytes("portal.csv"));
    folder.write("z.csv", bytes("portal.csv"));
    fs::rename(folder.path().join("lower"), upper.join("lower")).unwrap();
    let (records, unread) = scanned(folder.path());
    assert_eq!(records, 26);
    one(&unread, &"n".repeat(250), "a folder that cannot be read: File name too long");
}

#[cfg(unix)]
#[test]
fn inside_a_folder_only_files_and_links_to_files_are_read() {
    use std::os::unix::{fs::symlink, net::UnixListener};
    let (folder, elsewhere) = (Temporary::new("kinds"), Temporary::new("elsewhere"));
    let target = elsewhere.write("portal.csv", bytes("portal.csv"));
    let at = |name: &str| folder.path().join(name);
    symlink(target, at("link.csv")).unwrap();
    symlink(elsewhere.path(), at("link")).unwrap();
    symlink("nowhere", at("lost")).unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(at("pipe")).status().unwrap();
    assert!(pipe.success());
    symlink(at("pipe"), at("pipe link")).unwrap();
    let _listener = UnixListener::bind(at("socket")).unwrap();
    let (records, unread) = scanned(folder.path());
    assert_eq!(records, 13);
    let words = [
        ("link", "a link to a folder, which is not followed"),
        ("lost", "a file that cannot be opened: No such file"),
        ("pipe", "neither a file nor a folder"),
        ("pipe link", "neither a file nor a folder"),
        ("socket", "neither a file nor a folder"),
    ];
    assert_eq!(unread.len(), words.len(), "{unread:#?}");
    for ((file, found), (name, word)) in unread.iter().zip(words) {
        assert!(file.ends_with(name) && found.contains(word), "{file}: {found}");
    }
}

#[test]
fn an_empty_folder_beside_files_is_no_loss() {
    let folder = Temporary::new("beside");
    folder.write("portal.csv", bytes("portal.csv"));
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    let summary = serde_json::to_value(scan_path(folder.path(), &options()).unwrap().summary()).unwrap();
    assert_eq!((&summary["records"], &summary["unread"]), (&json!(13), &json!([])));
}
