//! What holds for any records: generated ones, in any order, cut and damaged.

use crate::build::*;
use serde_json::{Value, json};
use teams_chat_access::audit::{Record as Logged, Source, Unreadable};
use teams_chat_access::finding::{Finder, from_json};

// --- the order means nothing --------------------------------------------------------------------------------------

/// A small generator: the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

fn any_record(random: &mut Random) -> Record {
    let people =
        [(UMA, UMA_ID), (VIC, VIC_ID), (MALLORY, MALLORY_ID), (ALICE, OTHER_ID), ("g#EXT#@contoso.com", OTHER_ID)];
    // Mostly what is true of each, and sometimes anything.
    let tenant_of = |random: &mut Random, name: &str| match (random.below(25), name) {
        (0, _) => random.pick(&[HOME, EVIL, PARTNER]),
        (_, MALLORY) => EVIL,
        (_, ALICE) => PARTNER,
        _ => HOME,
    };
    let operation =
        random.pick(&["ChatCreated", "MemberAdded", "MemberAdded", "MemberRemoved", "UserAccepted", "MessageSent"]);
    let thread = random.pick(&[PAIR, GROUP, MEETING, NO_PAIR]);
    let (name, key) = random.pick(&people);
    let mut record = record(operation, thread)
        .id(u32::try_from(random.below(20)).unwrap())
        .at(&format!("2026-01-24T06:54:{:02}", random.below(5)))
        .by_name(name, if random.below(4) == 0 { random.pick(&people).1 } else { key });
    if random.below(3) > 0 {
        let tenant = tenant_of(random, name);
        record = record.set("UserTenantId", tenant);
    }
    for _ in 0..random.below(3) {
        let name = random.pick(&people).0;
        let tenant = tenant_of(random, name);
        record = if random.below(3) > 0 { record.member(name, tenant) } else { record.member_without_tenant(name) };
    }
    if random.below(2) == 0 {
        let tenant = tenant_of(random, name);
        record = record.member(name, tenant);
    }
    if random.below(3) == 0 {
        let tenants = json!([HOME, random.pick(&[EVIL, PARTNER])]);
        record = record.participants("ParticipatingTenantIds", tenants);
    }
    record = match random.below(4) {
        0 => record.foreigners(),
        1 => record.nobody_else(),
        _ => record,
    };
    if random.below(8) == 0 {
        // Services are no evidence beside people outside, and say nothing about the chat mostly.
        record = record.set("UserId", "Microsoft Teams Sync").set("UserType", 5);
        record = if random.below(4) > 0 { record.without("ParticipantInfo") } else { record };
    }
    record
}

#[test]
fn the_order_of_the_records_changes_nothing() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let options = options(json!({
        "messages": true, "acceptedDomains": ["contoso.com"], "trustedTenants": [PARTNER],
        "directory": [{ "userPrincipalName": VIC, "id": VIC_ID }]
    }));
    for _ in 0..400 {
        let count = 1 + random.below(10);
        let records: Vec<Record> = (0..count).map(|_| any_record(&mut random)).collect();
        let text = text(&records);
        let mut items = read(text.as_bytes());
        let run = |items: &[(u64, Result<Logged, Unreadable>)]| {
            let mut finder = Finder::new(options.clone());
            for (row, item) in items {
                finder.push(Source { file: None, row: *row }, item.clone());
            }
            let findings = finder.finish().unwrap();
            balanced(&findings);
            serde_json::to_string_pretty(&findings).unwrap()
        };
        let first = run(&items);
        for _ in 0..3 {
            for index in (1..items.len()).rev() {
                items.swap(index, random.below(index + 1));
            }
            assert_eq!(run(&items), first, "{text}");
        }
    }
}

#[test]
fn a_certain_finding_always_has_what_makes_it_certain() {
    let mut random = Random(0xD1B5_4A32_D192_ED03);
    let directory = directory(&[(VIC, VIC_ID)]);
    let mut certain = 0;
    for _ in 0..4000 {
        let count = 1 + random.below(6);
        let records: Vec<Record> = (0..count).map(|_| any_record(&mut random)).collect();
        for finding in find(&directory, &records).findings() {
            let Some(id) = finding.user_id else { continue };
            certain += 1;
            let of_thread = || records.iter().filter(|r| r.0["ChatThreadId"] == finding.thread_id.as_str());
            let user = finding.user_principal_name.as_deref().unwrap();
            let id = id.to_string();
            assert!(!thread_is_ours(of_thread()), "{records:?}", records = text(&records));
            match word(finding.reason).as_str() {
                "accepted" => assert!(of_thread().any(|r| {
                    let members = r.0.get("Members").and_then(Value::as_array).cloned().unwrap_or_default();
                    r.0["UserId"] == user && r.0["UserKey"] == id.as_str() && members.iter().all(|m| m["UPN"] == user)
                })),
                "directory" => assert_eq!((user, id.as_str()), (VIC, VIC_ID)),
                other => panic!("{other}"),
            }
        }
    }
    assert!(certain > 50, "only {certain} certain findings");
}

/// A creation by a name of ours, stated so anywhere in the thread.
fn thread_is_ours<'a>(records: impl Iterator<Item = &'a Record> + Clone) -> bool {
    let stated_home = |name: &Value| {
        records.clone().any(|r| {
            (r.0["UserId"] == *name && r.0.get("UserTenantId") == Some(&json!(HOME)))
                || r.0
                    .get("Members")
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                    .any(|m| m["UPN"] == *name && m["OrganizationId"] == HOME)
        })
    };
    let guest = |name: &Value| name.as_str().is_some_and(|name| name.contains("#EXT#"));
    records.clone().any(|r| r.0["Operation"] == "ChatCreated" && stated_home(&r.0["UserId"]) && !guest(&r.0["UserId"]))
}

#[test]
fn no_cut_and_no_flipped_byte_ends_in_a_panic_or_an_account_that_does_not_add_up() {
    let page = json!({ "value": [one(), { "AuditData": one().to_string() }, one()] });
    let text = format!("{}\n{page}\n{}", one(), serde_json::to_string_pretty(&json!([one()])).unwrap()).into_bytes();
    for end in 0..text.len() {
        if let Ok(findings) = from_json(&text[..end], &nothing()) {
            balanced(&findings);
        }
    }
    let mut random = Random(42);
    for _ in 0..3000 {
        let mut text = text.clone();
        for _ in 0..=random.below(3) {
            let at = random.below(text.len());
            text[at] = random.pick(b"{}[]\",:\\\n\0a9\xFF");
        }
        if let Ok(findings) = from_json(&text, &nothing()) {
            balanced(&findings);
        }
    }
}

fn one() -> Value {
    Value::Object(uma_accepts(PAIR).0)
}
