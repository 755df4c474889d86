//! Whether the people outside are partners.

use super::name::Name;
use super::options::Options;
use super::side::{Person, Side};
use super::tenants::Tenant;
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
        let is_of_partner = |tenant: Tenant| trusted_tenants.contains(&thread.known.tenants.id(tenant));
        let has_trusted_domain = |name: Name| name.form().is_trusted();
        let people: Vec<_> =
            thread.sides.people().filter(|person| thread.sides.user(person.name).is(Side::Foreign)).collect();
        // A domain vouches for its tenant, but no further for that tenant's people of other domains.
        let person_is_trusted = people.iter().map(|person| {
            let mut tenants = person.tenants().peekable();
            has_trusted_domain(person.name) || (tenants.peek().is_some() && tenants.all(is_of_partner))
        });
        let tenants = known_tenants(thread);
        let tenant_is_trusted = tenants.iter().map(|tenant| {
            let vouches = |person: &Person<'_>| {
                person.tenants().any(|of_person| of_person == *tenant) && has_trusted_domain(person.name)
            };
            is_of_partner(*tenant) || people.iter().any(vouches)
        });
        let known: Vec<bool> = person_is_trusted.chain(tenant_is_trusted).collect();
        let in_domains = || thread.evidence.iter().any(|record| record.attendance.is_of_partner());
        // Whom nothing places may be the partner.
        let unplaced = || {
            let is_unplaced = |person: &Person<'_>| thread.sides.user(person.name).is(Side::Unknown);
            thread.sides.people().filter(is_unplaced).any(|person| has_trusted_domain(person.name))
        };
        // That the others are partners does not vouch for who created the chat or added somebody to it.
        let opened_by_unplaced = || {
            let mut acts = thread.evidence.iter().zip(&thread.actors);
            acts.any(|(record, actor)| {
                let is_partner = record.actor.name.is_some_and(has_trusted_domain);
                record.names() && !record.holds_its_actor_only() && actor.is(Side::Unknown) && !is_partner
            })
        };
        match known.as_slice() {
            [_, ..] if known.iter().all(|trusted| *trusted) && !opened_by_unplaced() => Self::Wholly,
            _ if known.contains(&true) || in_domains() || unplaced() => Self::Partly,
            _ => Self::No,
        }
    }
}

/// Every foreign tenant that some record states, once. The tenants of guests are no part of the outside.
pub(super) fn known_tenants(thread: &Thread<'_>) -> Vec<Tenant> {
    let mut tenants = Vec::new();
    for person in thread.sides.people().filter(|person| !person.name.is_guest() && !person.name.is_service()) {
        tenants.extend(person.tenants());
    }
    for record in &thread.evidence {
        tenants.extend(record.members.iter().filter(|member| member.name.is_none()).filter_map(|member| member.tenant));
        if record.actor.name.is_none() && !record.actor.is_system() {
            tenants.extend(record.actor.tenant);
        }
        tenants.extend(record.tenants);
    }
    tenants.retain(|tenant| *tenant != thread.sides.home());
    tenants.sort_unstable();
    tenants.dedup();
    tenants
}
