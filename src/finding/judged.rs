//! What was judged, as it is kept: there may be millions of these.

use uuid::Uuid;

use super::evidence::Spot;
use super::span::Span;
use super::tenants::Tenant;
use super::texts::Number;
use super::verdict::{Class, OpenedBy, Reason};

/// The verdict on one user in one chat.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub(super) class: Class,
    pub(super) reason: Reason,
    pub(super) opened_by: OpenedBy,
    /// Whether the user was removed from the chat, or left, after everything that names the user.
    pub(super) left: bool,
    /// The chat's id.
    pub(super) thread: Number,
    /// The user's name as it is shown.
    pub(super) user: Option<Number>,
    /// Who opened the chat.
    pub(super) initiator: Initiator,
    /// The record that decided.
    pub(super) by: Spot,
    /// The user's id when the class is `certain`, and else those that may be it.
    pub(super) ids: Span,
    /// The records behind the verdict.
    pub(super) evidence: Span,
}

/// Who opened a chat, by name and tenant.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Initiator {
    pub(super) name: Option<Number>,
    pub(super) tenant: Option<Tenant>,
}

/// All verdicts, sorted by chat and user.
#[derive(Debug, Clone, Default)]
pub(super) struct Verdicts {
    pub(super) judged: Vec<Judged>,
    pub(super) ids: Vec<Uuid>,
    pub(super) evidence: Vec<Spot>,
}

impl Verdicts {
    /// Takes the last one away again.
    pub(super) fn undo(&mut self) {
        if let Some(last) = self.judged.pop() {
            last.ids.undo(&mut self.ids);
            last.evidence.undo(&mut self.evidence);
        }
    }
}
