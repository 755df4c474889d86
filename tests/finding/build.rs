//! Records for tests, built from what differs.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use teams_chat_access::audit;
use teams_chat_access::finding::{Finding, Findings, Options, from_json};

pub const HOME: &str = "11111111-1111-4111-8111-111111111111";
pub const EVIL: &str = "22222222-2222-4222-8222-222222222222";
pub const PARTNER: &str = "33333333-3333-4333-8333-333333333333";

pub const UMA: &str = "uma@contoso.com";
pub const VIC: &str = "vic@contoso.com";
pub const MALLORY: &str = "helpdesk@evil.onmicrosoft.com";
pub const ALICE: &str = "alice@partner.example";

pub const UMA_ID: &str = "aaaaaaaa-0000-4000-8000-00000000000a";
pub const VIC_ID: &str = "cccccccc-0000-4000-8000-00000000000c";
pub const MALLORY_ID: &str = "bbbbbbbb-0000-4000-8000-00000000000b";
pub const OTHER_ID: &str = "dddddddd-0000-4000-8000-00000000000d";

/// Uma and Mallory.
pub const PAIR: &str = "19:bbbbbbbb-0000-4000-8000-00000000000b_aaaaaaaa-0000-4000-8000-00000000000a@unq.gbl.spaces";
pub const GROUP: &str = "19:0123456789abcdef0123456789abcdef@thread.v2";
pub const GROUP_2: &str = "19:fedcba9876543210fedcba9876543210@thread.v2";
pub const MEETING: &str = "19:meeting_MjdhNjM4YzUtYzExZi00_x-@thread.v2";
/// One-to-one by CommunicationType only.
pub const NO_PAIR: &str = "19:uni01_abcdefghijklmnop@thread.v2";

#[derive(Clone)]
pub struct Record(pub Map<String, Value>);

/// A record that states nothing but what it is.
pub fn record(operation: &str, thread: &str) -> Record {
    let mut fields = Map::new();
    fields.insert("Operation".into(), operation.into());
    fields.insert("Workload".into(), "MicrosoftTeams".into());
    fields.insert("RecordType".into(), 25.into());
    fields.insert("OrganizationId".into(), HOME.into());
    fields.insert("CreationTime".into(), "2026-01-24T06:54:24".into());
    fields.insert("ChatThreadId".into(), thread.into());
    Record(fields)
}

pub fn created(thread: &str) -> Record {
    record("ChatCreated", thread).id(1)
}

pub fn added(thread: &str) -> Record {
    record("MemberAdded", thread).id(2)
}

/// Uma's acceptance as the log writes it.
pub fn uma_accepts(thread: &str) -> Record {
    added(thread).by(UMA, HOME, UMA_ID).member(UMA, HOME).foreigners()
}

/// Mallory creates a chat with Uma, as the log writes it.
pub fn mallory_creates(thread: &str) -> Record {
    created(thread).by(MALLORY, EVIL, MALLORY_ID).member(MALLORY, EVIL).member(UMA, HOME).foreigners()
}

/// A partner does the same.
pub fn alice_creates(thread: &str) -> Record {
    created(thread).by(ALICE, PARTNER, OTHER_ID).member(ALICE, PARTNER).member(UMA, HOME).foreigners()
}

impl Record {
    pub fn set(mut self, field: &str, value: impl Into<Value>) -> Self {
        self.0.insert(field.into(), value.into());
        self
    }

    pub fn without(mut self, field: &str) -> Self {
        self.0.remove(field);
        self
    }

    pub fn id(self, number: u32) -> Self {
        self.set("Id", format!("00000000-0000-4000-8000-{number:012}"))
    }

    pub fn at(self, time: &str) -> Self {
        self.set("CreationTime", time)
    }

    /// The actor with the tenant and the key that the record states.
    pub fn by(self, name: &str, tenant: &str, key: &str) -> Self {
        self.by_name(name, key).set("UserTenantId", tenant)
    }

    /// The actor of whom the record states no tenant.
    pub fn by_name(self, name: &str, key: &str) -> Self {
        self.set("UserId", name).set("UserKey", key).set("UserType", 0)
    }

    pub fn member(self, name: &str, tenant: &str) -> Self {
        self.entry(json!({ "UPN": name, "OrganizationId": tenant, "Role": 1 }))
    }

    pub fn member_without_tenant(self, name: &str) -> Self {
        self.entry(json!({ "UPN": name, "Role": 1 }))
    }

    pub fn entry(mut self, entry: Value) -> Self {
        match self.0.entry("Members").or_insert_with(|| json!([])) {
            Value::Array(members) => members.push(entry),
            _ => panic!("Members is no array"),
        }
        self
    }

    pub fn foreigners(self) -> Self {
        self.flag("HasForeignTenantUsers", true)
    }

    pub fn flag(self, name: &str, flag: bool) -> Self {
        self.participants(name, flag.into())
    }

    pub fn participants(mut self, name: &str, value: Value) -> Self {
        match self.0.entry("ParticipantInfo").or_insert_with(|| json!({})) {
            Value::Object(info) => info.insert(name.into(), value),
            _ => panic!("ParticipantInfo is no object"),
        };
        self
    }

    /// All four flags false.
    pub fn nobody_else(self) -> Self {
        let flags = ["HasForeignTenantUsers", "HasGuestUsers", "HasOtherGuestUsers", "HasUnauthenticatedUsers"];
        flags.into_iter().fold(self, |record, name| record.flag(name, false))
    }

    pub fn one_to_one(self) -> Self {
        self.set("CommunicationType", "OneOnOne")
    }
}

/// Options of which one field differs from the default, and all findings are shown.
pub fn options(fields: Value) -> Options {
    let mut document = json!({ "schema": 1, "homeTenant": HOME, "all": true });
    if let (Value::Object(document), Value::Object(fields)) = (&mut document, fields) {
        document.extend(fields);
    }
    Options::from_json(document.to_string().as_bytes()).unwrap()
}

pub fn nothing() -> Options {
    options(json!({}))
}

pub fn directory(entries: &[(&str, &str)]) -> Options {
    let entries: Vec<Value> = entries.iter().map(|(name, id)| json!({ "userPrincipalName": name, "id": id })).collect();
    options(json!({ "directory": entries }))
}

pub fn accepted_domains() -> Options {
    options(json!({ "acceptedDomains": ["contoso.com"] }))
}

pub fn text(records: &[Record]) -> String {
    records.iter().map(|record| Value::Object(record.0.clone()).to_string() + "\n").collect()
}

pub fn find(options: &Options, records: &[Record]) -> Findings {
    from_json(text(records).as_bytes(), options).unwrap()
}

/// The finding on a user. There must be exactly one.
pub fn finding_on(options: &Options, user: &str, records: &[Record]) -> Finding {
    let findings = find(options, records);
    let of_user = |finding: &&Finding| finding.user_principal_name.as_deref() == Some(user);
    let mut found = findings.findings().iter().filter(of_user);
    let first = found.next().unwrap_or_else(|| panic!("no finding on {user} in {:#?}", findings.findings()));
    assert!(found.next().is_none(), "more than one finding on {user}");
    first.clone()
}

/// A value as JSON writes it.
pub fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

/// `class reason openedBy`.
pub fn verdict(finding: &Finding) -> String {
    assert_eq!(finding.user_id.is_some(), word(finding.class) == "certain", "userId is for certain only");
    format!("{} {} {}", word(finding.class), word(finding.reason), word(finding.opened_by))
}

/// The verdict on Uma.
pub fn on_uma(options: &Options, records: &[Record]) -> String {
    verdict(&finding_on(options, UMA, records))
}

pub fn candidates(finding: &Finding) -> Vec<String> {
    finding.candidate_user_ids.iter().map(ToString::to_string).collect()
}

/// Every record is evidence, a counted skip or an error.
pub fn balanced(findings: &Findings) {
    let summary = findings.summary();
    let skipped = serde_json::to_value(summary.skipped).unwrap();
    let skipped: u64 = skipped.as_object().unwrap().values().filter_map(Value::as_u64).sum();
    assert_eq!(summary.records, summary.evidence + skipped + summary.errors, "{summary:?}");
}

/// Every record of a text, in its order, with its number.
pub fn read(text: &[u8]) -> Vec<(u64, Result<audit::Record, audit::Unreadable>)> {
    let mut all = All(Vec::new());
    audit::read(None, Box::new(text), audit::Wanted { messages: true, everything: true }, &mut all);
    all.0
}

struct All(Vec<(u64, Result<audit::Record, audit::Unreadable>)>);

impl audit::Sink for All {
    fn take(&mut self, _: Option<&Arc<str>>, item: audit::Item) {
        match item {
            audit::Item::Read(row, read) => self.0.push((row, read)),
            audit::Item::Another => panic!("another export begins"),
            audit::Item::Passed(count) => panic!("{count} records were passed over"),
        }
    }

    /// A text that is no export at all is one fault.
    fn unread(&mut self, unread: audit::Unread) {
        if self.0.is_empty() && unread.found != "nothing at all" {
            let audit::Unread { offset, expected, found, .. } = unread;
            self.0.push((1, Err(audit::Unreadable { offset, field: None, expected, found, kind: None })));
        }
    }

    fn ended(&mut self, _: Option<&Arc<str>>, records: u64, _: Option<audit::Stamp>) {
        assert_eq!(records, self.0.len() as u64);
    }

    fn goes_on(&mut self) -> bool {
        true
    }
}
