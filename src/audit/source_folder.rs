//! A folder of exports.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::source_file::STANDARD_INPUT;

/// The files that a path names: itself, or what is in the folder and below it, in the order of the names. What begins
/// with a dot is the system's.
pub(crate) fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if path.as_os_str() == STANDARD_INPUT || !fs::metadata(path)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut entries = fs::read_dir(path)?
        .map(|entry| entry.map(|entry| (entry.file_name(), entry.path())))
        .collect::<io::Result<Vec<_>>>()?;
    entries.retain(|(name, _)| !name.to_string_lossy().starts_with('.'));
    entries.sort();
    let mut found = Vec::new();
    for (_, path) in entries {
        // A link to a folder may lead back here: it is not followed, and is an input that cannot be read.
        match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_dir() => found.extend(files(&path)?),
            _ => found.push(path),
        }
    }
    Ok(found)
}
