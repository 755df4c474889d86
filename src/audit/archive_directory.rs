//! The directory at the end of a zip archive, to see what the zip crate does not show: it keeps one member of each name,
//! and passes over what stands before and behind the archive in its file.

use std::collections::HashSet;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use zip::ZipArchive;

use super::unpack::is_zeros;

/// What of an archive is not seen by who reads its members, in words.
pub(super) fn overlooked<R: Read + Seek>(archive: ZipArchive<BufReader<R>>) -> Vec<String> {
    let mut found = Vec::new();
    if archive.offset() > 0 {
        found.push(format!("{} bytes before the archive, perhaps another one", archive.offset()));
    }
    let (at, shown) = (archive.central_directory_start(), archive.len() as u64);
    let mut directory = Directory { reader: archive.into_inner(), names: HashSet::new(), repeated: 0, example: None };
    let is_whole = directory.read(at);
    if let Some(example) = &directory.example {
        let (count, name) = (directory.repeated, String::from_utf8_lossy(example));
        found.push(format!(
            "members whose names others have too, of which only the last is read ({count} lost: {name})"
        ));
    }
    let further = (directory.names.len() as u64).saturating_sub(shown);
    if further > 0 {
        found.push(format!("a directory with more members than the archive's end counts ({further} more)"));
    }
    match is_whole {
        Ok(true) => {}
        Ok(false) => found.push("bytes behind the archive's directory, perhaps another archive".to_owned()),
        Err(error) => found.push(format!("a failure to read its directory again: {error}")),
    }
    found
}

struct Directory<R> {
    reader: R,
    names: HashSet<Vec<u8>>,
    repeated: u64,
    example: Option<Vec<u8>>,
}

impl<R: BufRead + Seek> Directory<R> {
    /// Reads to the end of the archive. False when something else stands there, or behind it.
    fn read(&mut self, at: u64) -> io::Result<bool> {
        self.reader.seek(SeekFrom::Start(at))?;
        loop {
            match &self.bytes::<4>()? {
                b"PK\x01\x02" => self.member()?,
                // A signature.
                b"PK\x05\x05" => {
                    let length = u16::from_le_bytes(self.bytes()?);
                    self.skip(length.into())?;
                }
                // The end of a large archive, and where that stands.
                b"PK\x06\x06" => {
                    let length = u64::from_le_bytes(self.bytes()?);
                    self.skip(length)?;
                }
                b"PK\x06\x07" => self.skip(16)?,
                b"PK\x05\x06" => {
                    self.skip(16)?;
                    let comment = u16::from_le_bytes(self.bytes()?);
                    self.skip(comment.into())?;
                    return is_zeros(&mut self.reader);
                }
                _ => return Ok(false),
            }
        }
    }

    fn member(&mut self) -> io::Result<()> {
        self.skip(24)?;
        let lengths = self.bytes::<6>()?;
        let [name, extra, comment] = [0, 2, 4].map(|at| u16::from_le_bytes([lengths[at], lengths[at + 1]]));
        self.skip(12)?;
        let mut text = vec![0; name.into()];
        self.reader.read_exact(&mut text)?;
        self.skip(u64::from(extra) + u64::from(comment))?;
        if self.names.contains(&text) {
            self.repeated += 1;
            self.example.get_or_insert(text);
        } else {
            self.names.insert(text);
        }
        Ok(())
    }

    fn bytes<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.reader.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn skip(&mut self, count: u64) -> io::Result<()> {
        io::copy(&mut self.reader.by_ref().take(count), &mut io::sink()).map(|_| ())
    }
}
