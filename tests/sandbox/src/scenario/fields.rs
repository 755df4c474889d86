//! Reads a JSON object field by field; what is wrong is named with its place, and an unknown field with its nearest.

use std::fmt;

use serde_json::{Map, Value};

use crate::random::is_guid;

/// Why a scenario was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioError {
    /// The field, such as `users[0].upn`; empty for the whole file.
    pub at: String,
    /// What was expected there.
    pub message: String,
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at.as_str() {
            "" => write!(f, "{}", self.message),
            at => write!(f, "{at}: {}", self.message),
        }
    }
}

impl std::error::Error for ScenarioError {}

pub(crate) type Read<T> = Result<T, ScenarioError>;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) value: &'a Value,
    pub(crate) at: String,
}

impl<'a> Place<'a> {
    pub(crate) fn new(value: &'a Value, at: &str) -> Self {
        Self { value, at: at.to_owned() }
    }

    pub(crate) fn wrong<T>(&self, message: impl Into<String>) -> Read<T> {
        Err(ScenarioError { at: self.at.clone(), message: message.into() })
    }

    fn expected<T>(&self, what: &str) -> Read<T> {
        let found = match self.value {
            Value::Null => "null".to_owned(),
            Value::Array(_) => "an array".to_owned(),
            Value::Object(_) => "an object".to_owned(),
            other => other.to_string(),
        };
        self.wrong(format!("expected {what}, found {found}"))
    }

    pub(crate) fn text(&self) -> Read<String> {
        match self.value {
            Value::String(text) if !text.is_empty() => Ok(text.clone()),
            _ => self.expected("a text"),
        }
    }

    pub(crate) fn guid(&self) -> Read<String> {
        match self.value.as_str() {
            Some(text) if is_guid(text) => Ok(text.to_ascii_lowercase()),
            _ => self.expected("a GUID such as 8b1c6a52-3f0e-4d7a-9c15-2e6f0b9d4a71"),
        }
    }

    pub(crate) fn flag(&self) -> Read<bool> {
        self.value.as_bool().map_or_else(|| self.expected("true or false"), Ok)
    }

    pub(crate) fn whole(&self, from: u64, to: u64) -> Read<u64> {
        match self.value.as_u64() {
            Some(number) if (from..=to).contains(&number) => Ok(number),
            _ => self.expected(&format!("a whole number from {from} to {to}")),
        }
    }

    pub(crate) fn decimal(&self, from: f64, to: f64) -> Read<f64> {
        match self.value.as_f64() {
            Some(number) if (from..=to).contains(&number) => Ok(number),
            _ => self.expected(&format!("a number from {from} to {to}")),
        }
    }

    pub(crate) fn word<T: Copy>(&self, words: &[(&str, T)]) -> Read<T> {
        let word = self.value.as_str().unwrap_or_default();
        match words.iter().find(|(name, _)| *name == word) {
            Some((_, meaning)) => Ok(*meaning),
            None => {
                let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
                self.expected(&format!("one of {}", names.join(", ")))
            }
        }
    }

    pub(crate) fn list<T>(&self, read: impl Fn(&Place<'a>) -> Read<T>) -> Read<Vec<T>> {
        let Some(items) = self.value.as_array() else { return self.expected("an array") };
        items
            .iter()
            .enumerate()
            .map(|(index, value)| read(&Place { value, at: format!("{}[{index}]", self.at) }))
            .collect()
    }

    pub(crate) fn fields(&self) -> Read<Fields<'a>> {
        match self.value.as_object() {
            Some(map) => Ok(Fields { map, at: self.at.clone(), known: Vec::new() }),
            None => self.expected("an object"),
        }
    }
}

/// The fields of one object; each one asked for becomes known, and `finish` refuses the rest.
pub(crate) struct Fields<'a> {
    map: &'a Map<String, Value>,
    at: String,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    pub(crate) fn get(&mut self, name: &'static str) -> Option<Place<'a>> {
        self.known.push(name);
        self.map.get(name).map(|value| Place { value, at: self.place(name) })
    }

    pub(crate) fn optional<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Place<'a>) -> Read<T>,
    ) -> Read<Option<T>> {
        self.get(name).map(|place| read(&place)).transpose()
    }

    pub(crate) fn required<T>(&mut self, name: &'static str, read: impl FnOnce(&Place<'a>) -> Read<T>) -> Read<T> {
        if let Some(place) = self.get(name) {
            return read(&place);
        }
        // A misspelt name is both missing and unknown: say the two in one.
        let near = self.map.keys().find(|key| !self.known.contains(&key.as_str()) && distance(key, name) <= 2);
        let hint = near.map_or_else(String::new, |near| format!("; `{near}` is not a field"));
        Err(ScenarioError { at: self.place(name), message: format!("is missing{hint}") })
    }

    pub(crate) fn texts(&mut self, name: &'static str) -> Read<Vec<String>> {
        Ok(self.optional(name, |place| place.list(Place::text))?.unwrap_or_default())
    }

    pub(crate) fn finish(self) -> Read<()> {
        let Some(unknown) = self.map.keys().find(|key| !self.known.contains(&key.as_str())) else { return Ok(()) };
        let nearest = self.known.iter().min_by_key(|known| distance(known, unknown));
        let hint = nearest.map_or_else(String::new, |nearest| format!("; nearest known: `{nearest}`"));
        Err(ScenarioError { at: self.place(unknown), message: format!("unknown field{hint}") })
    }

    fn place(&self, name: &str) -> String {
        if self.at.is_empty() { name.to_owned() } else { format!("{}.{name}", self.at) }
    }
}

/// Edits that turn one name into the other.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, letter) in left.to_lowercase().chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, other) in right.iter().enumerate() {
            let substituted = diagonal + usize::from(letter != *other);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}
