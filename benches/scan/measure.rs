//! A tool on a file, round by round beside the floor.

use std::collections::BTreeSet;
use std::path::Path;

use super::data::Set;
use super::floor::Floor;
use super::look::Look;
use super::process::cpu;
use super::tool::{Gives, Tool};

pub(crate) struct Measure {
    pub(crate) look: Look,
    /// Whether it found what it had to, and nothing else; none of what finds nothing.
    pub(crate) same: Option<bool>,
    /// CPU seconds of each round, the tool's and the floor's just before it.
    pub(crate) rounds: Vec<(f64, f64)>,
}

impl Measure {
    pub(crate) fn of(tool: &Tool, path: &Path, set: &Set, folder: &Path) -> Result<Self, String> {
        let look = Look::at((tool.command)(path), tool.gives, folder)?;
        let same = (tool.gives != Gives::Nothing).then(|| is_right(tool.gives, &look.rows, set));
        Ok(Self { look, same, rounds: Vec::new() })
    }

    /// Runs so many rounds, but no more than the tool has patience for.
    pub(crate) fn time(&mut self, tool: &Tool, path: &Path, floor: &Floor, rounds: usize) {
        for _ in 0..rounds.min(tool.rounds) {
            let floor = cpu(floor.mapped(path));
            self.rounds.push((cpu((tool.command)(path)), floor));
        }
    }

    /// The ratio to the floor: the median, and the best.
    pub(crate) fn ratios(&self) -> (f64, f64) {
        let ratios = || self.rounds.iter().map(|(tool, floor)| tool / floor);
        (median(ratios()), ratios().fold(f64::INFINITY, f64::min))
    }

    pub(crate) fn seconds(&self) -> f64 {
        median(self.rounds.iter().map(|round| round.0))
    }

    pub(crate) fn floor_seconds(&self) -> f64 {
        median(self.rounds.iter().map(|round| round.1))
    }
}

pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Those who write ids must write the rows and no other. Evidence of findings must hold the rows, and beside them only
/// the records that the data names as evidence of the same chats: creations and, where they count, messages.
fn is_right(gives: Gives, found: &BTreeSet<String>, set: &Set) -> bool {
    let mut rest = found.clone();
    let rows = set.rows().unwrap();
    let has_all = rows.iter().all(|row| rest.remove(row));
    let beside = match gives {
        Gives::Ids | Gives::Nothing => BTreeSet::new(),
        Gives::Findings { messages } => set.companions(messages).unwrap(),
    };
    has_all && !rows.is_empty() && rest.is_subset(&beside)
}
