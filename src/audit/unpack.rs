//! Compressed streams: everything behind this file is as it was before it was packed.

use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use flate2::read::MultiGzDecoder;

use super::encoding::first_bytes;

/// Exports pack to a tenth of their size, the same record over and over to a 300th. What unpacks to more is made to fill
/// a disk or a memory.
const MOST_TIMES: u64 = 600;
/// What a small file may unpack to, whatever its size.
const ALWAYS: u64 = 256 << 20;

pub(super) const GZIP: [u8; 2] = [0x1F, 0x8B];
pub(super) const ZIP: [u8; 4] = *b"PK\x03\x04";
/// A zip without members.
pub(super) const EMPTY_ZIP: [u8; 4] = *b"PK\x05\x06";

/// The stream, unpacked if it is gzip (any number of members).
pub(super) fn unpacked<'r>(mut stream: Box<dyn Read + 'r>) -> Box<dyn Read + 'r> {
    let (first, rest) = first_bytes::<2>(&mut stream);
    let is_gzip = first == GZIP;
    let whole: Box<dyn Read + 'r> = Box::new(io::Cursor::new(first).chain(rest));
    if !is_gzip {
        return whole;
    }
    let packed = Rc::new(Cell::new(0));
    let counted = Counted { stream: whole, count: packed.clone() };
    limited(Box::new(MultiGzDecoder::new(BufReader::with_capacity(64 << 10, counted))), packed)
}

/// A stream that ends with an error when it unpacks to far more than was packed.
pub(super) fn limited<'r>(stream: Box<dyn Read + 'r>, packed: Rc<Cell<u64>>) -> Box<dyn Read + 'r> {
    Box::new(Limited { stream, packed, given: 0 })
}

/// Counts what is read.
pub(super) struct Counted<R> {
    pub(super) stream: R,
    pub(super) count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(into)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

struct Limited<'r> {
    stream: Box<dyn Read + 'r>,
    packed: Rc<Cell<u64>>,
    given: u64,
}

impl Read for Limited<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given > ALWAYS && self.given / MOST_TIMES > self.packed.get() {
            let what = format!("it unpacks to more than {MOST_TIMES} times its size, which no export does");
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        let read = self.stream.read(into)?;
        self.given += read as u64;
        Ok(read)
    }
}
