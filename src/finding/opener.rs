//! Who opened a chat. A message proves no opener: our user may have written first.

use super::evidence::{Evidence, Member};
use super::name::Name;
use super::operation::Operation;
use super::side::{Side, Sides, Standing};

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
    pub(super) fn of(evidence: &[Evidence<'_>], sides: &Sides, actors: &[Standing], one_to_one: bool) -> Self {
        let mut opener = Self::default();
        // Whom one of ours adds to a chat of two with somebody outside is the one outside, also where no side is told.
        let is_outside = |member: &Member, record: &Evidence<'_>| match sides.member(member).side {
            Side::Foreign => true,
            // Where all names are lost, so is who was added.
            Side::Unknown => one_to_one && member.name != record.actor.name && names_somebody(record),
            Side::Neither => one_to_one && member.name.is_some_and(Name::is_guest),
            Side::Home => false,
        };
        for (index, (record, actor)) in evidence.iter().zip(actors).enumerate() {
            match record.operation {
                Operation::ChatCreated => opener.creation(index, *actor),
                Operation::MemberAdded if actor.is(Side::Home) && opener.outsider_added.is_none() => {
                    let added = record.members.iter().any(|member| is_outside(member, record));
                    opener.outsider_added = added.then_some(index);
                }
                Operation::MemberAdded if actor.is(Side::Foreign) && opener.added_by_outsider.is_none() => {
                    let mut names = record.members.iter().filter_map(|member| member.name);
                    let may_be_ours = |name| matches!(sides.user(name).side, Side::Home | Side::Unknown);
                    opener.added_by_outsider = names.any(may_be_ours).then_some(index);
                }
                _ => {}
            }
        }
        opener
    }

    fn creation(&mut self, index: usize, actor: Standing) {
        self.created.get_or_insert(index);
        match actor.side {
            Side::Home => {
                self.created_by_us.get_or_insert(index);
            }
            Side::Foreign if actor.is_stated(Side::Foreign) && !self.outsider_is_stated => {
                self.created_by_outsider = Some(index);
                self.outsider_is_stated = true;
            }
            Side::Foreign => {
                self.created_by_outsider.get_or_insert(index);
            }
            Side::Neither | Side::Unknown => {}
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

fn names_somebody(record: &Evidence<'_>) -> bool {
    record.members.iter().any(|member| member.name.is_some())
}
