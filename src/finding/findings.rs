//! The result of a search.

use super::summary::{Problem, Summary};
use super::visible::Finding;

/// Findings, in an order of their own, and the account of everything that was read.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Findings {
    pub(super) findings: Vec<Finding>,
    pub(super) summary: Summary,
    #[serde(skip)]
    pub(super) problems: Vec<Problem>,
}

impl Findings {
    /// The findings, sorted by chat and user.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The account.
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Everything that could not be read, in the order of the input.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}
