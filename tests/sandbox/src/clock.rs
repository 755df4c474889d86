//! The only file of the sandbox that reads time.
#![expect(clippy::disallowed_methods, reason = "time is read here so that it is read nowhere else")]

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

pub(crate) fn instant() -> Instant {
    Instant::now()
}

pub(crate) fn now() -> SystemTime {
    SystemTime::now()
}

pub(crate) fn unix() -> u64 {
    now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

pub(crate) fn unix_ms() -> u64 {
    now().duration_since(UNIX_EPOCH).map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

pub(crate) async fn sleep(duration: Duration) {
    if !duration.is_zero() {
        tokio::time::sleep(duration).await;
    }
}

/// `2026-01-24T06:54:24Z`
pub(crate) fn rfc3339(at: u64) -> String {
    date(at).format(&Rfc3339).unwrap_or_default()
}

/// `2026-01-24 06:54:24Z`: how Entra writes a timestamp.
pub(crate) fn entra(at: u64) -> String {
    rfc3339(at).replace('T', " ")
}

/// `2026-01-24T06:54:24`: how Graph dates an error, without a zone.
pub(crate) fn graph(at: u64) -> String {
    rfc3339(at).trim_end_matches('Z').to_owned()
}

fn date(at: u64) -> OffsetDateTime {
    i64::try_from(at)
        .ok()
        .and_then(|at| OffsetDateTime::from_unix_timestamp(at).ok())
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
