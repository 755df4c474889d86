//! From all evidence to verdicts.

use super::case::Case;
use super::chats::Chats;
use super::context::{Context, ForeignIds};
use super::judge::judged;
use super::judged::Verdicts;
use super::known::Known;
use super::learned::Learned;
use super::operation::Operation;
use super::options::Options;
use super::shown::Shown;
use super::table::rule;
use super::tenants::Tenant;
use super::thread::Thread;
use super::trust::Trust;
use super::user::User;
use super::verdict::Class;

/// Of how many chats the evidence is fetched at once.
const AT_ONCE: usize = 16;

/// The verdicts, and what became of the chat records.
#[derive(Debug, Default)]
pub(super) struct Conclusion {
    pub(super) verdicts: Verdicts,
    /// How many verdicts the filter left out.
    pub(super) filtered: u64,
    pub(super) evidence: u64,
    pub(super) system: u64,
    pub(super) internal: u64,
}

/// Concludes from the chats of the home tenant. They are read twice: what all of them teach is known before the first
/// is judged, and what is read of one is forgotten with the next.
pub(super) fn conclude(chats: &Chats, known: &Known, home: Tenant, learned: Learned, options: &Options) -> Conclusion {
    let mut conclusion = Conclusion { system: chats.system, ..Conclusion::default() };
    let mut context = Context { options, learned, foreign_ids: ForeignIds::default() };
    let mut thread = Thread::new(chats, known, home, options);
    for chat in chats.all() {
        thread.read_sides(chat);
        context.hear(&thread);
    }
    for some in chats.sorted().chunks(AT_ONCE) {
        chats.fetch(some);
        for chat in some {
            thread.read(*chat);
            let records = thread.evidence.len() as u64;
            if thread.is_internal() {
                conclusion.internal += records;
            } else {
                conclusion.evidence += records;
                conclusion.judge(&thread, &context);
            }
        }
    }
    conclusion
}

impl Conclusion {
    /// One verdict on each of ours; one on nobody for an external chat that names nobody, unless we opened it or only
    /// supporting records know of it.
    fn judge(&mut self, thread: &Thread<'_>, context: &Context<'_>) {
        let trust = Trust::of(thread, context.options);
        for user in thread.users.all() {
            self.judge_user(thread, Some(*user), trust, context);
        }
        let tells = || thread.evidence.iter().any(|record| record.names() || record.operation == Operation::Message);
        if thread.users.all().is_empty() && thread.is_external() && thread.opener.by_us().is_none() && tells() {
            self.judge_user(thread, None, trust, context);
        }
    }

    fn judge_user(&mut self, thread: &Thread<'_>, user: Option<User>, trust: Trust, context: &Context<'_>) {
        let case = Case::new(thread, user, trust, context);
        let ruling = rule(&case);
        if ruling.class == Class::Skip && !context.options.all {
            return;
        }
        let judged = judged(&case, &ruling, &mut self.verdicts);
        self.verdicts.judged.push(judged);
        let filter = &context.options.filter;
        if filter.asks() && !Shown::last(thread, &self.verdicts).is_some_and(|shown| filter.shows(shown)) {
            self.verdicts.undo();
            self.filtered += 1;
        }
    }
}
