//! The project's own Rust files.

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) struct Source {
    /// Relative to `src`, with forward slashes: `net/pace.rs`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    /// The part of the house: `net` of `net/pace.rs`, `clock` of `clock.rs`.
    pub(crate) fn part(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// The lines that are compiled into the library: no comments, no tests.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let before_tests = self.text.split("#[cfg(test)]").next().unwrap_or_default();
        before_tests
            .lines()
            .enumerate()
            .map(|(n, line)| (n + 1, line))
            .filter(|(_, l)| !l.trim_start().starts_with("//"))
    }
}

/// All files of the library.
pub(crate) fn library() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut found);
    let relative = |path: &PathBuf| path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
    found.iter().map(|path| Source { path: relative(path), text: fs::read_to_string(path).unwrap() }).collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}
