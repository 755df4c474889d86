//! What was asked for.

use std::path::PathBuf;

pub(crate) struct Arguments {
    /// Megabytes of the sparse set and of the dense one, as JSON Lines.
    pub(crate) size: u64,
    pub(crate) dense: u64,
    pub(crate) rounds: usize,
    pub(crate) seed: u64,
    /// Cases by name, and `hosts`; all when it is empty.
    pub(crate) only: Vec<String>,
    pub(crate) peers: bool,
    /// A scan program of somebody else's building.
    pub(crate) scan: Option<PathBuf>,
}

impl Arguments {
    pub(crate) fn read(words: &[String]) -> Self {
        let mut read = Self { size: 500, dense: 200, rounds: 7, seed: 1, only: Vec::new(), peers: true, scan: None };
        for pair in words.chunks(2) {
            let [option, value] = pair else { panic!("{} takes a value", pair[0]) };
            let number = || value.parse().unwrap_or_else(|_| panic!("{option} takes a number, not {value}"));
            match option.as_str() {
                "--size" => read.size = number(),
                "--dense" => read.dense = number(),
                "--rounds" => read.rounds = usize::try_from(number().max(1)).unwrap(),
                "--seed" => read.seed = number(),
                "--only" => read.only = value.split(',').map(str::to_owned).collect(),
                "--peers" => read.peers = value != "none",
                "--scan" => read.scan = Some(value.into()),
                _ => panic!("there is no option {option}"),
            }
        }
        read
    }

    /// Megabytes of the set for tools that are too slow for the whole one.
    pub(crate) fn small(&self) -> u64 {
        (self.size / 10).max(1)
    }
}
