//! The audit records that the chats of a scenario would have left.

use serde_json::{Value, json};

use super::directory::{Chat, ChatKind, Member};

/// For each chat with outsiders a ChatCreated by its opener, and for each of ours in it whom an outsider opened it
/// and who accepted it a MemberAdded.
pub(super) fn records(chats: &[Chat], home: &str) -> Vec<Value> {
    let mut records = Vec::new();
    for (number, chat) in chats.iter().enumerate() {
        let Some(opener) = chat.member(&chat.opened_by) else { continue };
        if chat.members.iter().all(|member| member.tenant_id == home) {
            continue;
        }
        let mut add = |operation: &str, actor: &Member, members: &[&Member]| {
            let id = format!("5a0d{:04x}-7c31-4e9b-8f26-{:012x}", number, records.len() + 1);
            records.push(record(&id, operation, chat, home, actor, members));
        };
        add("ChatCreated", opener, &chat.members.iter().collect::<Vec<_>>());
        if opener.tenant_id != home {
            let accepted = |member: &&Member| member.tenant_id == home && chat.accepted_by.contains(&member.user_id);
            for ours in chat.members.iter().filter(accepted) {
                add("MemberAdded", ours, &[ours]);
            }
        }
    }
    records
}

fn record(id: &str, operation: &str, chat: &Chat, home: &str, actor: &Member, members: &[&Member]) -> Value {
    let domain = |member: &Member| member.upn.split('@').next_back().unwrap_or_default().to_owned();
    let mut sides: Vec<(String, String)> = Vec::new();
    for member in &chat.members {
        let side = (domain(member), member.tenant_id.clone());
        if !sides.contains(&side) {
            sides.push(side);
        }
    }
    let mut record = json!({
        "CreationTime": chat.created.trim_end_matches('Z'),
        "Id": id,
        "Operation": operation,
        "OrganizationId": home,
        "RecordType": 25,
        "UserKey": actor.user_id,
        "UserType": 0,
        "Version": 1,
        "Workload": "MicrosoftTeams",
        "ClientIP": "::ffff:203.0.113.7",
        "UserId": actor.upn,
        "ChatThreadId": chat.thread_id,
        "CommunicationType": match chat.kind {
            ChatKind::OneOnOne => "OneOnOne",
            ChatKind::Group => "GroupChat",
            ChatKind::Meeting => "Meeting",
        },
        "ExtraProperties": [
            {"Key": "TimeZone", "Value": "Europe/Berlin"},
            {"Key": "OsName", "Value": "windows"},
            {"Key": "ClientName", "Value": "skypeteams"},
        ],
        "ItemName": chat.topic.as_ref().unwrap_or(&chat.thread_id),
        "Members": members.iter().map(|member| json!({
            "DisplayName": member.display_name,
            "OrganizationId": member.tenant_id,
            "Role": 1,
            "UPN": member.upn,
        })).collect::<Vec<_>>(),
        "ParticipantInfo": {
            "HasForeignTenantUsers": chat.members.iter().any(|member| member.tenant_id != home),
            "HasGuestUsers": false,
            "HasOtherGuestUsers": false,
            "HasUnauthenticatedUsers": false,
            "ParticipatingDomains": sides.iter().map(|(domain, _)| domain).collect::<Vec<_>>(),
            "ParticipatingSIPDomains": sides.iter().map(|(domain, tenant)| json!({
                "DomainName": domain, "TenantId": tenant,
            })).collect::<Vec<_>>(),
            "ParticipatingTenantIds": sides.iter().map(|(_, tenant)| tenant).collect::<Vec<_>>(),
        },
        "ResourceTenantId": chat.host_tenant,
        "UserTenantId": actor.tenant_id,
    });
    if let (Some(topic), Some(fields)) = (&chat.topic, record.as_object_mut()) {
        fields.insert("ChatName".to_owned(), json!(topic));
    }
    record
}
