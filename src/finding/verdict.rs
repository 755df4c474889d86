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
pub enum Reason {
    /// Row 1: the user's acceptances and the directory give two ids.
    TwoIds,
    /// Row 2: somebody outside acted under the id.
    OutsidersId,
    /// Row 3: the records contradict each other about a side, or both sides created the chat.
    ConflictingSides,
    /// Row 4: everybody outside who is known is a partner.
    Trusted,
    /// Row 5: some outside are partners.
    PartlyTrusted,
    /// Row 6: one of ours created the chat, or added the outsider to a chat whose creation is not in the input.
    OpenedByUs,
    /// Row 7: the chat of a meeting.
    Meeting,
    /// Row 8: the id is neither half of the one-to-one chat's own id.
    IdNotInThread,
    /// Row 9: the user accepted the chat under the id.
    Accepted,
    /// Rows 9 and 11: as certain, but for a side that rests on no more than a name: a domain, or a tenant that the
    /// record itself does not state.
    DomainOnly,
    /// Row 10: the user accepted a group whose creation is not in the input.
    AcceptedGroup,
    /// Row 11: an outsider created the chat, and the directory has the user.
    Directory,
    /// Row 12: the user acted elsewhere under the id.
    Learned,
    /// Row 13: the other half of the one-to-one chat's id is the outsider's.
    OtherHalf,
    /// Row 14: the user accepted under a key that is no object id.
    KeyNotAnId,
    /// Row 15: an outsider created the chat, and nothing tells the user's id.
    MemberWithoutId,
    /// Row 16: an outsider added the user to a chat whose creation is not in the input.
    AddedByOutsider,
    /// Row 17: one of ours added the user.
    AddedByColleague,
    /// Row 18: somebody of no known side named the user.
    ActorUnknown,
    /// Row 19: only messages are known of the chat.
    MessageOnly,
    /// Row 20: guests or anonymous people, and nobody who is known to be outside.
    GuestOrAnonymous,
    /// Row 21: nothing tells whether anybody outside is in the chat.
    ParticipantsUnknown,
    /// Row 22: an external chat of which no user of ours is known.
    NobodyNamed,
    /// Row 23: anything else, such as a service that added the user.
    Unclassified,
}
