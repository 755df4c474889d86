//! What the form of a name tells.

use std::collections::BTreeSet;

use uuid::Uuid;

/// Kinds of names, and of the domains of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form(u8);

const GUEST: u8 = 1;
const CONSUMER: u8 = 2;
const SERVICE: u8 = 4;
const BOT: u8 = 8;
const DOMAIN: u8 = 16;
const ACCEPTED: u8 = 32;
const TRUSTED: u8 = 64;

/// How the address of a bot begins.
const OF_BOTS: &str = "28:";
/// What stands before the id in the name of a service principal.
const OF_PRINCIPALS: &str = "serviceprincipal_";

impl Form {
    /// The form of a name without capitals, where these domains are ours and those are partners'.
    pub(super) fn of(key: &str, accepted: &BTreeSet<String>, trusted: &BTreeSet<String>) -> Self {
        let bare = key.strip_prefix("8:").unwrap_or(key);
        let domain = domain(key);
        let is_bot = key.starts_with(OF_BOTS);
        // Any other name that begins so is somebody's own choice.
        let is_principal = key.strip_prefix(OF_PRINCIPALS).is_some_and(|id| Uuid::try_parse(id).is_ok());
        let is_service = is_bot || is_principal || matches!(key, "microsoft teams sync" | "application");
        let of_those = |domains: &BTreeSet<String>| domain.is_some_and(|domain| domains.contains(domain));
        let tells = [
            (GUEST, key.contains("#ext#")),
            (CONSUMER, bare.strip_prefix("live:").unwrap_or(bare).starts_with(".cid.")),
            (SERVICE, is_service),
            (BOT, is_bot),
            (DOMAIN, domain.is_some()),
            (ACCEPTED, of_those(accepted)),
            (TRUSTED, of_those(trusted)),
        ];
        Self(tells.into_iter().filter(|(_, is_so)| *is_so).fold(0, |all, (kind, _)| all | kind))
    }

    fn is(self, kind: u8) -> bool {
        self.0 & kind != 0
    }

    /// A user principal name of a member: no guest, no consumer.
    pub(super) fn is_upn(self) -> bool {
        self.is(DOMAIN) && !self.is(GUEST | CONSUMER | BOT)
    }

    /// `uma_contoso.com#EXT#@fabrikam.onmicrosoft.com`.
    pub(super) fn is_guest(self) -> bool {
        self.is(GUEST)
    }

    /// `.cid.2640d6262885f83e`, possibly after `8:` and `live:`. A `.cid.` further inside is part of somebody's name.
    pub(super) fn is_consumer(self) -> bool {
        self.is(CONSUMER)
    }

    /// Names that the log gives to services, and bots.
    pub(super) fn is_service(self) -> bool {
        self.is(SERVICE)
    }

    pub(super) fn has_domain(self) -> bool {
        self.is(DOMAIN)
    }

    /// Whether the domain is ours.
    pub(super) fn is_accepted(self) -> bool {
        self.is(ACCEPTED)
    }

    /// Whether the domain is a partner's.
    pub(super) fn is_trusted(self) -> bool {
        self.is(TRUSTED)
    }
}

/// A name to compare by.
pub(super) fn key(name: &str) -> String {
    name.trim().to_ascii_lowercase()
}

/// The domain after the last `@` of a name without capitals.
pub(super) fn domain(key: &str) -> Option<&str> {
    let (name, domain) = key.rsplit_once('@')?;
    (!name.is_empty() && !domain.is_empty()).then_some(domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(name: &str) -> Form {
        Form::of(&key(name), &["contoso.com".to_owned()].into(), &["partner.example".to_owned()].into())
    }

    #[test]
    fn consumers_and_guests_are_told_by_their_form() {
        for consumer in [".cid.2640d6262885f83e", "live:.cid.2640d6262885f83e", "8:live:.CID.2640d6262885f83e"] {
            assert!(form(consumer).is_consumer(), "{consumer}");
        }
        assert!(!form("el.cid.campeador@contoso.com").is_consumer());
        assert!(form("uma_contoso.com#EXT#@fabrikam.onmicrosoft.com").is_guest());
        assert!(form("uma@contoso.com").is_upn());
        assert!(!form("28:bot@contoso.com").is_upn());
        assert!(!form("Not Available").is_upn());
    }

    #[test]
    fn nobody_becomes_a_service_by_choosing_a_name() {
        assert!(form("ServicePrincipal_7e6ddcaf-16a1-4605-a1db-31d339c6c71b").is_service());
        let chosen = form("ServicePrincipal_help@fabrikam.example");
        assert!(!chosen.is_service() && chosen.is_upn());
        assert!(!form("ServicePrincipal_help").is_service());
    }

    #[test]
    fn a_domain_is_what_stands_after_the_last_at_sign() {
        assert_eq!(domain("a@b@contoso.com"), Some("contoso.com"));
        assert_eq!((domain("@contoso.com"), domain("uma@"), domain("uma")), (None, None, None));
        assert!(form("Uma@Contoso.com").is_accepted() && !form("uma@not-contoso.com").is_accepted());
        assert!(form("p@partner.example").is_trusted() && !form("uma@contoso.com").is_trusted());
    }
}
