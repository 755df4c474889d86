//! What is known beyond a chat.

use foldhash::HashMap;
use uuid::Uuid;

use super::learned::Learned;
use super::name::Name;
use super::options::Options;
use super::side::Side;
use super::thread::Thread;
use super::user_ids::Ids;

/// What the operator said, and what all chats teach about each.
pub(super) struct Context<'a> {
    pub(super) options: &'a Options,
    pub(super) learned: Learned,
    pub(super) foreign_ids: ForeignIds,
}

/// The keys of foreign actors anywhere in the evidence.
#[derive(Debug, Default)]
pub(super) struct ForeignIds(HashMap<Uuid, Used>);

/// Who used a key.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Used {
    By(Name),
    /// Several names, or somebody without one.
    Otherwise,
}

impl Context<'_> {
    /// Learns from the actors of a chat: also of an internal one, since their keys are as good.
    pub(super) fn hear(&mut self, thread: &Thread<'_>) {
        for (record, standing) in thread.evidence.iter().zip(&thread.actors) {
            let actor = &record.actor;
            match (actor.id, actor.name, standing.side) {
                (_, name, Side::Foreign) => {
                    actor.ids(&thread.known.names).for_each(|id| self.foreign_ids.add(id, name));
                }
                (Some(id), Some(name), Side::Home) if actor.is_person() => {
                    self.learned.hear(thread.sides.home(), name, id);
                }
                _ => {}
            }
        }
    }

    /// The ids that the directory has for a name without capitals.
    pub(super) fn directory_ids(&self, key: &str) -> Ids {
        self.options.ids_of(key).into_iter().flatten().copied().collect()
    }
}

impl ForeignIds {
    fn add(&mut self, id: Uuid, name: Option<Name>) {
        let used = name.map_or(Used::Otherwise, Used::By);
        let known = self.0.entry(id).or_insert(used);
        if *known != used {
            *known = Used::Otherwise;
        }
    }

    /// Whether somebody outside acted under this id.
    pub(super) fn has(&self, id: Uuid) -> bool {
        self.0.contains_key(&id)
    }

    /// Whether somebody outside who is not of this name did.
    pub(super) fn has_of_others(&self, id: Uuid, name: Option<Name>) -> bool {
        self.0.get(&id).is_some_and(|used| match used {
            Used::By(of) => Some(*of) != name,
            Used::Otherwise => true,
        })
    }
}
