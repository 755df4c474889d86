//! The pace of the process. The service allows one removal a second per signed-in user and per chat, and about 83 %
//! of that over time (Graph's throttling limits for Teams); all clients and threads of the process share it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use once_cell::sync::Lazy;

use crate::cancel::Cancel;
use crate::clock;
use crate::error::Result;

/// 0.8 a second: under 83 % of one a second.
const INTERVAL: Duration = Duration::from_millis(1250);

static PROCESS: Lazy<Mutex<Book>> = Lazy::new(Mutex::default);

/// What a budget belongs to: a signed-in user of a cloud and tenant, or a chat.
pub(crate) type Key = String;

/// Waits for this request's turn in all of its budgets; `tell` hears of waits before they begin.
pub(crate) async fn turn(keys: &[Key], cancel: &Cancel, tell: impl Fn(Duration)) -> Result<()> {
    let mut starts = with_book(|book| book.reserve(keys, clock::instant_now()));
    loop {
        let now = clock::instant_now();
        let wait = starts.saturating_duration_since(now);
        if wait.is_zero() {
            return Ok(());
        }
        tell(wait);
        cancel.or_cancelled(clock::sleep(wait)).await?;
        // Somebody may have been told to wait longer meanwhile.
        starts = with_book(|book| book.held_until(keys)).unwrap_or(now);
    }
}

/// Nothing of these budgets is sent before the wait that the service asked for is over.
pub(crate) fn hold(keys: &[Key], wait: Duration) {
    let until = clock::instant_now().checked_add(wait);
    with_book(|book| keys.iter().zip(until).for_each(|(key, until)| book.hold(key, until)));
}

fn with_book<T>(work: impl FnOnce(&mut Book) -> T) -> T {
    work(&mut PROCESS.lock().unwrap_or_else(PoisonError::into_inner))
}

#[derive(Debug, Default)]
struct Book {
    next: HashMap<Key, Instant>,
    held: HashMap<Key, Instant>,
}

impl Book {
    /// The earliest start that every budget allows; it is taken from all of them.
    fn reserve(&mut self, keys: &[Key], now: Instant) -> Instant {
        self.next.retain(|_, next| *next > now);
        self.held.retain(|_, until| *until > now);
        let free = keys.iter().filter_map(|key| self.next.get(key)).max();
        let start = free.copied().max(self.held_until(keys)).unwrap_or(now).max(now);
        for key in keys {
            self.next.insert(key.clone(), start + INTERVAL);
        }
        start
    }

    fn hold(&mut self, key: &str, until: Instant) {
        let held = self.held.entry(key.to_owned()).or_insert(until);
        *held = (*held).max(until);
    }

    fn held_until(&self, keys: &[Key]) -> Option<Instant> {
        keys.iter().filter_map(|key| self.held.get(key)).max().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(names: &[&str]) -> Vec<Key> {
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn one_user_and_one_chat_each_go_slower_than_one_a_second_and_others_do_not_wait() {
        let now = clock::instant_now();
        let mut book = Book::default();
        let mut at = |names: &[&str]| book.reserve(&keys(names), now).duration_since(now).as_millis();
        assert_eq!(at(&["admin", "chat1"]), 0);
        assert_eq!(at(&["admin", "chat2"]), 1250, "the same user");
        assert_eq!(at(&["other", "chat1"]), 1250, "the same chat");
        assert_eq!(at(&["third", "chat3"]), 0, "neither");
        assert_eq!(at(&["admin", "chat1"]), 2500, "both");
    }

    #[test]
    fn a_wait_that_the_service_asks_for_holds_everybody_in_that_budget() {
        let now = clock::instant_now();
        let mut book = Book::default();
        book.hold("admin", now + Duration::from_secs(9));
        book.hold("admin", now + Duration::from_secs(3));
        assert_eq!(book.reserve(&keys(&["admin"]), now).duration_since(now).as_secs(), 9);
        assert_eq!(book.reserve(&keys(&["other"]), now), now);
    }
}
