//! What became of everything that was read.

use serde::Serialize;

use super::verdict::Class;
use crate::audit::{Source, Stamp, Unread, Unreadable};
use crate::clock;

/// The log may take so long until it holds a record, in seconds.
const SETTLED_AFTER: i64 = 48 * 3600;
/// How many unreadable records the summary describes; it counts all.
const DESCRIBED: usize = 100;

/// The account of a search: `records` is the sum of `evidence`, `skipped` and `errors`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// The version of this format.
    pub schema: u32,
    /// Everything that was handed over.
    pub records: u64,
    /// Records that are evidence of a chat.
    pub evidence: u64,
    /// Records that are not, by reason.
    pub skipped: Skipped,
    /// Records that could not be read.
    pub errors: u64,
    /// Findings that are shown, by class.
    pub findings: Classes,
    /// Findings that the filter of the options left out.
    pub filtered: u64,
    /// Inputs that are no exports, or were not read to their end.
    pub unread: Vec<Unread>,
    /// What a reader of the findings should know.
    pub warnings: Vec<String>,
    /// The first hundred of what could not be read.
    pub problems: Vec<Problem>,
}

/// Why records are no evidence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Another operation or workload than asked for.
    pub other_operation: u64,
    /// Seen before, the id and the content.
    pub duplicate: u64,
    /// The log of another tenant.
    pub other_tenant: u64,
    /// A team, a channel or a personal feed.
    pub not_a_chat: u64,
    /// Written by a service, and nobody of ours in it.
    pub system: u64,
    /// Of a chat without outsiders.
    pub internal: u64,
}

/// Findings by class.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the classes explain themselves in `Class`")]
pub struct Classes {
    pub certain: u64,
    pub derived: u64,
    pub lookup: u64,
    pub review: u64,
    pub reject: u64,
    /// Only when they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<u64>,
}

/// A record that could not be read, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// The file and the record's number.
    #[serde(flatten)]
    pub source: Source,
    /// What is wrong with it.
    #[serde(flatten)]
    pub error: Unreadable,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {}", self.source, self.error)
    }
}

impl Summary {
    pub(super) fn describe(&mut self, problems: &[Problem], created: bool, newest: Option<Stamp>) {
        if !created && (self.records > 0 || self.unread.is_empty()) {
            self.warnings.push(
                "no ChatCreated record is in the input: who opened a chat rests on acceptances alone, and chats that \
                 were never accepted may be missing; search for ChatCreated too"
                    .to_owned(),
            );
        }
        if newest.is_some_and(|newest| newest.unix() > clock::unix_now() - SETTLED_AFTER) {
            self.warnings.push(
                "the newest record is less than 48 hours old: the log may not be complete up to there; search that time \
                 again later"
                    .to_owned(),
            );
        }
        if !self.unread.is_empty() {
            self.warnings.push(format!(
                "{} of the inputs could not be read, or not to the end: a chat whose beginning is in there may look as if \
                 an outsider opened it",
                self.unread.len()
            ));
        }
        self.problems = problems.iter().take(DESCRIBED).cloned().collect();
        if self.errors > 0 {
            self.warnings.push(format!(
                "{} of {} records could not be read: a chat whose beginning is among them may look as if an outsider \
                 opened it",
                self.errors, self.records
            ));
        }
    }
}

impl Summary {
    /// Says of so many chat records that they have no time.
    pub(super) fn warn_of_times(&mut self, count: u64, first: &Source) {
        self.warnings.push(format!(
            "{count} of the chat records say a time that cannot be read (the first: {first}; expected one like \
             2026-01-24T06:54:24): whether somebody left a chat after them is not known, and no window of time holds them"
        ));
    }

    /// Says of so many records of chats that were opened or joined that they name nobody.
    pub(super) fn warn_of_members(&mut self, count: u64, first: &Source) {
        self.warnings.push(format!(
            "{count} of the ChatCreated and MemberAdded records have no Members (the first: {first}): whom they are about is not \
             known, and chats that only they tell of give no finding on anybody; export AuditData as it was logged"
        ));
    }
}

impl Classes {
    pub(super) fn count(&mut self, class: Class) {
        let count = match class {
            Class::Certain => &mut self.certain,
            Class::Derived => &mut self.derived,
            Class::Lookup => &mut self.lookup,
            Class::Review => &mut self.review,
            Class::Reject => &mut self.reject,
            Class::Skip => self.skip.get_or_insert_default(),
        };
        *count += 1;
    }
}
