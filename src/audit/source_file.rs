//! A file on disk, packed as a zip archive or not, and standard input.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use super::archive::read_archive;
use super::needles::Wanted;
use super::reading::{Sink, Unread, read};
use super::unpack::{Counted, EMPTY_ZIP, ZIP};

/// Standard input, where a path is expected.
pub(super) const STANDARD_INPUT: &str = "-";

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
        sink.unread(Unread::whole(Some(&name), format!("a file that cannot be opened: {error}")));
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
