//! What the log calls somebody.

use std::fmt;
use std::sync::Arc;

use foldhash::HashMap;

/// What stands in the log where a name should be and none is known.
const PLACEHOLDERS: [&str; 3] = ["Not Available", "__NULL__", "Unknown"];

/// A `UserId` or a member's `UPN`. Two names that differ in ASCII case only are one: no further letters are folded,
/// since a name that merely looks alike must stay another.
#[derive(Debug, Clone)]
pub(super) struct Name(Arc<Spelling>);

/// One spelling of a name, and what its form tells.
#[derive(Debug)]
struct Spelling {
    shown: Arc<str>,
    /// Without capitals.
    key: Arc<str>,
    is_guest: bool,
    is_consumer: bool,
    is_service: bool,
    /// Where the domain begins.
    domain: Option<usize>,
}

impl Name {
    pub(super) fn new(text: &str) -> Self {
        let shown: Arc<str> = text.trim().into();
        let has_capitals = shown.bytes().any(|byte| byte.is_ascii_uppercase());
        let key = if has_capitals { shown.to_ascii_lowercase().into() } else { shown.clone() };
        Self(Arc::new(Spelling::new(shown, key)))
    }

    /// The name to compare by.
    pub(super) fn key(&self) -> &str {
        &self.0.key
    }

    /// The name as it was logged.
    pub(super) fn shown(&self) -> &Arc<str> {
        &self.0.shown
    }

    /// A user principal name of a member: no guest, no consumer.
    pub(super) fn is_upn(&self) -> bool {
        self.0.domain.is_some() && !self.is_guest() && !self.is_consumer() && !self.key().starts_with(BOT)
    }

    /// `uma_contoso.com#EXT#@fabrikam.onmicrosoft.com`.
    pub(super) fn is_guest(&self) -> bool {
        self.0.is_guest
    }

    /// `.cid.2640d6262885f83e`, possibly after `8:` and `live:`. A `.cid.` further inside is part of somebody's name.
    pub(super) fn is_consumer(&self) -> bool {
        self.0.is_consumer
    }

    /// Names that the log gives to services, and bots.
    pub(super) fn is_service(&self) -> bool {
        self.0.is_service
    }

    /// The domain after the last `@`.
    pub(super) fn domain(&self) -> Option<&str> {
        self.0.key.get(self.0.domain?..)
    }
}

/// How the address of a bot begins.
const BOT: &str = "28:";

impl Spelling {
    fn new(shown: Arc<str>, key: Arc<str>) -> Self {
        let bare = key.strip_prefix("8:").unwrap_or(&key);
        Self {
            is_guest: key.contains("#ext#"),
            is_consumer: bare.strip_prefix("live:").unwrap_or(bare).starts_with(".cid."),
            is_service: key.starts_with(BOT)
                || key.starts_with("serviceprincipal_")
                || matches!(&*key, "microsoft teams sync" | "application"),
            domain: key.rfind('@').filter(|at| *at > 0 && at + 1 < key.len()).map(|at| at + 1),
            shown,
            key,
        }
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.key == other.0.key
    }
}

impl Eq for Name {}

impl std::hash::Hash for Name {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.key.hash(state);
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.shown)
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
        let name = Name::new(text);
        self.0.insert(name.shown().clone(), name.clone());
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
        assert_eq!(
            (&**one.shown(), one.domain(), Some(&one)),
            ("Uma@Contoso.com", Some("contoso.com"), other.as_ref())
        );
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
