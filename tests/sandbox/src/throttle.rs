//! The token buckets that hold callers to their limits.

use std::collections::HashMap;
use std::time::Instant;

use crate::clock;
use crate::scenario::{Limit, Limits};

/// What may be missing of a whole request, so that a caller who keeps the pace is not punished for the time that
/// connecting takes. It is owed, so that the sustained rate stands.
const SLACK: f64 = 0.1;

#[derive(Clone, Copy)]
struct Bucket {
    level: f64,
    at: Instant,
}

/// Which limit a request falls under.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Sort {
    Removal,
    ListChats,
    GetChat,
    Other,
}

/// Who sends the request, and about what.
pub(crate) struct Caller<'a> {
    pub(crate) app: &'a str,
    pub(crate) tenant: &'a str,
    pub(crate) user: Option<&'a str>,
    pub(crate) chat: Option<&'a str>,
}

#[derive(Default)]
pub(crate) struct Throttle(HashMap<(Sort, String), Bucket>);

impl Throttle {
    /// Draws one request from every bucket that it counts for. A refused request draws too, so that hammering
    /// prolongs the wait; a bucket never owes more than it can hold. `Some` is the wait in seconds.
    pub(crate) fn draw(&mut self, limits: &Limits, sort: Sort, caller: &Caller<'_>) -> Option<u64> {
        if !limits.enabled {
            return None;
        }
        let Limit { app, app_tenant, chat, user } = match sort {
            Sort::Removal => limits.removal,
            Sort::ListChats => limits.list_chats,
            Sort::GetChat => limits.get_chat,
            Sort::Other => limits.other,
        };
        let keys = [
            (app, Some(format!("app {}", caller.app))),
            (app_tenant, Some(format!("app {} tenant {}", caller.app, caller.tenant))),
            (chat, caller.chat.map(|chat| format!("chat {chat}"))),
            (user, caller.user.map(|user| format!("user {user}"))),
        ];
        let now = clock::instant();
        let waits = keys.into_iter().filter(|(rate, _)| *rate > 0).filter_map(|(rate, key)| {
            #[expect(clippy::cast_precision_loss, reason = "rates are far below 2^52")]
            let rate = rate as f64;
            self.draw_one((sort, key?), now, (rate * limits.burst_seconds).max(1.0), rate * limits.sustained)
        });
        waits.collect::<Vec<_>>().into_iter().max()
    }

    fn draw_one(&mut self, key: (Sort, String), now: Instant, capacity: f64, refill: f64) -> Option<u64> {
        let bucket = self.0.entry(key).or_insert(Bucket { level: capacity, at: now });
        let gained = now.saturating_duration_since(bucket.at).as_secs_f64() * refill;
        let level = (bucket.level + gained).min(capacity);
        bucket.at = now;
        bucket.level = (level - 1.0).max(-capacity);
        if level >= 1.0 - SLACK {
            return None;
        }
        let wait = ((1.0 - bucket.level) / refill).ceil().clamp(1.0, 3600.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped just above")]
        Some(wait as u64)
    }
}
