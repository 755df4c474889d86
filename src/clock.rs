//! The only file that reads time.
#![expect(clippy::disallowed_methods, reason = "this is the place that the rule sends everybody to")]

use std::future::Future;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Seconds since 1970 UTC.
pub fn unix_now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// The wall clock, for dates in headers.
pub fn wall_now() -> SystemTime {
    SystemTime::now()
}

/// The clock that only goes forward, for waits and deadlines.
pub fn instant_now() -> Instant {
    Instant::now()
}

/// Waits.
pub async fn sleep(wait: Duration) {
    tokio::time::sleep(wait).await;
}

/// The future's value, or `None` when it takes longer.
pub async fn within<T>(limit: Duration, work: impl Future<Output = T>) -> Option<T> {
    tokio::time::timeout(limit, work).await.ok()
}

/// RFC 3339 in UTC, to the second: `2026-11-24T06:00:00Z`.
pub fn rfc3339(unix: i64) -> Option<String> {
    OffsetDateTime::from_unix_timestamp(unix).ok()?.format(&Rfc3339).ok()
}
