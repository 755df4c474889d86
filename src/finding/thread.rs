//! One chat, over all its evidence.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::evidence::{Attendance, Evidence};
use super::name::Name;
use super::opener::Opener;
use super::options::Options;
use super::side::{Side, Sides, Standing};
use super::user::User;
use crate::ids::ThreadId;

/// A chat and what its records say together.
#[derive(Debug)]
pub(super) struct Thread<'a> {
    pub(super) id: &'a ThreadId,
    /// The people of a one-to-one chat, by its id.
    pub(super) pair: Option<(Uuid, Uuid)>,
    /// In their own order, which is not the input's.
    pub(super) evidence: Vec<&'a Evidence>,
    pub(super) sides: Sides<'a>,
    /// The side of each record's actor.
    pub(super) actors: Vec<Standing>,
    pub(super) opener: Opener,
    pub(super) external: External,
    /// The first record that is part of a contradiction.
    pub(super) conflict: Option<usize>,
    /// Home and unknown-side members, sorted by name.
    pub(super) users: Vec<User<'a>>,
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
    /// `evidence` is never empty.
    pub(super) fn new(id: &'a ThreadId, mut evidence: Vec<&'a Evidence>, home: Uuid, options: &'a Options) -> Self {
        evidence.sort_by(|a, b| a.order().cmp(&b.order()));
        let sides = Sides::of(&evidence, home, &options.accepted_domains);
        let actors = sides.actors(&evidence);
        let users = users(&evidence, &sides);
        let opener = Opener::of(&evidence, &sides, &actors, &users);
        let external = external(&evidence, &sides, &actors);
        let conflict = conflict(&evidence, &sides).or(opener.both_created());
        Self { id, pair: id.pair(), evidence, sides, actors, opener, external, conflict, users }
    }

    pub(super) fn is_external(&self) -> bool {
        self.external != External::No
    }

    /// Nobody outside, and something says so. One record with all flags clear is enough, also beside others without.
    pub(super) fn is_internal(&self) -> bool {
        let all_clear = |p: &Attendance| {
            [p.foreign, p.guests, p.other_guests, p.unauthenticated].iter().all(|flag| *flag == Some(false))
        };
        let said = self.evidence.iter().any(|record| record.participants.as_ref().is_some_and(all_clear));
        !self.is_external() && (said || (self.colleagues() && !self.has_guests()))
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

    /// Any sign of guests or anonymous people.
    pub(super) fn has_guests(&self) -> bool {
        let flagged = |p: &Attendance| [p.guests, p.other_guests, p.unauthenticated].contains(&Some(true));
        self.evidence.iter().any(|record| {
            record.participants.as_ref().is_some_and(flagged)
                || record.actor.is_guest()
                || record.members.iter().any(|member| member.name.as_ref().is_some_and(Name::is_guest))
        })
    }

    /// A pair in the id; else `CommunicationType`, if no record says another one: a chat that is called both is treated
    /// as a group, of which less is certain.
    pub(super) fn is_one_to_one(&self) -> bool {
        let mut said = self.evidence.iter().filter_map(|record| record.one_to_one).peekable();
        self.pair.is_some() || (said.peek().is_some() && said.all(|one_to_one| one_to_one))
    }

    /// The keys of foreign actors in this chat.
    pub(super) fn foreign_ids(&self) -> BTreeSet<Uuid> {
        let foreign = self.evidence.iter().zip(&self.actors).filter(|(_, actor)| actor.is(Side::Foreign));
        foreign.filter_map(|(record, _)| record.actor.id).collect()
    }

    /// The half of the pair that is no foreign actor's, when the other half is one's.
    pub(super) fn other_half(&self) -> Option<Uuid> {
        let (a, b) = self.pair?;
        let foreign = self.foreign_ids();
        match (foreign.contains(&a), foreign.contains(&b)) {
            (true, false) => Some(b),
            (false, true) => Some(a),
            _ => None,
        }
    }
}

/// The first record that names somebody of whom two things are said.
fn conflict(evidence: &[&Evidence], sides: &Sides<'_>) -> Option<usize> {
    // Hardly any chat has one.
    if !sides.people().any(|person| sides.is_conflicting(person.name)) {
        return None;
    }
    evidence.iter().position(|record| {
        let members = record.members.iter().filter_map(|member| member.name.as_ref());
        record.actor.name.iter().chain(members).any(|name| sides.is_conflicting(name))
    })
}

fn users<'a>(evidence: &[&'a Evidence], sides: &Sides<'_>) -> Vec<User<'a>> {
    let mut named: Vec<(&'a Name, usize)> = Vec::new();
    for (index, record) in evidence.iter().enumerate().filter(|(_, record)| record.names()) {
        let names = record.members.iter().filter_map(|member| member.name.as_ref());
        named.extend(names.map(|name| (name, index)));
    }
    // The records of each name stay in their order.
    named.sort_by(|(a, _), (b, _)| a.key().cmp(b.key()));
    named.dedup();
    let of_names = named.chunk_by(|(a, _), (b, _)| a == b);
    let of_ours = of_names.filter(|of| matches!(sides.user(of[0].0).side, Side::Home | Side::Unknown));
    of_ours.map(|of| User { name: of[0].0, named_by: of.iter().map(|(_, index)| *index).collect() }).collect()
}

fn external(evidence: &[&Evidence], sides: &Sides<'_>, actors: &[Standing]) -> External {
    let home = sides.home();
    let flagged = |p: &Attendance| p.foreign == Some(true) || p.tenants.iter().any(|tenant| *tenant != home);
    let outside = |tenant: Option<Uuid>| tenant.is_some_and(|tenant| tenant != home);
    // Also what a contradiction states: half of it says that somebody is outside.
    let stated = sides.people().any(|person| {
        !person.name.is_guest() && !person.name.is_service() && person.tenants().any(|tenant| tenant != home)
    }) || sides.people().any(|person| person.name.is_consumer())
        || evidence.iter().any(|record| {
            record.participants.as_ref().is_some_and(flagged)
                || (record.actor.name.is_none() && !record.actor.is_system() && outside(record.actor.tenant))
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
