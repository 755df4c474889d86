//! From all evidence to findings.

use uuid::Uuid;

use super::case::{Case, Context, ForeignIds};
use super::chats::Chats;
use super::learned::Learned;
use super::operation::Operation;
use super::options::Options;
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

/// Concludes from the chats of the home tenant.
pub(super) fn conclude(chats: &Chats, home: Uuid, learned: Learned, options: &Options) -> Conclusion {
    let mut conclusion = Conclusion { system: chats.system, ..Conclusion::default() };
    let sorted = chats.sorted().into_iter();
    let threads: Vec<Thread<'_>> = sorted.map(|(id, evidence)| Thread::new(id, evidence, home, options)).collect();
    conclusion.created = threads.iter().any(|thread| thread.opener.created.is_some());
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
    conclusion
}

/// What all chats teach about each: also the internal ones, since their actors' keys are as good.
fn context<'a>(threads: &[Thread<'a>], mut learned: Learned, options: &'a Options) -> Context<'a> {
    let mut foreign_ids = ForeignIds::default();
    for thread in threads {
        for (record, standing) in thread.evidence.iter().zip(&thread.actors) {
            let actor = &record.actor;
            match (actor.id, &actor.name, standing.side) {
                (Some(id), name, Side::Foreign) => {
                    foreign_ids.entry(id).or_default().insert(name.as_ref());
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
    let on = |user: Option<&'a User<'a>>| {
        let case = Case::new(thread, user, trust, context);
        let ruling = rule(&case);
        Finding::new(&case, ruling)
    };
    if !thread.users.is_empty() {
        return thread.users.iter().map(|user| on(Some(user))).collect();
    }
    let tells = thread.evidence.iter().any(|record| record.names() || record.operation == Operation::Message);
    let nobody = thread.is_external() && thread.opener.by_us().is_none() && tells;
    nobody.then(|| on(None)).into_iter().collect()
}
