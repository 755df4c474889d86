//! A folder with one stream of records in all four forms, and what there is to find in it.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Result, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::form::{Form, Writer};
use super::mix::{Density, Meaning, Mix};
use super::pretty::pretty;
use super::random::Random;
use super::record::Record;

/// Raised with every change of what is made, so that no older data is taken for it.
const VERSION: u32 = 1;

pub(crate) struct Spec {
    pub(crate) density: Density,
    /// The size of the JSON Lines; the other forms hold the same records.
    pub(crate) megabytes: u64,
    pub(crate) seed: u64,
}

pub(crate) struct Set {
    folder: PathBuf,
}

impl Set {
    /// The set in its folder below `root`, made when it is not there.
    pub(crate) fn make(root: &Path, spec: &Spec) -> Result<Self> {
        let Spec { density, megabytes, seed } = spec;
        let density_name = if *density == Density::Sparse { "sparse" } else { "dense" };
        let folder = root.join(format!("{density_name}-{megabytes}-{seed}-v{VERSION}"));
        let set = Self { folder };
        if !set.folder.exists() {
            // Made beside and renamed when whole: what is there is complete, whoever else makes the same.
            static MADE: AtomicU32 = AtomicU32::new(0);
            let maker = format!("{}-{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
            let beside = set.folder.with_extension(maker);
            fs::create_dir_all(&beside)?;
            fill(&beside, spec)?;
            if fs::rename(&beside, &set.folder).is_err() {
                fs::remove_dir_all(&beside)?;
            }
        }
        Ok(set)
    }

    pub(crate) fn path(&self, form: Form) -> PathBuf {
        self.folder.join(form.file_name())
    }

    /// The ids of the records that every tool must find.
    pub(crate) fn rows(&self) -> Result<BTreeSet<String>> {
        self.ids("rows.txt")
    }

    /// The ids of records of the same chats that are evidence of a finding beside the rows.
    pub(crate) fn companions(&self, messages: bool) -> Result<BTreeSet<String>> {
        let mut ids = self.ids("created.txt")?;
        if messages {
            ids.append(&mut self.ids("messages.txt")?);
        }
        Ok(ids)
    }

    fn ids(&self, name: &str) -> Result<BTreeSet<String>> {
        Ok(fs::read_to_string(self.folder.join(name))?.lines().map(str::to_owned).collect())
    }
}

fn fill(folder: &Path, spec: &Spec) -> Result<()> {
    let mut writers = Form::ALL.into_iter().map(|form| Writer::create(form, folder)).collect::<Result<Vec<_>>>()?;
    let (mut mix, mut random) = (Mix::new(spec.seed, spec.density), Random::new(!spec.seed));
    let (mut record, mut text, mut broken) = (Record::default(), Vec::new(), Vec::new());
    let mut lists = ["rows.txt", "created.txt", "messages.txt"].map(|name| (name, Vec::new()));
    let mut size = 0;
    while size < spec.megabytes * 1_000_000 {
        let meaning = mix.next(&mut record);
        text.clear();
        record.write(&mut text);
        let list = match meaning {
            Meaning::Row => Some(0),
            Meaning::Created => Some(1),
            Meaning::Message => Some(2),
            Meaning::Nothing => None,
        };
        if let Some(list) = list {
            writeln!(lists[list].1, "{}", record.id)?;
        }
        broken.clear();
        if random.permille(if list.is_some() { 100 } else { 20 }) {
            pretty(&text, &mut broken);
        }
        let cell = if broken.is_empty() { &text } else { &broken };
        // Services log some records twice.
        let times = if random.permille(if list.is_some() { 20 } else { 1 }) { 2 } else { 1 };
        for _ in 0..times {
            size += text.len() as u64 + 1;
            for writer in &mut writers {
                writer.write(&record, &text, cell)?;
            }
        }
    }
    for (name, ids) in lists {
        fs::write(folder.join(name), ids)?;
    }
    writers.into_iter().try_for_each(Writer::finish)
}
