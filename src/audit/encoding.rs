//! The encoding of a stream: everything behind this file is UTF-8 without the byte order mark of its beginning.
//!
//! UTF-8 itself is checked record by record when they are read.

use std::io::{self, Read};

use super::places::Places;

/// Stands for what is no character in UTF-16. JSON has it nowhere, so that the record that holds it fails, and no other.
const NO_CHARACTER: char = '\0';
/// The byte order mark of UTF-8. One may stand wherever files that have one were put together.
pub(super) const MARK: &[u8] = b"\xEF\xBB\xBF";
const BLOCK: usize = 64 << 10;

/// A stream as UTF-8.
pub(super) struct Decoded<'r> {
    pub(super) stream: Box<dyn Read + 'r>,
    /// How many bytes of the file come before the text: a byte order mark of UTF-8.
    pub(super) before: u64,
    /// Where in the file the text stands, when its bytes are others.
    pub(super) places: Option<Places>,
}

/// The stream as UTF-8, without its byte order mark.
pub(super) fn decoded<'r>(mut stream: Box<dyn Read + 'r>) -> Decoded<'r> {
    let (first, rest) = first_bytes::<4>(&mut stream);
    let whole = |skip: usize| -> Box<dyn Read + 'r> { Box::new(io::Cursor::new(first[skip..].to_vec()).chain(rest)) };
    let (skip, unit): (u8, fn([u8; 2]) -> u16) = match first.as_slice() {
        [0xEF, 0xBB, 0xBF, ..] => return Decoded { stream: whole(3), before: 3, places: None },
        [0xFF, 0xFE, ..] => (2, u16::from_le_bytes),
        [0xFE, 0xFF, ..] => (2, u16::from_be_bytes),
        // Two letters of ASCII without a mark.
        [a, 0, b, 0] if *a != 0 && *b != 0 => (0, u16::from_le_bytes),
        [0, a, 0, b] if *a != 0 && *b != 0 => (0, u16::from_be_bytes),
        _ => return Decoded { stream: whole(0), before: 0, places: None },
    };
    let places = Places::new(skip);
    let stream = Box::new(Utf16::new(whole(skip.into()), unit, places.clone()));
    Decoded { stream, before: 0, places: Some(places) }
}

/// Up to `N` bytes from the front of a stream, and the rest of it; an error comes again when the rest is read.
pub(super) fn first_bytes<'r, const N: usize>(stream: &mut Box<dyn Read + 'r>) -> (Vec<u8>, Box<dyn Read + 'r>) {
    let mut stream = std::mem::replace(stream, Box::new(io::empty()));
    let mut first = Vec::with_capacity(N);
    match stream.by_ref().take(N as u64).read_to_end(&mut first) {
        Ok(_) => (first, stream),
        Err(error) => (first, Box::new(Failing(Some(error)))),
    }
}

/// A stream that ends with an error.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// UTF-16 read as UTF-8.
struct Utf16<'r> {
    stream: Box<dyn Read + 'r>,
    unit: fn([u8; 2]) -> u16,
    block: Vec<u8>,
    /// Bytes of the block that are half of something.
    kept: usize,
    text: String,
    given: usize,
    ended: bool,
    places: Places,
}

impl<'r> Utf16<'r> {
    fn new(stream: Box<dyn Read + 'r>, unit: fn([u8; 2]) -> u16, places: Places) -> Self {
        let text = String::new();
        Self { stream, unit, block: vec![0; BLOCK], kept: 0, text, given: 0, ended: false, places }
    }

    fn decode(&mut self) -> io::Result<()> {
        let read = self.stream.read(&mut self.block[self.kept..])?;
        self.ended = read == 0;
        let bytes = &self.block[..self.kept + read];
        let (pairs, _) = bytes.as_chunks::<2>();
        let units = pairs.iter().map(|pair| (self.unit)(*pair)).collect::<Vec<_>>();
        // The first half of a surrogate pair waits for the second.
        let split = !self.ended && units.last().is_some_and(|last| (0xD800..0xDC00).contains(last));
        let whole = if split { &units[..units.len() - 1] } else { &units };
        self.text.clear();
        self.given = 0;
        self.text.extend(char::decode_utf16(whole.iter().copied()).map(|decoded| decoded.unwrap_or(NO_CHARACTER)));
        let done = whole.len() * 2;
        if self.ended && done < bytes.len() {
            self.text.push(NO_CHARACTER);
        }
        self.places.push(&self.text);
        self.kept = if self.ended { 0 } else { bytes.len() - done };
        self.block.copy_within(done..done + self.kept, 0);
        Ok(())
    }
}

impl Read for Utf16<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !self.ended {
            self.decode()?;
        }
        let rest = &self.text.as_bytes()[self.given..];
        let count = rest.len().min(into.len());
        into[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<u8> {
        let mut stream = decoded(Box::new(bytes)).stream;
        let mut text = Vec::new();
        stream.read_to_end(&mut text).unwrap();
        text
    }

    #[test]
    fn byte_order_marks_tell_the_encoding() {
        let le: Vec<u8> = [0xFF, 0xFE].into_iter().chain("{é😀}".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let be: Vec<u8> = [0xFE, 0xFF].into_iter().chain("{é😀}".encode_utf16().flat_map(u16::to_be_bytes)).collect();
        for bytes in [le.as_slice(), be.as_slice(), "\u{FEFF}{é😀}".as_bytes(), "{é😀}".as_bytes()] {
            assert_eq!(read(bytes), "{é😀}".as_bytes());
        }
    }

    #[test]
    fn utf16_without_a_mark_is_seen_by_its_zeros() {
        let le: Vec<u8> = "{\"a\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&le), b"{\"a\"}");
    }

    #[test]
    fn a_pair_that_two_blocks_share_is_whole() {
        let text = "é😀".repeat(BLOCK / 3) + "x";
        let bytes: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(read(&bytes), text.as_bytes());
    }

    #[test]
    fn half_a_character_cannot_pass_for_text() {
        assert_eq!(read(&[0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00]), b"\0A");
        assert_eq!(read(&[0xFF, 0xFE, b'{', 0, b'}']), b"{\0");
    }
}
