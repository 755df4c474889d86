//! Imports go one way: from the stages of a removal down to what they stand on.

use super::sources::library;

/// The stages, from the bottom up; those in one row know nothing of each other but what is said in `allowed`.
const STAGES: &[&[&str]] = &[
    &["error", "secret", "nearest", "ids", "clock", "cancel", "event", "cloud", "os", "net"],
    &["auth", "audit"],
    &["finding"],
    &["removal"],
    &["ffi"],
];

fn stage(part: &str) -> usize {
    STAGES.iter().position(|row| row.contains(&part)).unwrap_or_else(|| panic!("`{part}` has no stage in this test"))
}

fn allowed(from: &str, to: &str) -> bool {
    match (stage(from), stage(to)) {
        (0, 0) => true,
        // Evidence travels inside the finding.
        _ if from == "removal" && to == "audit" => false,
        (from_stage, to_stage) => from == to || to_stage < from_stage,
    }
}

#[test]
fn nothing_imports_upwards_or_sideways() {
    let mut wrong = Vec::new();
    for source in library().iter().filter(|source| source.path != "lib.rs") {
        for (line, text) in source.code() {
            for import in text.split("crate::").skip(1) {
                let to: String = import.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if !to.is_empty() && !allowed(source.part(), &to) {
                    wrong.push(format!("src/{}:{line} imports {to}", source.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn files_are_one_noun_long() {
    let longest = library().into_iter().map(|source| (source.text.lines().count(), source.path)).max().unwrap();
    assert!(longest.0 <= 400, "{longest:?}: split it");
    for source in library().iter().filter(|s| s.path.ends_with("mod.rs") || s.path == "lib.rs") {
        assert!(source.text.lines().count() < 100, "{}", source.path);
        assert!(!source.code().any(|(_, line)| line.contains("fn ")), "{} holds logic", source.path);
    }
}
