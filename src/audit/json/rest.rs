//! What is left of a stream when nothing in it can be gone on with.

use super::landmarks::has_list;
use crate::audit::window::SCRAP;

/// Whether it holds more than the end of what is broken.
pub(super) struct Rest {
    form: Form,
    /// Bytes that are still to come of the broken element itself.
    own: usize,
    holds_more: bool,
}

enum Form {
    /// The end of the stream is the fault, which is said already.
    Known,
    /// The line is the broken element's own, up to so many bytes.
    OwnLine(usize),
    Text,
    /// Where the broken element ends in it is not known: it holds more when objects follow each other in it.
    List,
}

impl Rest {
    pub(super) fn known() -> Self {
        Self { form: Form::Known, own: 0, holds_more: false }
    }

    /// Behind an object that has its line for itself.
    pub(super) fn of_lines(own: usize) -> Self {
        Self { form: Form::OwnLine(usize::MAX), own, holds_more: false }
    }

    /// Behind something else on a line.
    pub(super) fn of_scraps(own: usize) -> Self {
        Self { form: Form::OwnLine(SCRAP), own, holds_more: false }
    }

    pub(super) fn of_text() -> Self {
        Self { form: Form::Text, own: 0, holds_more: false }
    }

    pub(super) fn of_list(own: usize) -> Self {
        Self { form: Form::List, own, holds_more: false }
    }

    /// Looks at what is passed over.
    pub(super) fn look(&mut self, passed: &[u8]) {
        let mut rest = &passed[self.own.min(passed.len())..];
        self.own -= self.own.min(passed.len());
        if let Form::OwnLine(left) = &mut self.form {
            let line = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            self.holds_more |= line > *left;
            *left -= line.min(*left);
            if line == rest.len() {
                return;
            }
            rest = &rest[line..];
            self.form = Form::Text;
        }
        self.holds_more |= match self.form {
            Form::Known | Form::OwnLine(_) => false,
            Form::Text => rest.iter().any(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'}' | b']')),
            Form::List => has_list(rest),
        };
    }

    pub(super) fn holds_more(&self) -> bool {
        self.holds_more
    }
}
