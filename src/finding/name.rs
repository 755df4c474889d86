//! What the log calls somebody.

use std::fmt;
use std::sync::Arc;

use foldhash::HashMap;

/// What stands in the log where a name should be and none is known.
const PLACEHOLDERS: [&str; 3] = ["Not Available", "__NULL__", "Unknown"];

/// A `UserId` or a member's `UPN`. Two names that differ in ASCII case only are one: no further letters are folded,
/// since a name that merely looks alike must stay another.
#[derive(Debug, Clone)]
pub(super) struct Name {
    shown: Arc<str>,
    key: Arc<Key>,
}

/// A name without its capitals, and what its form tells.
#[derive(Debug)]
struct Key {
    text: Box<str>,
    is_guest: bool,
    is_consumer: bool,
    is_service: bool,
    /// Where the domain begins.
    domain: Option<usize>,
}

impl Name {
    pub(super) fn new(text: &str) -> Self {
        let text = text.trim();
        Self { shown: text.into(), key: Arc::new(Key::new(text.to_ascii_lowercase())) }
    }

    /// The name to compare by.
    pub(super) fn key(&self) -> &str {
        &self.key.text
    }

    /// The name as it was logged.
    pub(super) fn shown(&self) -> &Arc<str> {
        &self.shown
    }

    /// A user principal name of a member: no guest, no consumer.
    pub(super) fn is_upn(&self) -> bool {
        self.key.domain.is_some() && !self.is_guest() && !self.is_consumer() && !self.key().starts_with(BOT)
    }

    /// `uma_contoso.com#EXT#@fabrikam.onmicrosoft.com`.
    pub(super) fn is_guest(&self) -> bool {
        self.key.is_guest
    }

    /// `.cid.2640d6262885f83e`, possibly after `8:` and `live:`. A `.cid.` further inside is part of somebody's name.
    pub(super) fn is_consumer(&self) -> bool {
        self.key.is_consumer
    }

    /// Names that the log gives to services, and bots.
    pub(super) fn is_service(&self) -> bool {
        self.key.is_service
    }

    /// The domain after the last `@`.
    pub(super) fn domain(&self) -> Option<&str> {
        self.key.text.get(self.key.domain?..)
    }
}

/// How the address of a bot begins.
const BOT: &str = "28:";

impl Key {
    fn new(text: String) -> Self {
        let bare = text.strip_prefix("8:").unwrap_or(&text);
        let domain = text.rfind('@').filter(|at| *at > 0 && at + 1 < text.len()).map(|at| at + 1);
        Self {
            is_guest: text.contains("#ext#"),
            is_consumer: bare.strip_prefix("live:").unwrap_or(bare).starts_with(".cid."),
            is_service: text.starts_with(BOT)
                || text.starts_with("serviceprincipal_")
                || matches!(text.as_str(), "microsoft teams sync" | "application"),
            domain,
            text: text.into(),
        }
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.key, &other.key) || self.key.text == other.key.text
    }
}

impl Eq for Name {}

impl std::hash::Hash for Name {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key.text.hash(state);
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

/// The names of a search: the same few people stand in most of its records, and each is kept once.
#[derive(Debug, Default)]
pub(super) struct Names(HashMap<Arc<str>, Name>);

impl Names {
    /// A name out of the log; what stands there instead of one is none.
    pub(super) fn logged(&mut self, text: Option<&str>) -> Option<Name> {
        let text = text?.trim();
        let is_none = text.is_empty() || PLACEHOLDERS.iter().any(|none| none.eq_ignore_ascii_case(text));
        (!is_none).then(|| self.name(text))
    }

    fn name(&mut self, text: &str) -> Name {
        if let Some(name) = self.0.get(text) {
            return name.clone();
        }
        let name = match text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Name { shown: text.into(), key: self.name(&text.to_ascii_lowercase()).key },
            false => Name::new(text),
        };
        self.0.insert(name.shown.clone(), name.clone());
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_make_another_name_and_a_look_alike_does() {
        assert_eq!(Name::new("J.HARPER@Contoso.com "), Name::new("j.harper@contoso.COM"));
        assert_ne!(Name::new("\u{212A}im@contoso.com"), Name::new("kim@contoso.com"));
    }

    #[test]
    fn a_name_is_shown_as_it_was_logged_and_a_placeholder_is_no_name() {
        let mut names = Names::default();
        let (one, other) = (names.logged(Some("Uma@Contoso.com ")).unwrap(), names.logged(Some("uma@contoso.com")));
        assert_eq!((&**one.shown(), one.domain(), Some(&one)), ("Uma@Contoso.com", Some("contoso.com"), other.as_ref()));
        for none in ["", " ", "NOT AVAILABLE", "__null__", "unknown"] {
            assert_eq!(names.logged(Some(none)), None, "{none}");
        }
    }

    #[test]
    fn consumers_and_guests_are_told_by_their_form() {
        for consumer in [".cid.2640d6262885f83e", "live:.cid.2640d6262885f83e", "8:live:.CID.2640d6262885f83e"] {
            assert!(Name::new(consumer).is_consumer(), "{consumer}");
        }
        assert!(!Name::new("el.cid.campeador@contoso.com").is_consumer());
        assert!(Name::new("uma_contoso.com#EXT#@fabrikam.onmicrosoft.com").is_guest());
        assert!(Name::new("uma@contoso.com").is_upn());
        assert!(!Name::new("Not Available").is_upn());
    }
}
