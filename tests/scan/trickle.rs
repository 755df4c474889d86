//! Readers that hand over little at a time, and are interrupted.

use std::io::{Error, ErrorKind, Read, Result};

/// Hands over the bytes in pieces of the given sizes, over and over, with an interruption before some.
pub struct Trickle {
    bytes: Vec<u8>,
    at: usize,
    sizes: Vec<usize>,
    turn: usize,
}

impl Trickle {
    pub fn new(bytes: Vec<u8>, sizes: Vec<usize>) -> Self {
        assert!(sizes.iter().any(|size| *size > 0));
        Self { bytes, at: 0, sizes, turn: 0 }
    }

    /// Breaks at `at`, and nowhere else.
    pub fn broken_at(bytes: Vec<u8>, at: usize) -> Self {
        let rest = bytes.len() - at;
        Self::new(bytes, vec![at, rest.max(1)])
    }
}

impl Read for Trickle {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let left = &self.bytes[self.at..];
        if left.is_empty() {
            return Ok(0);
        }
        let size = self.sizes[self.turn % self.sizes.len()];
        self.turn += 1;
        if size == 0 {
            return Err(Error::from(ErrorKind::Interrupted));
        }
        let count = size.min(left.len()).min(buffer.len());
        buffer[..count].copy_from_slice(&left[..count]);
        self.at += count;
        Ok(count)
    }
}
