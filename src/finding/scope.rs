//! What becomes of each record before anything is concluded: the first disposition that fits.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::evidence::Evidence;
use super::name::Name;
use crate::audit::Record;
use crate::error::Error;
use crate::ids::ThreadId;

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
