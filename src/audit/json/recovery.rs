//! How reading goes on behind what is broken.

use super::beginning::Beginning;
use super::cursor::Over;
use super::fault::{self, Why};
use super::landmarks::Landmarks;
use super::page::{self, Head};
use super::reader::Reader;
use super::rest::Rest;
use super::skip::Skip;
use crate::audit::unreadable::Unreadable;

/// A list has elements of few tools, or of few services.
const MOST: usize = 4;

impl Reader<'_> {
    /// What the element behind the object that begins here looks like: it begins a line as this one does; or it begins as
    /// others of the list did, wherever it stands. An object that has its line for itself is followed by lines alone.
    pub(super) fn landmarks(&self) -> Landmarks {
        let mut marks = self.known_landmarks();
        if !self.is_line() {
            marks.beginnings.extend(Beginning::of(self.at.bytes()));
        }
        // Printed elements begin lines.
        marks.any &= marks.beginnings.is_empty() && !self.at.begins_line();
        Landmarks { indent: Some(self.at.indent().to_vec()), ..marks }
    }

    /// The same behind what is no object, where a line may begin with any space.
    fn known_landmarks(&self) -> Landmarks {
        // A line behind one with a page may be another page, in which the records go on.
        let is_alone = self.is_line() && !self.behind_page;
        let beginnings = if is_alone { Vec::new() } else { self.beginnings.clone() };
        let any = beginnings.is_empty() && !self.open.is_empty();
        Landmarks { indent: None, strings: self.strings, beginnings, any }
    }

    /// Whether what stands here has its line for itself.
    pub(super) fn is_line(&self) -> bool {
        self.open.is_empty() && self.at.begins_line()
    }

    /// Keeps how the elements of lists begin.
    pub(super) fn learn(&mut self) {
        let bytes = self.at.bytes();
        if self.is_line() || self.beginnings.last().is_some_and(|last| last.is_at(bytes, 0)) {
            return;
        }
        if let Some(new) = Beginning::of(bytes) {
            self.beginnings.retain(|known| *known != new);
            if self.beginnings.len() == MOST {
                self.beginnings.remove(0);
            }
            self.beginnings.push(new);
        }
    }

    /// Keeps how an element begins when nothing else is known, also of one that is broken behind that.
    pub(super) fn learn_first(&mut self) {
        if self.beginnings.is_empty() {
            self.learn();
        }
    }

    /// Is done with an element that was sound.
    pub(super) fn read_well(&mut self, end: usize, is_record: bool) {
        self.careful = false;
        if is_record {
            self.learn();
        }
        self.at.advance(end);
    }

    /// An object that no window holds.
    pub(super) fn too_long(&mut self, marks: &Landmarks) -> Unreadable {
        let fault = fault::too_long(self.at.offset());
        match marks.next(self.at.bytes(), 1) {
            Some(next) => self.recover(next),
            None => self.skip_object(&fault),
        }
        fault
    }

    pub(super) fn skip_object(&mut self, fault: &Unreadable) {
        match self.at.skip(Skip::object()) {
            Over::Object => {}
            Over::Line => self.recovering = true,
            Over::Cut => self.seek(&self.known_landmarks(), 0, Rest::of_text(), fault),
            Over::Stream => {
                self.recovering = true;
                self.given_up.get_or_insert_with(|| fault.clone());
            }
        }
    }

    /// What follows the list of a page in its object.
    pub(super) fn rest_of_page(&mut self) -> Option<Unreadable> {
        self.at.skip_space();
        let (known, offset) = (self.recovering, self.at.offset());
        let fault = match self.at.first() {
            Some(b',' | b'}') => match self.at.skip(Skip::rest_of_object()) {
                Over::Object => return None,
                Over::Stream => fault::broken(self.at.offset(), Why::CutOff),
                Over::Line => fault::broken(offset, Why::Bracket),
                Over::Cut => {
                    let fault = fault::broken(self.at.offset(), Why::OpenString);
                    self.seek(&self.known_landmarks(), 0, Rest::of_text(), &fault);
                    fault
                }
            },
            Some(_) => {
                let fault = fault::broken(offset, Why::Bracket);
                self.seek(&self.known_landmarks(), 0, Rest::of_text(), &fault);
                fault
            }
            None => fault::broken(offset, Why::CutOff),
        };
        self.recovering = true;
        (!known).then_some(fault)
    }

    pub(super) fn recover(&mut self, to: usize) {
        self.at.advance(to);
        self.recovered();
    }

    /// Behind an object that breaks at `at`, where what is in memory has no landmark.
    pub(super) fn recover_behind(&mut self, at: usize, why: Why, marks: &Landmarks, fault: &Unreadable) {
        let rest = match (why, self.is_line()) {
            (Why::CutOff, _) => Rest::known(),
            (_, true) => Rest::of_lines(at),
            (_, false) => Rest::of_list(at),
        };
        self.seek(marks, 1, rest, fault);
    }

    /// Behind what is no object, and reaches so far.
    pub(super) fn recover_anywhere(&mut self, own: usize, fault: &Unreadable) {
        let mut marks = self.known_landmarks();
        let rest = if self.is_line() { Rest::of_scraps(own) } else { Rest::of_list(own) };
        if !self.is_line() && self.at.first() == Some(b'"') {
            marks.beginnings.extend(Beginning::of(self.at.bytes()));
            marks.any &= marks.beginnings.is_empty();
        }
        self.seek(&marks, 1, rest, fault);
    }

    /// Behind the rest of an element, in its list.
    pub(super) fn recover_in_list(&mut self, fault: &Unreadable) {
        self.seek(&self.known_landmarks(), 0, Rest::of_list(0), fault);
    }

    fn seek(&mut self, marks: &Landmarks, from: usize, mut rest: Rest, fault: &Unreadable) {
        if !self.at.seek(marks, from, |passed| rest.look(passed)) && rest.holds_more() {
            self.given_up.get_or_insert_with(|| fault.clone());
        }
        self.recovered();
    }

    fn recovered(&mut self) {
        self.recovering = true;
        if self.at.first() == Some(b'[') || matches!(page::head(self.at.bytes()), Head::Page(_)) {
            // No export has arrays in arrays, or pages in pages: what was open was cut off.
            self.open.clear();
        }
    }
}
