//! Wrappers that hold their record as text, or none.
//!
//! The brackets of a wrapper say nothing about the text in it: a record that was cut off before its operation must not
//! pass for one of another, only because no operation is to be seen in it.

use memchr::memmem;

use super::token::skip_space;
use crate::audit::needles::HOLDER;

/// Records have more bytes than that; what is shorter and has no operation may hold none.
const HOLLOW: usize = 1024;
/// The key that every record has.
const OPERATION: &[u8] = b"Operation";
/// Wrappers have little before the record.
const HEAD: usize = 1024;
/// How the text of a whole record ends: a brace before a quote that no backslash is before.
const WHOLE: &[u8] = b"}\"";

/// Looks at one object after the other.
pub(super) struct Wrappers {
    holder: memmem::Finder<'static>,
    whole: memmem::Finder<'static>,
    operation: memmem::Finder<'static>,
}

impl Wrappers {
    pub(super) fn new() -> Self {
        let finder = memmem::Finder::new;
        Self { holder: finder(HOLDER), whole: finder(WHOLE), operation: finder(OPERATION) }
    }

    /// Whether an object may well hold no record at all.
    pub(super) fn may_be_hollow(&self, object: &[u8]) -> bool {
        object.len() < HOLLOW && self.operation.find(object).is_none()
    }

    /// Whether an object holds no text of a record, or one that is not cut off.
    pub(super) fn is_whole(&self, object: &[u8]) -> bool {
        let head = &object[..object.len().min(HEAD)];
        let holds_text = self.holder.find_iter(head).any(|at| {
            let colon = skip_space(object, at + HOLDER.len());
            object.get(colon) == Some(&b':') && object.get(skip_space(object, colon + 1)) == Some(&b'"')
        });
        !holds_text || self.whole.find(object).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_in_text_is_whole_when_its_text_ends_with_its_brace() {
        for whole in [
            r#"{"Operation":"FileAccessed","Data":1}"#,
            r#"{"AuditData":{"Operation":"FileAccessed"}}"#,
            r#"{"AuditData" : "{\"Operation\":\"FileAccessed\"}","x":1}"#,
        ] {
            assert!(Wrappers::new().is_whole(whole.as_bytes()), "{whole}");
        }
        for cut in [r#"{"AuditData":"{\"Operation\":\"ChatCrea"}"#, r#"{"auditData":  ""}"#] {
            assert!(!Wrappers::new().is_whole(cut.as_bytes()), "{cut}");
        }
    }
}
