//! Takes records in any order and gives findings.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use uuid::Uuid;

use super::conclusion::{Conclusion, conclude};
use super::evidence::Evidence;
use super::findings::Findings;
use super::learned::Learned;
use super::operation::Operation;
use super::options::Options;
use super::scope::Place;
use super::summary::{Problem, Summary};
use super::verdict::Class;
use crate::audit::{Record, Source, Unreadable, json};
use crate::error::{Error, ErrorKind, Result};
use crate::ids::TenantId;

/// Collects records; what they mean is decided at the end, when all are there.
#[derive(Debug)]
pub struct Finder {
    options: Options,
    summary: Summary,
    /// Records of chats.
    chats: Vec<Evidence>,
    /// Where each content stands: in `chats`, or nowhere that matters.
    seen: HashMap<(String, [u8; 32]), Option<usize>>,
    /// Records of the operations asked for that are of no chat, by tenant.
    elsewhere: BTreeMap<Option<Uuid>, u64>,
    /// Records whose thread cannot be read, with their tenant.
    malformed: Vec<(Uuid, Problem)>,
    problems: Vec<Problem>,
    learned: Learned,
}

impl Finder {
    /// A search that has seen nothing.
    pub fn new(options: Options) -> Self {
        Self {
            options,
            summary: Summary { schema: 1, ..Summary::default() },
            chats: Vec::new(),
            seen: HashMap::new(),
            elsewhere: BTreeMap::new(),
            malformed: Vec::new(),
            problems: Vec::new(),
            learned: Learned::default(),
        }
    }

    /// Takes the next record, or what is known of one that could not be read.
    pub fn push(&mut self, source: Source, item: Result<Record, Unreadable>) {
        self.summary.records += 1;
        match item {
            Ok(record) => self.take(source, record),
            Err(error) => {
                let of_interest = error.kind.as_ref().is_none_or(|kind| Operation::of(kind, &self.options).is_some());
                if of_interest || self.options.strict {
                    self.problems.push(Problem { source, error });
                } else {
                    self.summary.skipped.other_operation += 1;
                }
            }
        }
    }

    fn take(&mut self, source: Source, record: Record) {
        if self.options.learn_ids {
            self.learned.hear_record(&record);
        }
        let Some(operation) = Operation::of(&record.kind, &self.options) else {
            self.summary.skipped.other_operation += 1;
            return;
        };
        let content = record.id.as_ref().map(|id| (id.to_ascii_lowercase(), record.digest));
        if let Some(earlier) = content.as_ref().and_then(|content| self.seen.get(content)) {
            self.summary.skipped.duplicate += 1;
            // Which of the copies was read first means nothing.
            if let Some(evidence) = earlier.and_then(|index| self.chats.get_mut(index)) {
                evidence.source = evidence.source.clone().min(source);
            }
            return;
        }
        let index = self.place(source, operation, record);
        if let Some(content) = content {
            self.seen.insert(content, index);
        }
    }

    fn place(&mut self, source: Source, operation: Operation, record: Record) -> Option<usize> {
        let fault = |field: &str, expected: &str, found: String| Unreadable {
            offset: record.offset,
            field: Some(field.to_owned()),
            expected: expected.to_owned(),
            found,
            kind: Some(Box::new(record.kind.clone())),
        };
        match (Place::of(&record), record.organization_id) {
            (Place::NotAChat, tenant) => *self.elsewhere.entry(tenant).or_default() += 1,
            (_, None) => {
                let error = fault("OrganizationId", "the tenant whose log this is", "nothing".to_owned());
                self.problems.push(Problem { source, error });
            }
            (Place::Malformed(why), Some(tenant)) => {
                let error = fault("ChatThreadId", "the id of a chat", format!("another text: {}", why.message()));
                self.malformed.push((tenant, Problem { source, error }));
            }
            (Place::Chat(thread), Some(tenant)) => {
                self.chats.push(Evidence::new(source, operation, tenant, thread, record));
                return Some(self.chats.len() - 1);
            }
        }
        None
    }

    /// Decides. An error when the home tenant cannot be told, or with `strict` when a record could not be read.
    pub fn finish(mut self) -> Result<Findings> {
        let home = self.home()?;
        self.skip_other_tenants(home);
        self.problems.sort();
        if let Some(problem) = self.problems.first().filter(|_| self.options.strict) {
            return Err(Error::new(ErrorKind::InvalidRecords, problem.to_string()));
        }
        let Self { options, mut summary, chats, problems, learned, .. } = self;
        let Conclusion { mut findings, evidence, system, internal, created } = match home {
            Some(home) => conclude(chats, home, learned, &options),
            None => Conclusion::default(),
        };
        if !options.all {
            findings.retain(|finding| finding.class != Class::Skip);
        }
        (summary.evidence, summary.skipped.system, summary.skipped.internal) = (evidence, system, internal);
        summary.findings.skip = options.all.then_some(0);
        for finding in &findings {
            summary.findings.count(finding.class);
        }
        summary.describe(&problems, created);
        Ok(Findings { findings, summary, problems })
    }

    /// The home tenant: supplied, or the one tenant of the chat records; none without any.
    fn home(&self) -> Result<Option<Uuid>> {
        if let Some(home) = self.options.home_tenant {
            return Ok(Some(*home.as_uuid()));
        }
        let tenants: BTreeSet<Uuid> = self.chats.iter().map(|evidence| evidence.organization).collect();
        if tenants.len() > 1 {
            let list = tenants.iter().map(|t| TenantId::from(*t).to_string()).collect::<Vec<_>>().join(", ");
            let message = format!("the records are of several tenants ({list}), and which one is ours was not said");
            return Err(Error::new(ErrorKind::InvalidArgument, message).with_next_step("name the home tenant"));
        }
        Ok(tenants.first().copied())
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
        for (tenant, problem) in self.malformed.drain(..) {
            match is_other(tenant) {
                true => *others.entry(tenant).or_default() += 1,
                false => self.problems.push(problem),
            }
        }
        self.chats.retain(|evidence| {
            let other = is_other(evidence.organization);
            if other {
                *others.entry(evidence.organization).or_default() += 1;
            }
            !other
        });
        self.summary.skipped.other_tenant = others.values().sum();
        for (tenant, count) in others {
            self.summary
                .warnings
                .push(format!("records of tenant {tenant} were skipped ({count}): it is not the home tenant"));
        }
    }
}

/// What to do about a text that holds no record.
const HOW: &str =
    "give AuditData as JSON, from the details pane or a tool; of a CSV export that is the AuditData column";

/// Finds in one text of JSON. An error when not one record of it could be read.
pub fn from_json(bytes: &[u8], options: &Options) -> Result<Findings> {
    let reader = json::read(bytes);
    if reader.is_blank() {
        return Err(
            Error::new(ErrorKind::InvalidRecords, "the text is empty: expected AuditData as JSON").with_next_step(HOW)
        );
    }
    let mut finder = Finder::new(options.clone());
    for (row, item) in reader {
        finder.push(Source { file: None, row }, item);
    }
    let findings = finder.finish()?;
    match findings.problems.first() {
        Some(problem) if findings.summary.errors == findings.summary.records => {
            Err(Error::new(ErrorKind::InvalidRecords, problem.to_string()).with_next_step(HOW))
        }
        _ => Ok(findings),
    }
}
