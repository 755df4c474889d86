//! What Teams logs.

use std::fmt::Write;

use super::chat::Chat;
use super::person::{HOME, Person};
use super::random::Random;
use super::record::Record;

/// The words that everybody looks for.
pub(crate) const MEMBER_ADDED: &str = "MemberAdded";

fn begin(record: &mut Record, operation: &str, actor: &Person) {
    record.operation = operation.to_owned();
    (record.record_type, record.record_type_name) = (25, "MicrosoftTeams");
    record.workload = "MicrosoftTeams";
    (record.user_id, record.user_key, record.user_type) = (actor.name.clone(), actor.id.to_string(), 0);
    record.begin();
}

/// What Teams adds to all that it logs.
fn device(record: &mut Record, random: &mut Random) {
    record.raw("ClientIP", format_args!("\"::ffff:203.0.{}.{}\"", random.below(256), random.below(256)));
    record.raw(
        "ExtraProperties",
        format_args!(
            "[{{\"Key\":\"TimeZone\",\"Value\":\"Europe/{}\"}},{{\"Key\":\"OsName\",\"Value\":\"{}\"}},\
             {{\"Key\":\"OsVersion\",\"Value\":\"10\"}},{{\"Key\":\"Country\",\"Value\":\"de\"}},\
             {{\"Key\":\"ClientName\",\"Value\":\"skypeteams\"}},{{\"Key\":\"ClientVersion\",\"Value\":\"49/{:011}\"}},\
             {{\"Key\":\"ClientUtcOffsetSeconds\",\"Value\":\"3600\"}}]",
            random.one_of(&["Berlin", "Paris", "Rome"]),
            random.one_of(&["windows", "mac os", "android"]),
            random.below(100_000_000_000)
        ),
    );
    record.raw(
        "AppAccessContext",
        format_args!(
            "{{\"AADSessionId\":\"{}\",\"APIId\":\"{}\",\"ClientAppId\":\"{}\",\"CorrelationId\":\"{}\",\"UniqueTokenId\":\"{:016x}\"}}",
            random.guid(), random.guid(), random.guid(), random.guid(), random.next()
        ),
    );
}

fn members<'a>(record: &mut Record, people: impl IntoIterator<Item = &'a Person>) {
    let mut list = String::new();
    for (n, person) in people.into_iter().enumerate() {
        let comma = if n == 0 { "" } else { "," };
        let Person { name, display, tenant, .. } = person;
        let _ = write!(
            list,
            "{comma}{{\"DisplayName\":\"{display}\",\"OrganizationId\":\"{tenant}\",\"Role\":1,\"UPN\":\"{name}\"}}"
        );
    }
    record.raw("Members", format_args!("[{list}]"));
}

/// Who takes part, as the record says it.
fn participants(record: &mut Record, chat: &Chat) {
    record.text("ChatThreadId", &chat.thread);
    record.text("CommunicationType", chat.kind());
    record.text("ItemName", &chat.thread);
    let home = format!("{{\"DomainName\":\"contoso.com\",\"TenantId\":\"{HOME}\"}}");
    let (domains, sip, tenants) = match &chat.outsider {
        Some(Person { domain, tenant, .. }) => (
            format!("\"contoso.com\",\"{domain}\""),
            format!("{home},{{\"DomainName\":\"{domain}\",\"TenantId\":\"{tenant}\"}}"),
            format!("\"{HOME}\",\"{tenant}\""),
        ),
        None => ("\"contoso.com\"".to_owned(), home, format!("\"{HOME}\"")),
    };
    record.raw(
        "ParticipantInfo",
        format_args!(
            "{{\"HasForeignTenantUsers\":{},\"HasGuestUsers\":false,\"HasOtherGuestUsers\":false,\
             \"HasUnauthenticatedUsers\":false,\"ParticipatingDomains\":[{domains}],\
             \"ParticipatingSIPDomains\":[{sip}],\"ParticipatingTenantIds\":[{tenants}]}}",
            chat.outsider.is_some()
        ),
    );
    record.text("ResourceTenantId", chat.outsider.as_ref().map_or(HOME, |outsider| &outsider.tenant));
}

/// Somebody is added to a chat with somebody outside: a row that every tool must find. Each names one of ours.
pub(crate) fn member_added(record: &mut Record, random: &mut Random, chat: &Chat) {
    let Some(outsider) = &chat.outsider else { return };
    let user = random.one_of(&chat.ours);
    match random.below(if chat.one_to_one { 1 } else { 4 }) {
        // Our user accepts.
        0 => {
            begin(record, MEMBER_ADDED, user);
            participants(record, chat);
            members(record, [user]);
            record.text("UserTenantId", HOME);
        }
        // The outsider adds some of ours.
        1 | 2 => {
            begin(record, MEMBER_ADDED, outsider);
            participants(record, chat);
            members(record, &chat.ours);
            record.text("UserTenantId", &outsider.tenant);
        }
        // One of ours adds others of ours.
        _ => {
            begin(record, MEMBER_ADDED, &chat.ours[0]);
            participants(record, chat);
            members(record, &chat.ours[1..]);
            record.text("UserTenantId", HOME);
        }
    }
    device(record, random);
}

/// Somebody outside opens a chat.
pub(crate) fn chat_created(record: &mut Record, random: &mut Random, chat: &Chat) {
    let Some(outsider) = &chat.outsider else { return };
    begin(record, "ChatCreated", outsider);
    participants(record, chat);
    members(record, std::iter::once(outsider).chain(&chat.ours));
    record.text("UserTenantId", &outsider.tenant);
    device(record, random);
}

/// Somebody is added to a chat among ourselves.
pub(crate) fn member_added_inside(record: &mut Record, random: &mut Random, chat: &Chat) {
    begin(record, MEMBER_ADDED, &chat.ours[0]);
    participants(record, chat);
    members(record, &chat.ours[1..]);
    record.text("UserTenantId", HOME);
    device(record, random);
}

/// Somebody is added to a team: no chat.
pub(crate) fn member_added_to_team(record: &mut Record, random: &mut Random, chat: &Chat) {
    begin(record, MEMBER_ADDED, &chat.ours[0]);
    record.text("CommunicationType", "Team");
    record.raw("TeamGuid", format_args!("\"19:{:016x}@thread.tacv2\"", random.next()));
    record.text("TeamName", random.one_of::<&str>(&["Finance", "Vertrieb \u{2013} S\u{fc}d", "R\\u0026D", "Legal"]));
    record.raw("AADGroupId", format_args!("\"{}\"", random.guid()));
    members(record, &chat.ours[1..]);
    record.raw("ParticipantInfo", format_args!("{{\"HasForeignTenantUsers\":true,\"HasGuestUsers\":true}}"));
    device(record, random);
}

/// A message in a chat, or in a channel.
pub(crate) fn message(record: &mut Record, random: &mut Random, chat: &Chat, in_channel: bool) {
    let ours = random.one_of(&chat.ours);
    let actor = chat.outsider.as_ref().filter(|_| random.permille(500)).unwrap_or(ours);
    begin(record, "MessageSent", actor);
    if in_channel {
        record.text("CommunicationType", "Team");
        record.raw("TeamGuid", format_args!("\"19:{:016x}@thread.tacv2\"", random.next()));
        record.raw("ChannelGuid", format_args!("\"19:{:016x}@thread.tacv2\"", random.next()));
        record.text("ChannelName", random.one_of::<&str>(&["General", "Standup", "M\u{fc}nchen"]));
    } else {
        participants(record, chat);
    }
    record.text("UserTenantId", &actor.tenant);
    record.raw("MessageId", format_args!("\"{}\"", 1_700_000_000_000 + random.below(100_000_000_000)));
    record.raw("MessageSizeInBytes", format_args!("{}", 40 + random.below(4000)));
    record.raw("MessageVersion", format_args!("\"{}\"", 1_700_000_000_000 + random.below(100_000_000_000)));
    device(record, random);
}

/// Somebody looks at a chat among ourselves.
pub(crate) fn chat_retrieved(record: &mut Record, random: &mut Random, chat: &Chat) {
    begin(record, "ChatRetrieved", &chat.ours[0]);
    participants(record, chat);
    record.text("UserTenantId", HOME);
    device(record, random);
}
