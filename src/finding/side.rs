//! Which side somebody in a thread belongs to, and what that rests on.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::evidence::{Evidence, Member};
use super::name::{Name, Names};
use super::tenants::{Tenant, Tenants};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Home,
    Foreign,
    /// Guests and services.
    Neither,
    /// Nothing says it, or two things contradict each other.
    Unknown,
}

/// What a side rests on. Only what the record itself states can make a verdict certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Basis {
    /// A tenant in the record, or a consumer's name.
    Stated,
    /// A tenant that another record of the thread states of the same name. It counts against removal in full (a
    /// creator known as ours elsewhere is ours) and towards it as a domain does.
    Elsewhere,
    /// The domain of the name alone.
    Domain,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) side: Side,
    pub(super) basis: Basis,
}

impl Standing {
    fn new(side: Side, basis: Basis) -> Self {
        Self { side, basis }
    }

    /// One of ours, by what another record tells.
    fn recognised() -> Self {
        Self::new(Side::Home, Basis::Elsewhere)
    }

    pub(super) fn is(self, side: Side) -> bool {
        self.side == side
    }

    pub(super) fn is_stated(self, side: Side) -> bool {
        self.side == side && self.basis == Basis::Stated
    }
}

/// Everything that a thread's records state about tenants, by name.
#[derive(Debug)]
pub(super) struct Sides {
    home: Tenant,
    /// Whether domains of ours are known.
    knows_domains: bool,
    /// The records of each name together, each pair once.
    heard: Vec<Heard>,
}

/// That a record names somebody, and the tenant that it states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Heard {
    name: Name,
    tenant: Option<Tenant>,
}

/// A name in a thread.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person<'s> {
    pub(super) name: Name,
    heard: &'s [Heard],
}

impl<'s> Person<'s> {
    fn of(heard: &'s [Heard]) -> Option<Self> {
        heard.first().map(|first| Self { name: first.name, heard })
    }

    /// The tenants that records state of it; hardly ever more than one.
    pub(super) fn tenants(self) -> impl Iterator<Item = Tenant> {
        self.heard.iter().filter_map(|heard| heard.tenant)
    }

    /// The first of them in the order of their ids.
    pub(super) fn first_tenant(self, tenants: &Tenants) -> Option<Tenant> {
        self.tenants().min_by_key(|tenant| tenants.id(*tenant))
    }
}

impl Sides {
    pub(super) fn new(home: Tenant, knows_domains: bool) -> Self {
        Self { home, knows_domains, heard: Vec::new() }
    }

    /// Reads them anew.
    pub(super) fn read(&mut self, evidence: &[Evidence<'_>]) {
        let heard = &mut self.heard;
        heard.clear();
        let mut hear = |name: Option<Name>, tenant: Option<Tenant>| {
            if let Some(name) = name
                // Who acts is mostly also named.
                && heard.last().is_none_or(|last| last.tenant != tenant || last.name != name)
            {
                heard.push(Heard { name, tenant });
            }
        };
        for record in evidence {
            if !record.actor.is_system() {
                hear(record.actor.name, record.actor.tenant);
            }
            for member in record.members {
                hear(member.name, member.tenant);
            }
        }
        heard.sort_by_key(|heard| heard.name.key());
        for of_name in heard.chunk_by_mut(|a, b| a.name == b.name).filter(|of_name| of_name.len() > 1) {
            // A name is shown as the first record spells it.
            let first = of_name[0].name;
            of_name.iter_mut().for_each(|heard| heard.name = first);
            of_name.sort_by_key(|heard| heard.tenant);
        }
        heard.dedup();
    }

    pub(super) fn home(&self) -> Tenant {
        self.home
    }

    pub(super) fn people(&self) -> impl Iterator<Item = Person<'_>> {
        self.heard.chunk_by(|a, b| a.name == b.name).filter_map(Person::of)
    }

    pub(super) fn person(&self, name: Name) -> Option<Person<'_>> {
        let start = self.heard.partition_point(|heard| heard.name.key() < name.key());
        let rest = self.heard.get(start..).unwrap_or_default();
        Person::of(&rest[..rest.iter().take_while(|heard| heard.name == name).count()])
    }

    /// Whether two things are said of this name: two tenants, or our tenant of a consumer.
    pub(super) fn is_conflicting(&self, name: Name) -> bool {
        self.person(name).is_some_and(|person| {
            person.tenants().count() > 1 || (name.is_consumer() && person.tenants().any(|tenant| tenant == self.home))
        })
    }

    /// The side of each record's actor. Somebody of no known side who acts under an id of ours is recognised: the log
    /// names the same person in several ways, and whom we cannot place must not hide that we opened the chat.
    pub(super) fn read_actors(&self, evidence: &[Evidence<'_>], names: &Names, actors: &mut Vec<Standing>) {
        actors.clear();
        actors.extend(evidence.iter().map(|record| self.actor(record)));
        if !actors.iter().any(|actor| actor.is(Side::Unknown)) {
            return;
        }
        let of_ours = evidence.iter().zip(actors.iter()).filter(|(_, actor)| actor.is(Side::Home));
        let ours: BTreeSet<Uuid> = of_ours.flat_map(|(record, _)| record.actor.ids(names)).collect();
        if ours.is_empty() {
            return;
        }
        for (record, standing) in evidence.iter().zip(actors) {
            if standing.is(Side::Unknown) && record.actor.ids(names).any(|id| ours.contains(&id)) {
                *standing = Standing::recognised();
            }
        }
    }

    fn actor(&self, record: &Evidence<'_>) -> Standing {
        let actor = &record.actor;
        if actor.is_system() {
            return Standing::new(Side::Neither, Basis::Stated);
        }
        let Some(name) = actor.name else { return self.nameless(actor.tenant) };
        let of_entry = || record.members.iter().any(|member| member.name == Some(name) && member.tenant.is_some());
        self.named(name, if actor.tenant.is_some() || of_entry() { Basis::Stated } else { Basis::Elsewhere })
    }

    pub(super) fn member(&self, member: &Member) -> Standing {
        match member.name {
            Some(name) => self.user(name),
            None => self.nameless(member.tenant),
        }
    }

    /// Somebody in the thread, by all that is stated of the name.
    pub(super) fn user(&self, name: Name) -> Standing {
        self.named(name, Basis::Stated)
    }

    fn named(&self, name: Name, basis: Basis) -> Standing {
        if name.is_guest() || name.is_service() {
            return Standing::new(Side::Neither, Basis::Stated);
        }
        let (mut home, mut foreign) = (false, false);
        for tenant in self.person(name).into_iter().flat_map(Person::tenants) {
            home |= tenant == self.home;
            foreign |= tenant != self.home;
        }
        match (home, foreign || name.is_consumer()) {
            (true, true) => Standing::new(Side::Unknown, basis),
            (true, false) => Standing::new(Side::Home, basis),
            (false, true) if name.is_consumer() => Standing::new(Side::Foreign, Basis::Stated),
            (false, true) => Standing::new(Side::Foreign, basis),
            (false, false) => self.by_domain(name),
        }
    }

    fn nameless(&self, tenant: Option<Tenant>) -> Standing {
        let side = match tenant {
            Some(tenant) if tenant == self.home => Side::Home,
            Some(_) => Side::Foreign,
            None => Side::Unknown,
        };
        Standing::new(side, Basis::Stated)
    }

    /// Without accepted domains a domain says nothing.
    fn by_domain(&self, name: Name) -> Standing {
        let form = name.form();
        let side = match form.has_domain() {
            true if form.is_accepted() => Side::Home,
            true if self.knows_domains => Side::Foreign,
            _ => Side::Unknown,
        };
        Standing::new(side, Basis::Domain)
    }
}
