//! Texts that are kept once each.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};
use std::num::NonZeroU32;

use foldhash::fast::RandomState;

/// Texts in one piece of memory. Each is known by a number, and found by its hash.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    bytes: String,
    ends: Vec<usize>,
    /// By hash; where that is taken by another text, by the next number that is free.
    numbers: HashMap<u32, Number, BuildHasherDefault<Hashed>>,
    hashing: RandomState,
}

/// The number of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Number(NonZeroU32);

impl Number {
    /// The number of what comes behind so many others.
    pub(super) fn after(others: usize) -> Self {
        Self(NonZeroU32::MIN.saturating_add(u32::try_from(others).unwrap_or(u32::MAX)))
    }

    /// How many came before.
    pub(super) fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

impl Texts {
    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The number of a text that is kept.
    pub(super) fn find(&self, text: &str) -> Option<Number> {
        self.look(text).ok()
    }

    /// The number of a text, which is kept from now on.
    pub(super) fn number(&mut self, text: &str) -> Number {
        match self.look(text) {
            Ok(number) => number,
            Err(free) => {
                let number = Number::after(self.ends.len());
                self.bytes.push_str(text);
                self.ends.push(self.bytes.len());
                self.numbers.insert(free, number);
                number
            }
        }
    }

    /// The text of a number.
    pub(super) fn text(&self, number: Number) -> &str {
        let index = number.index();
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(index).copied().unwrap_or_default();
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// The number of a text, or where it would be kept.
    fn look(&self, text: &str) -> Result<Number, u32> {
        let mut hash = self.hash(text);
        while let Some(number) = self.numbers.get(&hash) {
            if self.text(*number) == text {
                return Ok(*number);
            }
            hash = hash.wrapping_add(1);
        }
        Err(hash)
    }

    /// Half of a hash tells texts apart, and more of them lie close together.
    fn hash(&self, text: &str) -> u32 {
        u32::try_from(self.hashing.hash_one(text) >> 32).unwrap_or_default()
    }
}

/// What is a hash already, spread over all bits.
#[derive(Debug, Clone, Copy, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u32(&mut self, hash: u32) {
        self.0 = u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_has_one_number_and_its_own() {
        let mut texts = Texts::default();
        let numbers: Vec<Number> = ["", "a", "b", "", "ab"].iter().map(|text| texts.number(text)).collect();
        assert_eq!(numbers[0], numbers[3]);
        assert_eq!(texts.len(), 4);
        assert_eq!(texts.find("ab"), Some(numbers[4]));
        assert_eq!((texts.text(numbers[1]), texts.text(numbers[4]), texts.find("c")), ("a", "ab", None));
    }

    #[test]
    fn texts_of_one_hash_are_told_apart() {
        let mut texts = Texts::default();
        let (first, free) = (texts.number("first"), texts.hash("other"));
        texts.numbers.insert(free, first);
        let other = texts.number("other");
        assert_ne!(other, first);
        assert_eq!((texts.find("other"), texts.find("first")), (Some(other), Some(first)));
    }
}
