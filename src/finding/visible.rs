//! A finding as others see it.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;

use super::shown::Shown;
use super::verdict::{Class, OpenedBy, Reason};
use crate::audit::{Source, Stamp};
use crate::ids::{TenantId, ThreadId, UserId};

/// The verdict on one user in one chat. Its JSON is the format that all languages read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The version of this format.
    pub schema: u32,
    /// How sure it is.
    pub class: Class,
    /// Why.
    pub reason: Reason,
    /// Who opened the chat.
    pub opened_by: OpenedBy,
    /// Our tenant.
    pub tenant_id: TenantId,
    /// The user's id: there only when the class is `certain`.
    pub user_id: Option<UserId>,
    /// Otherwise the ids that may be the user's, the best first.
    pub candidate_user_ids: Vec<UserId>,
    /// The user's name, as the log spells it first. None when the chat names nobody of ours.
    pub user_principal_name: Option<Arc<str>>,
    /// The chat.
    pub thread_id: ThreadId,
    /// Who opened it.
    pub initiator: Initiator,
    /// The operation of the record that decided.
    pub operation: Cow<'static, str>,
    /// Its id.
    pub record_id: Option<Arc<str>>,
    /// Its time.
    pub creation_time: Option<Stamp>,
    /// Its place.
    pub source: Source,
    /// The ids of the records behind the verdict: those that created the chat, named the user or contradict each other.
    pub evidence: Vec<Arc<str>>,
    /// Whether the user was removed from the chat, or left, after everything that names the user.
    pub left: bool,
}

/// Who opened a chat, as far as `openedBy` rests on somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Initiator {
    /// The name.
    pub user_principal_name: Option<Arc<str>>,
    /// The tenant.
    pub tenant_id: Option<TenantId>,
}

impl Finding {
    pub(super) fn new(home: TenantId, shown: Shown<'_>) -> Self {
        let judged = shown.judged;
        let is_certain = judged.class == Class::Certain;
        Self {
            schema: 1,
            class: judged.class,
            reason: judged.reason,
            opened_by: judged.opened_by,
            tenant_id: home,
            user_id: shown.ids().next().filter(|_| is_certain),
            candidate_user_ids: shown.ids().filter(|_| !is_certain).collect(),
            user_principal_name: shown.user_principal_name().map(Arc::from),
            thread_id: ThreadId::known(shown.thread_id()),
            initiator: Initiator {
                user_principal_name: shown.initiator_name().map(Arc::from),
                tenant_id: shown.initiator_tenant(),
            },
            operation: Cow::Owned(shown.operation().to_owned()),
            record_id: shown.record_id().map(Arc::from),
            creation_time: shown.creation_time(),
            source: shown.known.source(shown.record.place),
            evidence: shown.evidence().map(Arc::from).collect(),
            left: judged.left,
        }
    }
}
