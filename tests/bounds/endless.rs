//! Text that is too long to be held: it is made while it is read.

use std::io::{Read, Result};

/// Pieces, each so many times.
pub struct Endless {
    pieces: Vec<(Vec<u8>, u64)>,
    piece: usize,
    /// Bytes of the piece, over all its repetitions, that were handed over.
    at: u64,
}

impl Endless {
    pub fn new(pieces: Vec<(Vec<u8>, u64)>) -> Self {
        Self { pieces, piece: 0, at: 0 }
    }
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let mut filled = 0;
        while let Some((bytes, times)) = self.pieces.get(self.piece) {
            let length = bytes.len() as u64;
            if self.at == length * times {
                (self.piece, self.at) = (self.piece + 1, 0);
                continue;
            }
            if filled == buffer.len() {
                break;
            }
            let from = usize::try_from(self.at % length).unwrap();
            let count = (bytes.len() - from).min(buffer.len() - filled);
            buffer[filled..filled + count].copy_from_slice(&bytes[from..from + count]);
            filled += count;
            self.at += count as u64;
        }
        Ok(filled)
    }
}
