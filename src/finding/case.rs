//! One of our users in one chat: everything that the decision table asks.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};
use uuid::Uuid;

use super::learned::Learned;
use super::name::Name;
use super::operation::Operation;
use super::options::Options;
use super::side::Side;
use super::thread::{External, Thread};
use super::trust::Trust;
use super::user::User;
use super::verdict::OpenedBy;

/// The keys of foreign actors anywhere in the evidence, each with the names that used it.
pub(super) type ForeignIds<'a> = HashMap<Uuid, HashSet<Option<&'a Name>>>;

/// What is known beyond the thread.
pub(super) struct Context<'a> {
    pub(super) options: &'a Options,
    pub(super) learned: Learned,
    pub(super) foreign_ids: ForeignIds<'a>,
}

/// A user in a chat; or the chat itself, when it names nobody.
pub(super) struct Case<'a> {
    pub(super) thread: &'a Thread<'a>,
    pub(super) user: Option<&'a User<'a>>,
    pub(super) trust: Trust,
    pub(super) opened_by: OpenedBy,
    /// This user's acceptances.
    pub(super) acceptances: Vec<usize>,
    /// Their keys that are ids.
    pub(super) accepted_ids: BTreeSet<Uuid>,
    /// The directory's ids for this user.
    pub(super) directory_ids: BTreeSet<Uuid>,
    pub(super) learned: Option<Uuid>,
    foreign_ids: &'a ForeignIds<'a>,
}

impl<'a> Case<'a> {
    pub(super) fn new(
        thread: &'a Thread<'a>,
        user: Option<&'a User<'a>>,
        trust: Trust,
        context: &'a Context<'a>,
    ) -> Self {
        let acceptances = user.map(|user| acceptances(thread, user)).unwrap_or_default();
        let name = user.map(|user| user.name);
        let learned = name.and_then(|name| context.learned.id_of(thread.sides.home(), name));
        Self {
            thread,
            user,
            trust,
            opened_by: opened_by(thread, !acceptances.is_empty()),
            accepted_ids: acceptances.iter().filter_map(|index| thread.evidence[*index].actor.id).collect(),
            acceptances,
            directory_ids: name.and_then(|name| context.options.ids_of(name)).cloned().unwrap_or_default(),
            // What an outsider acted under is nobody's of ours.
            learned: learned.filter(|id| !context.foreign_ids.contains_key(id)),
            foreign_ids: &context.foreign_ids,
        }
    }

    pub(super) fn name(&self) -> Option<&'a Name> {
        self.user.map(|user| user.name)
    }

    /// The ids that the user's acceptances and the directory give.
    pub(super) fn own_ids(&self) -> BTreeSet<Uuid> {
        self.accepted_ids.union(&self.directory_ids).copied().collect()
    }

    /// Whether one of these ids is an outsider's key, here or in another chat. A contradiction about the user's own
    /// name is a conflict of sides, not somebody else's id.
    pub(super) fn is_outsiders(&self, ids: &BTreeSet<Uuid>) -> bool {
        let own = self.name();
        let other = |names: &HashSet<Option<&Name>>| names.iter().any(|name| name.is_none() || *name != own);
        ids.iter().filter_map(|id| self.foreign_ids.get(id)).any(other)
    }

    /// Whether one of these ids is in neither half of the pair, if there is a pair.
    pub(super) fn is_outside_pair(&self, ids: &BTreeSet<Uuid>) -> bool {
        self.thread.pair.is_some_and(|(a, b)| ids.iter().any(|id| *id != a && *id != b))
    }

    /// The first acceptance under an id; one that states the user's tenant itself before others.
    pub(super) fn acceptance_with_id(&self) -> Option<usize> {
        let with_id =
            || self.acceptances.iter().copied().filter(|index| self.thread.evidence[*index].actor.id.is_some());
        with_id().find(|index| self.is_stated_acceptance(*index)).or_else(|| with_id().next())
    }

    pub(super) fn is_stated_acceptance(&self, index: usize) -> bool {
        self.thread.actors[index].is_stated(Side::Home)
    }

    /// The first acceptance under something else than an id.
    pub(super) fn acceptance_without_id(&self) -> Option<usize> {
        self.acceptances.iter().copied().find(|index| self.thread.evidence[*index].actor.id.is_none())
    }

    /// Whether a record that names the user states our tenant in the user's own entry.
    pub(super) fn is_stated_home(&self) -> bool {
        let home = Some(self.thread.sides.home());
        let states = |user: &User<'_>, index: &usize| {
            let members = &self.thread.evidence[*index].members;
            members.iter().any(|member| member.name.as_ref() == Some(user.name) && member.tenant == home)
        };
        self.user.is_some_and(|user| {
            self.thread.sides.user(user.name).is(Side::Home) && user.named_by.iter().any(|index| states(user, index))
        })
    }

    pub(super) fn is_external(&self) -> bool {
        self.thread.external != External::No
    }

    /// The first record that names this user and whose actor is on that side, the user excepted where somebody else
    /// has to have done it.
    pub(super) fn named_by(&self, side: Side) -> Option<usize> {
        let thread = self.thread;
        let other = |index: &usize| side != Side::Home || thread.evidence[*index].actor.name.as_ref() != self.name();
        let user = self.user?;
        user.named_by.iter().copied().filter(other).find(|index| thread.actors[*index].is(side))
    }

    /// Ids that the user may have, the best first.
    pub(super) fn candidates(&self) -> Vec<Uuid> {
        let mut candidates = Vec::new();
        let all = self.directory_ids.iter().chain(&self.accepted_ids).copied();
        for id in all.chain(self.learned).chain(self.thread.other_half()) {
            if !candidates.contains(&id) {
                candidates.push(id);
            }
        }
        candidates
    }
}

/// The article's rule: one of ours, a person, added exactly itself.
fn acceptances(thread: &Thread<'_>, user: &User<'_>) -> Vec<usize> {
    let accepts = |index: &usize| {
        let record = &thread.evidence[*index];
        record.operation == Operation::MemberAdded
            && record.holds_its_actor_only()
            && record.actor.name.as_ref() == Some(user.name)
            && record.actor.is_person()
            && thread.actors[*index].is(Side::Home)
    };
    user.named_by.iter().copied().filter(accepts).collect()
}

/// Only an external chat was opened by somebody: of another one nothing is said.
fn opened_by(thread: &Thread<'_>, accepted: bool) -> OpenedBy {
    let opener = &thread.opener;
    if !thread.is_external() || opener.both_created().is_some() {
        OpenedBy::Unknown
    } else if opener.by_us().is_some() {
        OpenedBy::Us
    } else if opener.created_by_outsider.is_some() {
        OpenedBy::Outsider
    } else if accepted {
        OpenedBy::Accepted
    } else if opener.added_by_outsider.is_some() {
        OpenedBy::Added
    } else {
        OpenedBy::Unknown
    }
}
