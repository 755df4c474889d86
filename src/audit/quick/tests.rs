//! Both ways read the same: what is plain, and what is not.

use super::Marks;
use crate::audit::outline::Outline;
use crate::audit::record::Record;
use crate::audit::unreadable::Unreadable;
use crate::audit::unwrap::{record_in, record_in_text};

struct Random(u64);

impl Random {
    fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
        usize::try_from(self.0 >> 33).unwrap() % below
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

const GUID: &str = "\"7e6ddcaf-16a1-4605-a1db-31d339c6c71b\"";
/// Fields with values that are as they should be, before the bar, and that are not.
const FIELDS: &[(&str, &[&str], &[&str])] = &[
    ("Id", &["\"910a2dec\"", GUID], &["7", "null", "\" \"", "\"a\\u0007b\"", "[]"]),
    (
        "Operation",
        &["\"MemberAdded\"", "\"ChatCreated\""],
        &["\" MemberAdded \"", "\"Member\\u0041dded\"", "1", "\"\""],
    ),
    ("Workload", &["\"MicrosoftTeams\""], &["\"Else\"", "null", "1.5", "{}"]),
    ("RecordType", &["25", "\"25\""], &["\"MicrosoftTeams\"", "-0", "25.0", "2500", "null", "1e2"]),
    ("OrganizationId", &[GUID], &["\"N/A\"", "\"x\"", "\"00000000-0000-0000-0000-000000000000\"", "null", "5"]),
    (
        "UserId",
        &["\"ivo@contoso.com\"", "\"M\u{fc}ller\""],
        &["\"\\\"a\\\"\"", "\"\\\\\"", "\"\u{85}\"", "null", "\"@{a}\"", "0"],
    ),
    ("UserKey", &[GUID, "\"\""], &["123", "12345678901234567890", "-1", "\"\\ud800\"", "true"]),
    ("UserType", &["0", "2", "\"Regular\""], &["3", "10", "\"Guest\"", "99", "true", "1.0", "\"\""]),
    ("UserTenantId", &[GUID], &["\"not available\"", "{\"a\":1}", "\"\""]),
    ("ChatThreadId", &["\"19:x@thread.v2\""], &["\"\\u0031\"", "\" a\"", "null"]),
    ("CommunicationType", &["\"OneOnOne\"", "\"Team\""], &["1", "\"\""]),
    ("TeamGuid", &[], &["\"\"", "\"x\"", "null", "0"]),
    (
        "CreationTime",
        &["\"2025-01-01T00:00:10\""],
        &["\"2025-01-01T00:00:10Z\"", "\"2025-01-01T00:00:10.5\"", "1", "\"x\"", "null", "[]"],
    ),
    (
        "Members",
        &[
            "[]",
            "[{\"UPN\":\"a@b\",\"OrganizationId\":\"7e6ddcaf-16a1-4605-a1db-31d339c6c71b\",\"Role\":1},{\"DisplayName\":\"\u{2013} x\"}]",
        ],
        &[
            "null",
            "{\"UPN\":\"a\"}",
            "[null]",
            "[{\"UPN\":1}]",
            "[{\"UPN\":\"a\",\"UPN\":\"b\"}]",
            "\"[]\"",
            "\"\"",
            "[[]]",
            "[{\"UPN\":null,\"@odata.type\":\"x\"}]",
        ],
    ),
    (
        "ParticipantInfo",
        &[
            "{}",
            "{\"HasForeignTenantUsers\":true,\"HasGuestUsers\":false,\"ParticipatingDomains\":[\"a.b\",\" c \",\"\"],\
             \"ParticipatingTenantIds\":[\"7e6ddcaf-16a1-4605-a1db-31d339c6c71b\"],\
             \"ParticipatingSIPDomains\":[{\"DomainName\":\"a\",\"TenantId\":\"7e6ddcaf-16a1-4605-a1db-31d339c6c71b\"}]}",
        ],
        &[
            "null",
            "[]",
            "{\"HasGuestUsers\":\"true\"}",
            "{\"HasGuestUsers\":true,\"HasGuestUsers\":false}",
            "{\"ParticipatingDomains\":\"a\"}",
            "{\"ParticipatingDomains\":[null,\"System.Object[]\"]}",
            "{\"ParticipatingTenantIds\":[\"\",\"N/A\",\"x\"]}",
            "{\"ParticipatingTenantIds@odata.type\":\"x\",\"x\":null}",
            "\"{}\"",
        ],
    ),
    (
        "Extra",
        &["{\"a\":[1,true,null,\"x\",{}],\"b\":{\"c\":-1.5e3}}", "18446744073709551616"],
        &["01", "[1,]", "{,}", "tru", "\"\u{1}\""],
    ),
    ("Extra@odata.type", &["\"x\""], &["1"]),
    ("value", &[], &["[]"]),
    (
        "AuditData",
        &[],
        &[
            "{\"Operation\":\"MemberAdded\",\"UserId\":\"x\"}",
            "{\"auditData\":{\"Operation\":\"a\"}}",
            "null",
            "\"{}\"",
        ],
    ),
    ("dynamicProperties", &[], &["{\"Operation\":\"MemberAdded\"}"]),
];

/// The text of a record of which this many in a hundred fields are not as they should be.
fn text(random: &mut Random, odd: usize) -> String {
    let mut fields = Vec::new();
    for (key, sound, others) in FIELDS {
        let from = if random.below(100) < odd || sound.is_empty() { others } else { sound };
        let is_there = if sound.is_empty() { random.below(400) < odd } else { random.below(100) >= odd.max(2) };
        if is_there {
            fields.push(format!("\"{key}\"{}:{}", random.pick(&["", "", "", " "]), random.pick(from)));
        }
    }
    if random.below(100) < odd {
        let again = random.below(fields.len().max(1));
        fields.extend(fields.get(again).cloned());
    }
    for at in (1..fields.len()).rev() {
        fields.swap(at, random.below(at + 1));
    }
    let comma = random.pick(&[",", ",", ", ", ",\r\n\t"]);
    format!("{{{}}}{}", fields.join(comma), random.pick(&["", "\r", " "]))
}

/// The way through `outline` and `fields`, as the reader of JSON goes it; none when it is another's turn.
fn slowly(text: &str) -> Option<Result<Record, Unreadable>> {
    let outline = Outline::parse(text).ok()?;
    outline.is_no_page().then(|| record_in(&outline, 7))
}

/// Whether it was read in one go; then as it is read otherwise.
fn is_read(marks: &mut Marks, text: &str) -> bool {
    let quickly = marks.record(text, 7);
    if let Some(record) = &quickly {
        assert_eq!(Some(Ok(record.clone())), slowly(text), "{text}");
    }
    let cell = text.trim_end();
    let doubled = format!("{}\",\"next\"", cell.replace('"', "\"\""));
    let end = doubled.len() - "\",\"next\"".len();
    // What follows is looked at by whoever reads the cell.
    let of_cell = marks.doubled_record(&doubled, 7).filter(|(_, ends)| *ends == end);
    assert_eq!(of_cell.is_some(), quickly.is_some(), "{text}");
    if let Some((record, _)) = of_cell {
        assert_eq!(Ok(record), record_in_text(cell, "AuditData", None, 7), "{text}");
    }
    quickly.is_some()
}

#[test]
fn a_plain_record_is_read_in_one_go_and_as_otherwise() {
    let (mut random, mut marks) = (Random(1), Marks::default());
    let read = (0..3000).filter(|_| is_read(&mut marks, &text(&mut random, 0))).count();
    assert!(read > 2800, "only {read}");
}

#[test]
fn an_odd_record_is_given_up_or_read_as_otherwise() {
    let (mut random, mut marks) = (Random(2), Marks::default());
    let read = (0..20_000).filter(|_| is_read(&mut marks, &text(&mut random, 12))).count();
    assert!((2000..18_000).contains(&read), "{read}");
}

#[test]
fn a_damaged_record_is_given_up_or_read_as_otherwise() {
    let (mut random, mut marks) = (Random(3), Marks::default());
    for _ in 0..20_000 {
        let mut bytes = text(&mut random, 2).into_bytes();
        for _ in 0..=random.below(2) {
            let at = random.below(bytes.len());
            match random.below(3) {
                0 => bytes.truncate(at.max(1)),
                1 => drop(bytes.remove(at)),
                _ => bytes[at] = b"{}[]\",:\\\n\0;a9@\x1F"[random.below(15)],
            }
            if bytes.is_empty() {
                break;
            }
        }
        if let Ok(text) = String::from_utf8(bytes) {
            is_read(&mut marks, &text);
        }
    }
}

#[test]
fn values_in_each_other_without_end_are_given_up() {
    let bomb = format!("{{\"Operation\":\"MemberAdded\",\"x\":{}", "[".repeat(100_000));
    assert_eq!(Marks::default().record(&bomb, 0), None);
}
