//! A user of a chat.

use super::name::Name;

/// One of ours in a chat, or somebody who may be.
#[derive(Debug)]
pub(super) struct User {
    pub(super) name: Name,
    /// The records that named this user, in order.
    pub(super) named_by: Vec<usize>,
}

/// The user of a name among users that are sorted by their names.
pub(super) fn user<'a>(users: &'a [User], name: &Name) -> Option<&'a User> {
    users.binary_search_by(|user| user.name.key().cmp(name.key())).ok().map(|index| &users[index])
}
