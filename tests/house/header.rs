//! The committed header is what src/ffi says. `UPDATE_HEADER=1 cargo test --test house` writes it anew.

use std::fs;
use std::path::Path;

const HEADER: &str = "include/teams_chat_access.h";

/// The conventions at the top of src/ffi/mod.rs, as a C comment.
fn conventions(root: &Path) -> String {
    let module = fs::read_to_string(root.join("src/ffi/mod.rs")).unwrap();
    let lines = module.lines().map_while(|line| line.strip_prefix("//!"));
    let body: Vec<String> = lines.map(|line| format!(" *{line}")).collect();
    format!("/*\n{}\n */", body.join("\n"))
}

fn generated(root: &Path) -> String {
    let mut config = cbindgen::Config::from_file(root.join("cbindgen.toml")).unwrap();
    config.header = Some(conventions(root));
    let bindings = cbindgen::Builder::new().with_crate(root).with_config(config).generate().unwrap();
    let mut header = Vec::new();
    bindings.write(&mut header);
    String::from_utf8(header).unwrap()
}

#[test]
fn the_committed_header_is_what_the_source_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let generated = generated(root);
    if std::env::var_os("UPDATE_HEADER").is_some() {
        fs::write(root.join(HEADER), &generated).unwrap();
    }
    let committed = fs::read_to_string(root.join(HEADER)).unwrap_or_default();
    let first_difference = generated.lines().zip(committed.lines()).position(|(new, old)| new != old);
    assert!(
        generated == committed,
        "{HEADER} is not current (first difference in line {:?}); run UPDATE_HEADER=1 cargo test --test house",
        first_difference.map(|line| line + 1)
    );
}
