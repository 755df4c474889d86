//! A finding as others see it.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;

use super::case::Case;
use super::operation::Operation;
use super::side::Side;
use super::table::Ruling;
use super::thread::Thread;
use super::trust::known_tenants;
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
    pub(super) fn new(case: &Case<'_>, ruling: Ruling) -> Self {
        let thread = case.thread;
        let record = &thread.evidence[ruling.by];
        let left = left(case);
        Self {
            schema: 1,
            class: ruling.class,
            reason: ruling.reason,
            opened_by: case.opened_by,
            tenant_id: thread.sides.home().into(),
            user_id: ruling.user_id.map(UserId::from),
            candidate_user_ids: ruling.candidates.into_iter().map(UserId::from).collect(),
            user_principal_name: case.name().map(|name| name.shown().clone()),
            thread_id: thread.id.clone(),
            initiator: initiator(case),
            operation: record.operation_name.clone(),
            record_id: record.record_id.clone(),
            creation_time: record.time,
            source: record.source.clone(),
            evidence: behind(case, ruling.by, left),
            left: left.is_some(),
        }
    }
}

/// The removal of the user after everything that names the user. Without times nothing is after anything.
fn left(case: &Case<'_>) -> Option<usize> {
    let (thread, user) = (case.thread, case.user?);
    let times = user.named_by.iter().map(|index| thread.evidence[*index].time);
    let last = times.collect::<Option<Vec<_>>>()?.into_iter().max()?;
    thread.evidence.iter().position(|record| {
        record.operation == Operation::MemberRemoved
            && record.holds(user.name)
            && record.time.is_some_and(|time| time > last)
    })
}

fn behind(case: &Case<'_>, by: usize, left: Option<usize>) -> Vec<Arc<str>> {
    let thread = case.thread;
    let mut records: Vec<usize> = match case.user {
        Some(user) => user.named_by.clone(),
        None => (0..thread.evidence.len()).collect(),
    };
    let creations = |index: &usize| thread.evidence[*index].operation == Operation::ChatCreated;
    records.extend((0..thread.evidence.len()).filter(creations));
    records.extend([by].into_iter().chain(left).chain(thread.conflict).chain(thread.opener.by_us()));
    records.sort_unstable();
    records.dedup();
    let mut ids: Vec<Arc<str>> = Vec::with_capacity(records.len());
    for id in records.into_iter().filter_map(|index| thread.evidence[index].record_id.as_ref()) {
        if ids.last() != Some(id) {
            ids.push(id.clone());
        }
    }
    ids
}

fn initiator(case: &Case<'_>) -> Initiator {
    let opener = &case.thread.opener;
    let record = match case.opened_by {
        OpenedBy::Outsider => opener.created_by_outsider,
        OpenedBy::Us => opener.by_us(),
        OpenedBy::Added => case.named_by(Side::Foreign).or(opener.added_by_outsider),
        OpenedBy::Accepted if case.thread.is_one_to_one() => return only_outsider(case.thread),
        OpenedBy::Accepted | OpenedBy::Unknown => None,
    };
    let Some(index) = record else { return Initiator::default() };
    let (actor, sides) = (&case.thread.evidence[index].actor, &case.thread.sides);
    let stated = || actor.name.as_ref().and_then(|name| sides.person(name)).and_then(|person| person.tenants().next());
    Initiator {
        user_principal_name: actor.name.as_ref().map(|name| name.shown().clone()),
        tenant_id: actor.tenant.or_else(stated).map(TenantId::from),
    }
}

/// Whom our user accepted in a chat of two, if the log knows exactly one.
fn only_outsider(thread: &Thread<'_>) -> Initiator {
    let mut people = thread.sides.people().filter(|person| thread.sides.user(person.name).is(Side::Foreign));
    let person = people.next().filter(|_| people.next().is_none());
    let tenants = known_tenants(thread);
    Initiator {
        user_principal_name: person.map(|person| person.name.shown().clone()),
        tenant_id: tenants.first().filter(|_| tenants.len() == 1).copied().map(TenantId::from),
    }
}
