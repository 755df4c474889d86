//! Where in a file of UTF-16 a byte stands of the text that was made of it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// How many moves of the text are known, the last ones: a place before them is near, not exact. Records have a handful.
const KEPT: usize = 64 << 10;

/// Places of a stream, known to who makes the text and to who asks for them.
#[derive(Debug, Clone)]
pub(super) struct Places(Rc<RefCell<Marks>>);

/// Characters beyond ASCII have other sizes in either encoding, and move what follows them.
#[derive(Debug)]
struct Marks {
    /// From which byte of the text on, and by how much the place in the file is more than twice that of the text.
    marks: VecDeque<(u64, i64)>,
    text: u64,
    shift: i64,
}

impl Places {
    /// `before` is how many bytes the byte order mark has.
    pub(super) fn new(before: u8) -> Self {
        let shift = i64::from(before);
        Self(Rc::new(RefCell::new(Marks { marks: VecDeque::from([(0, shift)]), text: 0, shift })))
    }

    /// Takes what comes next in the text.
    pub(super) fn push(&self, text: &str) {
        let mut marks = self.0.borrow_mut();
        for character in text.chars() {
            marks.push(character);
        }
    }

    /// The place in the file.
    pub(super) fn of(&self, text: u64) -> u64 {
        let Marks { marks, .. } = &*self.0.borrow();
        let before = marks.partition_point(|(from, _)| *from <= text).saturating_sub(1);
        let shift = marks.get(before).map_or(0, |(_, shift)| *shift);
        (2 * text).saturating_add_signed(shift)
    }
}

impl Marks {
    fn push(&mut self, character: char) {
        let size = character.len_utf8();
        self.text += size as u64;
        if size == 1 {
            return;
        }
        self.shift -= if size == 2 { 2 } else { 4 };
        // Of neighbours the last one moves what follows.
        if self.marks.back().is_some_and(|(from, _)| from + size as u64 == self.text && *from > 0) {
            self.marks.pop_back();
        }
        self.marks.push_back((self.text, self.shift));
        if self.marks.len() > KEPT {
            self.marks.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_behind_any_characters_is_that_of_the_file() {
        let text = "{\"a\":\"é\"}\n{\"b\":\"😀中\"} \u{7FF}x";
        let places = Places::new(2);
        places.push(text);
        for (at, _) in text.char_indices().filter(|(at, _)| text[..*at].ends_with(|last: char| last.is_ascii())) {
            assert_eq!(places.of(at as u64), 2 + 2 * text[..at].encode_utf16().count() as u64, "{at}");
        }
    }

    #[test]
    fn a_text_beyond_ascii_takes_little_and_its_end_is_exact() {
        let places = Places::new(0);
        for word in ["中文", "中 文 "] {
            let text = word.repeat(1 << 20);
            let before = places.0.borrow().text;
            let units = places.of(before);
            places.push(&text);
            assert_eq!(places.of(before + text.len() as u64), units + 2 * text.encode_utf16().count() as u64);
            assert!(places.0.borrow().marks.len() <= KEPT);
        }
    }
}
