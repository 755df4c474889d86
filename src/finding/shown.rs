//! A verdict with what it is about, out of where that is kept.

use super::chats::Chats;
use super::evidence::Kept;
use super::judged::{Judged, Verdicts};
use super::known::Known;
use super::thread::Thread;
use crate::audit::Stamp;
use crate::ids::{TenantId, UserId};

/// One of the verdicts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) judged: &'a Judged,
    pub(super) record: &'a Kept,
    chats: &'a Chats,
    pub(super) known: &'a Known,
    verdicts: &'a Verdicts,
}

impl<'a> Shown<'a> {
    pub(super) fn new(chats: &'a Chats, known: &'a Known, verdicts: &'a Verdicts, judged: &'a Judged) -> Option<Self> {
        Some(Self { judged, record: chats.at(judged.by)?.kept, chats, known, verdicts })
    }

    /// The last verdict, which is on this chat.
    pub(super) fn last(thread: &Thread<'a>, verdicts: &'a Verdicts) -> Option<Self> {
        Self::new(thread.chats, thread.known, verdicts, verdicts.judged.last()?)
    }

    pub(super) fn ids(self) -> impl Iterator<Item = UserId> {
        self.judged.ids.of(&self.verdicts.ids).iter().copied().map(UserId::from)
    }

    pub(super) fn user_principal_name(self) -> Option<&'a str> {
        self.judged.user.map(|name| self.known.names.text(name))
    }

    pub(super) fn thread_id(self) -> &'a str {
        self.chats.id(self.judged.thread)
    }

    pub(super) fn initiator_name(self) -> Option<&'a str> {
        self.judged.initiator.name.map(|name| self.known.names.text(name))
    }

    pub(super) fn initiator_tenant(self) -> Option<TenantId> {
        self.judged.initiator.tenant.map(|tenant| self.known.tenants.id(tenant).into())
    }

    pub(super) fn operation(self) -> &'a str {
        self.known.operations.text(self.record.operation_name)
    }

    pub(super) fn record_id(self) -> Option<&'a str> {
        self.chats.record_id(self.record)
    }

    pub(super) fn creation_time(self) -> Option<Stamp> {
        self.record.time
    }

    /// The ids of the records behind it.
    pub(super) fn evidence(self) -> impl Iterator<Item = &'a str> {
        let spots = self.judged.evidence.of(&self.verdicts.evidence);
        spots.iter().filter_map(move |spot| self.chats.record_id(self.chats.at(*spot)?.kept))
    }
}
