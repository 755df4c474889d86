//! One run of a tool that is not timed: what it found, and the memory that it took.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use super::process::watched;
use super::tool::Gives;

pub(crate) struct Look {
    /// Most anonymous memory at one moment (`RssAnon`, over the process and its children): what is its own, and no
    /// page of a file.
    pub(crate) private: u64,
    /// Most memory at all (`VmHWM`), pages of mapped files included.
    pub(crate) peak: u64,
    pub(crate) rows: BTreeSet<String>,
}

impl Look {
    /// Runs the command, its output in a file in `folder`.
    pub(crate) fn at(mut command: Command, gives: Gives, folder: &Path) -> Result<Self, String> {
        let (output, errors) = (folder.join("output"), folder.join("errors"));
        command.stdout(File::create(&output).unwrap()).stderr(File::create(&errors).unwrap());
        let (mut private, mut peaks) = (0, BTreeMap::new());
        watched(command, |id| {
            let mut now = 0;
            sample(id, &mut now, &mut peaks);
            private = private.max(now);
        })
        .map_err(|error| format!("{error}: {}", tail(&errors)))?;
        let text = fs::read_to_string(&output).map_err(|error| error.to_string())?;
        Ok(Self { private, peak: peaks.into_values().sum(), rows: gives.rows(&text) })
    }
}

/// The end of what a program complained about.
fn tail(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().rev().take(3).collect::<Vec<_>>().join(" | ")
}

/// Adds what a process and its children hold now.
fn sample(id: u32, private: &mut u64, peaks: &mut BTreeMap<u32, u64>) {
    let Ok(status) = fs::read_to_string(format!("/proc/{id}/status")) else { return };
    let bytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim_start_matches(':').split_whitespace().next()?.parse::<u64>().ok()? * 1024)
    };
    *private += bytes("RssAnon").unwrap_or_default();
    if let Some(peak) = bytes("VmHWM") {
        peaks.insert(id, peak);
    }
    let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
    for child in children.split_whitespace().filter_map(|child| child.parse().ok()) {
        sample(child, private, peaks);
    }
}
