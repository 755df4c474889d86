//! What becomes of each record before anything is concluded: the first disposition that fits.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::evidence::Evidence;
use super::name::Name;
use super::options::Options;
use crate::audit::{Kind, Record};
use crate::error::Error;
use crate::ids::ThreadId;

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
        let is = |name: &str| name.eq_ignore_ascii_case(kind.operation.trim());
        if !kind.is_teams() {
            return None;
        }
        if MESSAGES.into_iter().any(is) {
            return options.messages.then_some(Self::Message);
        }
        OTHERS.into_iter().find(|(name, _)| is(name)).map(|(_, operation)| operation)
    }
}

/// What `ChatThreadId` and its neighbours say.
pub(super) enum Place {
    /// A chat.
    Chat(ThreadId),
    /// A team, a channel, a personal feed, or nothing at all.
    NotAChat,
    /// Text that is none of these.
    Malformed(Error),
}

impl Place {
    pub(super) fn of(record: &Record) -> Self {
        let Some(thread) = record.thread.as_deref().filter(|_| !record.of_team) else { return Self::NotAChat };
        let lower = thread.to_ascii_lowercase();
        let elsewhere = lower.ends_with("@thread.tacv2")
            || lower.ends_with("@thread.skype")
            || ["48:", "8:", "28:", "29:"].iter().any(|prefix| lower.starts_with(prefix));
        if elsewhere {
            return Self::NotAChat;
        }
        match ThreadId::parse(thread) {
            Ok(thread) => Self::Chat(thread),
            Err(error) => Self::Malformed(error),
        }
    }
}

/// Whether a service wrote the record and it names nobody of ours. A member of no known side is none of ours here.
pub(super) fn is_system_noise(evidence: &Evidence, home: Uuid, accepted_domains: &BTreeSet<String>) -> bool {
    let is_home = |name: Option<&Name>, tenant: Option<Uuid>| match (name, tenant) {
        (Some(name), _) if name.is_guest() || name.is_consumer() || name.is_service() => false,
        (_, Some(tenant)) => tenant == home,
        (name, None) => name.and_then(Name::domain).is_some_and(|domain| accepted_domains.contains(domain)),
    };
    evidence.actor.is_system() && !evidence.members.iter().any(|m| is_home(m.name.as_ref(), m.tenant))
}
