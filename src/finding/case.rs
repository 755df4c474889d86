//! One of our users in one chat: everything that the decision table asks.

use uuid::Uuid;

use super::context::Context;
use super::name::Name;
use super::operation::Operation;
use super::side::Side;
use super::thread::{External, Thread};
use super::trust::Trust;
use super::user::User;
use super::user_ids::Ids;
use super::verdict::OpenedBy;

/// A user in a chat; or the chat itself, when it names nobody.
pub(super) struct Case<'c> {
    pub(super) thread: &'c Thread<'c>,
    pub(super) user: Option<User>,
    pub(super) trust: Trust,
    pub(super) opened_by: OpenedBy,
    /// The first acceptance under an id; one that states the user's tenant itself before others.
    pub(super) acceptance_with_id: Option<usize>,
    /// The first acceptance under something else than an id.
    pub(super) acceptance_without_id: Option<usize>,
    /// The keys of this user's acceptances that are ids.
    accepted_ids: Ids,
    /// The directory's ids for this user.
    pub(super) directory_ids: Ids,
    pub(super) learned: Option<Uuid>,
    context: &'c Context<'c>,
}

impl<'c> Case<'c> {
    pub(super) fn new(thread: &'c Thread<'c>, user: Option<User>, trust: Trust, context: &'c Context<'c>) -> Self {
        let acceptances = || user.into_iter().flat_map(|user| acceptances(thread, user));
        let has_id = |index: &usize| thread.evidence[*index].actor.id.is_some();
        let with_id = || acceptances().filter(has_id);
        let is_stated = |index: &usize| thread.actors[*index].is_stated(Side::Home);
        let acceptance_with_id = with_id().find(is_stated).or_else(|| with_id().next());
        let acceptance_without_id = acceptances().find(|index| !has_id(index));
        let name = user.map(|user| user.name);
        let learned = name.and_then(|name| context.learned.id_of(thread.sides.home(), name));
        let accepted = acceptance_with_id.is_some() || acceptance_without_id.is_some();
        Self {
            thread,
            user,
            trust,
            opened_by: opened_by(thread, accepted),
            acceptance_with_id,
            acceptance_without_id,
            accepted_ids: with_id().filter_map(|index| thread.evidence[index].actor.id).collect(),
            directory_ids: name.map(|name| context.directory_ids(thread.known.names.key(name))).unwrap_or_default(),
            // What an outsider acted under is nobody's of ours.
            learned: learned.filter(|id| !context.foreign_ids.has(*id)),
            context,
        }
    }

    pub(super) fn name(&self) -> Option<Name> {
        self.user.map(|user| user.name)
    }

    /// The records that named the user, in order.
    pub(super) fn naming(&self) -> impl Iterator<Item = usize> {
        self.user.into_iter().flat_map(|user| self.thread.users.naming(user))
    }

    /// The ids that the user's acceptances and the directory give.
    pub(super) fn own_ids(&self) -> Ids {
        self.accepted_ids.iter().chain(self.directory_ids.iter()).collect()
    }

    /// Whether one of these ids is an outsider's key, here or in another chat. A contradiction about the user's own
    /// name is a conflict of sides, not somebody else's id.
    pub(super) fn is_outsiders(&self, ids: &Ids) -> bool {
        ids.iter().any(|id| self.context.foreign_ids.has_of_others(id, self.name()))
    }

    /// Whether one of these ids is in neither half of the pair, if there is a pair.
    pub(super) fn is_outside_pair(&self, ids: &Ids) -> bool {
        self.thread.pair.is_some_and(|(a, b)| ids.iter().any(|id| id != a && id != b))
    }

    pub(super) fn is_stated_acceptance(&self, index: usize) -> bool {
        self.thread.actors[index].is_stated(Side::Home)
    }

    /// Whether a record that names the user states our tenant in the user's own entry.
    pub(super) fn is_stated_home(&self) -> bool {
        let home = Some(self.thread.sides.home());
        let states = |user: User, index: usize| {
            let mut members = self.thread.evidence[index].members.iter();
            members.any(|member| member.name == Some(user.name) && member.tenant == home)
        };
        self.user.is_some_and(|user| {
            self.thread.sides.user(user.name).is(Side::Home) && self.naming().any(|index| states(user, index))
        })
    }

    pub(super) fn is_external(&self) -> bool {
        self.thread.external != External::No
    }

    /// The first record that names this user and whose actor is on that side, the user excepted where somebody else
    /// has to have done it.
    pub(super) fn named_by(&self, side: Side) -> Option<usize> {
        let thread = self.thread;
        let other = |index: &usize| side != Side::Home || thread.evidence[*index].actor.name != self.name();
        self.naming().filter(other).find(|index| thread.actors[*index].is(side))
    }

    /// Ids that the user may have, the best first.
    pub(super) fn candidates(&self) -> Vec<Uuid> {
        let mut candidates = Vec::new();
        let all = self.directory_ids.iter().chain(self.accepted_ids.iter());
        for id in all.chain(self.learned).chain(self.thread.other_half()) {
            if !candidates.contains(&id) {
                candidates.push(id);
            }
        }
        candidates
    }
}

/// The article's rule: one of ours, a person, added exactly itself.
fn acceptances(thread: &Thread<'_>, user: User) -> impl Iterator<Item = usize> {
    thread.users.naming(user).filter(move |index| {
        let record = &thread.evidence[*index];
        record.operation == Operation::MemberAdded
            && record.actor.name == Some(user.name)
            && record.holds_its_actor_only()
            && record.actor.is_person()
            && thread.actors[*index].is(Side::Home)
    })
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
