//! Which record comes next.

use super::chat::Chat;
use super::person::ours;
use super::random::Random;
use super::record::{Record, Style};
use super::{other, teams, trap};

/// How much of an export is what is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Density {
    /// A whole log: 0.6 % MemberAdded.
    Sparse,
    /// What a search for MemberAdded gives: 97 % of it.
    Dense,
}

/// What a record is to those who look for chats with outsiders.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A row to find.
    Row,
    /// Evidence that belongs to the same chats, but is no row.
    Created,
    /// The same, for those who count messages.
    Message,
    Nothing,
}

pub(crate) struct Mix {
    seed: u64,
    density: Density,
    random: Random,
    count: u64,
    rows: u64,
}

impl Mix {
    pub(crate) fn new(seed: u64, density: Density) -> Self {
        Self { seed, density, random: Random::new(seed), count: 0, rows: 0 }
    }

    /// Makes the next record.
    pub(crate) fn next(&mut self, record: &mut Record) -> Meaning {
        self.count += 1;
        record.clear();
        record.id = self.random.guid().to_string();
        record.time = time(self.count * 10);
        let kind = self.random.below(10_000);
        // Up to which of 10,000: added, created, message, retrieved, Exchange, SharePoint; the rest are sign-ins.
        let shares = match self.density {
            Density::Sparse => [60, 67, 1267, 2200, 4900, 8200],
            Density::Dense => [9700, 9850, 9900, 9920, 9940, 9980],
        };
        let which = shares.iter().filter(|until| kind >= **until).count();
        record.style = Style::any(&mut self.random, which == 0);
        match which {
            0 => self.added(record),
            1 => self.created(record),
            2 => self.message(record),
            _ => self.rest(which, record),
        }
    }

    /// The chat with outsiders that rows come to now: three rows for two chats.
    fn current(&self) -> u64 {
        self.rows * 2 / 3
    }

    fn added(&mut self, record: &mut Record) -> Meaning {
        let (kind, number) = (self.random.below(1000), self.random.next());
        let rows = if self.density == Density::Sparse { 480 } else { 720 };
        if kind < rows {
            let chat = Chat::external(self.seed, self.current());
            self.rows += 1;
            teams::member_added(record, &mut self.random, &chat);
            return Meaning::Row;
        }
        let chat = Chat::internal(self.seed, number);
        match kind % 5 {
            0 | 1 => teams::member_added_to_team(record, &mut self.random, &chat),
            2 | 3 => teams::member_added_inside(record, &mut self.random, &chat),
            _ => trap::other_workload(record, &mut self.random, &chat),
        }
        Meaning::Nothing
    }

    fn created(&mut self, record: &mut Record) -> Meaning {
        let chat = Chat::external(self.seed, self.current() + self.random.below(3));
        teams::chat_created(record, &mut self.random, &chat);
        Meaning::Created
    }

    fn message(&mut self, record: &mut Record) -> Meaning {
        let kind = self.random.below(10);
        let is_external = kind < 2;
        let chat = match is_external {
            true => Chat::external(self.seed, self.random.below(self.current() + 1)),
            false => Chat::internal(self.seed, self.random.next()),
        };
        teams::message(record, &mut self.random, &chat, kind < 6 && !is_external);
        if is_external { Meaning::Message } else { Meaning::Nothing }
    }

    fn rest(&mut self, which: usize, record: &mut Record) -> Meaning {
        let random = &mut self.random;
        let number = random.next();
        let actor = ours(self.seed, number);
        match which {
            3 => teams::chat_retrieved(record, random, &Chat::internal(self.seed, number)),
            4 => other::exchange(record, random, &actor),
            5 => other::sharepoint(record, random, &actor),
            _ => other::sign_in(record, random, &actor),
        }
        if matches!(which, 4 | 5) && random.permille(2) {
            trap::look_alike(record, random, &Chat::external(self.seed, number));
        }
        Meaning::Nothing
    }
}

/// A time so many seconds after the start, in months of 28 days.
fn time(seconds: u64) -> String {
    let (days, rest) = (seconds / 86400, seconds % 86400);
    let (month, day) = (days / 28, days % 28 + 1);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{:04}-{:02}-{day:02}T{hour:02}:{minute:02}:{second:02}", 2025 + month / 12, month % 12 + 1)
}
