//! The result of a search.

use std::sync::OnceLock;

use serde::ser::SerializeStruct;

use super::chats::Chats;
use super::judged::Verdicts;
use super::known::Known;
use super::shown::Shown;
use super::summary::{Problem, Summary};
use super::visible::Finding;
use super::writer::Writer;
use crate::ids::TenantId;

/// Findings, in an order of their own, and the account of everything that was read. They take little more memory than
/// the records behind them: as text they are made when they are written, and as values when they are asked for.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    pub(super) home: Option<TenantId>,
    pub(super) chats: Chats,
    pub(super) known: Known,
    pub(super) verdicts: Verdicts,
    pub(super) summary: Summary,
    pub(super) problems: Vec<Problem>,
    pub(super) values: OnceLock<Vec<Finding>>,
}

impl Findings {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.verdicts.judged.len()
    }

    /// The findings as values, sorted by chat and user. All are made at the first call, and kept.
    pub fn findings(&self) -> &[Finding] {
        self.values.get_or_init(|| {
            let values =
                self.home.into_iter().flat_map(|home| self.shown().map(move |shown| Finding::new(home, shown)));
            values.collect()
        })
    }

    /// What writes findings as JSON, without making values of them.
    pub fn writer(&self) -> Writer<'_> {
        Writer::new(self)
    }

    /// The account.
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Everything that could not be read, in the order of the input.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    pub(super) fn at(&self, index: usize) -> Option<Shown<'_>> {
        Shown::new(&self.chats, &self.known, &self.verdicts, self.verdicts.judged.get(index)?)
    }

    fn shown(&self) -> impl Iterator<Item = Shown<'_>> {
        (0..self.count()).filter_map(|index| self.at(index))
    }
}

impl serde::Serialize for Findings {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut all = serializer.serialize_struct("Findings", 2)?;
        all.serialize_field("findings", self.findings())?;
        all.serialize_field("summary", &self.summary)?;
        all.end()
    }
}
