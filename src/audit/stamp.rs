//! The time of a record.

use time::format_description::well_known::Rfc3339;
use time::{Date, Month, OffsetDateTime, Time, UtcOffset};

use super::text::trimmed;

/// When something was logged, in UTC. Shown as RFC 3339; a fraction is kept when there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Stamp(OffsetDateTime);

impl Stamp {
    /// Reads `CreationTime` in the forms that the log and its tools write: without a zone (UTC is meant), with `Z` or
    /// an offset, with a fraction, with space around it, and as PowerShell 5.1 writes dates (`/Date(1737701664000)/`).
    /// Forms that depend on a locale (`9/20/2023 4:05:03 AM`) are not read: the day and the month cannot be told.
    pub fn parse(text: &str) -> Option<Self> {
        let text = trimmed(text);
        if let Some(stamp) = Self::whole_seconds(text) {
            return Some(stamp);
        }
        if let Some(millis) = text.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/")) {
            let nanos = millis.parse::<i64>().ok().map(i128::from)?.checked_mul(1_000_000)?;
            return OffsetDateTime::from_unix_timestamp_nanos(nanos).ok().map(Self);
        }
        let (date, clock) = text.split_at_checked(10)?;
        let clock = clock.strip_prefix(['T', 't', ' '])?;
        let zoned = clock.ends_with(['Z', 'z']) || clock.contains(['+', '-']);
        let whole = format!("{date}T{clock}{}", if zoned { "" } else { "Z" });
        OffsetDateTime::parse(&whole, &Rfc3339).ok()?.checked_to_offset(UtcOffset::UTC).map(Self)
    }
}

impl Stamp {
    /// Reads the one form in which the log itself writes: `2026-01-24T06:54:24`, also with `Z`.
    fn whole_seconds(text: &str) -> Option<Self> {
        let (form, rest) = text.as_bytes().split_first_chunk::<19>()?;
        let [y, e, a, r, b'-', m, o, b'-', d, n, b'T', h, u, b':', i, t, b':', s, c] = *form else { return None };
        if !matches!(rest, [] | [b'Z']) {
            return None;
        }
        let digit = |byte: u8| Some(byte.wrapping_sub(b'0')).filter(|digit| *digit < 10);
        let two = |tens, ones| Some(digit(tens)? * 10 + digit(ones)?);
        let year = i32::from(two(y, e)?) * 100 + i32::from(two(a, r)?);
        let date = Date::from_calendar_date(year, Month::try_from(two(m, o)?).ok()?, two(d, n)?).ok()?;
        let time = Time::from_hms(two(h, u)?, two(i, t)?, two(s, c)?).ok()?;
        Some(Self(OffsetDateTime::new_utc(date, time)))
    }

    /// Seconds since 1970 UTC.
    pub fn unix(self) -> i64 {
        self.0.unix_timestamp()
    }

    /// Nanoseconds since 1970 UTC.
    pub(super) fn unix_nanos(self) -> i128 {
        self.0.unix_timestamp_nanos()
    }
}

impl std::fmt::Display for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.format(&Rfc3339).map_err(|_| std::fmt::Error)?)
    }
}

impl serde::Serialize for Stamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = [0; 64];
        let mut rest = text.as_mut_slice();
        // What is left tells the length: the count that comes back leaves the fraction out.
        let formatted = self.0.format_into(&mut rest, &Rfc3339).is_ok();
        let length = 64 - rest.len();
        match std::str::from_utf8(&text[..length]).ok().filter(|_| formatted) {
            Some(text) => serializer.serialize_str(text),
            None => serializer.serialize_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_that_the_log_writes_is_read_as_utc() {
        for (text, shown) in [
            ("2026-01-24T06:54:24", "2026-01-24T06:54:24Z"),
            ("2026-01-24T06:54:24Z", "2026-01-24T06:54:24Z"),
            ("2024-02-29T23:59:59", "2024-02-29T23:59:59Z"),
            ("2016-12-31T23:59:60", "2016-12-31T23:59:59.999999999Z"),
            ("2026-01-24T06:54:24.0000000Z ", "2026-01-24T06:54:24Z"),
            ("2026-01-24T06:54:24.1230000", "2026-01-24T06:54:24.123Z"),
            ("2026-01-24T01:54:24-05:00", "2026-01-24T06:54:24Z"),
            ("2026-01-24 06:54:24", "2026-01-24T06:54:24Z"),
            ("/Date(1769237664000)/", "2026-01-24T06:54:24Z"),
        ] {
            let stamp = Stamp::parse(text).unwrap();
            assert_eq!(stamp.to_string(), shown, "{text}");
            assert_eq!(serde_json::to_value(stamp).unwrap(), shown, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_no_time() {
        for text in [
            "",
            "9/20/2023 4:05:03 AM",
            "2026-13-01T00:00:00",
            "2026-02-29T00:00:00",
            "2026-01-24T24:00:00",
            "2026-01-24T0:00:000",
            "2026-01-24",
            "0123456789é",
            "/Date(x)/",
        ] {
            assert_eq!(Stamp::parse(text), None, "{text}");
        }
    }
}
