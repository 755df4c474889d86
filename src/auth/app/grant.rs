//! Consent as the directory keeps it: which permissions an app has, for one person or for all.

use serde::Serialize;
use serde_json::Value;

use super::application::text;
use crate::error::{Error, ErrorKind, Result};

/// One grant of delegated permissions.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Grant {
    /// Its id.
    pub id: String,
    /// `AllPrincipals` or `Principal`.
    pub consent_type: String,
    /// For whom, when it is for one person.
    pub principal_id: Option<String>,
    /// The service principal of the service that the permissions are of.
    pub resource_id: String,
    /// The permissions, with spaces between.
    pub scope: String,
}

impl Grant {
    pub(super) fn read(value: &Value) -> Result<Self> {
        let need = |name: &str| {
            text(&value[name]).ok_or_else(|| {
                Error::new(ErrorKind::UnexpectedAnswer, format!("a grant in the directory's answer has no '{name}'"))
            })
        };
        Ok(Self {
            id: need("id")?,
            consent_type: need("consentType")?,
            principal_id: text(&value["principalId"]),
            resource_id: need("resourceId")?,
            scope: text(&value["scope"]).unwrap_or_default().trim().to_owned(),
        })
    }

    /// Whether it counts for this person (`None`: for all) at this service.
    pub(super) fn is_for(&self, resource: &str, principal: Option<&str>) -> bool {
        let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
        same(&self.resource_id, resource)
            && match principal {
                None => self.consent_type == "AllPrincipals",
                Some(person) => {
                    self.consent_type == "Principal" && self.principal_id.as_deref().is_some_and(|id| same(id, person))
                }
            }
    }

    /// Which of these it does not hold yet.
    pub(super) fn lacks<'a>(&self, wanted: &[&'a str]) -> Vec<&'a str> {
        let has = |name: &str| self.scope.split_whitespace().any(|held| held.eq_ignore_ascii_case(name));
        wanted.iter().filter(|name| !has(name)).copied().collect()
    }

    /// The permissions without these.
    pub(super) fn without(&self, names: &[String]) -> String {
        let kept = |held: &&str| !names.iter().any(|name| name.eq_ignore_ascii_case(held));
        self.scope.split_whitespace().filter(kept).collect::<Vec<_>>().join(" ")
    }
}
