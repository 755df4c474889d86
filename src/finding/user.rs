//! The users of a chat.

use super::evidence::Evidence;
use super::name::{Name, Names};
use super::side::{Side, Sides};

/// Whom of ours the records of a chat name, or who may be ours.
#[derive(Debug, Default)]
pub(super) struct Users {
    /// Who is named by which record, sorted by name and record.
    named: Vec<Named>,
    users: Vec<User>,
}

/// That a record names somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    name: Name,
    pub(super) by: usize,
}

/// One of ours in a chat, or somebody who may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct User {
    /// As the first record spells it.
    pub(super) name: Name,
    start: usize,
    end: usize,
}

impl Users {
    /// Reads them anew.
    pub(super) fn read(&mut self, evidence: &[Evidence<'_>], sides: &Sides, names: &Names) {
        self.named.clear();
        self.users.clear();
        for (by, record) in evidence.iter().enumerate().filter(|(_, record)| record.names()) {
            self.named.extend(record.members.iter().filter_map(|member| Some(Named { name: member.name?, by })));
        }
        if self.named.len() > 1 {
            // The records of each name stay in their order.
            self.named.sort_by(|a, b| match a.name == b.name {
                true => std::cmp::Ordering::Equal,
                false => names.key(a.name).cmp(names.key(b.name)),
            });
            self.named.dedup();
        }
        let mut start = 0;
        for of_name in self.named.chunk_by(|a, b| a.name == b.name) {
            let (name, end) = (of_name[0].name, start + of_name.len());
            if matches!(sides.user(name).side, Side::Home | Side::Unknown) {
                self.users.push(User { name, start, end });
            }
            start = end;
        }
    }

    pub(super) fn all(&self) -> &[User] {
        &self.users
    }

    /// The records that named a user, in order.
    pub(super) fn naming(&self, user: User) -> impl Iterator<Item = usize> + Clone {
        self.named.get(user.start..user.end).unwrap_or_default().iter().map(|named| named.by)
    }
}
