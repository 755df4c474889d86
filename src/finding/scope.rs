//! What becomes of each record before anything is concluded: the first disposition that fits.

use std::borrow::Cow;

use super::evidence::{Actor, Member};
use super::name::Name;
use super::tenants::Tenant;
use crate::audit::Record;
use crate::error::Error;
use crate::ids::ThreadId;

/// What `ChatThreadId` and its neighbours say.
pub(super) enum Scope<'a> {
    /// A chat, and its id.
    Chat(Cow<'a, str>),
    /// A team, a channel, a personal feed, or nothing at all.
    NotAChat,
    /// Text that is none of these.
    Malformed(Error),
}

impl<'a> Scope<'a> {
    pub(super) fn of(record: &'a Record) -> Self {
        let Some(thread) = record.thread.as_deref().filter(|_| !record.of_team) else { return Self::NotAChat };
        let begins = |start: &&str| thread.get(..start.len()).is_some_and(|text| text.eq_ignore_ascii_case(start));
        let ends = |end: &&str| {
            let start = thread.len().checked_sub(end.len());
            start.and_then(|start| thread.get(start..)).is_some_and(|text| text.eq_ignore_ascii_case(end))
        };
        if ["@thread.tacv2", "@thread.skype"].iter().any(ends) || ["48:", "8:", "28:", "29:"].iter().any(begins) {
            return Self::NotAChat;
        }
        match ThreadId::read(thread) {
            Ok(thread) => Self::Chat(thread),
            Err(error) => Self::Malformed(error),
        }
    }
}

/// Whether a service wrote the record and it names nobody of ours. A member of no known side is none of ours here.
pub(super) fn is_system_noise(actor: &Actor, members: &[Member], home: Tenant) -> bool {
    let is_home = |member: &Member| match (member.name, member.tenant) {
        (Some(name), _) if name.is_guest() || name.is_consumer() || name.is_service() => false,
        (_, Some(tenant)) => tenant == home,
        (name, None) => name.map(Name::form).is_some_and(|form| form.is_accepted()),
    };
    actor.is_system() && !members.iter().any(is_home)
}
