//! One chat, over all its evidence.

use std::cmp::Ordering;

use uuid::Uuid;

use super::chats::{Chat, Chats};
use super::evidence::Evidence;
use super::known::Known;
use super::name::Name;
use super::opener::Opener;
use super::options::Options;
use super::side::{Side, Sides, Standing};
use super::tenants::Tenant;
use super::texts::Number;
use super::user::Users;
use crate::ids;

/// A chat and what its records say together. One after the other is read into the same place: there are many, and
/// most have a record or two.
#[derive(Debug)]
pub(super) struct Thread<'a> {
    pub(super) chats: &'a Chats,
    pub(super) known: &'a Known,
    /// The number of its id.
    pub(super) id: Number,
    /// The people of a one-to-one chat, by its id.
    pub(super) pair: Option<(Uuid, Uuid)>,
    /// In their own order, which is not the input's.
    pub(super) evidence: Vec<Evidence<'a>>,
    pub(super) sides: Sides,
    /// The side of each record's actor.
    pub(super) actors: Vec<Standing>,
    pub(super) opener: Opener,
    pub(super) external: External,
    /// The first record that is part of a contradiction.
    pub(super) conflict: Option<usize>,
    /// Home and unknown-side members, sorted by name.
    pub(super) users: Users,
}

/// Whether somebody outside is in the chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum External {
    /// A tenant, a flag or a consumer's name says so.
    Stated,
    /// A domain alone says so.
    ByDomain,
    /// Nothing says so.
    No,
}

impl<'a> Thread<'a> {
    /// A place for the chats of the home tenant.
    pub(super) fn new(chats: &'a Chats, known: &'a Known, home: Tenant, options: &Options) -> Self {
        Self {
            chats,
            known,
            id: Number::after(0),
            pair: None,
            evidence: Vec::new(),
            sides: Sides::new(home, !options.accepted_domains.is_empty()),
            actors: Vec::new(),
            opener: Opener::default(),
            external: External::No,
            conflict: None,
            users: Users::default(),
        }
    }

    /// Reads a chat that has evidence as far as the sides of its actors.
    pub(super) fn read_sides(&mut self, chat: Chat) {
        self.id = chat.id;
        self.evidence.clear();
        self.evidence.extend(self.chats.evidence_of(chat));
        if self.evidence.len() > 1 {
            let (chats, known) = (self.chats, self.known);
            self.evidence.sort_by(|a, b| order(a, b, chats, known));
        }
        self.sides.read(&self.evidence);
        self.sides.read_actors(&self.evidence, &self.known.names, &mut self.actors);
    }

    /// Reads a chat that has evidence.
    pub(super) fn read(&mut self, chat: Chat) {
        self.read_sides(chat);
        self.pair = ids::pair(self.chats.id(chat.id));
        self.users.read(&self.evidence, &self.sides, &self.known.names);
        self.opener = Opener::of(&self.evidence, &self.sides, &self.actors, self.is_one_to_one());
        self.external = external(&self.evidence, &self.sides, &self.actors);
        self.conflict = conflict(&self.evidence, &self.sides).or(self.opener.both_created());
    }

    /// The records that are part of a contradiction.
    pub(super) fn contradictions(&self) -> impl Iterator<Item = usize> {
        let all = if self.conflict.is_some() { self.evidence.as_slice() } else { &[] };
        let parts = all.iter().enumerate().filter(|(_, record)| contradicts(record, &self.sides));
        parts.map(|(index, _)| index).chain(self.conflict)
    }

    /// The chat of a meeting.
    pub(super) fn is_meeting(&self) -> bool {
        ids::is_meeting(self.chats.id(self.id))
    }

    /// The id of one of its records.
    pub(super) fn record_id(&self, index: usize) -> Option<&'a str> {
        self.chats.record_id(self.evidence[index].kept)
    }

    pub(super) fn is_external(&self) -> bool {
        self.external != External::No
    }

    /// Nobody outside, and something says so. One record with all flags clear is enough, also beside others without.
    /// That colleagues are among themselves says it only where everybody is placed: who is not may be outside.
    pub(super) fn is_internal(&self) -> bool {
        let said = || self.evidence.iter().any(|record| record.attendance.is_clear());
        let among_themselves = || self.colleagues() && !self.has_guests() && !self.has_unplaced();
        !self.is_external() && (said() || among_themselves())
    }

    /// Whether one of ours named another of ours.
    fn colleagues(&self) -> bool {
        self.evidence.iter().zip(&self.actors).any(|(record, actor)| {
            record.names()
                && actor.is(Side::Home)
                && record.members.iter().any(|member| {
                    member.name.is_some()
                        && member.name != record.actor.name
                        && self.sides.member(member).is(Side::Home)
                })
        })
    }

    /// Whether somebody acted or is named whom nothing places.
    fn has_unplaced(&self) -> bool {
        let is_unplaced = |standing: Standing| standing.is(Side::Unknown);
        let mut members = self.evidence.iter().flat_map(|record| record.members);
        self.actors.iter().any(|actor| is_unplaced(*actor))
            || members.any(|member| is_unplaced(self.sides.member(member)))
    }

    /// Any sign of guests or anonymous people.
    pub(super) fn has_guests(&self) -> bool {
        self.evidence.iter().any(|record| {
            record.attendance.has_guests()
                || record.actor.is_guest()
                || record.members.iter().any(|member| member.name.is_some_and(Name::is_guest))
        })
    }

    /// A pair in the id; else `CommunicationType`, if no record says another one: a chat that is called both is treated
    /// as a group, of which less is certain.
    pub(super) fn is_one_to_one(&self) -> bool {
        let mut said = self.evidence.iter().filter_map(|record| record.one_to_one).peekable();
        self.pair.is_some() || (said.peek().is_some() && said.all(|one_to_one| one_to_one))
    }

    /// The half of the pair that is no foreign actor's, when the other half is one's.
    pub(super) fn other_half(&self) -> Option<Uuid> {
        let (a, b) = self.pair?;
        let is_foreign = |id: Uuid| {
            let mut actors = self.evidence.iter().zip(&self.actors);
            actors.any(|(record, actor)| actor.is(Side::Foreign) && record.actor.id == Some(id))
        };
        match (is_foreign(a), is_foreign(b)) {
            (true, false) => Some(b),
            (false, true) => Some(a),
            _ => None,
        }
    }
}

/// The order of evidence: by time, records without one last; then by what they are, so that the order in which they
/// were read means nothing.
fn order(a: &Evidence<'_>, b: &Evidence<'_>, chats: &Chats, known: &Known) -> Ordering {
    let by_time = (a.time.is_none(), a.time).cmp(&(b.time.is_none(), b.time));
    by_time
        .then_with(|| chats.record_id(a.kept).cmp(&chats.record_id(b.kept)))
        .then_with(|| a.digest.cmp(&b.digest))
        .then_with(|| known.order_of(a.place, b.place))
}

/// The first record that names somebody of whom two things are said.
fn conflict(evidence: &[Evidence<'_>], sides: &Sides) -> Option<usize> {
    // Hardly any chat has one.
    if !sides.people().any(|person| sides.is_conflicting(person.name)) {
        return None;
    }
    evidence.iter().position(|record| contradicts(record, sides))
}

/// Whether a record names somebody of whom two things are said.
fn contradicts(record: &Evidence<'_>, sides: &Sides) -> bool {
    let members = record.members.iter().filter_map(|member| member.name);
    record.actor.name.into_iter().chain(members).any(|name| sides.is_conflicting(name))
}

fn external(evidence: &[Evidence<'_>], sides: &Sides, actors: &[Standing]) -> External {
    let home = sides.home();
    let outside = |tenant: Option<Tenant>| tenant.is_some_and(|tenant| tenant != home);
    // Also what a contradiction states: half of it says that somebody is outside.
    let stated = evidence.iter().any(|record| record.attendance.is_foreign())
        || sides.people().any(|person| {
            let name = person.name;
            name.is_consumer()
                || (!name.is_guest() && !name.is_service() && person.tenants().any(|tenant| tenant != home))
        })
        || evidence.iter().any(|record| {
            (record.actor.name.is_none() && !record.actor.is_system() && outside(record.actor.tenant))
                || record.members.iter().any(|member| member.name.is_none() && outside(member.tenant))
        });
    let by_domain = || {
        actors.iter().any(|actor| actor.is(Side::Foreign))
            || sides.people().any(|person| sides.user(person.name).is(Side::Foreign))
    };
    match stated {
        true => External::Stated,
        false if by_domain() => External::ByDomain,
        false => External::No,
    }
}
