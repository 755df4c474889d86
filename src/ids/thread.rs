//! The id of a chat (thread).

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use uuid::Uuid;

use super::text::{cleaned, invalid, quoted};
use crate::error::{Error, Result};

/// Everything but RFC 3986's unreserved characters, so that no id can leave its path segment.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// Meeting ids are the longest that are known, at about 80.
const LONGEST: usize = 150;
const SHAPE: &str = "Chats are 19:...@unq.gbl.spaces or 19:...@thread.v2; it is the ChatThreadId of the audit record.";

/// A chat that Graph's chat calls take: one-to-one, group or meeting. Case is kept: meeting ids depend on it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ThreadId(Arc<str>);

impl ThreadId {
    /// Parses what a person or a program hands over.
    pub fn parse(pasted: &str) -> Result<Self> {
        Self::read(pasted).map(|text| Self(text.into()))
    }

    /// An id that was read before.
    pub(crate) fn known(text: &str) -> Self {
        Self(text.into())
    }

    /// The text of the id that is meant; the pasted one itself where nothing has to be undone.
    pub(crate) fn read(pasted: &str) -> Result<Cow<'_, str>> {
        // What the log wrote needs nothing undone.
        if is_chat(pasted) {
            return Ok(Cow::Borrowed(pasted));
        }
        let read = cleaned("thread", pasted).and_then(|text| Self::check(&text).map(|()| text));
        read.map_err(|error| error.with_next_step(SHAPE))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id as one segment of a URL's path.
    pub fn path_segment(&self) -> String {
        utf8_percent_encode(&self.0, SEGMENT).to_string()
    }

    fn check(text: &str) -> Result<(), Error> {
        let refuse = |why: &str| Err(invalid("thread", format!("{} {why}", quoted(text))));
        if text.starts_with("48:") {
            return refuse("is a personal feed of Teams (notes, notifications), not a chat");
        }
        if ["8:", "28:", "29:"].iter().any(|prefix| text.starts_with(prefix)) {
            return refuse("is the id of a user or a bot, not of a chat");
        }
        let suffix = text.strip_prefix("19:").and_then(|rest| rest.split_once('@')).map(|(_, suffix)| suffix);
        let is = |known: &str| suffix.is_some_and(|suffix| suffix.eq_ignore_ascii_case(known));
        if is("thread.tacv2") || is("thread.skype") {
            return refuse("is a channel of a team, not a chat; the service removes chats only");
        }
        if is_chat(text) { Ok(()) } else { refuse("does not have the shape of a chat's id") }
    }
}

/// Whether a text is the id of a chat, with nothing around it.
fn is_chat(text: &str) -> bool {
    let Some((local, suffix)) = text.strip_prefix("19:").and_then(|rest| rest.split_once('@')) else { return false };
    let is_named = |byte: u8| byte.is_ascii_alphanumeric() | (byte == b'-') | (byte == b'_');
    let ends = suffix.eq_ignore_ascii_case("thread.v2") || is_one_to_one(suffix);
    // Looking at every byte is faster than up to the first that is wrong.
    ends && !local.is_empty() && text.len() <= LONGEST && local.bytes().fold(true, |all, byte| all & is_named(byte))
}

/// The object ids of both people of `19:{a}_{b}@unq.gbl.spaces`; their order means nothing.
pub(crate) fn pair(id: &str) -> Option<(Uuid, Uuid)> {
    // Both have their length, and hold neither what stands between them nor what stands behind.
    let (a, rest) = id.strip_prefix("19:")?.split_at_checked(36)?;
    let (b, rest) = rest.strip_prefix('_')?.split_at_checked(36)?;
    if !is_one_to_one(rest.strip_prefix('@')?) {
        return None;
    }
    Some((Uuid::try_parse(a).ok()?, Uuid::try_parse(b).ok()?))
}

/// `19:meeting_...@thread.v2`.
pub(crate) fn is_meeting(id: &str) -> bool {
    id.starts_with("19:meeting_")
}

/// `unq.gbl.spaces`, whichever region stands in the middle.
fn is_one_to_one(suffix: &str) -> bool {
    let (before, after) = ("unq.", ".spaces");
    let Some(rest) = suffix.get(..before.len()).filter(|start| start.eq_ignore_ascii_case(before)) else {
        return false;
    };
    let rest = &suffix[rest.len()..];
    let Some((region, end)) = rest.len().checked_sub(after.len()).and_then(|at| rest.split_at_checked(at)) else {
        return false;
    };
    end.eq_ignore_ascii_case(after) && !region.is_empty() && region.bytes().all(|b| b.is_ascii_alphanumeric())
}

impl fmt::Display for ThreadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ThreadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ThreadId({})", self.0)
    }
}

impl serde::Serialize for ThreadId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE_TO_ONE: &str =
        "19:bbbbbbbb-0000-4000-8000-00000000000b_aaaaaaaa-0000-4000-8000-00000000000a@unq.gbl.spaces";

    #[test]
    fn chats_of_every_known_form_are_taken() {
        for id in [
            ONE_TO_ONE,
            "19:0123456789abcdef0123456789abcdef@thread.v2",
            "19:meeting_MjdhNjM4YzUtYzExZi00_x-@thread.v2",
            "19:uni01_abcdefghijklmnop@thread.v2",
            "19:x@UNQ.GBL.SPACES",
        ] {
            assert_eq!(ThreadId::parse(id).unwrap().as_str(), id);
        }
    }

    #[test]
    fn pasted_encoding_and_space_are_undone_and_the_path_is_encoded() {
        let id = ThreadId::parse(" 19%3a0123456789abcdef0123456789abcdef%40thread.v2\n").unwrap();
        assert_eq!(id.as_str(), "19:0123456789abcdef0123456789abcdef@thread.v2");
        assert_eq!(id.path_segment(), "19%3A0123456789abcdef0123456789abcdef%40thread.v2");
    }

    #[test]
    fn what_is_no_chat_is_refused_with_the_reason() {
        for (id, why) in [
            ("48:notes", "personal feed"),
            ("8:orgid:aaaaaaaa-0000-4000-8000-00000000000a", "user or a bot"),
            ("19:8864a9af10754f76a934e9e9ba30dc57@thread.tacv2", "channel"),
            ("19:8864a9af10754f76a934e9e9ba30dc57@thread.skype", "channel"),
            ("19:a/../../me@thread.v2", "shape"),
            ("19:a%252fb@thread.v2", "shape"),
            ("19:@thread.v2", "shape"),
            ("hello", "shape"),
            (" ", "empty"),
            ("19%ff", "percent-encoding"),
        ] {
            let error = ThreadId::parse(id).unwrap_err();
            assert!(error.message().contains(why), "{id}: {error}");
            assert_eq!(error.next_step(), Some(SHAPE), "{id}");
        }
    }

    #[test]
    fn a_pair_is_read_from_a_one_to_one_chat_only() {
        let (a, b) = pair(ONE_TO_ONE).unwrap();
        assert_eq!(a.to_string(), "bbbbbbbb-0000-4000-8000-00000000000b");
        assert_eq!(b.to_string(), "aaaaaaaa-0000-4000-8000-00000000000a");
        assert_eq!(pair("19:0123456789abcdef0123456789abcdef@thread.v2"), None);
    }
}
