//! Generated records: chats of a few people in which everything happens, among records that only look like it.

use serde_json::{Map, Value, json};

use crate::random::Random;

pub const HOME: &str = "11111111-1111-4111-8111-111111111111";
const EVIL: &str = "22222222-2222-4222-8222-222222222222";
const PARTNER: &str = "33333333-3333-4333-8333-333333333333";

const PEOPLE: [(&str, &str, &str); 5] = [
    ("uma@contoso.com", "aaaaaaaa-0000-4000-8000-00000000000a", HOME),
    ("vic@contoso.com", "cccccccc-0000-4000-8000-00000000000c", HOME),
    ("helpdesk@evil.onmicrosoft.com", "bbbbbbbb-0000-4000-8000-00000000000b", EVIL),
    ("alice@partner.example", "dddddddd-0000-4000-8000-00000000000d", PARTNER),
    ("g_evil.com#EXT#@contoso.com", "eeeeeeee-0000-4000-8000-00000000000e", HOME),
];
const THREADS: [&str; 4] = [
    "19:bbbbbbbb-0000-4000-8000-00000000000b_aaaaaaaa-0000-4000-8000-00000000000a@unq.gbl.spaces",
    "19:0123456789abcdef0123456789abcdef@thread.v2",
    "19:meeting_MjdhNjM4YzUtYzExZi00_x-@thread.v2",
    "19:dddddddd-0000-4000-8000-00000000000d_cccccccc-0000-4000-8000-00000000000c@unq.gbl.spaces",
];
const OPERATIONS: [&str; 9] = [
    "ChatCreated",
    "MemberAdded",
    "MemberAdded",
    "MemberAdded",
    "MemberRemoved",
    "UserAccepted",
    "UserBlocked",
    "MessageSent",
    "memberadded",
];
/// Text that a careless reader takes for what it is not.
pub const LOOK_ALIKES: [&str; 8] = [
    "MemberAdded",
    "\"Operation\":\"MemberAdded\",\"ChatThreadId\":\"19:x@thread.v2\"",
    "a \"quoted\" word, a comma; a semicolon\tand a tab",
    "line\r\nbreak\n",
    "}]}\n{\"Operation\":\"ChatCreated\"}",
    "back\\slash \\\"\\",
    "\u{00d6}zg\u{00fc}r \u{1f6e0} \u{2028}",
    "System.Object",
];

/// Records in the order of their numbers. Some come twice.
pub fn history(random: &mut Random, most: usize) -> Vec<Map<String, Value>> {
    let count = 1 + random.below(most);
    let mut records: Vec<Map<String, Value>> = Vec::new();
    for number in 0..count {
        let record = match random.below(10) {
            0 if !records.is_empty() => records[random.below(records.len())].clone(),
            1..=3 => of_another_workload(random, number),
            4 => of_a_team(random, number),
            _ => of_a_chat(random, number),
        };
        records.push(record);
    }
    records
}

fn base(random: &mut Random, number: usize, operation: &str, workload: &str, record_type: u32) -> Map<String, Value> {
    let fields = json!({
        "CreationTime": format!("2026-01-24T06:54:{:02}", random.below(6)),
        "Id": format!("00000000-0000-4000-8000-{number:012}"), "Operation": operation, "OrganizationId": HOME,
        "RecordType": record_type, "Workload": workload, "Version": 1, "UserType": 0,
    });
    let Value::Object(fields) = fields else { unreachable!() };
    fields
}

fn of_another_workload(random: &mut Random, number: usize) -> Map<String, Value> {
    let (operation, workload, kind) = random.pick(&[
        ("MailItemsAccessed", "Exchange", 50),
        ("FileAccessed", "SharePoint", 6),
        ("UserLoggedIn", "AzureActiveDirectory", 15),
        ("MemberAdded", "Yammer", 22),
        ("ChatRetrieved", "MicrosoftTeams", 25),
    ]);
    let mut record = base(random, number, operation, workload, kind);
    let (user, key, _) = random.pick(&PEOPLE);
    record.insert("UserId".into(), user.into());
    record.insert("UserKey".into(), key.into());
    record.insert("ItemName".into(), (random.pick(&LOOK_ALIKES)).into());
    if random.once_in(3) {
        record
            .insert("Nested".into(), json!({ "Operation": "MemberAdded", "ChatThreadId": THREADS[0], "Members": [] }));
    }
    if random.once_in(3) {
        let inner = Value::Object(of_a_chat(random, number + 500)).to_string();
        record.insert("ExtendedProperties".into(), json!([{ "Name": "additionalDetails", "Value": inner }]));
    }
    record
}

fn of_a_team(random: &mut Random, number: usize) -> Map<String, Value> {
    let mut record = base(random, number, "MemberAdded", "MicrosoftTeams", 25);
    record.insert("UserId".into(), "Microsoft Teams Sync".into());
    record.insert("UserKey".into(), "eeeeeeee-0000-4000-8000-0000000000ee".into());
    record.insert("UserType".into(), 5.into());
    record.insert("TeamGuid".into(), "19:7777@thread.tacv2".into());
    record
        .insert("Members".into(), json!([{ "UPN": PEOPLE[0].0, "DisplayName": random.pick(&LOOK_ALIKES), "Role": 1 }]));
    record
}

fn of_a_chat(random: &mut Random, number: usize) -> Map<String, Value> {
    let operation = random.pick(&OPERATIONS);
    let mut record = base(random, number, operation, "MicrosoftTeams", 25);
    let (user, key, tenant) = random.pick(&PEOPLE);
    record.insert("ChatThreadId".into(), (random.pick(&THREADS)).into());
    record.insert("UserId".into(), if random.once_in(5) { user.to_uppercase() } else { user.to_owned() }.into());
    record.insert("UserKey".into(), if random.once_in(6) { random.pick(&PEOPLE).1 } else { key }.into());
    if !random.once_in(3) {
        record.insert("UserTenantId".into(), if random.once_in(20) { EVIL } else { tenant }.into());
    }
    if random.once_in(25) {
        record.insert("OrganizationId".into(), PARTNER.into());
    }
    if random.once_in(2) {
        record.insert("CommunicationType".into(), (random.pick(&["OneOnOne", "GroupChat", "OneonOne"])).into());
    }
    let mut members = Vec::new();
    if random.once_in(2) {
        members.push(json!({ "UPN": user, "OrganizationId": tenant, "DisplayName": random.pick(&LOOK_ALIKES) }));
    }
    for _ in 0..random.below(3) {
        let (user, _, tenant) = random.pick(&PEOPLE);
        members.push(match random.once_in(3) {
            true => json!({ "UPN": user, "Role": 1 }),
            false => json!({ "DisplayName": "\"MemberAdded\"", "OrganizationId": tenant, "Role": 1, "UPN": user }),
        });
    }
    if !members.is_empty() {
        record.insert("Members".into(), Value::Array(members));
    }
    match random.below(4) {
        0 => drop(record.insert("ParticipantInfo".into(), json!({ "HasForeignTenantUsers": true }))),
        1 => drop(record.insert(
            "ParticipantInfo".into(),
            json!({ "HasForeignTenantUsers": true, "HasGuestUsers": false, "ParticipatingTenantIds": [HOME, EVIL] }),
        )),
        2 => drop(record.insert(
            "ParticipantInfo".into(),
            json!({ "HasForeignTenantUsers": false, "HasGuestUsers": false, "HasOtherGuestUsers": false,
                "HasUnauthenticatedUsers": false }),
        )),
        _ => {}
    }
    record
}

/// What a search may be told.
pub fn options(random: &mut Random) -> Value {
    let mut options = json!({ "schema": 1, "homeTenant": HOME, "all": true });
    let fields = options.as_object_mut().unwrap();
    if random.once_in(2) {
        fields.insert("directory".into(), json!([{ "userPrincipalName": PEOPLE[1].0, "id": PEOPLE[1].1 }]));
    }
    if random.once_in(3) {
        fields.insert("acceptedDomains".into(), json!(["contoso.com"]));
    }
    if random.once_in(4) {
        fields.insert("trustedTenants".into(), json!([PARTNER]));
    }
    for flag in ["messages", "learnIds"] {
        fields.insert(flag.into(), random.once_in(3).into());
    }
    options
}
