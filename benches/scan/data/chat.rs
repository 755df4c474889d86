//! Chats, each known by number, so that all records of one agree.

use super::person::{Person, ours, outsider};
use super::random::Random;

pub(crate) struct Chat {
    pub(crate) thread: String,
    pub(crate) one_to_one: bool,
    pub(crate) ours: Vec<Person>,
    pub(crate) outsider: Option<Person>,
}

impl Chat {
    /// One that somebody outside is in.
    pub(crate) fn external(seed: u64, number: u64) -> Self {
        let mut random = Random::of(seed, 4, number);
        let outsider = outsider(seed, random.next());
        let user = random.next() % 1_000_000;
        if random.permille(700) {
            let ours = ours(seed, user);
            let (a, b) = if random.permille(500) { (ours.id, outsider.id) } else { (outsider.id, ours.id) };
            let thread = format!("19:{a}_{b}@unq.gbl.spaces");
            return Self { thread, one_to_one: true, ours: vec![ours], outsider: Some(outsider) };
        }
        let ours = (0..2 + random.below(4)).map(|n| ours(seed, user + n)).collect();
        Self { thread: group(&mut random), one_to_one: false, ours, outsider: Some(outsider) }
    }

    /// One among ourselves.
    pub(crate) fn internal(seed: u64, number: u64) -> Self {
        let mut random = Random::of(seed, 5, number);
        let user = random.next() % 1_000_000;
        let ours = (0..2 + random.below(4)).map(|n| ours(seed, user + n)).collect();
        Self { thread: group(&mut random), one_to_one: false, ours, outsider: None }
    }

    pub(crate) fn kind(&self) -> &'static str {
        if self.one_to_one { "OneOnOne" } else { "GroupChat" }
    }
}

fn group(random: &mut Random) -> String {
    format!("19:{:016x}{:016x}@thread.v2", random.next(), random.next())
}
