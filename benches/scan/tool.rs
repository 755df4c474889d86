//! A program that finds the rows.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

pub(crate) struct Tool {
    pub(crate) name: String,
    pub(crate) command: Box<dyn Fn(&Path) -> Command>,
    pub(crate) gives: Gives,
    /// How many rounds at most: slow ones run fewer.
    pub(crate) rounds: usize,
    /// Whether it runs on the small set, since the whole one would take it minutes.
    pub(crate) is_slow: bool,
}

/// What a tool writes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gives {
    /// The id of each row, one a line.
    Ids,
    /// Something else: it finds no rows.
    Nothing,
    /// Findings. Their evidence holds the rows, and other records of the same chats that the data names.
    Findings { messages: bool },
}

impl Gives {
    pub(crate) fn rows(self, text: &str) -> BTreeSet<String> {
        match self {
            Self::Nothing => BTreeSet::new(),
            Self::Ids => text.lines().map(|line| line.trim().to_owned()).filter(|id| !id.is_empty()).collect(),
            Self::Findings { .. } => text.lines().flat_map(evidence).collect(),
        }
    }
}

fn evidence(line: &str) -> Vec<String> {
    let finding: Value = serde_json::from_str(line).unwrap();
    let ids = finding["evidence"].as_array().unwrap();
    ids.iter().map(|id| id.as_str().unwrap().to_owned()).collect()
}
