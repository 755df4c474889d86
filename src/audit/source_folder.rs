//! A folder of exports, and what in it is no file.

use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use super::reading::Unread;
use super::source_file::STANDARD_INPUT;

const NO_FILE: &str =
    "neither a file nor a folder (a pipe, a socket or a device), which is read only when it is named itself";

/// What a path names.
pub(crate) enum Found {
    /// A file to read, which may turn out not to be one that can be opened.
    File(PathBuf),
    /// Something that is not read.
    Unread(Unread),
}

/// What a path names: itself, or what is in the folder and below it, in the order of the names. What begins with a dot is
/// the system's.
pub(crate) fn files(path: PathBuf) -> Vec<Found> {
    if path.as_os_str() == STANDARD_INPUT || !fs::metadata(&path).is_ok_and(|metadata| metadata.is_dir()) {
        return vec![Found::File(path)];
    }
    let mut found = Vec::new();
    walk(&path, &mut found);
    if found.is_empty() {
        found.push(unread(&path, "a folder without a file"));
    }
    found
}

fn walk(folder: &Path, found: &mut Vec<Found>) {
    let cannot = |error: io::Error| unread(folder, format!("a folder that cannot be read: {error}"));
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return found.push(cannot(error)),
    };
    let mut inside = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) if is_of_the_system(&entry) => {}
            Ok(entry) => inside.push((entry.path(), entry.file_type())),
            Err(error) => {
                found.push(cannot(error));
                break;
            }
        }
    }
    inside.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (path, kind) in inside {
        match kind {
            Ok(kind) if kind.is_dir() => walk(&path, found),
            Ok(kind) if kind.is_symlink() => found.push(linked(path)),
            Ok(kind) if !kind.is_file() => found.push(unread(&path, NO_FILE)),
            _ => found.push(Found::File(path)),
        }
    }
}

fn is_of_the_system(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

/// A link to a folder may lead back to where it stands.
fn linked(path: PathBuf) -> Found {
    match fs::metadata(&path) {
        Ok(metadata) if metadata.is_dir() => {
            unread(&path, "a link to a folder, which is not followed (name the folder)")
        }
        Ok(metadata) if !metadata.is_file() => unread(&path, NO_FILE),
        _ => Found::File(path),
    }
}

fn unread(path: &Path, found: impl Into<String>) -> Found {
    Found::Unread(Unread::whole(Some(&path.to_string_lossy().into()), found))
}
