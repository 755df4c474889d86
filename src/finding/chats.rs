//! The chats of one tenant's log, and their evidence.

use std::num::NonZeroUsize;
use std::sync::Arc;

use foldhash::HashMap;

use super::evidence::Evidence;
use crate::ids::ThreadId;

/// Collects evidence by chat.
#[derive(Debug, Default)]
pub(super) struct Chats {
    chats: Vec<Chat>,
    evidence: Vec<Kept>,
    /// Which chat each text means that stood in `ChatThreadId`, and the id as it spells it; none for a spelling that
    /// did not stand there yet.
    places: HashMap<Arc<str>, (usize, Option<ThreadId>)>,
    /// Records of chats that services wrote and that are no evidence.
    pub(super) system: u64,
}

/// A chat.
#[derive(Debug)]
pub(super) struct Chat {
    /// Of the spellings in its evidence the first in order.
    id: ThreadId,
    newest: Option<Spot>,
}

/// Evidence, and where what came before it in its chat is.
#[derive(Debug)]
struct Kept {
    evidence: Evidence,
    before: Option<Spot>,
}

/// Where evidence is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot(NonZeroUsize);

impl Chats {
    /// The chat of a text that stood in `ChatThreadId`, if it stood there before.
    pub(super) fn find(&self, text: &str) -> Option<(usize, ThreadId)> {
        let (chat, thread) = self.places.get(text)?;
        Some((*chat, thread.clone()?))
    }

    /// The chat of a text that means this one.
    pub(super) fn open(&mut self, text: &str, thread: &ThreadId) -> usize {
        let key = key(thread);
        let known = self.places.get(&key).map(|(chat, _)| *chat);
        let chat = known.unwrap_or_else(|| {
            self.chats.push(Chat { id: thread.clone(), newest: None });
            self.places.insert(key.clone(), (self.chats.len() - 1, None));
            self.chats.len() - 1
        });
        let text = if *text == *key { key } else { text.into() };
        self.places.insert(text, (chat, Some(thread.clone())));
        chat
    }

    pub(super) fn push(&mut self, chat: usize, thread: ThreadId, evidence: Evidence) -> Spot {
        let id = &mut self.chats[chat];
        if id.newest.is_none() || thread < id.id {
            id.id = thread;
        }
        let spot = Spot(NonZeroUsize::MIN.saturating_add(self.evidence.len()));
        let before = self.chats[chat].newest.replace(spot);
        self.evidence.push(Kept { evidence, before });
        spot
    }

    pub(super) fn get_mut(&mut self, spot: Spot) -> Option<&mut Evidence> {
        self.evidence.get_mut(spot.index()).map(|kept| &mut kept.evidence)
    }

    /// How many records are of chats.
    pub(super) fn records(&self) -> u64 {
        self.system + self.evidence.len() as u64
    }

    /// The chats that have evidence, in the order of their ids.
    pub(super) fn sorted(&self) -> Vec<(&ThreadId, Vec<&Evidence>)> {
        let with_evidence = self.chats.iter().filter(|chat| chat.newest.is_some());
        let mut chats: Vec<(u128, &Chat)> = with_evidence.map(|chat| (beginning(&chat.id), chat)).collect();
        chats.sort_unstable_by(|(a, left), (b, right)| a.cmp(b).then_with(|| left.id.cmp(&right.id)));
        chats.into_iter().map(|(_, chat)| (&chat.id, self.evidence_of(chat).collect())).collect()
    }

    fn evidence_of(&self, chat: &Chat) -> impl Iterator<Item = &Evidence> {
        let at = |spot: Option<Spot>| spot.map(|spot| &self.evidence[spot.index()]);
        std::iter::successors(at(chat.newest), move |kept| at(kept.before)).map(|kept| &kept.evidence)
    }
}

impl Spot {
    fn index(self) -> usize {
        self.0.get() - 1
    }
}

/// The first bytes of an id as a number of the same order: most ids differ there, and none has to be looked up for it.
fn beginning(id: &ThreadId) -> u128 {
    let mut first = [0; 16];
    first.iter_mut().zip(id.as_str().bytes()).for_each(|(place, byte)| *place = byte);
    u128::from_be_bytes(first)
}

/// Chats of two are compared without case, as GUIDs are; other ids depend on it.
fn key(thread: &ThreadId) -> Arc<str> {
    match thread.pair() {
        Some(_) if thread.as_str().bytes().any(|byte| byte.is_ascii_uppercase()) => {
            thread.as_str().to_ascii_lowercase().into()
        }
        _ => thread.shared(),
    }
}
