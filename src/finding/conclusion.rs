//! From all evidence to findings.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::case::{Case, Context};
use super::evidence::Evidence;
use super::learned::Learned;
use super::operation::Operation;
use super::options::Options;
use super::scope::is_system_noise;
use super::side::Side;
use super::table::rule;
use super::thread::Thread;
use super::trust::Trust;
use super::user::User;
use super::visible::Finding;

/// The findings, and what became of the chat records.
#[derive(Debug, Default)]
pub(super) struct Conclusion {
    /// Sorted by chat and user.
    pub(super) findings: Vec<Finding>,
    pub(super) evidence: u64,
    pub(super) system: u64,
    pub(super) internal: u64,
    /// Whether a ChatCreated record was among them.
    pub(super) created: bool,
}

/// Concludes from the chat records of the home tenant.
pub(super) fn conclude(records: Vec<Evidence>, home: Uuid, learned: Learned, options: &Options) -> Conclusion {
    let mut conclusion = Conclusion::default();
    let mut chats: BTreeMap<String, Vec<Evidence>> = BTreeMap::new();
    for record in records {
        if is_system_noise(&record, home, &options.accepted_domains) {
            conclusion.system += 1;
            continue;
        }
        conclusion.created |= record.operation == Operation::ChatCreated;
        chats.entry(key(&record)).or_default().push(record);
    }
    let threads: Vec<Thread<'_>> = chats
        .into_values()
        .filter_map(|chat| {
            let id = chat.iter().map(|record| &record.thread).min()?.clone();
            Some(Thread::new(id, chat, home, options))
        })
        .collect();
    let context = context(&threads, learned, options);
    for thread in &threads {
        let records = thread.evidence.len() as u64;
        if thread.is_internal() {
            conclusion.internal += records;
        } else {
            conclusion.evidence += records;
            conclusion.findings.extend(findings(thread, &context));
        }
    }
    conclusion.findings.sort_by(|a, b| a.order().cmp(&b.order()));
    conclusion
}

/// Chats of two are compared without case, as GUIDs are; other ids depend on it.
fn key(record: &Evidence) -> String {
    match record.thread.pair() {
        Some(_) => record.thread.as_str().to_ascii_lowercase(),
        None => record.thread.as_str().to_owned(),
    }
}

/// What all chats teach about each: also the internal ones, since their actors' keys are as good.
fn context<'a>(threads: &[Thread<'_>], mut learned: Learned, options: &'a Options) -> Context<'a> {
    let mut foreign_ids: BTreeMap<Uuid, BTreeSet<Option<String>>> = BTreeMap::new();
    for thread in threads {
        for (record, standing) in thread.evidence.iter().zip(&thread.actors) {
            let actor = &record.actor;
            match (actor.id, &actor.name, standing.side) {
                (Some(id), name, Side::Foreign) => {
                    let name = name.as_ref().map(|name| name.key().to_owned());
                    foreign_ids.entry(id).or_default().insert(name);
                }
                (Some(id), Some(name), Side::Home) if actor.is_person() => learned.hear(thread.sides.home(), name, id),
                _ => {}
            }
        }
    }
    Context { options, learned, foreign_ids }
}

/// One finding for each of ours; one without a name for an external chat that names nobody, unless we opened it or
/// only supporting records know of it.
fn findings<'a>(thread: &'a Thread<'a>, context: &'a Context<'a>) -> Vec<Finding> {
    let trust = Trust::of(thread, context.options);
    let on = |user: Option<&'a User>| {
        let case = Case::new(thread, user, trust, context);
        let ruling = rule(&case);
        Finding::new(&case, ruling)
    };
    if !thread.users.is_empty() {
        return thread.users.values().map(|user| on(Some(user))).collect();
    }
    let tells = thread.evidence.iter().any(|record| record.names() || record.operation == Operation::Message);
    let nobody = thread.is_external() && thread.opener.by_us().is_none() && tells;
    nobody.then(|| on(None)).into_iter().collect()
}
