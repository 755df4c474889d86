//! What a record says was done.

use super::options::Options;
use crate::audit::Kind;

/// The operations that say something about a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    ChatCreated,
    MemberAdded,
    /// Support: no finding of its own; shows that somebody left.
    MemberRemoved,
    /// Support: `UserAccepted`, `UserBlocked`.
    Relation,
    /// Only when asked for.
    Message,
}

impl Operation {
    /// The operation of a record, if it is one that was asked for.
    pub(super) fn of(kind: &Kind, options: &Options) -> Option<Self> {
        if !kind.is_teams() {
            return None;
        }
        // To the letter: a record is passed over by these very bytes.
        match kind.operation.trim() {
            "ChatCreated" => Some(Self::ChatCreated),
            "MemberAdded" => Some(Self::MemberAdded),
            "MemberRemoved" => Some(Self::MemberRemoved),
            "UserAccepted" | "UserBlocked" => Some(Self::Relation),
            "MessageReceived" | "MessageSent" | "MessageCreatedHasLink" | "MessageEditedHasLink" | "MessageUpdated" => {
                options.messages.then_some(Self::Message)
            }
            _ => None,
        }
    }
}
