//! An object whose end is in doubt, or which is not what most are: looked at byte by byte.

use super::extent::{self, Extent};
use super::fault::{self, Why};
use super::landmarks::Landmarks;
use super::reader::{Reader, Seen};
use crate::audit::outline::Outline;
use crate::audit::surrogates::without_halves;
use crate::audit::unreadable::Unreadable;
use crate::audit::unwrap::record_in;

impl Reader<'_> {
    pub(super) fn whole_object(&mut self) -> Seen {
        let marks = self.landmarks();
        let extent = loop {
            match extent::object(self.at.bytes(), &marks, self.at.window().is_ended()) {
                Extent::More if self.at.fill() || !self.at.window().is_full() => {}
                extent => break extent,
            }
        };
        match extent {
            Extent::Whole { end } => self.closed_object(end, &marks),
            Extent::Broken { at, why, resume } => {
                let resume = [self.glued(), resume].into_iter().flatten().min();
                Seen::Read(Err(self.broken_object(at, why, resume, &marks)))
            }
            Extent::More => Seen::Read(Err(self.too_long(&marks))),
        }
    }

    fn broken_object(&mut self, at: usize, why: Why, resume: Option<usize>, marks: &Landmarks) -> Unreadable {
        self.careful = true;
        self.learn_first();
        let offset = self.at.offset();
        let fault = fault::broken(offset + at as u64, why);
        match (why, resume) {
            (Why::Deep, None) => self.skip_object(&fault),
            (_, Some(resume)) => self.recover(resume),
            (_, None) => self.recover_behind(at, why, marks, &fault),
        }
        self.not_beyond(fault, offset)
    }

    /// Brackets and strings end as they should; whether the rest is JSON of a record is found out here.
    fn closed_object(&mut self, end: usize, marks: &Landmarks) -> Seen {
        self.careful = false;
        if self.is_of_no_interest(end) {
            self.at.advance(end);
            return Seen::Passed;
        }
        let (text, offset) = (&self.at.bytes()[..end], self.at.offset());
        let as_text = std::str::from_utf8(text).ok();
        let mended = as_text.filter(|text| Outline::parse(text).is_err()).and_then(without_halves);
        let fault = match mended.as_deref().or(as_text).map(Outline::parse) {
            Some(Ok(outline)) => {
                let read = record_in(&outline, offset);
                drop(outline);
                self.read_well(end, read.is_ok());
                return Seen::Read(read);
            }
            Some(Err(error)) => fault::syntax(text, offset, &error),
            None => fault::not_utf8(text, offset),
        };
        let next = marks.next(text, 1);
        self.learn_first();
        match next {
            Some(next) => self.recover(next),
            None if extent::may_follow_element(self.at.bytes(), end) => self.at.advance(end),
            None => self.recover_behind(end, Why::Bracket, marks, &fault),
        }
        Seen::Read(Err(self.not_beyond(fault, offset)))
    }

    /// A fault in an object whose end was misjudged is no place in another one.
    fn not_beyond(&self, fault: Unreadable, object: u64) -> Unreadable {
        let is_beyond = self.at.first().is_some() && fault.offset >= self.at.offset();
        Unreadable { offset: if is_beyond { object } else { fault.offset }, ..fault }
    }
}
