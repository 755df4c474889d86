//! What a verdict says beside the ruling.

use super::case::Case;
use super::judged::{Initiator, Judged, Verdicts};
use super::operation::Operation;
use super::side::Side;
use super::span::Span;
use super::table::Ruling;
use super::thread::Thread;
use super::trust::known_tenants;
use super::verdict::OpenedBy;

/// A verdict whose lists stand behind those of the others.
pub(super) fn judged(case: &Case<'_>, ruling: &Ruling, verdicts: &mut Verdicts) -> Judged {
    let thread = case.thread;
    let left = left(case);
    let ids = ruling.user_id.into_iter().chain(ruling.candidates.iter().copied());
    let ids = Span::push(&mut verdicts.ids, ids);
    let evidence = behind(case, ruling.by, left);
    Judged {
        class: ruling.class,
        reason: ruling.reason,
        opened_by: case.opened_by,
        left: left.is_some(),
        thread: thread.id,
        user: case.name().map(|name| name.shown()),
        initiator: initiator(case),
        by: thread.evidence[ruling.by].spot,
        ids,
        evidence: Span::push(&mut verdicts.evidence, evidence.map(|index| thread.evidence[index].spot)),
    }
}

/// The removal of the user after everything that names the user. Without times nothing is after anything.
fn left(case: &Case<'_>) -> Option<usize> {
    let (thread, name) = (case.thread, case.name()?);
    let removals = || thread.evidence.iter().enumerate().filter(|(_, of)| of.operation == Operation::MemberRemoved);
    // Hardly any chat has one.
    removals().next()?;
    let last = case.naming().map(|index| thread.evidence[index].time).collect::<Option<Vec<_>>>()?.into_iter().max()?;
    removals().find(|(_, of)| of.holds(name) && of.time.is_some_and(|time| time > last)).map(|(index, _)| index)
}

/// The records that created the chat, named the user or contradict each other.
fn behind<'c>(case: &'c Case<'_>, by: usize, left: Option<usize>) -> impl Iterator<Item = usize> + use<'c> {
    let thread = case.thread;
    let all = thread.evidence.len();
    let mut records: Vec<usize> = Vec::new();
    if all > 1 {
        match case.user {
            Some(_) => records.extend(case.naming()),
            None => records.extend(0..all),
        }
        records.extend((0..all).filter(|index| thread.evidence[*index].operation == Operation::ChatCreated));
        records.extend([by].into_iter().chain(left).chain(thread.contradictions()).chain(thread.opener.by_us()));
        records.sort_unstable();
        records.dedup();
    }
    let mut last = None;
    records.into_iter().chain((all == 1).then_some(0)).filter(move |index| {
        let id = thread.record_id(*index);
        id.is_some() && std::mem::replace(&mut last, id) != id
    })
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
    let stated = || sides.person(actor.name?)?.first_tenant(&case.thread.known.tenants);
    Initiator { name: actor.name.map(|name| name.shown()), tenant: actor.tenant.or_else(stated) }
}

/// Whom our user accepted in a chat of two, if the log knows exactly one.
fn only_outsider(thread: &Thread<'_>) -> Initiator {
    let mut people = thread.sides.people().filter(|person| thread.sides.user(person.name).is(Side::Foreign));
    let person = people.next().filter(|_| people.next().is_none());
    let tenants = known_tenants(thread);
    Initiator {
        name: person.map(|person| person.name.shown()),
        tenant: tenants.first().filter(|_| tenants.len() == 1).copied(),
    }
}
