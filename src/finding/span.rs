//! Parts of long lists and texts.

use std::num::NonZeroU32;

/// Neighbours in a list that holds those of many.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Span {
    start: u32,
    count: u32,
}

/// A text in one that holds many.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    start: usize,
    /// One more than it has.
    length: NonZeroU32,
}

impl Span {
    /// Puts items behind those of others.
    pub(super) fn push<T>(all: &mut Vec<T>, items: impl IntoIterator<Item = T>) -> Self {
        let start = all.len();
        all.extend(items);
        Self { start: number(start), count: number(all.len() - start) }
    }

    /// The items.
    pub(super) fn of<T>(self, all: &[T]) -> &[T] {
        let start = self.start as usize;
        all.get(start..start + self.count as usize).unwrap_or_default()
    }

    /// Takes the items away again; they are the last.
    pub(super) fn undo<T>(self, all: &mut Vec<T>) {
        // By their number: where a span of nothing begins means nothing.
        all.truncate(all.len() - (self.count as usize).min(all.len()));
    }
}

impl Piece {
    /// Puts a text behind others.
    pub(super) fn push(all: &mut String, text: &str) -> Self {
        let start = all.len();
        all.push_str(text);
        Self { start, length: NonZeroU32::MIN.saturating_add(number(text.len())) }
    }

    /// The text.
    pub(super) fn of(self, all: &str) -> &str {
        all.get(self.start..self.start + self.length.get() as usize - 1).unwrap_or_default()
    }

    /// Takes the text away again; it is the last.
    pub(super) fn undo(self, all: &mut String) {
        all.truncate(self.start);
    }
}

/// Whether so many things leave no numbers for those of another record.
pub(super) fn is_too_many(count: usize) -> bool {
    count > (u32::MAX - (1 << 28)) as usize
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
