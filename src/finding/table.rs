//! The decision table: the first row that fits.
//!
//! Each ruling names the record that decided it: the acceptance where the user's acceptance did, the creation where who
//! created the chat did, the record that named the user where that did, and the contradiction where one did.

use uuid::Uuid;

use super::case::Case;
use super::operation::Operation;
use super::side::Side;
use super::thread::External;
use super::trust::Trust;
use super::verdict::{Class, OpenedBy, Reason};

/// What the table says about a user in a chat.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ruling {
    pub(super) class: Class,
    pub(super) reason: Reason,
    /// The user's id, when the class is `certain`.
    pub(super) user_id: Option<Uuid>,
    /// The ids that may be the user's, when it is another.
    pub(super) candidates: Vec<Uuid>,
    /// The record that decided.
    pub(super) by: usize,
}

/// Rules on a user in a chat that is not internal.
pub(super) fn rule(case: &Case<'_>) -> Ruling {
    contradictions(case)
        .or_else(|| whole_chat(case))
        .or_else(|| accepted(case))
        .or_else(|| created_by_outsider(case))
        .or_else(|| named_in_external(case))
        .unwrap_or_else(|| rest(case))
}

/// Rows 1 to 3.
fn contradictions(case: &Case<'_>) -> Option<Ruling> {
    let reject = |reason| {
        let by = case.acceptance_with_id.unwrap_or_else(|| first_naming(case));
        Some(Ruling { class: Class::Reject, reason, user_id: None, candidates: Vec::new(), by })
    };
    let ids = case.own_ids();
    if ids.differ() {
        return reject(Reason::TwoIds);
    }
    // The directory's id is held to this as well: somebody else acted under it.
    if case.is_outsiders(&ids) {
        return reject(Reason::OutsidersId);
    }
    case.thread.conflict.map(|by| other(case, Class::Review, Reason::ConflictingSides, by))
}

/// Rows 4 to 7.
fn whole_chat(case: &Case<'_>) -> Option<Ruling> {
    let creation = || case.thread.opener.created.unwrap_or_else(|| first_naming(case));
    if case.is_external() {
        match case.trust {
            Trust::Wholly => return Some(other(case, Class::Skip, Reason::Trusted, creation())),
            Trust::Partly => return Some(other(case, Class::Review, Reason::PartlyTrusted, creation())),
            Trust::No => {}
        }
    }
    if case.opened_by == OpenedBy::Us {
        let by = case.thread.opener.by_us().unwrap_or_else(creation);
        return Some(other(case, Class::Review, Reason::OpenedByUs, by));
    }
    if case.thread.is_meeting() {
        let class = if case.is_external() { Class::Review } else { Class::Skip };
        return Some(other(case, class, Reason::Meeting, first_naming(case)));
    }
    None
}

/// Rows 8 to 10.
fn accepted(case: &Case<'_>) -> Option<Ruling> {
    if !case.is_external() {
        return None;
    }
    let acceptance = case.acceptance_with_id;
    if case.is_outside_pair(&case.own_ids()) {
        let by = acceptance.or(case.thread.opener.created_by_outsider).unwrap_or_else(|| first_naming(case));
        return Some(other(case, Class::Lookup, Reason::IdNotInThread, by));
    }
    let by = acceptance?;
    let one_to_one = case.thread.is_one_to_one();
    let opener = &case.thread.opener;
    if one_to_one || case.opened_by == OpenedBy::Outsider {
        // That somebody is outside, that the user is ours and that the creator, if known, is not: each is stated.
        let stated = case.thread.external == External::Stated
            && case.is_stated_acceptance(by)
            && (case.opened_by != OpenedBy::Outsider || opener.outsider_is_stated);
        return Some(match case.thread.evidence[by].actor.id.filter(|_| stated) {
            Some(id) => certain(Reason::Accepted, id, by),
            None => other(case, Class::Derived, Reason::DomainOnly, by),
        });
    }
    // A creator who is in the input and on no side leaves this to later rows.
    opener.created.is_none().then(|| other(case, Class::Review, Reason::AcceptedGroup, by))
}

/// Rows 11 to 15. Row 14 stands among them since an acceptance under a key that is no id counts for less than an
/// outsider's creation with an id from elsewhere, and for more than one without.
fn created_by_outsider(case: &Case<'_>) -> Option<Ruling> {
    let creation = case.thread.opener.created_by_outsider.filter(|_| case.opened_by == OpenedBy::Outsider);
    if let Some(by) = creation {
        if let Some(id) = case.directory_ids.first() {
            // A user of whom no record states the tenant is no better known than one known by domain.
            let stated = case.is_stated_home() && case.thread.opener.outsider_is_stated;
            return Some(match stated {
                true => certain(Reason::Directory, id, by),
                false => other(case, Class::Derived, Reason::DomainOnly, by),
            });
        }
        if case.learned.is_some_and(|id| !case.is_outside_pair(&[id].into_iter().collect())) {
            return Some(other(case, Class::Derived, Reason::Learned, by));
        }
        if case.thread.is_one_to_one() && case.thread.other_half().is_some() {
            return Some(other(case, Class::Derived, Reason::OtherHalf, by));
        }
    }
    if let Some(by) = case.acceptance_without_id.filter(|_| case.is_external()) {
        return Some(other(case, Class::Lookup, Reason::KeyNotAnId, by));
    }
    creation.map(|by| other(case, Class::Lookup, Reason::MemberWithoutId, by))
}

/// Rows 16 to 19.
fn named_in_external(case: &Case<'_>) -> Option<Ruling> {
    if !case.is_external() {
        return None;
    }
    let review = |reason, by| Some(other(case, Class::Review, reason, by));
    if let Some(by) = case.named_by(Side::Foreign).filter(|_| case.opened_by == OpenedBy::Added) {
        return review(Reason::AddedByOutsider, by);
    }
    if let Some(by) = case.named_by(Side::Home) {
        return review(Reason::AddedByColleague, by);
    }
    if let Some(by) = case.named_by(Side::Unknown) {
        return review(Reason::ActorUnknown, by);
    }
    let messages_only = case.user.is_none() && !case.thread.evidence.iter().any(|record| record.names());
    let message = case.thread.evidence.iter().position(|record| record.operation == Operation::Message);
    message.filter(|_| messages_only).and_then(|by| review(Reason::MessageOnly, by))
}

/// Rows 20 to 23.
fn rest(case: &Case<'_>) -> Ruling {
    let reason = match (case.is_external(), case.user) {
        (false, _) if case.thread.has_guests() => Reason::GuestOrAnonymous,
        (false, _) => Reason::ParticipantsUnknown,
        (true, None) => Reason::NobodyNamed,
        (true, Some(_)) => Reason::Unclassified,
    };
    other(case, Class::Review, reason, first_naming(case))
}

fn first_naming(case: &Case<'_>) -> usize {
    case.naming().next().unwrap_or_default()
}

fn certain(reason: Reason, id: Uuid, by: usize) -> Ruling {
    Ruling { class: Class::Certain, reason, user_id: Some(id), candidates: Vec::new(), by }
}

fn other(case: &Case<'_>, class: Class, reason: Reason, by: usize) -> Ruling {
    Ruling { class, reason, user_id: None, candidates: case.candidates(), by }
}
