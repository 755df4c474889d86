//! What a scan must keep to, and whether it did.

use std::collections::BTreeMap;

use super::case::ALL;

/// The CPU time of other tools must be so many times ours.
const AHEAD: [(&str, &str, f64); 2] = [("dense-jsonl", "DuckDB", 3.0), ("dense-csv", "Polars", 4.0)];
/// Bytes of private memory for all that are not candidate chats.
const MEMORY: u64 = 8 << 20;

/// Median ratios to the floor by case and tool.
#[derive(Default)]
pub(crate) struct Targets {
    ratios: BTreeMap<(&'static str, String), f64>,
    memory: BTreeMap<&'static str, u64>,
}

impl Targets {
    pub(crate) fn add(&mut self, case: &'static str, tool: &str, ratio: f64, private: u64) {
        self.ratios.insert((case, tool.to_owned()), ratio);
        if tool == "ours" {
            self.memory.insert(case, private);
        }
    }

    /// One line for each target that could be judged.
    pub(crate) fn print(&self) {
        let verdict = |holds: bool| if holds { "holds" } else { "MISSED" };
        let ratio = |case: &'static str, tool: &str| self.ratios.get(&(case, tool.to_owned())).copied();
        for case in &ALL {
            if let Some(ratio) = ratio(case.name, "ours") {
                println!(
                    "{}: {ratio:.2} times the floor, limit {}: {}",
                    case.name,
                    case.limit,
                    verdict(ratio <= case.limit)
                );
            }
        }
        for (case, peer, times) in AHEAD {
            if let (Some(ours), Some(theirs)) = (ratio(case, "ours"), ratio(case, peer)) {
                let ahead = theirs / ours;
                println!(
                    "{case}: {peer} takes {ahead:.1} times our CPU time, at least {times}: {}",
                    verdict(ahead >= times)
                );
            }
        }
        for (case, private) in self.memory.iter().filter(|(case, _)| !case.starts_with("dense")) {
            println!(
                "{case}: {:.1} MiB private, 8 and what the chats take: {}",
                mib(*private),
                verdict(*private <= MEMORY)
            );
        }
    }
}

pub(crate) fn mib(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}
