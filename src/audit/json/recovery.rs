//! How reading goes on behind what is broken.

use super::extent::Why;
use super::fault;
use super::reader::Reader;
use super::skip::Skip;
use crate::audit::unreadable::Unreadable;

impl Reader<'_> {
    /// An object that no window holds.
    pub(super) fn too_long(&mut self) -> Unreadable {
        let fault = fault::too_long(self.at.offset());
        self.recovering |= !self.at.skip(Skip::object());
        fault
    }

    /// What follows the list of a page in its object.
    pub(super) fn rest_of_page(&mut self) -> Option<Unreadable> {
        self.at.skip_space();
        let known = self.recovering;
        let fits = matches!(self.at.first(), Some(b',' | b'}'));
        if fits && self.at.skip(Skip::rest_of_object()) {
            return None;
        }
        let why = if self.at.bytes().is_empty() { Why::CutOff } else { Why::Bracket };
        let fault = fault::broken(self.at.offset(), why);
        self.recovering = true;
        if !fits && why == Why::Bracket {
            self.at.seek_line();
        }
        (!known).then_some(fault)
    }

    pub(super) fn recover(&mut self, to: usize) {
        self.at.advance(to);
        self.recovered();
    }

    /// At the next line that begins as the one does in which the broken object began.
    pub(super) fn recover_alike(&mut self) {
        self.at.seek_alike();
        self.recovered();
    }

    /// At the next line that begins with a bracket.
    pub(super) fn recover_anywhere(&mut self) {
        self.at.seek_line();
        self.recovered();
    }

    fn recovered(&mut self) {
        self.recovering = true;
        if self.at.first() == Some(b'[') {
            // No export has arrays in arrays: what was open was cut off.
            self.open.clear();
        }
    }
}
