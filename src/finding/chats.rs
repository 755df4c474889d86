//! The chats of one tenant's log, each with its evidence.

use std::sync::Arc;

use foldhash::HashMap;

use super::evidence::Evidence;
use crate::ids::ThreadId;

/// Collects evidence by chat.
#[derive(Debug, Default)]
pub(super) struct Chats {
    chats: Vec<Chat>,
    /// Which chat each text means that stood in `ChatThreadId`.
    places: HashMap<Arc<str>, usize>,
    /// Records of chats that services wrote and that are no evidence.
    pub(super) system: u64,
}

/// A chat.
#[derive(Debug)]
pub(super) struct Chat {
    /// Of several spellings the first in order.
    pub(super) id: ThreadId,
    pub(super) evidence: Vec<Evidence>,
}

/// Where evidence is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    chat: usize,
    record: usize,
}

impl Chats {
    /// The chat of a text that stood in `ChatThreadId`, if it stood there before.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        self.places.get(text).copied()
    }

    /// The chat of a text that means this one.
    pub(super) fn open(&mut self, text: &str, thread: ThreadId) -> usize {
        let key = key(&thread);
        let chat = match self.places.get(&key) {
            Some(&chat) => {
                let id = &mut self.chats[chat].id;
                *id = thread.min(id.clone());
                chat
            }
            None => {
                self.chats.push(Chat { id: thread, evidence: Vec::new() });
                self.chats.len() - 1
            }
        };
        if *text != *key {
            self.places.insert(text.into(), chat);
        }
        self.places.insert(key, chat);
        chat
    }

    pub(super) fn push(&mut self, chat: usize, evidence: Evidence) -> Spot {
        let records = &mut self.chats[chat].evidence;
        records.push(evidence);
        Spot { chat, record: records.len() - 1 }
    }

    pub(super) fn get_mut(&mut self, spot: Spot) -> Option<&mut Evidence> {
        self.chats.get_mut(spot.chat)?.evidence.get_mut(spot.record)
    }

    /// How many records are of chats.
    pub(super) fn records(&self) -> u64 {
        self.system + self.chats.iter().map(|chat| chat.evidence.len() as u64).sum::<u64>()
    }

    /// The chats that have evidence, in the order of their ids.
    pub(super) fn into_sorted(self) -> Vec<Chat> {
        let mut chats = self.chats;
        chats.retain(|chat| !chat.evidence.is_empty());
        chats.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        chats
    }
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
