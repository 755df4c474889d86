//! Which bytes make a record worth reading.
//!
//! A record that is none of the operations that count is told without reading it. The value `MemberAdded` in JSON holds
//! either these very bytes, or a `\u00` escape of one of its letters, all of which begin with 4, 6 or 7; no other escape
//! gives a letter. So a record without the name of an operation and without such an escape is another operation, in
//! whatever container, quoting or string in a string it stands. A record that has one is read whole, and what it says
//! decides.

use std::collections::VecDeque;

use super::scanner;

/// The operations by their parts before and after the inner capital, and by the letters around it.
const CHATS: [(&[u8; 3], &[u8], &[u8]); 5] = [
    (b"rAd", b"Member", b"Added"),
    (b"tCr", b"Chat", b"Created"),
    (b"rRe", b"Member", b"Removed"),
    (b"rAc", b"User", b"Accepted"),
    (b"rBl", b"User", b"Blocked"),
];
/// The longest of them, so that one that begins at the end of the bytes is found when more of them are there.
const LONGEST: usize = 24;
/// Every message operation has it.
const MESSAGE: &[u8] = b"Message";
/// How the keys end in which tools put a record, and the quote behind them.
pub(super) const HOLDER: &[u8] = b"tData\"";

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Message events too.
    pub messages: bool,
    /// Every record, of whatever operation.
    pub everything: bool,
}

/// What the bytes of an element show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Neither of these.
    Nothing,
    /// It may hold a record in one of its fields, of no operation that is looked for.
    Holder,
    /// The name of an operation that is looked for, or what may hide one.
    Operation,
}

/// Where the next record of interest may stand, in a window that moves.
#[derive(Debug)]
pub(super) struct Needles {
    wanted: Wanted,
    all: bool,
    message: memchr::memmem::Finder<'static>,
    words: Found,
    messages: Found,
}

/// In the stream: up to where was searched, and what was found there. The same bytes may be asked about again, so what
/// was found is kept until they are behind.
#[derive(Debug, Default)]
struct Found {
    searched: u64,
    operation: Option<u64>,
    holders: VecDeque<u64>,
}

impl Found {
    fn forget(&mut self, before: u64) {
        self.operation = self.operation.filter(|operation| *operation >= before);
        while self.holders.front().is_some_and(|holder| *holder < before) {
            self.holders.pop_front();
        }
    }

    /// Whether nothing is known yet that is behind `end`, or an operation before it.
    fn is_open(&self, end: u64) -> bool {
        self.searched < end && self.operation.is_none() && self.holders.back().is_none_or(|holder| *holder < end)
    }

    fn shown(&self, end: u64) -> Shown {
        if self.operation.is_some_and(|operation| operation < end) {
            Shown::Operation
        } else if self.holders.front().is_some_and(|holder| *holder < end) {
            Shown::Holder
        } else {
            Shown::Nothing
        }
    }
}

impl Needles {
    pub(super) fn new(wanted: Wanted) -> Self {
        let message = memchr::memmem::Finder::new(MESSAGE);
        Self { wanted, all: false, message, words: Found::default(), messages: Found::default() }
    }

    /// The same search in another text, which is of no export either as long as nothing is known of this one.
    pub(super) fn anew(&self) -> Self {
        Self { all: self.all, ..Self::new(self.wanted) }
    }

    /// Looks at every record until one was read: what follows is then known to be an export.
    pub(super) fn look_at_all(&mut self, all: bool) {
        self.all = all;
    }

    /// What the first `length` bytes show. `bytes` begin at `offset` of the stream, and calls go forward.
    pub(super) fn shown(&mut self, bytes: &[u8], offset: u64, length: usize) -> Shown {
        if self.wanted.everything || self.all {
            return Shown::Operation;
        }
        let end = offset + length as u64;
        let from =
            |searched: u64| usize::try_from(searched.saturating_sub(offset)).unwrap_or(usize::MAX).min(bytes.len());
        // A word that is not whole yet is found with the bytes that follow.
        let whole = offset + bytes.len().saturating_sub(LONGEST).max(length.min(bytes.len())) as u64;
        if self.wanted.messages {
            self.messages.forget(offset);
            if self.messages.is_open(end) {
                let from = from(self.messages.searched);
                let found = self.message.find(&bytes[from..]).map(|at| offset + (from + at) as u64);
                self.messages.operation = found;
                self.messages.searched = found.map_or(whole, |found| found + 1);
            }
            if self.messages.shown(end) == Shown::Operation {
                return Shown::Operation;
            }
        }
        self.words.forget(offset);
        while self.words.is_open(end) {
            let found = scanner::word(bytes, from(self.words.searched), |at| word(bytes, at) != Shown::Nothing);
            self.words.searched = found.map_or(whole, |at| offset + at as u64 + 1);
            match found.map(|at| (word(bytes, at), offset + at as u64)) {
                Some((Shown::Operation, at)) => self.words.operation = Some(at),
                Some((_, at)) => self.words.holders.push_back(at),
                None => {}
            }
        }
        self.words.shown(end)
    }
}

/// The word around an inner capital, the letter before which is at `at`; or an escaped letter, whose `u` is.
fn word(bytes: &[u8], at: usize) -> Shown {
    if bytes[at] == b'u' {
        let is_escape = at > 0 && bytes[at - 1] == b'\\';
        let is_letter = matches!(bytes.get(at + 1..at + 4), Some([b'0', b'0', b'4' | b'6' | b'7']));
        return if is_escape && is_letter { Shown::Operation } else { Shown::Nothing };
    }
    let (before, after) = bytes.split_at(at + 1);
    let Some(letters) = bytes.get(at..at + 3) else { return Shown::Nothing };
    match CHATS.iter().find(|(around, ..)| *around == letters) {
        Some((_, head, tail)) if after.starts_with(tail) && before.ends_with(head) => Shown::Operation,
        None if bytes[at..].starts_with(HOLDER) => Shown::Holder,
        _ => Shown::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, wanted: Wanted) -> bool {
        Needles::new(wanted).shown(text.as_bytes(), 0, text.len()) == Shown::Operation
    }

    #[test]
    fn a_record_of_interest_is_never_passed_over() {
        for text in [
            r#"{"Operation":"MemberAdded"}"#,
            r#"{""Operation"":""ChatCreated""}"#,
            r#"{\"Operation\":\"MemberRemoved\"}"#,
            r#"{"Operation":"UserAccepted"}"#,
            r#"{"Operation":"UserBlocked"}"#,
            r#"{"Operation":"\u004DemberAdded"}"#,
            r#"{"Operation":"Member\u0041\u0064ded"}"#,
            r#"{\"Operation\":\"Chat\\u0043reated\"}"#,
        ] {
            assert!(found(text, Wanted::default()), "{text}");
        }
    }

    #[test]
    fn what_is_of_no_interest_is_passed_over() {
        let text = r#"{"Operation":"MessageSent","UserAgent":"it\u0027s","MemberRole":"\u00e9"}"#;
        assert!(!found(text, Wanted::default()));
        assert!(found(text, Wanted { messages: true, everything: false }));
        assert!(found("{}", Wanted { messages: false, everything: true }));
    }

    #[test]
    fn an_element_that_may_hold_a_record_is_told_from_one_that_is_one() {
        let elements = [
            (r#"{"AuditData":"{}"}"#, Shown::Holder),
            (r#"{"Operation":"FileAccessed","Datum":"Data"}"#, Shown::Nothing),
            (r#"{"RawEventData":{"Operation":"MemberAdded"}}"#, Shown::Operation),
            (r#"{"auditData":{"Operation":"MemberLeft"}}"#, Shown::Holder),
        ];
        let text: String = elements.map(|(element, _)| element).concat();
        let (mut needles, mut at) = (Needles::new(Wanted::default()), 0);
        for (element, shown) in elements {
            // What was asked before, of these bytes or of more, changes nothing.
            for length in [element.len(), text.len() - at, element.len()] {
                let shown_now = needles.shown(&text.as_bytes()[at..], at as u64, length);
                assert!(length != element.len() || shown_now == shown, "{element}");
            }
            at += element.len();
        }
    }

    #[test]
    fn a_word_that_is_cut_by_the_window_is_found_when_the_rest_is_there() {
        let text = br#"{"a":1}{"Operation":"MemberAdded"}"#;
        for cut in 8..text.len() {
            let mut needles = Needles::new(Wanted::default());
            assert_eq!(needles.shown(&text[..cut], 0, 7), Shown::Nothing, "{cut}");
            assert_eq!(needles.shown(&text[7..], 7, text.len() - 7), Shown::Operation, "{cut}");
        }
    }
}
