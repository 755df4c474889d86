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
        const MESSAGES: [&str; 5] =
            ["MessageReceived", "MessageSent", "MessageCreatedHasLink", "MessageEditedHasLink", "MessageUpdated"];
        const OTHERS: [(&str, Operation); 5] = [
            ("ChatCreated", Operation::ChatCreated),
            ("MemberAdded", Operation::MemberAdded),
            ("MemberRemoved", Operation::MemberRemoved),
            ("UserAccepted", Operation::Relation),
            ("UserBlocked", Operation::Relation),
        ];
        // To the letter: a record is passed over by these very bytes.
        let is = |name: &str| name == kind.operation.trim();
        if !kind.is_teams() {
            return None;
        }
        if MESSAGES.into_iter().any(is) {
            return options.messages.then_some(Self::Message);
        }
        OTHERS.into_iter().find(|(name, _)| is(name)).map(|(_, operation)| operation)
    }
}
