//! What the shipped library is built from: licences that go with its own, no banned crate, and notices that are current.
//! `UPDATE_NOTICES=1 cargo test --test house` writes THIRD-PARTY-NOTICES.md anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const FILE: &str = "THIRD-PARTY-NOTICES.md";
const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Licences that may be linked into MIT OR Apache-2.0; one of a choice is enough.
const FITTING: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "CDLA-Permissive-2.0",
    "0BSD",
    "Unlicense",
    "BSL-1.0",
];
/// OpenSSL, its relatives, and what brings a second TLS or a C++ runtime.
const BANNED: &[&str] = &["openssl", "openssl-sys", "native-tls", "aws-lc-sys", "aws-lc-rs", "rustls-openssl", "cxx"];
const TARGETS: &[&str] =
    &["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "x86_64-pc-windows-msvc", "aarch64-apple-darwin"];

struct Package {
    name: String,
    version: String,
    license: String,
    repository: String,
    folder: String,
    source: String,
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(ROOT).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The crates that are linked into the library, on any of the targets.
fn linked() -> Vec<Package> {
    let mut names = BTreeSet::new();
    for target in TARGETS {
        let tree = [
            "tree",
            "--locked",
            "--package",
            "teams-chat-access",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--target",
            target,
        ];
        let words = |line: &str| line.split(' ').take(2).map(str::to_owned).collect::<Vec<_>>();
        names.extend(cargo(&tree).lines().map(words));
    }
    let metadata: Value = serde_json::from_str(&cargo(&["metadata", "--locked", "--format-version", "1"])).unwrap();
    let text = |package: &Value, name: &str| package[name].as_str().unwrap_or_default().to_owned();
    let packages = metadata["packages"].as_array().unwrap().iter().map(|package| Package {
        name: text(package, "name"),
        version: text(package, "version"),
        license: text(package, "license").replace('/', " OR "),
        repository: text(package, "repository"),
        folder: Path::new(&text(package, "manifest_path")).parent().unwrap().display().to_string(),
        source: text(package, "source"),
    });
    let is_linked = |package: &Package| names.contains(&vec![package.name.clone(), format!("v{}", package.version)]);
    packages.filter(|package| package.name != "teams-chat-access" && is_linked(package)).collect()
}

#[test]
fn every_linked_crate_has_a_licence_that_fits_and_none_is_banned() {
    for package in linked() {
        let fits =
            |choice: &str| choice.split(" AND ").all(|part| FITTING.contains(&part.trim_matches(['(', ')', ' '])));
        let license = package.license.replace(" WITH LLVM-exception", "");
        assert!(license.split(" OR ").any(fits), "{} {}: {}", package.name, package.version, package.license);
        assert!(!BANNED.contains(&package.name.as_str()), "{} is banned", package.name);
        assert!(package.source.starts_with("registry+"), "{} is not from the registry", package.name);
    }
}

fn notices() -> String {
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut list = String::new();
    for package in linked() {
        let title = format!("{} {}", package.name, package.version);
        list += &format!("| {} | {} | {} | {} |\n", package.name, package.version, package.license, package.repository);
        for entry in fs::read_dir(&package.folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().to_ascii_uppercase();
            // Where there is a choice the MIT text is the one taken; the Apache text is this project's own licence.
            let wanted = ["LICENSE", "LICENCE", "COPYING", "NOTICE"].iter().any(|start| name.starts_with(start));
            if wanted && path.is_file() && !name.contains("APACHE") {
                let text = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
                texts.entry(text.trim().to_owned()).or_default().push(title.clone());
            }
        }
    }
    let mut file = format!(
        "# Third-party notices\n\nThe shipped library is linked from these crates, on one system or another.\n\n\
         | crate | version | licence | source |\n|---|---|---|---|\n{list}"
    );
    for (text, titles) in texts {
        file += &format!("\n## {}\n\n```text\n{text}\n```\n", titles.join(", "));
    }
    file
}

#[test]
fn the_notices_name_every_linked_crate() {
    let (path, current) = (Path::new(ROOT).join(FILE), notices());
    if std::env::var_os("UPDATE_NOTICES").is_some() {
        fs::write(&path, &current).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(committed == current, "{FILE} is not current; run UPDATE_NOTICES=1 cargo test --test house");
}
