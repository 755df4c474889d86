//! Whole inputs with the findings and the summary that they give, compared exactly.
//!
//! `tests/finding/golden/NAME.jsonl` gives `NAME.findings.json`, with the options of `NAME.options.json` where there is one.
//! `UPDATE_GOLDEN=1` writes the expected files anew; what changed is then a matter of review.

use std::fs;
use std::path::Path;

use teams_chat_access::finding::{Options, from_json};

#[test]
fn every_input_gives_exactly_its_findings() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/finding/golden");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut compared = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let input = entry.unwrap().path();
        if input.extension().is_none_or(|extension| extension != "jsonl") {
            continue;
        }
        let options = match fs::read(input.with_extension("options.json")) {
            Ok(text) => Options::from_json(&text).unwrap(),
            Err(_) => Options::default(),
        };
        let findings = from_json(&fs::read(&input).unwrap(), &options).unwrap();
        let found = serde_json::to_string_pretty(&findings).unwrap() + "\n";
        let expected = input.with_extension("findings.json");
        if update {
            fs::write(&expected, &found).unwrap();
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_else(|error| panic!("{}: {error}", expected.display()));
        assert!(wanted.replace("\r\n", "\n") == found, "{} differs; found:\n{found}", expected.display());
        compared += 1;
    }
    assert!(compared >= 6, "only {compared} inputs were compared");
}
