//! The chats of one tenant's log, and their evidence.

use std::borrow::Cow;
use std::hint::black_box;

use super::evidence::{Evidence, Kept, Member, Spot};
use super::span::{Piece, is_too_many};
use super::tenants::Tenant;
use super::texts::{Number, Texts};
use crate::ids::pair;

/// Collects evidence by chat. There may be millions of chats with one record each, so nothing in here is a piece of
/// memory of its own.
#[derive(Debug, Clone, Default)]
pub(super) struct Chats {
    chats: Vec<Chat>,
    pub(super) evidence: Vec<Kept>,
    /// The members of all evidence.
    pub(super) members: Vec<Member>,
    /// The tenants that take part in it.
    pub(super) tenants: Vec<Tenant>,
    /// The ids of its records.
    pub(super) record_ids: String,
    /// What stood in `ChatThreadId`, as it was written, as it is meant, and as it is compared.
    ids: Texts,
    spellings: Vec<Spelling>,
    /// Records of chats that services wrote and that are no evidence.
    pub(super) system: u64,
}

/// What a text means that stood in `ChatThreadId`.
#[derive(Debug, Clone, Copy)]
struct Spelling {
    chat: u32,
    /// The id as it spells it; none for a spelling that did not stand there yet.
    id: Option<Number>,
}

/// A chat.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chat {
    /// Of the spellings in its evidence the first in order.
    pub(super) id: Number,
    newest: Option<Spot>,
}

/// A chat, and the id as some record spells it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meant {
    chat: u32,
    id: Number,
}

impl Chats {
    /// The chat of a text that stood in `ChatThreadId`, if it stood there before.
    pub(super) fn find(&self, text: &str) -> Option<Meant> {
        let Spelling { chat, id } = *self.spellings.get(self.ids.find(text)?.index())?;
        Some(Meant { chat, id: id? })
    }

    /// The chat of a text that means this id.
    pub(super) fn open(&mut self, text: &str, id: &str) -> Meant {
        let compared = key(id);
        let key = self.ids.number(&compared);
        let chat = match self.spellings.get(key.index()) {
            Some(known) => known.chat,
            None => {
                let chat = u32::try_from(self.chats.len()).unwrap_or(u32::MAX);
                self.chats.push(Chat { id: key, newest: None });
                self.spellings.push(Spelling { chat, id: None });
                chat
            }
        };
        // Mostly all three are the same text.
        let number = if *compared == *id { key } else { self.spelled(chat, id) };
        let text = if *text == *id { number } else { self.spelled(chat, text) };
        let id = number;
        if let Some(spelling) = self.spellings.get_mut(text.index()) {
            spelling.id = Some(id);
        }
        Meant { chat, id }
    }

    /// The number of a text that means this chat.
    fn spelled(&mut self, chat: u32, text: &str) -> Number {
        let number = self.ids.number(text);
        if number.index() == self.spellings.len() {
            self.spellings.push(Spelling { chat, id: None });
        }
        number
    }

    pub(super) fn push(&mut self, meant: Meant, mut kept: Kept) -> Spot {
        let spot = Spot::after(self.evidence.len());
        if let Some(chat) = self.chats.get_mut(meant.chat as usize) {
            let is_first = || self.ids.text(meant.id) < self.ids.text(chat.id);
            if chat.newest.is_none() || (meant.id != chat.id && is_first()) {
                chat.id = meant.id;
            }
            kept.before = chat.newest.replace(spot);
        }
        self.evidence.push(kept);
        spot
    }

    /// Takes back what was written down for evidence that is none.
    pub(super) fn forget(&mut self, kept: &Kept) {
        kept.members.undo(&mut self.members);
        kept.tenants.undo(&mut self.tenants);
        if let Some(id) = kept.record_id {
            id.undo(&mut self.record_ids);
        }
    }

    /// Whether nothing more can be numbered.
    pub(super) fn is_full(&self) -> bool {
        [self.evidence.len(), self.members.len(), self.tenants.len(), self.ids.len()].into_iter().any(is_too_many)
    }

    /// How many records are of chats.
    pub(super) fn records(&self) -> u64 {
        self.system + self.evidence.len() as u64
    }

    /// The chats that have evidence, in the order in which they were opened.
    pub(super) fn all(&self) -> impl Iterator<Item = Chat> {
        self.chats.iter().copied().filter(|chat| chat.newest.is_some())
    }

    /// The chats that have evidence, in the order of their ids.
    pub(super) fn sorted(&self) -> Vec<Chat> {
        let mut chats: Vec<(u64, u64, Chat)> = self.all().map(|chat| self.with_beginning(chat)).collect();
        chats.sort_unstable_by(|(a, b, left), (c, d, right)| {
            (a, b).cmp(&(c, d)).then_with(|| self.ids.text(left.id).cmp(self.ids.text(right.id)))
        });
        chats.into_iter().map(|(_, _, chat)| chat).collect()
    }

    /// Has what is kept of these chats at hand. It lies in no order: looked for chat by chat, each would wait for its
    /// memory; here the processor waits for all at once.
    pub(super) fn fetch(&self, chats: &[Chat]) {
        let newest = |chat: &Chat| self.evidence.get(chat.newest?.index());
        for chat in chats {
            black_box(newest(chat).map(|kept| (kept.operation, kept.digest, kept.before)));
        }
        for chat in chats {
            black_box(newest(chat).and_then(|kept| kept.members.of(&self.members).first()?.tenant));
            black_box(newest(chat).and_then(|kept| kept.tenants.of(&self.tenants).first().copied()));
            black_box(newest(chat).and_then(|kept| self.evidence.get(kept.before?.index())).map(|kept| kept.digest));
            black_box(newest(chat).and_then(|kept| self.record_id(kept)?.bytes().next()));
            black_box(self.ids.text(chat.id).bytes().next());
        }
    }

    /// A chat behind the first bytes of its id that tell it, as numbers of the same order: most ids differ there, and
    /// none has to be looked up for it.
    fn with_beginning(&self, chat: Chat) -> (u64, u64, Chat) {
        let after = |skipped: usize| {
            let mut first = [0; 8];
            let bytes = self.ids.text(chat.id).bytes().skip("19:".len() + skipped);
            first.iter_mut().zip(bytes).for_each(|(place, byte)| *place = byte);
            u64::from_be_bytes(first)
        };
        (after(0), after(8), chat)
    }

    /// An id by its number.
    pub(super) fn id(&self, number: Number) -> &str {
        self.ids.text(number)
    }

    /// The evidence of a chat, the last that was read first.
    pub(super) fn evidence_of(&self, chat: Chat) -> impl Iterator<Item = Evidence<'_>> {
        let at = |spot: Option<Spot>| spot.and_then(|spot| self.at(spot));
        std::iter::successors(at(chat.newest), move |evidence| at(evidence.before))
    }

    /// The evidence in a spot.
    pub(super) fn at(&self, spot: Spot) -> Option<Evidence<'_>> {
        let kept = self.evidence.get(spot.index())?;
        Some(Evidence { spot, kept, members: kept.members.of(&self.members), tenants: kept.tenants.of(&self.tenants) })
    }

    /// The id of a record, as it was written.
    pub(super) fn record_id(&self, kept: &Kept) -> Option<&str> {
        kept.record_id.map(|id: Piece| id.of(&self.record_ids))
    }
}

/// Chats of two are compared without case, as GUIDs are; other ids depend on it.
fn key(id: &str) -> Cow<'_, str> {
    if id.bytes().any(|byte| byte.is_ascii_uppercase()) && pair(id).is_some() {
        Cow::Owned(id.to_ascii_lowercase())
    } else {
        Cow::Borrowed(id)
    }
}
