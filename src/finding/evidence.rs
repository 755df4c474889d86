//! What one record says about its chat.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use uuid::Uuid;

use super::name::{Name, Names};
use super::operation::Operation;
use crate::audit::{Digest, Participants, Record, Source, Stamp, UserType};

/// A record of a chat, before anything is concluded from it.
#[derive(Debug)]
pub(super) struct Evidence {
    pub(super) source: Source,
    pub(super) operation: Operation,
    /// The operation as it was logged.
    pub(super) operation_name: Cow<'static, str>,
    pub(super) record_id: Option<Arc<str>>,
    pub(super) time: Option<Stamp>,
    pub(super) digest: Digest,
    pub(super) actor: Actor,
    pub(super) members: Vec<Member>,
    pub(super) participants: Option<Attendance>,
    /// Whether `CommunicationType` says that it is one-to-one; none when it says nothing.
    pub(super) one_to_one: Option<bool>,
}

/// What the record says of everybody in the chat.
#[derive(Debug)]
pub(super) struct Attendance {
    pub(super) foreign: Option<bool>,
    pub(super) guests: Option<bool>,
    pub(super) other_guests: Option<bool>,
    pub(super) unauthenticated: Option<bool>,
    /// Whether a partner's domain takes part.
    pub(super) of_partner: bool,
    /// The tenants that take part, without the record's own.
    pub(super) tenants: Vec<Uuid>,
    /// Those that only a SIP domain tells.
    pub(super) sip_tenants: Vec<Uuid>,
}

/// Who acted.
#[derive(Debug)]
pub(super) struct Actor {
    pub(super) name: Option<Name>,
    /// `UserKey` when it is a GUID. It is the actor's, and of nobody whom the actor added.
    pub(super) id: Option<Uuid>,
    pub(super) tenant: Option<Uuid>,
    user_type: UserType,
}

/// Whom the record names.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: Option<Name>,
    pub(super) tenant: Option<Uuid>,
}

impl Evidence {
    pub(super) fn new(
        source: Source,
        operation: Operation,
        record: Record,
        names: &mut Names,
        trusted_domains: &BTreeSet<String>,
    ) -> Self {
        let own = record.organization_id;
        let members = record
            .members
            .unwrap_or_default()
            .into_iter()
            .map(|member| Member { name: names.logged(member.upn.as_deref()), tenant: member.organization_id })
            .collect();
        Self {
            source,
            operation,
            operation_name: record.kind.operation,
            record_id: record.id,
            time: record.time,
            digest: record.digest,
            actor: Actor {
                name: names.logged(record.user_id.as_deref()),
                id: record.user_key.as_deref().and_then(user_id),
                tenant: record.user_tenant_id,
                user_type: record.user_type,
            },
            members,
            participants: record.participants.map(|said| Attendance::new(said, own, trusted_domains)),
            one_to_one: record.communication.map(|kind| kind.eq_ignore_ascii_case("OneOnOne")),
        }
    }

    /// Whether the record can name users: it created the chat or added to it.
    pub(super) fn names(&self) -> bool {
        matches!(self.operation, Operation::ChatCreated | Operation::MemberAdded)
    }

    /// Whether the record holds this member.
    pub(super) fn holds(&self, name: &Name) -> bool {
        self.members.iter().any(|member| member.name.as_ref() == Some(name))
    }

    /// Whether the members are the actor and nobody else.
    pub(super) fn holds_its_actor_only(&self) -> bool {
        let actor = self.actor.name.as_ref();
        actor.is_some() && !self.members.is_empty() && self.members.iter().all(|member| member.name.as_ref() == actor)
    }

    /// The order of evidence: by time, records without one last; then by what they are, so that the order in which they
    /// were read means nothing.
    pub(super) fn order(&self) -> impl Ord + '_ {
        (self.time.is_none(), self.time, &self.record_id, self.digest, &self.source)
    }
}

impl Attendance {
    fn new(said: Participants, own: Option<Uuid>, trusted_domains: &BTreeSet<String>) -> Self {
        let Participants { foreign, guests, other_guests, unauthenticated, domains, mut tenants, mut sip_tenants } =
            said;
        tenants.retain(|tenant| Some(*tenant) != own);
        sip_tenants.retain(|tenant| Some(*tenant) != own && !tenants.contains(tenant));
        let is_trusted = |domain: &String| trusted_domains.contains(&domain.to_ascii_lowercase());
        let of_partner = !trusted_domains.is_empty() && domains.iter().any(is_trusted);
        Self { foreign, guests, other_guests, unauthenticated, of_partner, tenants, sip_tenants }
    }
}

impl Actor {
    /// Services, bots and background jobs.
    pub(super) fn is_system(&self) -> bool {
        self.user_type == UserType::System || self.name.as_ref().is_some_and(Name::is_service)
    }

    /// Only what the log calls a person, or does not call anything, is one.
    pub(super) fn is_person(&self) -> bool {
        self.user_type == UserType::Person && !self.is_system()
    }

    /// Guests and anonymous participants.
    pub(super) fn is_guest(&self) -> bool {
        self.user_type == UserType::Guest || self.name.as_ref().is_some_and(Name::is_guest)
    }
}

/// A key as an object id: a hyphenated GUID that is not empty. PUIDs, claims, UPNs and placeholders are no ids.
pub(super) fn user_id(key: &str) -> Option<Uuid> {
    let key = key.trim();
    Uuid::try_parse(key).ok().filter(|guid| key.len() == 36 && !guid.is_nil())
}
