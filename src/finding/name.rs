//! What the log calls somebody.

use std::collections::BTreeSet;

use super::form::{Form, key};
use super::texts::{Number, Texts};

/// What stands in the log where a name should be and none is known.
const PLACEHOLDERS: [&str; 3] = ["Not Available", "__NULL__", "Unknown"];

/// A `UserId` or a member's `UPN`, by its number among the names of the search. Two names that differ in ASCII case
/// only are one: no further letters are folded, since a name that merely looks alike must stay another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    /// Of the name without capitals.
    key: Number,
    /// Of the name as it was logged.
    shown: Number,
    form: Form,
}

impl Name {
    /// The name as it was logged.
    pub(super) fn shown(self) -> Number {
        self.shown
    }

    /// A number that all spellings have in common.
    pub(super) fn key(self) -> Number {
        self.key
    }

    /// What its form tells.
    pub(super) fn form(self) -> Form {
        self.form
    }

    pub(super) fn is_guest(self) -> bool {
        self.form.is_guest()
    }

    pub(super) fn is_consumer(self) -> bool {
        self.form.is_consumer()
    }

    pub(super) fn is_service(self) -> bool {
        self.form.is_service()
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Name {}

impl std::hash::Hash for Name {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

/// The names of a search: the same few people stand in most of its records, and each is kept once.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    texts: Texts,
    /// The name of each text.
    names: Vec<Name>,
    accepted_domains: BTreeSet<String>,
    trusted_domains: BTreeSet<String>,
}

impl Names {
    /// Names of which some may be of these domains.
    pub(super) fn new(accepted_domains: BTreeSet<String>, trusted_domains: BTreeSet<String>) -> Self {
        Self { accepted_domains, trusted_domains, ..Self::default() }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// A name out of the log; what stands there instead of one is none.
    pub(super) fn logged(&mut self, text: Option<&str>) -> Option<Name> {
        let text = text?;
        // Most were there before, and hardly any has space around it.
        if let Some(number) = self.texts.find(text) {
            return self.names.get(number.index()).copied();
        }
        let text = text.trim();
        let is_none = text.is_empty() || PLACEHOLDERS.iter().any(|none| none.eq_ignore_ascii_case(text));
        (!is_none).then(|| self.name(text))
    }

    fn name(&mut self, text: &str) -> Name {
        if let Some(name) = self.texts.find(text).and_then(|number| self.names.get(number.index())) {
            return *name;
        }
        let name = if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            let key = self.name(&key(text));
            Name { shown: self.texts.number(text), ..key }
        } else {
            let number = self.texts.number(text);
            Name { key: number, shown: number, form: Form::of(text, &self.accepted_domains, &self.trusted_domains) }
        };
        self.names.push(name);
        name
    }

    /// The name to compare by.
    pub(super) fn key(&self, name: Name) -> &str {
        self.texts.text(name.key)
    }

    /// A name by the number of how it was logged.
    pub(super) fn text(&self, shown: Number) -> &str {
        self.texts.text(shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_make_another_name_and_a_look_alike_does() {
        let mut names = Names::default();
        let mut name = |text| names.logged(Some(text));
        assert_eq!(name("J.HARPER@Contoso.com "), name("j.harper@contoso.COM"));
        assert_ne!(name("\u{212A}im@contoso.com"), name("kim@contoso.com"));
    }

    #[test]
    fn a_name_is_shown_as_it_was_logged_and_a_placeholder_is_no_name() {
        let mut names = Names::default();
        let (one, other) = (names.logged(Some("Uma@Contoso.com ")).unwrap(), names.logged(Some("uma@contoso.com")));
        assert_eq!((names.text(one.shown()), names.key(one), Some(one)), ("Uma@Contoso.com", "uma@contoso.com", other));
        assert_eq!(names.logged(Some("Uma@Contoso.com")).map(Name::shown), Some(one.shown()));
        for none in ["", " ", "NOT AVAILABLE", "__null__", "unknown"] {
            assert_eq!(names.logged(Some(none)), None, "{none}");
        }
    }
}
