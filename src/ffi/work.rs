//! The state of one operation: what it has to say, and its end. Whoever waits blocks here, on the host's thread.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use serde_json::{Value, json};

use super::fault::Fault;
use super::status::tca_status;
use crate::cancel::Cancel;
use crate::clock;
use crate::event::Event;
use crate::finding::Findings;

/// Events that nobody fetched; older ones go.
const MOST_EVENTS: usize = 256;

/// One operation.
#[derive(Debug, Default)]
pub(super) struct Work {
    pub(super) cancel: Cancel,
    state: Mutex<State>,
    changed: Condvar,
    findings: Mutex<Option<Findings>>,
}

#[derive(Debug, Default)]
struct State {
    events: VecDeque<Event>,
    prompt: Option<Event>,
    end: Option<Result<String, Fault>>,
    waiting: bool,
}

/// What a wait hands over.
#[derive(Debug)]
pub(super) enum Told {
    /// The time passed, and nothing happened.
    Nothing,
    /// The operation has something to say.
    Event(Event),
    /// It has ended well, with this document.
    End(String),
}

impl Work {
    /// Takes an event in. Progress replaces progress that nobody fetched: only the latest is of use.
    pub(super) fn tell(&self, event: Event) {
        let mut state = self.lock();
        if matches!(event, Event::Prompt(_)) {
            state.prompt = Some(event.clone());
        }
        match (state.events.back_mut(), &event) {
            (Some(last @ Event::Progress { .. }), Event::Progress { .. }) => *last = event,
            _ => state.events.push_back(event),
        }
        if state.events.len() > MOST_EVENTS {
            state.events.pop_front();
        }
        self.changed.notify_all();
    }

    /// Keeps findings until somebody takes them.
    pub(super) fn keep(&self, findings: Findings) {
        *self.findings.lock().unwrap_or_else(PoisonError::into_inner) = Some(findings);
    }

    /// The findings, once.
    pub(super) fn take_findings(&self) -> Option<Findings> {
        self.findings.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Takes the end in; only the first counts.
    pub(super) fn end(&self, result: Result<String, Fault>) {
        self.lock().end.get_or_insert(result);
        self.changed.notify_all();
    }

    /// Waits for the next event or the end, until the deadline; `None` waits without limit.
    pub(super) fn wait(&self, deadline: Option<Instant>) -> Result<Told, Fault> {
        let mut state = self.lock();
        if state.waiting {
            return Err(Fault::new(tca_status::Busy, "another thread is waiting for this operation"));
        }
        state.waiting = true;
        loop {
            let told = match (state.events.pop_front(), &state.end) {
                (Some(event), _) => Some(Ok(Told::Event(event))),
                (None, Some(end)) => Some(end.clone().map(Told::End)),
                (None, None) => None,
            };
            let left = deadline.map(|deadline| deadline.saturating_duration_since(clock::instant_now()));
            let told = told.or_else(|| left.is_some_and(|left| left.is_zero()).then_some(Ok(Told::Nothing)));
            if let Some(told) = told {
                state.waiting = false;
                return told;
            }
            state = match left {
                Some(left) => self.changed.wait_timeout(state, left).map_or_else(|e| e.into_inner().0, |(s, _)| s),
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Waits for the end alone and takes nothing.
    pub(super) fn wait_for_end(&self, deadline: Instant) {
        let mut state = self.lock();
        while state.end.is_none() {
            let left = deadline.saturating_duration_since(clock::instant_now());
            if left.is_zero() {
                return;
            }
            state = self.changed.wait_timeout(state, left).map_or_else(|e| e.into_inner().0, |(s, _)| s);
        }
    }

    /// The last prompt, for whoever missed it.
    pub(super) fn prompt(&self) -> Option<Event> {
        let state = self.lock();
        if state.end.is_some() { None } else { state.prompt.clone() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An event as the document that hosts get.
pub(super) fn document(event: &Event) -> Value {
    let mut document = serde_json::to_value(event).unwrap_or_default();
    if let Value::Object(fields) = &mut document {
        fields.insert("schema".into(), json!(1));
    }
    document
}
