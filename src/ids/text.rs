//! What is done to a pasted id before it is looked at.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::error::{Error, ErrorKind, Result};

/// More than any id has, and enough to quote in an error.
const LONGEST: usize = 400;

/// Undoes surrounding space and percent-encoding; `what` names the id in errors.
pub(super) fn cleaned<'a>(what: &str, pasted: &'a str) -> Result<Cow<'a, str>> {
    if pasted.len() > LONGEST {
        return Err(invalid(what, format!("has {} bytes; none has more than {LONGEST}", pasted.len())));
    }
    let decoded = percent_decode_str(pasted.trim())
        .decode_utf8()
        .map_err(|_| invalid(what, "has percent-encoding that is not UTF-8"))?;
    let text = match decoded {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    };
    if text.is_empty() { Err(invalid(what, "is empty")) } else { Ok(text) }
}

/// An id that is refused, and why.
pub(super) fn invalid(what: &str, why: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::InvalidId, format!("the {what} id {why}"))
}

/// Text from outside, made fit for one line of an error.
pub(super) fn quoted(text: &str) -> String {
    let shown: String = text.chars().take(80).flat_map(char::escape_debug).collect();
    if text.chars().count() > 80 { format!("'{shown}...'") } else { format!("'{shown}'") }
}
