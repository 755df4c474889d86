//! The words of a verdict.

use serde::Serialize;

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// The user's id and the outsider's part are both in the log.
    Certain,
    /// The id follows from other evidence than the user's own.
    Derived,
    /// The id has to be looked up.
    Lookup,
    /// A person has to look at it.
    Review,
    /// The evidence contradicts itself.
    Reject,
    /// Nothing to do; only shown on request.
    Skip,
}

/// Who opened a chat, as far as the log says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OpenedBy {
    /// Somebody outside created it.
    Outsider,
    /// This user accepted it; who created it is not in the input.
    Accepted,
    /// Somebody outside added one of ours; who created it is not in the input.
    Added,
    /// The log does not say, or contradicts itself.
    Unknown,
    /// One of ours.
    Us,
}

/// Why a finding has its class: the row of the decision table that fits first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is explained by the row of the table that gives it")]
pub enum Reason {
    TwoIds,
    OutsidersId,
    ConflictingSides,
    Trusted,
    PartlyTrusted,
    OpenedByUs,
    Meeting,
    IdNotInThread,
    Accepted,
    DomainOnly,
    AcceptedGroup,
    Directory,
    Learned,
    OtherHalf,
    KeyNotAnId,
    MemberWithoutId,
    AddedByOutsider,
    AddedByColleague,
    ActorUnknown,
    MessageOnly,
    GuestOrAnonymous,
    ParticipantsUnknown,
    NobodyNamed,
    Unclassified,
}
