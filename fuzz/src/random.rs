//! Choices that the input makes; once it is used up, always the first.

pub struct Random {
    bytes: Vec<u8>,
    at: usize,
}

impl Random {
    pub fn new(bytes: &[u8]) -> Self {
        Self { bytes: bytes.to_vec(), at: 0 }
    }

    pub fn below(&mut self, limit: usize) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        usize::from(byte) % limit.max(1)
    }

    pub fn once_in(&mut self, times: usize) -> bool {
        // The first choice is the plain one.
        self.below(times) == times - 1
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}
