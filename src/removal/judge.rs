//! What an answer means for a removal: a pure function, so that the table in the tests is the whole truth.

use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::outcome::Outcome;
use crate::auth::challenge;
use crate::net::answer::Answer;
use crate::net::retry::retry_after;

/// What is remembered of the requests before this one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct History {
    /// A request may have arrived, and its answer was lost.
    pub(super) answer_lost: bool,
    /// The service failed (5xx); it may have done its work before.
    pub(super) service_failed: bool,
    /// The token was renewed after a 401.
    pub(super) renewed: bool,
    /// A claims challenge was honoured.
    pub(super) challenged: bool,
}

/// What to do next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// This is the end.
    End(Outcome),
    /// A new token, with these claims where the service asks for some, and once more.
    Renew(Option<Value>),
    /// Once more after a wait; `End` with this outcome when patience is over.
    Again { named: Option<Duration>, throttled: bool, otherwise: Outcome },
}

impl History {
    /// What an end without any removal is called: a lost answer stays unconfirmed.
    pub(super) fn unless_lost(self, outcome: Outcome) -> Outcome {
        if self.answer_lost { Outcome::Unconfirmed } else { outcome }
    }

    pub(super) fn judge(self, answer: &Answer, now: SystemTime) -> Verdict {
        let named = retry_after(&answer.headers, now);
        let again = |throttled: bool, otherwise: Outcome| Verdict::Again {
            named,
            throttled,
            otherwise: self.unless_lost(otherwise),
        };
        match answer.status {
            204 => Verdict::End(Outcome::Removed),
            // A success that the service does not document; what it did is not known.
            200..=299 => Verdict::End(Outcome::Unconfirmed),
            401 | 403 => self.judge_token(answer),
            404 if self.answer_lost || self.service_failed => Verdict::End(Outcome::Unconfirmed),
            404 => Verdict::End(Outcome::NotFound),
            408 => again(false, Outcome::Failed),
            409 | 412 | 423 => again(false, Outcome::Refused),
            429 => again(true, Outcome::Failed),
            503 => again(named.is_some(), Outcome::Failed),
            500.. => again(false, Outcome::Failed),
            400..=499 => Verdict::End(Outcome::Refused),
            // A redirect is not followed: the token would go along.
            _ => Verdict::End(self.unless_lost(Outcome::Failed)),
        }
    }

    fn judge_token(self, answer: &Answer) -> Verdict {
        match challenge(&answer.headers) {
            Some(claims) if !self.challenged => Verdict::Renew(Some(claims)),
            None if answer.status == 401 && !self.renewed => Verdict::Renew(None),
            _ => Verdict::End(Outcome::Refused),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::{HeaderMap, RETRY_AFTER, WWW_AUTHENTICATE};

    fn answer(status: u16, headers: HeaderMap) -> Answer {
        Answer { status, headers, body: Vec::new(), whole: true }
    }

    fn judge(status: u16, history: History) -> Verdict {
        history.judge(&answer(status, HeaderMap::new()), SystemTime::UNIX_EPOCH)
    }

    fn otherwise(status: u16, history: History) -> Option<Outcome> {
        match judge(status, history) {
            Verdict::Again { otherwise, .. } => Some(otherwise),
            _ => None,
        }
    }

    #[test]
    fn the_first_answer_is_judged_by_its_status() {
        let first = History::default();
        for (status, outcome) in [
            (204, Outcome::Removed),
            (200, Outcome::Unconfirmed),
            (202, Outcome::Unconfirmed),
            (302, Outcome::Failed),
            (307, Outcome::Failed),
            (400, Outcome::Refused),
            (403, Outcome::Refused),
            (404, Outcome::NotFound),
            (405, Outcome::Refused),
            (410, Outcome::Refused),
            (451, Outcome::Refused),
        ] {
            assert_eq!(judge(status, first), Verdict::End(outcome), "{status}");
        }
        for (status, outcome) in [
            (408, Outcome::Failed),
            (409, Outcome::Refused),
            (423, Outcome::Refused),
            (429, Outcome::Failed),
            (500, Outcome::Failed),
            (502, Outcome::Failed),
            (503, Outcome::Failed),
            (504, Outcome::Failed),
        ] {
            assert_eq!(otherwise(status, first), Some(outcome), "{status}");
        }
    }

    #[test]
    fn after_a_lost_answer_only_a_204_or_a_refusal_is_certain() {
        let lost = History { answer_lost: true, ..History::default() };
        assert_eq!(judge(204, lost), Verdict::End(Outcome::Removed));
        assert_eq!(judge(404, lost), Verdict::End(Outcome::Unconfirmed));
        assert_eq!(judge(302, lost), Verdict::End(Outcome::Unconfirmed));
        assert_eq!(otherwise(500, lost), Some(Outcome::Unconfirmed));
        assert_eq!(otherwise(429, lost), Some(Outcome::Unconfirmed));
        let failed = History { service_failed: true, ..History::default() };
        assert_eq!(judge(404, failed), Verdict::End(Outcome::Unconfirmed), "a 5xx may have done it");
        assert_eq!(otherwise(500, failed), Some(Outcome::Failed));
    }

    #[test]
    fn a_token_is_renewed_once_and_a_challenge_is_honoured_once() {
        let first = History::default();
        assert_eq!(judge(401, first), Verdict::Renew(None));
        let renewed = History { renewed: true, ..first };
        assert_eq!(judge(401, renewed), Verdict::End(Outcome::Refused));
        // {"access_token":{}}
        let challenge = r#"Bearer error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ==""#;
        let headers = HeaderMap::from_iter([(WWW_AUTHENTICATE, challenge.parse().unwrap())]);
        for status in [401, 403] {
            let challenged = answer(status, headers.clone());
            assert!(matches!(renewed.judge(&challenged, SystemTime::UNIX_EPOCH), Verdict::Renew(Some(_))), "{status}");
            let twice = History { challenged: true, ..first };
            assert_eq!(twice.judge(&challenged, SystemTime::UNIX_EPOCH), Verdict::End(Outcome::Refused), "{status}");
        }
    }

    #[test]
    fn the_wait_that_the_service_names_is_taken() {
        let headers = HeaderMap::from_iter([(RETRY_AFTER, "7".parse().unwrap())]);
        for status in [429, 503] {
            let verdict = History::default().judge(&answer(status, headers.clone()), SystemTime::UNIX_EPOCH);
            let named = Some(Duration::from_secs(7));
            assert_eq!(verdict, Verdict::Again { named, throttled: true, otherwise: Outcome::Failed });
        }
    }
}
