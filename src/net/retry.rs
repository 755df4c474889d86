//! When to try again, as pure functions of what came back and of the time.

use std::time::{Duration, Instant, SystemTime};

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

/// The wait before the second attempt where the service names none; it doubles from there.
const FIRST_BACKOFF: Duration = Duration::from_secs(1);
const LONGEST_BACKOFF: Duration = Duration::from_secs(30);

/// `Retry-After`: seconds, or a date; a date that has passed is no wait. A date is counted from the answer's own `Date`,
/// where there is one: this machine's clock may be wrong.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let sent = headers.get(DATE).and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok());
    if let Ok(seconds) = text.parse::<f64>() {
        return (seconds.is_finite() && seconds >= 0.0).then(|| Duration::from_secs_f64(seconds.min(1e9)));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(sent.unwrap_or(now)).unwrap_or_default())
}

/// The wait before attempt `attempt + 1`; `jitter` from 0 to 255 takes away up to a quarter, so that many clients part.
pub(crate) fn backoff(attempt: u32, jitter: u8) -> Duration {
    let doubled = FIRST_BACKOFF.saturating_mul(1_u32.checked_shl(attempt.saturating_sub(1)).unwrap_or(u32::MAX));
    let capped = doubled.min(LONGEST_BACKOFF);
    capped - capped / 4 * u32::from(jitter) / 255
}

/// How much patience one piece of work has: attempts, and time in waits.
#[derive(Debug, Clone)]
pub(crate) struct Budget {
    deadline: Instant,
    attempts: u32,
    most_attempts: u32,
}

impl Budget {
    pub(crate) fn new(now: Instant, patience: Duration, most_attempts: u32) -> Self {
        Self { deadline: now + patience, attempts: 0, most_attempts }
    }

    /// Counts an attempt that got no useful answer and tells how long to wait before the next, or `None` to give up.
    /// A wait that the service names is not an attempt of ours that failed: it is bounded by the time alone.
    pub(crate) fn next_wait(&mut self, now: Instant, named: Option<Duration>, jitter: u8) -> Option<Duration> {
        let wait = match named {
            Some(wait) => wait.max(Duration::from_millis(100)),
            None => {
                self.attempts += 1;
                if self.attempts >= self.most_attempts {
                    return None;
                }
                backoff(self.attempts, jitter)
            }
        };
        (now.checked_add(wait)? <= self.deadline).then_some(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> HeaderMap {
        HeaderMap::from_iter([(RETRY_AFTER, text.parse().unwrap())])
    }

    #[test]
    fn retry_after_is_read_as_seconds_and_as_a_date() {
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        for (text, expected) in [
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("0", Some(0)),
            ("Sun, 06 Nov 1994 08:51:37 GMT", Some(120)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
            ("-1", None),
            ("soon", None),
            ("NaN", None),
        ] {
            assert_eq!(retry_after(&header(text), now), expected.map(Duration::from_secs), "{text}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
        let mut headers = header("Sun, 06 Nov 1994 08:51:37 GMT");
        headers.insert(DATE, "Sun, 06 Nov 1994 08:51:30 GMT".parse().unwrap());
        assert_eq!(retry_after(&headers, now), Some(Duration::from_secs(7)), "counted from the answer's own clock");
    }

    #[test]
    fn backoff_doubles_to_a_limit() {
        let seconds: Vec<u64> = (1..8).map(|attempt| backoff(attempt, 0).as_secs()).collect();
        assert_eq!(seconds, [1, 2, 4, 8, 16, 30, 30]);
        assert_eq!(backoff(3, 255), Duration::from_secs(3));
        assert_eq!(backoff(u32::MAX, 0), LONGEST_BACKOFF);
    }

    #[test]
    fn no_loop_is_endless() {
        #[expect(clippy::disallowed_methods, reason = "any instant will do")]
        let start = Instant::now();
        let mut budget = Budget::new(start, Duration::from_secs(60), 4);
        let waits = std::iter::from_fn(|| budget.next_wait(start, None, 0)).count();
        assert_eq!(waits, 3, "attempts end");
        let (mut now, mut named) = (start, 0);
        while let Some(wait) = budget.next_wait(now, Some(Duration::ZERO), 0) {
            now += wait;
            named += 1;
        }
        assert_eq!(named, 600, "waits that the service names end with the time");
        assert_eq!(budget.next_wait(start, Some(Duration::from_secs(61)), 0), None, "a wait past the end is not begun");
    }
}
