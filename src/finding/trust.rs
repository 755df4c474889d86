//! Whether the people outside are partners.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::name::Name;
use super::options::Options;
use super::side::{Person, Side};
use super::thread::Thread;

/// How far the outside of a chat is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// Every tenant and person outside that is known; at least one is.
    Wholly,
    /// Some.
    Partly,
    /// None.
    No,
}

impl Trust {
    pub(super) fn of(thread: &Thread<'_>, options: &Options) -> Self {
        let Options { trusted_domains, trusted_tenants, .. } = options;
        if trusted_domains.is_empty() && trusted_tenants.is_empty() {
            return Self::No;
        }
        let has_trusted_domain = |name: &Name| name.domain().is_some_and(|domain| trusted_domains.contains(domain));
        let people: Vec<_> =
            thread.sides.people().filter(|person| thread.sides.user(person.name).is(Side::Foreign)).collect();
        // A domain vouches for its tenant, but no further for that tenant's people of other domains.
        let person_is_trusted = people.iter().map(|person| {
            let mut tenants = person.tenants().peekable();
            has_trusted_domain(person.name)
                || (tenants.peek().is_some() && tenants.all(|tenant| trusted_tenants.contains(&tenant)))
        });
        let tenants = known_tenants(thread);
        let tenant_is_trusted = tenants.iter().map(|tenant| {
            let of_partner = |person: &Person<'_>| {
                person.tenants().any(|of_person| of_person == *tenant) && has_trusted_domain(person.name)
            };
            trusted_tenants.contains(tenant) || people.iter().any(of_partner)
        });
        let known: Vec<bool> = person_is_trusted.chain(tenant_is_trusted).collect();
        let in_domains = || {
            let mut participants = thread.evidence.iter().filter_map(|record| record.participants.as_ref());
            participants.any(|participants| participants.of_partner)
        };
        match known.as_slice() {
            [_, ..] if known.iter().all(|trusted| *trusted) => Self::Wholly,
            _ if known.contains(&true) || in_domains() => Self::Partly,
            _ => Self::No,
        }
    }
}

/// Every foreign tenant that some record states. The tenants of guests are no part of the outside.
pub(super) fn known_tenants(thread: &Thread<'_>) -> BTreeSet<Uuid> {
    let mut tenants = BTreeSet::new();
    for person in thread.sides.people().filter(|person| !person.name.is_guest() && !person.name.is_service()) {
        tenants.extend(person.tenants());
    }
    for record in &thread.evidence {
        tenants.extend(record.members.iter().filter(|member| member.name.is_none()).filter_map(|member| member.tenant));
        if record.actor.name.is_none() && !record.actor.is_system() {
            tenants.extend(record.actor.tenant);
        }
        if let Some(participants) = &record.participants {
            tenants.extend(participants.tenants.iter().chain(&participants.sip_tenants));
        }
    }
    tenants.remove(&thread.sides.home());
    tenants
}
