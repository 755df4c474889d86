//! What kind of actor the log saw.

/// `UserType`, as far as verdicts depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserType {
    /// A person: Regular (0), Admin (2), or not said.
    Person,
    /// No person: DcAdmin to PartnerTechnician (3-9).
    System,
    /// A guest or an anonymous participant (10).
    Guest,
    /// Reserved (1), or a value that this library does not know: never taken for a person.
    Other,
}

impl UserType {
    /// From the schema's number.
    pub(super) fn from_number(number: i64) -> Self {
        match number {
            0 | 2 => Self::Person,
            3..=9 => Self::System,
            10 => Self::Guest,
            _ => Self::Other,
        }
    }

    /// From a name, as Graph and `Search-UnifiedAuditLog -Formatted` write it, or a number in text.
    pub(super) fn from_name(name: &str) -> Self {
        if let Ok(number) = name.parse() {
            return Self::from_number(number);
        }
        const NAMES: [(&str, UserType); 13] = [
            ("regular", UserType::Person),
            ("admin", UserType::Person),
            ("dcadmin", UserType::System),
            ("system", UserType::System),
            ("application", UserType::System),
            ("serviceprincipal", UserType::System),
            ("custompolicy", UserType::System),
            ("systempolicy", UserType::System),
            ("partnertechnician", UserType::System),
            ("guest", UserType::Guest),
            ("anonymous", UserType::Guest),
            ("guestoranonymous", UserType::Guest),
            ("reserved", UserType::Other),
        ];
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map_or(Self::Other, |(_, kind)| *kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_mean_the_same() {
        for (number, name, kind) in [
            (0, "Regular", UserType::Person),
            (1, "Reserved", UserType::Other),
            (2, "Admin", UserType::Person),
            (3, "DcAdmin", UserType::System),
            (5, "Application", UserType::System),
            (9, "PartnerTechnician", UserType::System),
            (10, "Guest", UserType::Guest),
            (11, "SomethingNew", UserType::Other),
        ] {
            assert_eq!(UserType::from_number(number), kind);
            assert_eq!(UserType::from_name(name), kind);
            assert_eq!(UserType::from_name(&number.to_string()), kind);
        }
    }
}
