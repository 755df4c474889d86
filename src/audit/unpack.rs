//! Compressed streams: everything behind this file is as it was before it was packed.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::rc::Rc;

use flate2::bufread::GzDecoder;

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

/// The stream, unpacked if it is gzip (any number of members, and zeros behind them).
pub(super) fn unpacked<'r>(mut stream: Box<dyn Read + 'r>) -> Box<dyn Read + 'r> {
    let (first, rest) = first_bytes::<2>(&mut stream);
    let is_gzip = first == GZIP;
    let whole: Box<dyn Read + 'r> = Box::new(io::Cursor::new(first).chain(rest));
    if !is_gzip {
        return whole;
    }
    let packed = Rc::new(Cell::new(0));
    let counted = Counted { stream: whole, count: packed.clone() };
    let members = BufReader::with_capacity(64 << 10, counted);
    limited(Box::new(Members { decoder: Some(GzDecoder::new(members)) }), packed)
}

/// The content of gzip members one after another.
struct Members<R> {
    /// None when nothing more comes.
    decoder: Option<GzDecoder<R>>,
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while let Some(mut decoder) = self.decoder.take() {
            let read = decoder.read(into)?;
            if read > 0 || into.is_empty() {
                self.decoder = Some(decoder);
                return Ok(read);
            }
            let mut rest = decoder.into_inner();
            match rest.fill_buf()?.first().copied() {
                None => {}
                Some(0) if is_zeros(&mut rest)? => {}
                Some(0) => return Err(io::Error::new(io::ErrorKind::InvalidData, "zeros and then more behind gzip")),
                Some(_) => self.decoder = Some(GzDecoder::new(rest)),
            }
        }
        Ok(0)
    }
}

/// Whether nothing but zeros follows, which tapes and some tools fill their last block with.
pub(super) fn is_zeros(stream: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let bytes = stream.fill_buf()?;
        let count = bytes.len();
        if count == 0 || bytes.iter().any(|byte| *byte != 0) {
            return Ok(count == 0);
        }
        stream.consume(count);
    }
}

/// A stream that ends with an error when it unpacks to far more than was packed.
pub(super) fn limited<'r>(stream: Box<dyn Read + 'r>, packed: Rc<Cell<u64>>) -> Box<dyn Read + 'r> {
    Box::new(Limited { stream, packed, given: 0 })
}

/// Counts what is read, and is never interrupted: what unpacks would lose its place.
pub(super) struct Counted<R> {
    pub(super) stream: R,
    pub(super) count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.stream.read(into) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(read) => {
                    self.count.set(self.count.get() + read as u64);
                    return Ok(read);
                }
            }
        }
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.stream.seek(to)
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
