//! The ids that are GUIDs: tenant, user and client (application).

use std::fmt;

use uuid::Uuid;

use super::text::{cleaned, invalid, quoted};
use crate::error::Result;

/// The tenant (organization) id of Entra.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TenantId(Uuid);

/// The Entra object id of a user.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UserId(Uuid);

/// The application (client) id of an app registration.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClientId(Uuid);

macro_rules! guid_id {
    ($name:ident, $what:literal, $find:literal, $upn:literal) => {
        impl $name {
            /// Parses what a person or a program hands over.
            pub fn parse(pasted: &str) -> Result<Self> {
                parse($what, pasted, $upn).map(Self).map_err(|e| e.with_next_step($find))
            }

            /// The GUID itself.
            pub fn as_uuid(&self) -> &Uuid {
                &self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(guid: Uuid) -> Self {
                Self(guid)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.0.as_hyphenated().encode_lower(&mut uuid::Uuid::encode_buffer()))
            }
        }
    };
}

guid_id!(
    TenantId,
    "tenant",
    "It is the OrganizationId of the audit record, and the Tenant ID on the overview page of the Entra admin center.",
    "looks like a user's name"
);
guid_id!(
    UserId,
    "user",
    "The user's id is the Object ID in the Entra admin center, `Get-MgUser -UserId NAME | Select-Object Id`, or the \
     UserKey of the record with which that user accepted the chat.",
    "is a user principal name; the service takes the user's object id"
);
guid_id!(
    ClientId,
    "client",
    "It is the Application (client) ID of the app registration in the Entra admin center.",
    "looks like a user's name"
);

fn parse(what: &str, pasted: &str, if_upn: &str) -> Result<Uuid> {
    let text = cleaned(what, pasted)?;
    if text.contains('@') && !text.starts_with("19:") {
        return Err(invalid(what, format!("{} {if_upn}", quoted(&text))));
    }
    let bare = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')).unwrap_or(&text);
    match Uuid::try_parse(bare) {
        Ok(guid) if guid.is_nil() => Err(invalid(what, "is the empty GUID of zeros")),
        // The other spellings that the parser takes (urn, no hyphens) are not what Microsoft's tools print.
        Ok(guid) if bare.len() == 36 => Ok(guid),
        _ => Err(invalid(what, format!("{} is not a GUID like 01234567-89ab-cdef-0123-456789abcdef", quoted(&text)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn space_braces_case_and_percent_encoding_are_undone() {
        let plain = UserId::parse("d864e79f-0000-4000-8000-0eeb4d61fdc2").unwrap();
        for pasted in [
            "  D864E79F-0000-4000-8000-0EEB4D61FDC2\r\n",
            "{d864e79f-0000-4000-8000-0eeb4d61fdc2}",
            "%20d864e79f%2D0000-4000-8000-0eeb4d61fdc2",
        ] {
            assert_eq!(UserId::parse(pasted).unwrap(), plain, "{pasted}");
        }
    }

    #[test]
    fn a_user_principal_name_is_refused_with_the_way_to_the_id() {
        let error = UserId::parse("uma@contoso.com").unwrap_err();
        assert!(error.message().contains("user principal name"), "{error}");
        assert!(error.next_step().unwrap().contains("Get-MgUser"), "{error}");
    }

    #[test]
    fn what_is_no_guid_is_refused() {
        for pasted in ["", "  ", "me", "00000000-0000-0000-0000-000000000000", "d864e79f", "%ff", &"a".repeat(5000)] {
            assert!(UserId::parse(pasted).is_err(), "{pasted}");
        }
    }
}
