//! Rows whose columns are the fields of the record: Sentinel's OfficeActivity and custom tables of Log Analytics.

use crate::audit::outline::{Outline, renamed};
use crate::audit::tree::Json;

/// What Log Analytics hangs on the names of a custom table's columns.
const SUFFIXES: [&str; 5] = ["_s", "_g", "_b", "_t", "_d"];
const FIELDS: [&str; 15] = [
    "Id",
    "CreationTime",
    "Operation",
    "Workload",
    "RecordType",
    "OrganizationId",
    "UserId",
    "UserKey",
    "UserType",
    "UserTenantId",
    "ChatThreadId",
    "CommunicationType",
    "TeamGuid",
    "ChannelGuid",
    "Members",
];
const PARTICIPANTS: &str = "ParticipantInfo";

/// The record that the cells of a row are.
pub(super) fn outline<'a>(row: impl Iterator<Item = (&'a str, &'a str)>) -> Outline<'a> {
    let mut fields: Vec<(&'a str, Json<'a>)> = Vec::new();
    let mut participants = Vec::new();
    for (column, cell) in row.filter(|(_, cell)| !cell.trim().is_empty()) {
        let name = SUFFIXES.iter().find_map(|suffix| column.strip_suffix(suffix)).unwrap_or(column);
        let value = Json::Text(cell.into());
        if let Some(of_participants) = name.strip_prefix("ParticipantInfo_") {
            participants.push((of_participants.into(), value));
        } else if name.eq_ignore_ascii_case(PARTICIPANTS) {
            fields.push((PARTICIPANTS, value));
        } else if let Some(field) = FIELDS.into_iter().find(|field| field.eq_ignore_ascii_case(name)) {
            // The schema's own name is before the table's: a row has one time.
            fields.retain(|(known, _)| *known != field);
            fields.push((field, value));
        } else if let Some(field) = renamed(name) {
            if fields.iter().all(|(known, _)| *known != field) {
                fields.push((field, value));
            }
        } else {
            fields.push((name, value));
        }
    }
    if !participants.is_empty() {
        fields.push((PARTICIPANTS, Json::Object(participants)));
    }
    Outline::of(fields)
}
