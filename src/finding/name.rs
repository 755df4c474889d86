//! What the log calls somebody.

use std::fmt;
use std::sync::Arc;

/// A `UserId` or a member's `UPN`. Two names that differ in ASCII case only are one: no further letters are folded,
/// since a name that merely looks alike must stay another.
#[derive(Debug, Clone)]
pub(super) struct Name {
    shown: Arc<str>,
    /// The same text where it has no capitals, and then the same memory: a name stands in many places.
    key: Arc<str>,
}

impl Name {
    pub(super) fn new(text: &str) -> Self {
        let shown: Arc<str> = text.trim().into();
        let has_capitals = shown.bytes().any(|byte| byte.is_ascii_uppercase());
        let key = if has_capitals { shown.to_ascii_lowercase().into() } else { shown.clone() };
        Self { shown, key }
    }

    /// A name out of the log; what stands there instead of one is none.
    pub(super) fn logged(text: Option<&str>) -> Option<Self> {
        let name = Self::new(text?);
        (!matches!(name.key(), "" | "not available" | "__null__" | "unknown")).then_some(name)
    }

    /// The name to compare by.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// The name to compare by, to keep.
    pub(super) fn shared_key(&self) -> Arc<str> {
        self.key.clone()
    }

    /// The name as it was logged.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    /// A user principal name of a member: no guest, no consumer.
    pub(super) fn is_upn(&self) -> bool {
        self.domain().is_some() && !self.is_guest() && !self.is_consumer() && !self.is_bot()
    }

    /// `uma_contoso.com#EXT#@fabrikam.onmicrosoft.com`.
    pub(super) fn is_guest(&self) -> bool {
        self.key.contains("#ext#")
    }

    /// `.cid.2640d6262885f83e`, possibly after `8:` and `live:`. A `.cid.` further inside is part of somebody's name.
    pub(super) fn is_consumer(&self) -> bool {
        let bare = self.key.strip_prefix("8:").unwrap_or(&self.key);
        bare.strip_prefix("live:").unwrap_or(bare).starts_with(".cid.")
    }

    /// `28:...` is the address of a bot.
    pub(super) fn is_bot(&self) -> bool {
        self.key.starts_with("28:")
    }

    /// Names that the log gives to services.
    pub(super) fn is_service(&self) -> bool {
        self.is_bot()
            || matches!(&*self.key, "microsoft teams sync" | "application")
            || self.key.starts_with("serviceprincipal_")
    }

    /// The domain after the last `@`.
    pub(super) fn domain(&self) -> Option<&str> {
        let (local, domain) = self.key.rsplit_once('@')?;
        (!local.is_empty() && !domain.is_empty()).then_some(domain)
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Name {}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
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
