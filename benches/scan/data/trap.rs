//! What looks like a hit and is none. Each is a field that one workload or another really has.

use super::chat::Chat;
use super::person::{HOME, Person};
use super::random::Random;
use super::record::Record;
use super::teams::MEMBER_ADDED;

/// Adds a look-alike to a record of any other operation.
pub(crate) fn look_alike(record: &mut Record, random: &mut Random, chat: &Chat) {
    let thread = &chat.thread;
    match random.below(5) {
        0 => record.raw(
            "AdditionalInfo",
            format_args!(
                "{{\"Operation\":\"{MEMBER_ADDED}\",\"Workload\":\"MicrosoftTeams\",\"ChatThreadId\":\"{thread}\",\
                 \"ParticipantInfo\":{{\"HasForeignTenantUsers\":true}},\"Members\":[{{\"UPN\":\"anna.1@contoso.com\"}}]}}"
            ),
        ),
        1 => record.raw("DestinationFileName", format_args!("\"{MEMBER_ADDED} report.docx\"")),
        2 => record.text("ItemName", MEMBER_ADDED),
        3 => record.raw(
            "ExtendedProperties",
            format_args!("[{{\"Name\":\"Operation\",\"Value\":\"{MEMBER_ADDED}\"}},{{\"Name\":\"Workload\",\"Value\":\"MicrosoftTeams\"}}]"),
        ),
        _ => record.raw(
            "EventData",
            format_args!(
                "\"{{\\\"Operation\\\":\\\"{MEMBER_ADDED}\\\",\\\"Workload\\\":\\\"MicrosoftTeams\\\",\
                 \\\"ChatThreadId\\\":\\\"{thread}\\\",\\\"ParticipantInfo\\\":{{\\\"HasForeignTenantUsers\\\":true}}}}\""
            ),
        ),
    }
}

/// The same operation, logged by another workload.
pub(crate) fn other_workload(record: &mut Record, random: &mut Random, chat: &Chat) {
    let Person { name, id, .. } = &chat.ours[0];
    record.operation = MEMBER_ADDED.to_owned();
    (record.record_type, record.record_type_name) = (22, "Yammer");
    record.workload = "Yammer";
    (record.user_id, record.user_key, record.user_type) = (name.clone(), id.to_string(), 0);
    record.begin();
    record.text("ChatThreadId", &chat.thread);
    record.raw("ParticipantInfo", format_args!("{{\"HasForeignTenantUsers\":true}}"));
    record.raw("Members", format_args!("[{{\"OrganizationId\":\"{HOME}\",\"Role\":1,\"UPN\":\"{name}\"}}]"));
    record.raw("YammerNetworkId", format_args!("{}", random.below(1_000_000_000)));
}
