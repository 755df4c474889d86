//! Who opened a chat. A message proves no opener: our user may have written first.

use super::evidence::Evidence;
use super::operation::Operation;
use super::side::{Side, Sides, Standing};
use super::user::{User, user};

/// The records that say who opened a chat: of each kind the first.
#[derive(Debug, Default)]
pub(super) struct Opener {
    /// A creation by anybody, also by somebody whose side is not known.
    pub(super) created: Option<usize>,
    pub(super) created_by_us: Option<usize>,
    /// One whose actor's tenant the record itself states, before others.
    pub(super) created_by_outsider: Option<usize>,
    /// Whether that record states the outsider's tenant.
    pub(super) outsider_is_stated: bool,
    /// One of ours added somebody outside.
    pub(super) outsider_added: Option<usize>,
    /// Somebody outside added one of ours.
    pub(super) added_by_outsider: Option<usize>,
}

impl Opener {
    pub(super) fn of(evidence: &[&Evidence], sides: &Sides<'_>, actors: &[Standing], users: &[User<'_>]) -> Self {
        let first = |operation: Operation, fits: &dyn Fn(&Evidence, &Standing) -> bool| {
            evidence.iter().zip(actors).position(|(record, actor)| record.operation == operation && fits(record, actor))
        };
        let holds = |record: &Evidence, side: Side| record.members.iter().any(|m| sides.member(m).is(side));
        let names_ours = |record: &Evidence| {
            record.members.iter().filter_map(|m| m.name.as_ref()).any(|name| user(users, name).is_some())
        };
        let stated = first(Operation::ChatCreated, &|_, actor| actor.is_stated(Side::Foreign));
        Self {
            created: first(Operation::ChatCreated, &|_, _| true),
            created_by_us: first(Operation::ChatCreated, &|_, actor| actor.is(Side::Home)),
            created_by_outsider: stated.or(first(Operation::ChatCreated, &|_, actor| actor.is(Side::Foreign))),
            outsider_is_stated: stated.is_some(),
            outsider_added: first(Operation::MemberAdded, &|record, actor| {
                actor.is(Side::Home) && holds(record, Side::Foreign)
            }),
            added_by_outsider: first(Operation::MemberAdded, &|record, actor| {
                actor.is(Side::Foreign) && names_ours(record)
            }),
        }
    }

    /// Both sides created it: a contradiction.
    pub(super) fn both_created(&self) -> Option<usize> {
        Some(self.created_by_us?.min(self.created_by_outsider?))
    }

    /// The record by which we opened the chat.
    pub(super) fn by_us(&self) -> Option<usize> {
        match self.created_by_outsider {
            None => self.created_by_us.or(self.outsider_added),
            Some(_) => None,
        }
    }
}
