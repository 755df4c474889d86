//! Delegated permissions of Microsoft Graph, by name.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

/// More than any work here takes.
const MOST: usize = 20;
const LONGEST: usize = 120;

/// What the removal takes.
pub(crate) static CHATS: [Scope; 1] = [Scope::known("Chat.ReadWrite.All")];

/// One delegated permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope(Cow<'static, str>);

impl Scope {
    pub(crate) const fn known(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// Reads a name, bare or with its resource before it. What cannot be looked for in a token is no permission here.
    pub fn parse(text: &str) -> Option<Self> {
        let name = bare(text.trim());
        let fits = name.len() <= LONGEST && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
        // `.default` and what OpenID Connect asks for name no permission of their own.
        (fits && name.contains('.') && !name.starts_with('.')).then(|| Self(name.to_owned().into()))
    }

    /// Reads the list of a document; the error says what is wrong with it.
    pub(super) fn list(value: &Value) -> Result<Vec<Self>, String> {
        let wrong = || "must be a list of delegated permissions of Microsoft Graph, like [\"Chat.ReadWrite.All\"]";
        let names = value.as_array().filter(|names| (1..=MOST).contains(&names.len())).ok_or_else(wrong)?;
        names.iter().map(|name| name.as_str().and_then(Self::parse).ok_or_else(|| wrong().to_owned())).collect()
    }

    /// The name alone.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a permission that a token has gives this one: it is the same, or this one's ReadWrite.
    pub(crate) fn is_given_by(&self, held: &str) -> bool {
        let held = bare(held);
        held.eq_ignore_ascii_case(&self.0) || held.eq_ignore_ascii_case(&self.0.replace(".Read.", ".ReadWrite."))
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `Chat.Read` of `https://graph.microsoft.com/Chat.Read`.
fn bare(scope: &str) -> &str {
    scope.rsplit('/').next().unwrap_or(scope)
}

/// The names in one line.
pub(super) fn joined(scopes: &[Scope]) -> String {
    scopes.iter().map(Scope::as_str).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_permission_is_given_by_itself_and_by_its_read_write() {
        let read = Scope::parse("https://graph.microsoft.com/Application.Read.All").unwrap();
        for held in ["Application.Read.All", "application.readwrite.all", "https://x/Application.ReadWrite.All"] {
            assert!(read.is_given_by(held), "{held}");
        }
        assert!(!read.is_given_by("Directory.Read.All"));
        assert!(!Scope::known("Application.ReadWrite.All").is_given_by("Application.Read.All"));
    }

    #[test]
    fn what_is_no_permission_is_refused() {
        assert_eq!(Scope::list(&json!(["Chat.Read", "User.Read"])).unwrap().len(), 2);
        for wrong in [
            json!([]),
            json!("Chat.Read"),
            json!(["openid"]),
            json!([".default"]),
            json!(["a b.c"]),
            json!([7]),
            json!([""]),
        ] {
            assert!(Scope::list(&wrong).is_err(), "{wrong}");
        }
    }
}
