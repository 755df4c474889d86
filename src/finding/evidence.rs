//! What one record says about its chat.

use std::ops::Deref;

use uuid::Uuid;

use super::name::{Name, Names};
use super::operation::Operation;
use super::span::{Piece, Span};
use super::tenants::Tenant;
use super::texts::Number;
use crate::audit::{Digest, Participants, Stamp, UserType};

/// A record of a chat as it is kept, before anything is concluded from it: there may be millions of these.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) place: Place,
    pub(super) operation: Operation,
    /// The operation as it was logged.
    pub(super) operation_name: Number,
    pub(super) record_id: Option<Piece>,
    pub(super) time: Option<Stamp>,
    pub(super) digest: Digest,
    pub(super) actor: Actor,
    pub(super) members: Span,
    pub(super) attendance: Attendance,
    /// The tenants that take part, without the record's own.
    pub(super) tenants: Span,
    /// Whether `CommunicationType` says that it is one-to-one; none when it says nothing.
    pub(super) one_to_one: Option<bool>,
    /// What came before it in its chat.
    pub(super) before: Option<Spot>,
}

/// Where evidence is kept.
pub(super) type Spot = Number;

/// The place of a record: its file, if it came from one, and its number in there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) file: Option<Number>,
    pub(super) row: u64,
}

/// What the record says of everybody in the chat.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Attendance(u8);

const FOREIGN: u8 = 1;
const GUESTS: u8 = 2;
const CLEAR: u8 = 4;
const PARTNER: u8 = 8;

impl Attendance {
    pub(super) fn of(said: &Participants, has_other_tenants: bool, has_partner: bool) -> Self {
        let flags = [said.foreign, said.guests, said.other_guests, said.unauthenticated];
        let says = [
            (FOREIGN, said.foreign == Some(true) || has_other_tenants),
            (GUESTS, flags[1..].contains(&Some(true))),
            (CLEAR, flags.iter().all(|flag| *flag == Some(false))),
            (PARTNER, has_partner),
        ];
        Self(says.into_iter().filter(|(_, is_so)| *is_so).fold(0, |all, (what, _)| all | what))
    }

    /// Whether a flag or a tenant says that somebody outside takes part.
    pub(super) fn is_foreign(self) -> bool {
        self.0 & FOREIGN != 0
    }

    /// Whether a flag says that guests or anonymous people take part.
    pub(super) fn has_guests(self) -> bool {
        self.0 & GUESTS != 0
    }

    /// Whether all flags are there and say that nobody else takes part.
    pub(super) fn is_clear(self) -> bool {
        self.0 & CLEAR != 0
    }

    /// Whether a partner's domain takes part.
    pub(super) fn is_of_partner(self) -> bool {
        self.0 & PARTNER != 0
    }
}

/// Who acted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Actor {
    pub(super) name: Option<Name>,
    /// `UserKey` when it is a GUID. It is the actor's, and of nobody whom the actor added.
    pub(super) id: Option<Uuid>,
    pub(super) tenant: Option<Tenant>,
    pub(super) user_type: UserType,
}

/// Whom the record names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub(super) name: Option<Name>,
    pub(super) tenant: Option<Tenant>,
}

/// A record of a chat with whom it names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence<'a> {
    pub(super) spot: Spot,
    pub(super) kept: &'a Kept,
    pub(super) members: &'a [Member],
    pub(super) tenants: &'a [Tenant],
}

impl Deref for Evidence<'_> {
    type Target = Kept;

    fn deref(&self) -> &Kept {
        self.kept
    }
}

impl Kept {
    /// Whether the record can name users: it created the chat or added to it.
    pub(super) fn names(&self) -> bool {
        matches!(self.operation, Operation::ChatCreated | Operation::MemberAdded)
    }
}

impl Evidence<'_> {
    /// Whether the record holds this member.
    pub(super) fn holds(&self, name: Name) -> bool {
        self.members.iter().any(|member| member.name == Some(name))
    }

    /// Whether the members are the actor and nobody else.
    pub(super) fn holds_its_actor_only(&self) -> bool {
        let actor = self.actor.name;
        actor.is_some() && !self.members.is_empty() && self.members.iter().all(|member| member.name == actor)
    }
}

impl Actor {
    /// The ids that it acted under: some records have the id where the name should be.
    pub(super) fn ids(&self, names: &Names) -> impl Iterator<Item = Uuid> {
        let as_name = self.name.and_then(|name| user_id(names.key(name)));
        self.id.into_iter().chain(as_name.filter(|id| self.id != Some(*id)))
    }

    /// Services, bots and background jobs.
    pub(super) fn is_system(&self) -> bool {
        self.user_type == UserType::System || self.name.is_some_and(Name::is_service)
    }

    /// Only what the log calls a person, or does not call anything, is one.
    pub(super) fn is_person(&self) -> bool {
        self.user_type == UserType::Person && !self.is_system()
    }

    /// Guests and anonymous participants.
    pub(super) fn is_guest(&self) -> bool {
        self.user_type == UserType::Guest || self.name.is_some_and(Name::is_guest)
    }
}

/// A key as an object id: a hyphenated GUID that is not empty. PUIDs, claims, UPNs and placeholders are no ids.
pub(super) fn user_id(key: &str) -> Option<Uuid> {
    let key = if key.len() == 36 { key } else { key.trim() };
    Uuid::try_parse(key).ok().filter(|guid| key.len() == 36 && !guid.is_nil())
}
