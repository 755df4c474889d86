//! A text that is the library's until the host frees it.

/// The bytes, with a NUL behind them that the length does not count.
#[derive(Debug)]
pub(super) struct Bytes(Vec<u8>);

impl Bytes {
    pub(super) fn new(mut bytes: Vec<u8>) -> Self {
        bytes.push(0);
        Self(bytes)
    }

    /// The text.
    pub(super) fn text(&self) -> &[u8] {
        self.0.split_last().map_or(&[], |(_, bytes)| bytes)
    }

    /// The text and its NUL.
    pub(super) fn terminated(&self) -> &[u8] {
        &self.0
    }
}
