//! A zip archive: each member is a file of its own, named `archive.zip/member.csv`.

use std::cell::Cell;
use std::io::{self, BufReader, Read, Seek};
use std::rc::Rc;
use std::sync::Arc;

use zip::ZipArchive;
use zip::result::ZipError;

use super::archive_directory::overlooked;
use super::needles::Wanted;
use super::reading::{Sink, Unread, read};
use super::stranger::archived;
use super::unpack::{Counted, limited};

/// The second is that of some tools on Windows.
const SEPARATORS: [char; 2] = ['/', '\\'];

/// Reads every member that can be opened, and says of the others why not. False when the sink said to stop.
pub(super) fn read_archive(
    file: impl Read + Seek,
    name: &Arc<str>,
    count: &Rc<Cell<u64>>,
    wanted: Wanted,
    sink: &mut dyn Sink,
) -> io::Result<bool> {
    let taken = Rc::new(Cell::new(0));
    let mut archive = ZipArchive::new(BufReader::new(Counted { stream: file, count: taken.clone() }))?;
    if let Some(found) = archived(|member| archive.index_for_name(member).is_some()) {
        sink.unread(Unread::whole(Some(name), found));
        return Ok(true);
    }
    let mut members = 0;
    for index in 0..archive.len() {
        let member = archive.name_for_index(index).unwrap_or_default().to_owned();
        if is_of_the_system(&member) || is_folder(&mut archive, index, &member) {
            continue;
        }
        members += 1;
        let name: Arc<str> = format!("{name}/{member}").into();
        let member = match archive.by_index(index) {
            Ok(member) => member,
            Err(error) => {
                sink.unread(Unread::whole(Some(&name), why(&error)));
                continue;
            }
        };
        let packed = member.compressed_size();
        let (before, begun) = (count.get(), taken.get());
        // What is read beside it, such as directories, is not counted.
        let tell = || count.set(before + packed.min(taken.get() - begun));
        let stream = limited(Box::new(Told { stream: member, tell }), Rc::new(Cell::new(packed)));
        if !read(Some(&name), stream, wanted, sink) {
            return Ok(false);
        }
        count.set(before + packed);
    }
    if members == 0 {
        sink.unread(Unread::whole(Some(name), "a zip archive without a file"));
    }
    for found in overlooked(archive) {
        sink.unread(Unread::whole(Some(name), found));
    }
    Ok(true)
}

/// A stream that tells of each read.
struct Told<R, F> {
    stream: R,
    tell: F,
}

impl<R: Read, F: Fn()> Read for Told<R, F> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(into);
        (self.tell)();
        read
    }
}

fn is_of_the_system(member: &str) -> bool {
    let (folder, name) = (member.split(SEPARATORS).next(), member.rsplit(SEPARATORS).next());
    folder == Some("__MACOSX") || name.is_some_and(|name| name.starts_with('.'))
}

fn is_folder<R: Read + Seek>(archive: &mut ZipArchive<R>, index: usize, member: &str) -> bool {
    member.ends_with(SEPARATORS) && archive.by_index_raw(index).is_ok_and(|member| member.size() == 0)
}

fn why(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            "an encrypted member (unpack it with its password)".to_owned()
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            "a member that is packed in another way than zip's usual one (unpack it, or pack it again)".to_owned()
        }
        error => format!("a member that cannot be opened: {error}"),
    }
}
