//! A user of a chat.

use super::name::Name;

/// One of ours in a chat, or somebody who may be.
#[derive(Debug)]
pub(super) struct User<'a> {
    /// As the first record spells it.
    pub(super) name: &'a Name,
    /// The records that named this user, in order.
    pub(super) named_by: Vec<usize>,
}

/// The user of a name among users that are sorted by their names.
pub(super) fn user<'u, 'a>(users: &'u [User<'a>], name: &Name) -> Option<&'u User<'a>> {
    users.binary_search_by(|user| user.name.key().cmp(name.key())).ok().map(|index| &users[index])
}
