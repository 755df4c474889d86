//! What is measured: a form of a set, and what it may cost.

use super::data::{Density, Form};

pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) density: Density,
    pub(crate) form: Form,
    /// How many times the floor's CPU time a scan may take.
    pub(crate) limit: f64,
    /// Options that are measured in rows of their own.
    pub(crate) options: &'static [&'static [&'static str]],
}

const NONE: &[&str] = &[];
const COSTLY: &[&[&str]] = &[NONE, &["--messages"], &["--learn-ids"]];

pub(crate) const ALL: [Case; 6] = [
    Case { name: "csv", density: Density::Sparse, form: Form::Csv, limit: 1.6, options: COSTLY },
    Case { name: "jsonl", density: Density::Sparse, form: Form::Lines, limit: 1.5, options: COSTLY },
    Case { name: "array", density: Density::Sparse, form: Form::Array, limit: 2.2, options: COSTLY },
    Case { name: "graph", density: Density::Sparse, form: Form::Graph, limit: 2.2, options: COSTLY },
    Case { name: "dense-jsonl", density: Density::Dense, form: Form::Lines, limit: 7.5, options: &[NONE] },
    Case { name: "dense-csv", density: Density::Dense, form: Form::Csv, limit: 11.5, options: &[NONE] },
];
