//! Exports on disk: files, folders of them, zip archives, and standard input.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use super::needles::Wanted;
use super::reading::{EXPORT, Sink, Unread, read};
use super::unpack::{Counted, EMPTY_ZIP, ZIP, limited};

/// Standard input, where a path is expected.
const STANDARD_INPUT: &str = "-";

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

/// How many bytes a file has, to tell how far a search is.
pub(crate) fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}

/// Reads a file. `count` goes up by what is read from the disk. False when the sink said to stop.
pub(crate) fn read_file(path: &Path, count: &Rc<Cell<u64>>, wanted: Wanted, sink: &mut dyn Sink) -> bool {
    let name: Arc<str> = path.to_string_lossy().into();
    let result = match path.as_os_str() == STANDARD_INPUT {
        true => {
            let stream = Counted { stream: io::stdin().lock(), count: count.clone() };
            return read(Some(&name), Box::new(stream), wanted, sink);
        }
        false => read_disk(path, &name, count, wanted, sink),
    };
    result.unwrap_or_else(|error| {
        let found = format!("a file that cannot be opened: {error}");
        sink.unread(Unread { file: Some(name), offset: 0, expected: EXPORT.to_owned(), found });
        true
    })
}

fn read_disk(
    path: &Path,
    name: &Arc<str>,
    count: &Rc<Cell<u64>>,
    wanted: Wanted,
    sink: &mut dyn Sink,
) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let mut first = Vec::new();
    (&mut file).take(4).read_to_end(&mut first)?;
    // A pipe has no beginning to go back to, and is no archive.
    let goes_back = file.rewind().is_ok();
    if goes_back && (first == ZIP || first == EMPTY_ZIP) {
        return read_archive(file, name, count, wanted, sink);
    }
    let first = if goes_back { Vec::new() } else { first };
    let stream = Counted { stream: io::Cursor::new(first).chain(file), count: count.clone() };
    Ok(read(Some(name), Box::new(stream), wanted, sink))
}

/// Each member is a file of its own, named `archive.zip/member.csv`.
fn read_archive(
    file: File,
    name: &Arc<str>,
    count: &Rc<Cell<u64>>,
    wanted: Wanted,
    sink: &mut dyn Sink,
) -> io::Result<bool> {
    let mut archive = zip::ZipArchive::new(BufReader::new(file))?;
    let mut members = 0;
    for index in 0..archive.len() {
        let member = archive.by_index(index)?;
        let last = member.name().rsplit('/').next().unwrap_or_default();
        if member.is_dir() || last.starts_with('.') || member.name().starts_with("__MACOSX/") {
            continue;
        }
        members += 1;
        let name: Arc<str> = format!("{name}/{}", member.name()).into();
        let packed = member.compressed_size();
        let stream = limited(Box::new(member), Rc::new(Cell::new(packed)));
        if !read(Some(&name), stream, wanted, sink) {
            return Ok(false);
        }
        count.set(count.get() + packed);
    }
    if members == 0 {
        let found = "a zip archive without a file".to_owned();
        sink.unread(Unread { file: Some(name.clone()), offset: 0, expected: EXPORT.to_owned(), found });
    }
    Ok(true)
}
