//! An ordinary week in a tenant's audit log: what everybody does all day, and no chat with anybody outside.

use sandbox::{Chat, Member};
use serde_json::{Value, json};

const PEOPLE: [&str; 12] =
    ["anna", "bruno", "chloé", "dmitri", "elif", "farid", "grete", "hiro", "ines", "jonas", "klára", "liwei"];
// What opens a chat stands in names and texts, too; only a reader of fields is not taken in.
const FILES: [&str; 6] = [
    "Budget 2026, final.xlsx",
    "MemberAdded and ChatCreated.docx",
    "Größen \"neu\".pdf",
    "Minutes.docx",
    "{\"Operation\":\"ChatCreated\"}.json",
    "案件一覧.xlsx",
];
const WEEK_SECONDS: usize = 7 * 86_400;

/// As many records as are asked for, oldest first; the same at every call.
pub(crate) fn records(home: &str, count: usize) -> Vec<Value> {
    (0..count).map(|number| record(home, number, number * WEEK_SECONDS / count)).collect()
}

/// The ChatCreated of a chat among people of the tenant.
pub(crate) fn internal_chat(home: &str, number: usize, chat: &Chat) -> Option<Value> {
    let opener = chat.member(&chat.opened_by)?;
    let time = chat.created.trim_end_matches('Z');
    let common = common(home, number, time, &opener.upn, &opener.user_id);
    Some(with(common, chat_created(home, &chat.thread_id, &chat.members)))
}

fn record(home: &str, number: usize, second: usize) -> Value {
    let person = |salt: usize| PEOPLE[draw(number, salt) % PEOPLE.len()];
    let (who, other) = (person(1), person(2));
    let (upn, id) = (format!("{who}@contoso.com"), guid_of(who));
    let (day, rest) = (19 + second / 86_400, second % 86_400);
    let time = format!("2026-01-{day:02}T{:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
    let special = match draw(number, 0) % 1000 {
        0..330 => file_accessed(number, &upn),
        330..600 => mail_read(number, who),
        600..780 => signed_in(number, &id),
        780..900 => teams("MessageSent", json!({ "ChatThreadId": channel(number), "MessageId": "1769065200000" })),
        900..960 => teams("ChatRetrieved", json!({ "ChatThreadId": group(number), "CommunicationType": "GroupChat" })),
        960..990 => teams(
            "MemberAdded",
            json!({
                "TeamGuid": channel(number / 64), "TeamName": "Sales ChatCreated",
                "Members": [{ "UPN": format!("{other}@contoso.com"), "DisplayName": other, "Role": 1 }],
            }),
        ),
        _ => {
            let people = [member(home, who), member(home, other)];
            chat_created(home, &format!("19:{id}_{}@unq.gbl.spaces", guid_of(other)), &people)
        }
    };
    with(common(home, number, &time, &upn, &id), special)
}

fn common(home: &str, number: usize, time: &str, upn: &str, key: &str) -> Value {
    json!({
        "CreationTime": time, "Id": guid(number, 7), "OrganizationId": home, "UserId": upn, "UserKey": key,
        "UserType": 0, "Version": 1, "ClientIP": format!("198.51.100.{}", draw(number, 3) % 254 + 1),
    })
}

fn file_accessed(number: usize, upn: &str) -> Value {
    let file = FILES[draw(number, 4) % FILES.len()];
    let site = format!("https://contoso-my.sharepoint.com/personal/{}", upn.replace(['@', '.'], "_"));
    json!({
        "Operation": "FileAccessed", "RecordType": 6, "Workload": "OneDrive",
        "ObjectId": format!("{site}/Documents/{file}"), "SiteUrl": site, "SourceFileName": file, "ItemType": "File",
        "EventSource": "SharePoint", "UserAgent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
        "CorrelationId": guid(number, 8), "ListItemUniqueId": guid(number, 9), "ApplicationDisplayName": "Office365 Shell",
    })
}

fn mail_read(number: usize, who: &str) -> Value {
    json!({
        "Operation": "MailItemsAccessed", "RecordType": 50, "Workload": "Exchange", "ResultStatus": "Succeeded",
        "ClientInfoString": "Client=REST;Client=RESTSystem;;", "LogonType": 0, "MailboxGuid": guid_of(who),
        "OperationProperties": [{ "Name": "MailAccessType", "Value": "Bind" }, { "Name": "IsThrottled", "Value": "False" }],
        "Folders": [{
            "Path": "\\Inbox",
            "FolderItems": [{ "InternetMessageId": format!("<{}@contoso.com>", guid(number, 10)), "SizeInBytes": 4096 }],
        }],
    })
}

fn signed_in(number: usize, id: &str) -> Value {
    json!({
        "Operation": "UserLoggedIn", "RecordType": 15, "Workload": "AzureActiveDirectory", "ResultStatus": "Success",
        "AzureActiveDirectoryEventType": 1, "ObjectId": "00000003-0000-0000-c000-000000000000", "ModifiedProperties": [],
        "ExtendedProperties": [
            { "Name": "ResultStatusDetail", "Value": "Success" },
            { "Name": "UserAgent", "Value": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)" },
        ],
        "Actor": [{ "ID": id, "Type": 0 }], "InterSystemsId": guid(number, 11), "ErrorNumber": "0",
    })
}

fn chat_created(home: &str, thread: &str, people: &[Member]) -> Value {
    let members: Vec<Value> = people
        .iter()
        .map(|one| json!({ "UPN": one.upn, "DisplayName": one.display_name, "Role": 1, "OrganizationId": one.tenant_id }))
        .collect();
    let info = json!({
        "HasForeignTenantUsers": false, "HasGuestUsers": false, "HasOtherGuestUsers": false,
        "HasUnauthenticatedUsers": false, "ParticipatingTenantIds": [home], "ParticipatingDomains": ["contoso.com"],
    });
    teams(
        "ChatCreated",
        json!({
            "ChatThreadId": thread, "CommunicationType": "OneOnOne", "Members": members, "ParticipantInfo": info,
            "UserTenantId": home, "ResourceTenantId": home,
        }),
    )
}

fn teams(operation: &str, special: Value) -> Value {
    with(json!({ "Operation": operation, "RecordType": 25, "Workload": "MicrosoftTeams" }), special)
}

fn with(mut record: Value, more: Value) -> Value {
    if let (Value::Object(record), Value::Object(more)) = (&mut record, more) {
        record.extend(more);
    }
    record
}

fn member(home: &str, name: &str) -> Member {
    Member {
        user_id: guid_of(name),
        tenant_id: home.to_owned(),
        upn: format!("{name}@contoso.com"),
        display_name: name.to_owned(),
    }
}

fn channel(number: usize) -> String {
    format!("19:{}@thread.tacv2", guid(number % 64, 12).replace('-', ""))
}

fn group(number: usize) -> String {
    format!("19:{}@thread.v2", guid(number % 256, 13).replace('-', ""))
}

fn guid_of(name: &str) -> String {
    guid(PEOPLE.iter().position(|person| *person == name).unwrap_or(PEOPLE.len()), 14)
}

fn guid(number: usize, salt: usize) -> String {
    let (a, b) = (draw(number, salt), draw(number, salt + 100));
    format!(
        "{:08x}-{:04x}-4{:03x}-9{:03x}-{:012x}",
        a >> 32,
        a & 0xffff,
        a >> 16 & 0xfff,
        b >> 48 & 0xfff,
        b & 0xffff_ffff_ffff
    )
}

/// A number that looks drawn and is always the same (SplitMix64).
fn draw(number: usize, salt: usize) -> usize {
    let mut mixed = ((number as u64) << 8 ^ salt as u64).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from((mixed ^ mixed >> 31) & usize::MAX as u64).unwrap_or_default()
}
