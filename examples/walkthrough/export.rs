//! The audit log of the sandbox tenant as a file, in the form that the Purview portal gives it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use sandbox::Scenario;
use serde_json::Value;

use crate::everyday;

const HEADER: &str =
    "RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits,AssociatedAdminUnitsNames";
const EVERYDAY_RECORDS: usize = 6_000;

pub(crate) struct Export {
    records: Vec<Value>,
}

impl Export {
    /// The records of the tenant's chats among thousands of others, the newest first.
    pub(crate) fn of(tenant: &Scenario) -> Self {
        let home = tenant.home();
        let mut records = everyday::records(home, EVERYDAY_RECORDS);
        let internal = tenant.chats.iter().filter(|chat| chat.members.iter().all(|member| member.tenant_id == home));
        records.extend(
            internal.enumerate().filter_map(|(at, chat)| everyday::internal_chat(home, EVERYDAY_RECORDS + at, chat)),
        );
        records.extend(tenant.audit_records.iter().cloned());
        records.sort_by(|one, other| text(other, "CreationTime").cmp(text(one, "CreationTime")));
        Self { records }
    }

    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }

    /// How many records each workload has, the most first.
    pub(crate) fn workloads(&self) -> Vec<(&str, usize)> {
        let mut counts = BTreeMap::new();
        self.records.iter().for_each(|record| *counts.entry(text(record, "Workload")).or_insert(0) += 1);
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts
    }

    /// Writes the file; gives its size in bytes.
    pub(crate) fn write(&self, path: &Path) -> Result<usize, String> {
        let csv = self.csv().map_err(|error| error.to_string())?;
        let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
        folder.and_then(|()| fs::write(path, &csv)).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(csv.len())
    }

    fn csv(&self) -> Result<String, std::fmt::Error> {
        let mut csv = format!("{HEADER}\r\n");
        for record in &self.records {
            let cell = |name| text(record, name);
            write!(csv, "{},{}.0000000Z,{},", cell("Id"), cell("CreationTime"), record["RecordType"])?;
            // Of all cells AuditData alone has what must be quoted.
            let data = record.to_string().replace('"', "\"\"");
            write!(csv, "{},{},\"{data}\",,\r\n", cell("Operation"), cell("UserId"))?;
        }
        Ok(csv)
    }
}

fn text<'a>(record: &'a Value, name: &str) -> &'a str {
    record[name].as_str().unwrap_or_default()
}
