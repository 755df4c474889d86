//! Takes records in any order and gives findings.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashMap;
use uuid::Uuid;

use super::chats::{Chats, Meant};
use super::conclusion::{Conclusion, conclude};
use super::evidence::Spot;
use super::findings::Findings;
use super::known::Known;
use super::learned::Learned;
use super::operation::Operation;
use super::options::Options;
use super::scope::{Scope, is_system_noise};
use super::summary::{Problem, Summary};
use crate::audit::{Digest, Member, Record, Source, Stamp, Unread, Unreadable};
use crate::error::{Error, ErrorKind, Result};
use crate::ids::TenantId;

/// The portal exports so many records of a search, and no more.
const PORTAL_CAP: u64 = 50_000;
/// How many faults are kept; all are counted.
const KEPT: usize = 10_000;

/// Collects records; what they mean is decided at the end, when all are there.
#[derive(Debug)]
pub struct Finder {
    options: Options,
    summary: Summary,
    known: Known,
    /// Records of chats, by tenant.
    logs: BTreeMap<Uuid, Chats>,
    /// Where each content stands: in the log of its tenant, or nowhere that matters.
    seen: HashMap<Digest, Option<Spot>>,
    /// Records of the operations asked for that are of no chat, by tenant.
    elsewhere: BTreeMap<Option<Uuid>, u64>,
    /// Records whose thread cannot be read, by tenant: how many, and the first of them.
    malformed: BTreeMap<Uuid, (u64, Vec<Problem>)>,
    problems: Vec<Problem>,
    /// The time of the newest record that was read.
    newest: Option<Stamp>,
    /// How many chat records say a time that cannot be read, and the first of them.
    untimed: Option<(u64, Source)>,
    /// The same of those that should say who takes part, and do not.
    nameless: Option<(u64, Source)>,
    /// Whether there was a ChatCreated record, readable or not.
    created: bool,
    learned: Learned,
}

impl Finder {
    /// A search that has seen nothing.
    pub fn new(options: Options) -> Self {
        Self {
            known: Known::new(&options),
            options,
            summary: Summary { schema: 1, ..Summary::default() },
            logs: BTreeMap::new(),
            seen: HashMap::default(),
            elsewhere: BTreeMap::new(),
            malformed: BTreeMap::new(),
            problems: Vec::new(),
            newest: None,
            untimed: None,
            nameless: None,
            created: false,
            learned: Learned::default(),
        }
    }

    /// Takes the next record, or what is known of one that could not be read.
    pub fn push(&mut self, source: Source, item: Result<Record, Unreadable>) {
        self.summary.records += 1;
        match item {
            Ok(record) => self.take(source, &record),
            Err(error) => {
                let operation = error.kind.as_ref().map(|kind| Operation::of(kind, &self.options));
                self.created |= operation == Some(Some(Operation::ChatCreated));
                let of_interest = operation.is_none_or(|operation| operation.is_some());
                if of_interest || self.options.strict {
                    self.fault(Problem { source, error });
                } else {
                    self.summary.skipped.other_operation += 1;
                }
            }
        }
    }

    /// Takes so many records of other operations that were not read.
    pub fn pass(&mut self, count: u64) {
        self.summary.records += count;
        self.summary.skipped.other_operation += count;
    }

    /// Takes what is to be said of an input that is no export, or whose reading broke off.
    pub fn unread(&mut self, unread: Unread) {
        self.summary.unread.push(unread);
    }

    /// Takes how many records an export had, and the newest time of those at its end that were not read.
    pub fn ended(&mut self, file: Option<&Arc<str>>, records: u64, newest: Option<Stamp>) {
        self.newest = self.newest.max(newest);
        if records == PORTAL_CAP {
            let file = file.map_or("the input", |file| file);
            self.summary.warnings.push(format!(
                "{file} has an export of exactly 50,000 records, the most that the portal gives: what else the search \
                 found is missing; search in shorter windows"
            ));
        }
    }

    fn fault(&mut self, problem: Problem) {
        self.summary.errors += 1;
        if self.problems.len() < KEPT {
            self.problems.push(problem);
        }
    }

    fn take(&mut self, source: Source, record: &Record) {
        self.newest = self.newest.max(record.time);
        if self.options.learn_ids {
            self.learned.hear_record(record, &mut self.known);
        }
        let Some(operation) = Operation::of(&record.kind, &self.options) else {
            self.summary.skipped.other_operation += 1;
            return;
        };
        self.created |= operation == Operation::ChatCreated;
        // The id is among what the digest is over.
        let content = record.id.is_some().then_some(record.digest);
        if let Some(earlier) = content.and_then(|content| self.seen.get(&content)) {
            self.summary.skipped.duplicate += 1;
            // Which of the copies was read first means nothing.
            let log = record.organization_id.and_then(|tenant| self.logs.get_mut(&tenant));
            if let Some((log, spot)) = log.zip(*earlier)
                && let Some(kept) = log.evidence.get_mut(spot.index())
                && (source.file.as_ref(), source.row) < (self.known.file(kept.place), kept.place.row)
            {
                kept.place = self.known.place(&source);
            }
            return;
        }
        let spot = self.place(source, operation, record);
        if let Some(content) = content {
            self.seen.insert(content, spot);
        }
    }

    fn place(&mut self, source: Source, operation: Operation, record: &Record) -> Option<Spot> {
        if let (Some(tenant), Some(text), false) = (record.organization_id, &record.thread, record.of_team)
            && let Some(meant) = self.logs.get(&tenant).and_then(|log| log.find(text))
        {
            return self.keep(source, operation, record, tenant, meant);
        }
        match (Scope::of(record), record.organization_id) {
            (Scope::NotAChat, tenant) => *self.elsewhere.entry(tenant).or_default() += 1,
            (_, None) => {
                let error = fault(record, "OrganizationId", "the tenant whose log this is", "nothing".to_owned());
                self.fault(Problem { source, error });
            }
            (Scope::Malformed(why), Some(tenant)) => {
                let found = format!("another text: {}", why.message());
                let error = fault(record, "ChatThreadId", "the id of a chat", found);
                let (count, first) = self.malformed.entry(tenant).or_default();
                *count += 1;
                if first.len() < KEPT {
                    first.push(Problem { source, error });
                }
            }
            (Scope::Chat(id), Some(tenant)) => {
                let text = record.thread.as_deref().unwrap_or_default();
                let meant = self.logs.entry(tenant).or_default().open(text, &id);
                return self.keep(source, operation, record, tenant, meant);
            }
        }
        None
    }

    fn keep(
        &mut self,
        source: Source,
        operation: Operation,
        record: &Record,
        tenant: Uuid,
        meant: Meant,
    ) -> Option<Spot> {
        let log = self.logs.get_mut(&tenant)?;
        if log.is_full() || self.known.is_full() {
            let error = fault(record, "ChatThreadId", "no more records than can be numbered", "one more".to_owned());
            self.fault(Problem { source, error });
            return None;
        }
        let home = self.known.tenants.tenant(tenant);
        let kept = self.known.keep(&source, operation, record, log);
        // Evidence counts only in the log of its own tenant, which is the home tenant then.
        if is_system_noise(&kept.actor, kept.members.of(&log.members), home) {
            log.system += 1;
            log.forget(&kept);
            return None;
        }
        let says_nobody = |member: &Member| member.upn.is_none() && member.organization_id.is_none();
        let is_nameless = kept.names() && record.members.iter().flatten().all(says_nobody);
        let spot = log.push(meant, kept);
        if record.time_unread {
            count(&mut self.untimed, &source);
        }
        if is_nameless {
            count(&mut self.nameless, &source);
        }
        Some(spot)
    }

    /// Decides. An error when the home tenant cannot be told, or with `strict` when a record could not be read.
    pub fn finish(mut self) -> Result<Findings> {
        let home = self.home()?;
        self.skip_other_tenants(home);
        self.problems.sort();
        let first = self.problems.first().map(ToString::to_string);
        let first = first.or_else(|| self.summary.unread.first().map(ToString::to_string));
        if let Some(first) = first.filter(|_| self.options.strict) {
            return Err(Error::new(ErrorKind::InvalidRecords, first));
        }
        let Self {
            options,
            mut known,
            mut summary,
            mut logs,
            problems,
            learned,
            newest,
            untimed,
            nameless,
            created,
            ..
        } = self;
        let chats = home.and_then(|home| logs.remove(&home)).unwrap_or_default();
        let ours = home.map(|home| known.tenants.tenant(home));
        let Conclusion { verdicts, filtered, evidence, system, internal } = match ours {
            Some(home) => conclude(&chats, &known, home, learned, &options),
            None => Conclusion::default(),
        };
        summary.filtered = filtered;
        (summary.evidence, summary.skipped.system, summary.skipped.internal) = (evidence, system, internal);
        summary.findings.skip = options.all.then_some(0);
        verdicts.judged.iter().for_each(|judged| summary.findings.count(judged.class));
        summary.describe(&problems, created, newest);
        if let Some((count, first)) = untimed {
            summary.warn_of_times(count, &first);
        }
        if let Some((count, first)) = nameless {
            summary.warn_of_members(count, &first);
        }
        let home = home.map(TenantId::from);
        Ok(Findings { home, chats, known, verdicts, summary, problems, ..Findings::default() })
    }

    /// The home tenant: supplied, or the one tenant of the chat records; none without any.
    fn home(&self) -> Result<Option<Uuid>> {
        if let Some(home) = self.options.home_tenant {
            return Ok(Some(*home.as_uuid()));
        }
        if self.logs.len() > 1 {
            let list = self.logs.keys().map(|t| TenantId::from(*t).to_string()).collect::<Vec<_>>().join(", ");
            let message = format!("the records are of several tenants ({list}), and which one is ours was not said");
            return Err(Error::new(ErrorKind::InvalidArgument, message).with_next_step("Say which with homeTenant."));
        }
        Ok(self.logs.keys().next().copied())
    }

    fn skip_other_tenants(&mut self, home: Option<Uuid>) {
        let is_other = |tenant: Uuid| home.is_some_and(|home| tenant != home);
        let mut others: BTreeMap<Uuid, u64> = BTreeMap::new();
        for (tenant, count) in std::mem::take(&mut self.elsewhere) {
            match tenant.filter(|tenant| is_other(*tenant)) {
                Some(tenant) => *others.entry(tenant).or_default() += count,
                None => self.summary.skipped.not_a_chat += count,
            }
        }
        for (tenant, (count, first)) in std::mem::take(&mut self.malformed) {
            if is_other(tenant) {
                *others.entry(tenant).or_default() += count;
            } else {
                self.summary.errors += count;
                self.problems.extend(first);
                self.problems.truncate(KEPT);
            }
        }
        for (tenant, log) in self.logs.iter().filter(|(tenant, _)| is_other(**tenant)) {
            *others.entry(*tenant).or_default() += log.records();
        }
        self.summary.skipped.other_tenant = others.values().sum();
        for (tenant, count) in others {
            self.summary
                .warnings
                .push(format!("records of tenant {tenant} were skipped ({count}): it is not the home tenant"));
        }
    }
}

/// Counts one more, and keeps which was the first.
fn count(counted: &mut Option<(u64, Source)>, source: &Source) {
    let (count, first) = counted.take().unwrap_or_else(|| (0, source.clone()));
    *counted = Some((count + 1, first.min(source.clone())));
}

fn fault(record: &Record, field: &str, expected: &str, found: String) -> Unreadable {
    Unreadable {
        offset: record.offset,
        field: Some(field.to_owned()),
        expected: expected.to_owned(),
        found,
        kind: Some(Box::new(record.kind.clone())),
    }
}

/// What to do about a text that holds no record.
pub(super) const HOW: &str = "Give AuditData as JSON, from the details pane or a tool, or an export of the audit log.";
