//! Which of the findings are shown. The verdict is over all records before; a filter changes none.

use super::form::{domain, key};
use super::options::{expected, invalid, shortened, text};
use super::shown::Shown;
use crate::audit::{Json, Stamp};
use crate::error::Result;
use crate::nearest::nearest;

const KNOWN: [&str; 6] = ["sender", "senderDomain", "userPrincipalName", "threadId", "since", "until"];

/// What a finding must be like. The default asks for nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Filter {
    sender: Patterns,
    sender_domain: Patterns,
    user_principal_name: Patterns,
    thread_id: Patterns,
    since: Option<Stamp>,
    until: Option<Stamp>,
}

impl Filter {
    /// Reads `{"sender","senderDomain","userPrincipalName","threadId","since","until"}`, all of which may be left out.
    pub(super) fn read(value: &Json) -> Result<Self> {
        let Json::Object(fields) = value else { return Err(expected("filter", "an object", value)) };
        let mut filter = Self::default();
        for (index, (name, value)) in fields.iter().enumerate() {
            if fields[..index].iter().any(|(earlier, _)| earlier == name) {
                return Err(invalid(format!("have 'filter.{}' twice", shortened(name))));
            }
            if *value != Json::Null || !KNOWN.contains(&&**name) {
                filter.set(name, value)?;
            }
        }
        match (filter.since, filter.until) {
            (Some(since), Some(until)) if since >= until => {
                Err(invalid("have a 'filter.until' that is not after 'filter.since'"))
            }
            _ => Ok(filter),
        }
    }

    fn set(&mut self, name: &str, value: &Json) -> Result<()> {
        let field = format!("filter.{}", shortened(name));
        match name {
            "sender" => self.sender = Patterns::read(&field, value)?,
            "senderDomain" => self.sender_domain = Patterns::read_domains(&field, value)?,
            "userPrincipalName" => self.user_principal_name = Patterns::read(&field, value)?,
            "threadId" => self.thread_id = Patterns::read(&field, value)?,
            "since" => self.since = Some(time(&field, value)?),
            "until" => self.until = Some(time(&field, value)?),
            _ => {
                let hint = nearest(name, &KNOWN).map(|near| format!(" (is '{near}' meant?)")).unwrap_or_default();
                return Err(invalid(format!("have no field '{field}'{hint}")));
            }
        }
        Ok(())
    }

    /// Whether anything is asked for.
    pub(super) fn asks(&self) -> bool {
        *self != Self::default()
    }

    /// Whether a finding is asked for. What is not known of it fits nothing that is asked of that.
    pub(super) fn shows(&self, finding: Shown<'_>) -> bool {
        let sender = finding.initiator_name().map(key);
        let is_in_time =
            |time: Stamp| self.since.is_none_or(|since| time >= since) && self.until.is_none_or(|until| time < until);
        let is_timed = self.since.is_some() || self.until.is_some();
        self.sender.fit(sender.as_deref())
            && self.sender_domain.fit(sender.as_deref().and_then(domain))
            && self.user_principal_name.fit(finding.user_principal_name())
            && self.thread_id.fit(Some(finding.thread_id()))
            && (!is_timed || finding.creation_time().is_some_and(is_in_time))
    }
}

/// Texts of which one must fit; none when nothing is asked. `*` stands for any text.
#[derive(Debug, Clone, Default, PartialEq)]
struct Patterns(Option<Vec<String>>);

impl Patterns {
    fn read(field: &str, value: &Json) -> Result<Self> {
        let one = std::slice::from_ref(value);
        let texts = match value {
            Json::List(items) => items,
            _ => one,
        };
        let pattern = |value| match text(field, value)?.trim() {
            "" => Err(invalid(format!("have an empty text in '{field}'"))),
            pattern => Ok(pattern.to_ascii_lowercase()),
        };
        texts.iter().map(pattern).collect::<Result<_>>().map(|patterns| Self(Some(patterns)))
    }

    /// `evil.example`, also as `@evil.example`.
    fn read_domains(field: &str, value: &Json) -> Result<Self> {
        let mut read = Self::read(field, value)?;
        for domain in read.0.iter_mut().flatten() {
            let bare = domain.trim_start_matches('@').trim_end_matches('.');
            if bare.is_empty() || bare.contains('@') {
                return Err(invalid(format!("have '{}' in '{field}', which is no domain", shortened(domain))));
            }
            *domain = bare.to_owned();
        }
        Ok(read)
    }

    fn fit(&self, text: Option<&str>) -> bool {
        let Some(patterns) = &self.0 else { return true };
        let text = text.map(str::to_ascii_lowercase);
        text.is_some_and(|text| patterns.iter().any(|pattern| fits(pattern, &text)))
    }
}

fn fits(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == text };
    let (between, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    let inside = text.strip_prefix(first).and_then(|text| text.strip_suffix(last));
    // The leftmost place of each part leaves the most for those after it.
    inside
        .and_then(|inside| {
            between.split('*').try_fold(inside, |inside, part| inside.split_once(part).map(|(_, after)| after))
        })
        .is_some()
}

fn time(field: &str, value: &Json) -> Result<Stamp> {
    let text = text(field, value)?;
    Stamp::parse(text).ok_or_else(|| {
        invalid(format!("have '{}' in '{field}', which takes a time like 2026-01-24T06:54:24Z", shortened(text)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Finding, Findings, Options, from_json};

    const HOME: &str = "11111111-1111-4111-8111-111111111111";
    const AWAY: &str = "22222222-2222-4222-8222-222222222222";

    fn record(number: u32, sender: &str, user: &str, time: &str) -> String {
        format!(
            r#"{{"Operation":"ChatCreated","RecordType":25,"Workload":"MicrosoftTeams",{time}
            "Id":"00000000-0000-4000-8000-00000000000{number}","OrganizationId":"{HOME}","ResourceTenantId":"{AWAY}",
            "UserId":"{sender}","CommunicationType":"GroupChat",
            "ChatThreadId":"19:0123456789abcdef0123456789abcde{number}@thread.v2",
            "Members":[{{"UPN":"{sender}","OrganizationId":"{AWAY}"}},{{"UPN":"{user}","OrganizationId":"{HOME}"}}]}}"#
        )
    }

    fn found(filter: &str) -> Findings {
        let records = [
            record(1, "Help@Evil.example", "uma@contoso.com", r#""CreationTime":"2026-01-24T06:54:24","#),
            record(2, "desk@evil.example", "vic@contoso.com", r#""CreationTime":"2026-01-25T06:54:24","#),
            record(3, "desk@other.example", "Uma@contoso.com", ""),
        ];
        let options = Options::from_json(format!(r#"{{"filter":{filter}}}"#).as_bytes()).unwrap();
        from_json(records.join("\n").as_bytes(), &options).unwrap()
    }

    /// The last digits of the chats that are shown.
    fn shown(filter: &str) -> String {
        let findings = found(filter);
        let summary = findings.summary();
        assert_eq!(summary.evidence, 3, "{filter}: a filter is about findings, never about records");
        assert_eq!(summary.filtered, 3 - findings.findings().len() as u64, "{filter}");
        assert_eq!(summary.findings.lookup, findings.findings().len() as u64, "{filter}");
        let digit = |finding: &Finding| finding.thread_id.as_str().split('@').next().and_then(|id| id.chars().last());
        findings.findings().iter().filter_map(digit).collect()
    }

    #[test]
    fn texts_fit_without_case_and_one_of_several_is_enough() {
        assert_eq!(shown("{}"), "123");
        assert_eq!(shown("null"), "123");
        assert_eq!(shown(r#"{"sender":null}"#), "123");
        assert_eq!(shown(r#"{"sender":"HELP@evil.example"}"#), "1");
        assert_eq!(shown(r#"{"sender":["help@evil.example","desk@other.example"]}"#), "13");
        assert_eq!(shown(r#"{"sender":[]}"#), "");
        assert_eq!(shown(r#"{"userPrincipalName":" UMA@contoso.com "}"#), "13");
        assert_eq!(shown(r#"{"threadId":"19:0123456789ABCDEF0123456789abcde2@thread.v2"}"#), "2");
        assert_eq!(shown(r#"{"sender":"evil.example"}"#), "");
    }

    #[test]
    fn domains_are_whole_and_may_be_pasted_with_an_at_sign() {
        assert_eq!(shown(r#"{"senderDomain":"@EVIL.example"}"#), "12");
        assert_eq!(shown(r#"{"senderDomain":"il.example"}"#), "");
        assert_eq!(shown(r#"{"senderDomain":["evil.example.","other.example"]}"#), "123");
    }

    #[test]
    fn all_that_is_asked_must_fit() {
        assert_eq!(shown(r#"{"senderDomain":"evil.example","userPrincipalName":"uma@contoso.com"}"#), "1");
    }

    #[test]
    fn since_is_inclusive_until_is_exclusive_and_an_unknown_time_fits_neither() {
        assert_eq!(shown(r#"{"since":"2026-01-24T06:54:24Z"}"#), "12");
        assert_eq!(shown(r#"{"since":"2026-01-24T07:54:24.001+01:00"}"#), "2");
        assert_eq!(shown(r#"{"until":"2026-01-25T06:54:24Z"}"#), "1");
        assert_eq!(shown(r#"{"until":"2026-01-25T06:54:24.0000001Z"}"#), "12");
        assert_eq!(shown(r#"{"since":"2000-01-01T00:00:00Z","until":"2100-01-01T00:00:00Z"}"#), "12");
    }

    #[test]
    fn a_star_stands_for_any_text() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("uma@*", "uma@contoso.com", true),
            ("*.example", "evil.example", true),
            ("*a*b*", "xaxbx", true),
            ("*a*b*", "xbxax", false),
            ("a*a", "a", false),
            ("a*b*c", "abbc", true),
            ("é*é", "éé", true),
        ] {
            assert_eq!(fits(pattern, text), expected, "{pattern} and {text}");
        }
        assert_eq!(shown(r#"{"senderDomain":"*.example","sender":"desk@*"}"#), "23");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_field() {
        for (filter, said) in [
            ("3", "'filter'"),
            (r#"{"sender":3}"#, "'filter.sender'"),
            (r#"{"sender":[null]}"#, "'filter.sender'"),
            (r#"{"userPrincipalName":" "}"#, "'filter.userPrincipalName'"),
            (r#"{"senderDomain":"a@b.example"}"#, "'filter.senderDomain'"),
            (r#"{"senderDomain":"@"}"#, "'filter.senderDomain'"),
            (r#"{"since":"yesterday"}"#, "'filter.since'"),
            (r#"{"until":5}"#, "'filter.until'"),
            (r#"{"since":"2026-01-24T06:54:24Z","until":"2026-01-24T06:54:24Z"}"#, "'filter.until'"),
            (r#"{"senderdomain":"b.example"}"#, "is 'senderDomain' meant?"),
            (r#"{"sender":"a","sender":"b"}"#, "twice"),
        ] {
            let error = Options::from_json(format!(r#"{{"filter":{filter}}}"#).as_bytes()).unwrap_err();
            assert!(error.message().contains(said), "{filter}: {error}");
        }
    }
}
