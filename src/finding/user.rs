//! A user of a chat.

use super::name::Name;

/// One of ours in a chat, or somebody who may be.
#[derive(Debug)]
pub(super) struct User {
    pub(super) name: Name,
    /// The records that named this user, in order.
    pub(super) named_by: Vec<usize>,
}
