//! `$filter`, as far as the directory's lists are asked with it: properties that equal texts, all of them.

use super::error::GraphError;
use super::route::Call;

/// Properties with the texts that they must equal.
pub(super) struct Filter(Vec<(String, String)>);

impl Filter {
    /// Reads the request's filter; other properties than the known ones cannot be filtered by.
    pub(super) fn read(call: &Call<'_>, known: &[&str]) -> Result<Self, GraphError> {
        let query = call.request.query();
        let Some(text) = query.get("$filter") else { return Ok(Self(Vec::new())) };
        let refuse = || {
            GraphError::new(
                400,
                "Request_UnsupportedQuery",
                format!("Unsupported or invalid query filter clause: {text}"),
            )
        };
        let mut rest = text.trim();
        let mut clauses = Vec::new();
        loop {
            let (name, after) = rest.split_once(" eq '").ok_or_else(refuse)?;
            if !known.contains(&name.trim()) {
                return Err(refuse());
            }
            let (value, after) = quoted(after).ok_or_else(refuse)?;
            clauses.push((name.trim().to_owned(), value));
            match after.trim() {
                "" => return Ok(Self(clauses)),
                more => rest = more.strip_prefix("and ").ok_or_else(refuse)?.trim(),
            }
        }
    }

    /// Whether an object with these properties is asked for. As in the directory, case does not count.
    pub(super) fn takes(&self, property: impl Fn(&str) -> Option<String>) -> bool {
        self.0.iter().all(|(name, value)| property(name).is_some_and(|own| own.eq_ignore_ascii_case(value)))
    }
}

/// A text up to its closing quote, quotes in it doubled, and what follows.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('\'')?;
        value.push_str(before);
        match after.strip_prefix('\'') {
            Some(more) => {
                value.push('\'');
                rest = more;
            }
            None => return Some((value, after)),
        }
    }
}
