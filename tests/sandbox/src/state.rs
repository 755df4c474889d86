//! What changes while the sandbox runs.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::clock;
use crate::entra::{Code, Device, Refresh};
use crate::fault::Fault;
use crate::http::Request;
use crate::journal::Journal;
use crate::scenario::{Chat, Scenario};
use crate::throttle::Throttle;

pub(crate) struct State {
    pub(crate) scenario: Arc<Scenario>,
    pub(crate) faults: Vec<Fault>,
    /// (thread, user in lower case): who no longer sees which chat.
    removed: HashSet<(String, String)>,
    pub(crate) codes: HashMap<String, Code>,
    pub(crate) devices: HashMap<String, Device>,
    pub(crate) refreshes: HashMap<String, Refresh>,
    /// `uti` of tokens that were challenged: they stay refused, with their challenge.
    pub(crate) challenged: HashMap<String, String>,
    pub(crate) throttle: Throttle,
    pub(crate) journal: Journal,
    /// What was made a moment ago: how many requests miss it still, and until when.
    fresh: HashMap<String, (u64, Instant)>,
    counters: BTreeMap<String, u64>,
}

impl State {
    pub(crate) fn new(scenario: Arc<Scenario>) -> Self {
        Self {
            faults: scenario.faults.clone(),
            scenario,
            removed: HashSet::new(),
            codes: HashMap::new(),
            devices: HashMap::new(),
            refreshes: HashMap::new(),
            challenged: HashMap::new(),
            throttle: Throttle::default(),
            journal: Journal::default(),
            fresh: HashMap::new(),
            counters: BTreeMap::new(),
        }
    }

    /// Takes another scenario without forgetting what has happened.
    pub(crate) fn change(&mut self, scenario: Scenario, faults_too: bool) {
        if faults_too {
            self.faults.clone_from(&scenario.faults);
        }
        self.scenario = Arc::new(scenario);
    }

    /// Something is new under these names, and not known everywhere yet.
    pub(crate) fn is_new(&mut self, names: &[String]) {
        let delay = self.scenario.replication;
        let until = clock::instant() + Duration::from_millis(delay.milliseconds);
        for name in names {
            self.fresh.insert(name.clone(), (delay.requests, until));
        }
    }

    /// Whether a request finds what has this name; one that does not brings it nearer.
    pub(crate) fn is_known(&mut self, name: &str) -> bool {
        let Some((left, until)) = self.fresh.get_mut(name) else { return true };
        let known = *left == 0 && clock::instant() >= *until;
        *left = left.saturating_sub(1);
        known
    }

    pub(crate) fn count(&mut self, what: impl Into<String>) {
        *self.counters.entry(what.into()).or_default() += 1;
    }

    pub(crate) fn counters(&self) -> &BTreeMap<String, u64> {
        &self.counters
    }

    /// The first fault that meets the request. Those behind it do not count the request, so that faults on one path
    /// follow one another.
    pub(crate) fn fault_for(&mut self, request: &Request) -> Option<Fault> {
        self.faults.iter_mut().find_map(|fault| fault.meets(request).then(|| fault.clone()))
    }

    pub(crate) fn sees(&self, chat: &Chat, user: &str) -> bool {
        chat.member(user).is_some() && !self.removed.contains(&key(&chat.thread_id, user))
    }

    /// Whether there was anything to take away.
    pub(crate) fn remove(&mut self, chat: &Chat, user: &str) -> bool {
        self.sees(chat, user) && self.removed.insert(key(&chat.thread_id, user))
    }

    /// The chats that a user sees, the newest first.
    pub(crate) fn chats_of(&self, user: &str) -> Vec<Chat> {
        let mut chats: Vec<Chat> = self.scenario.chats.iter().filter(|chat| self.sees(chat, user)).cloned().collect();
        chats.sort_by(|left, right| right.created.cmp(&left.created));
        chats
    }
}

fn key(thread: &str, user: &str) -> (String, String) {
    (thread.to_owned(), user.to_lowercase())
}
