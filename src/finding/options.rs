//! What the operator says about the organisation, and what to look at.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::directory::Directory;
use super::filter::Filter;
use super::form::{Form, key};
use crate::audit::{Json, Wanted};
use crate::error::{Error, ErrorKind, Result};
use crate::ids::{TenantId, UserId};
use crate::nearest::nearest;

const SCHEMA: i64 = 1;
const KNOWN: [&str; 12] = [
    "schema",
    "homeTenant",
    "directory",
    "directoryCsv",
    "acceptedDomains",
    "trustedDomains",
    "trustedTenants",
    "messages",
    "learnIds",
    "all",
    "strict",
    "filter",
];

/// What a search for findings is told. The default is told nothing.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Our tenant. Without it, it is the one tenant of the chat records.
    pub home_tenant: Option<TenantId>,
    /// Domains of ours.
    pub(super) accepted_domains: BTreeSet<String>,
    /// Domains of partners.
    pub(super) trusted_domains: BTreeSet<String>,
    /// Tenants of partners.
    pub(super) trusted_tenants: BTreeSet<Uuid>,
    /// Whether message events count as evidence too.
    pub messages: bool,
    /// Whether ids are learned from every record of the home tenant.
    pub learn_ids: bool,
    /// Whether findings of class `skip` are shown.
    pub all: bool,
    /// Whether the first unreadable record ends the search.
    pub strict: bool,
    /// Which findings are shown.
    pub(super) filter: Filter,
    /// Ids of our users by name.
    directory: BTreeMap<String, BTreeSet<Uuid>>,
}

impl Options {
    /// Reads the options document: `{"schema":1,"homeTenant":"...","directory":[{"userPrincipalName":"...","id":"..."}],
    /// "directoryCsv":"...","acceptedDomains":[],"trustedDomains":[],"trustedTenants":[],"messages":false,
    /// "learnIds":false,"all":false,"strict":false,"filter":{"sender":"...","senderDomain":"...",
    /// "userPrincipalName":"...","threadId":"...","since":"...","until":"..."}}`. All may be left out. Entries of the
    /// directory may have further fields, as Graph's users have; `directoryCsv` is the text of what
    /// [`Directory::from_csv`] reads. The texts of the filter may be arrays of texts of which one must fit.
    pub fn from_json(bytes: &[u8]) -> Result<Self> {
        let document = Json::parse(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
            .map_err(|error| invalid(format!("are no JSON: line {}, column {}", error.line(), error.column())))?;
        let Json::Object(fields) = &document else {
            return Err(invalid(format!("are {}, not an object", document.describe())));
        };
        match document.field("schema") {
            Ok(None) => {}
            Ok(Some(Json::Number(number))) if number.as_i64() == Some(SCHEMA) => {}
            _ => return Err(invalid(format!("have a schema other than {SCHEMA}"))),
        }
        let mut options = Self::default();
        for (index, (name, value)) in fields.iter().enumerate() {
            if fields[..index].iter().any(|(earlier, _)| earlier == name) {
                return Err(invalid(format!("have '{name}' twice")));
            }
            if *value != Json::Null || !KNOWN.contains(&&**name) {
                options.set(name, value)?;
            }
        }
        Ok(options)
    }

    fn set(&mut self, name: &str, value: &Json<'_>) -> Result<()> {
        match name {
            "schema" => {}
            "homeTenant" => self.home_tenant = Some(tenant(name, value)?),
            "directory" => {
                for entry in list(name, value)? {
                    let (upn, id) = directory_entry(entry)?;
                    self.add_to_directory(&upn, id);
                }
            }
            "directoryCsv" => {
                let directory = Directory::from_csv(text(name, value)?.as_bytes())
                    .map_err(|error| error.located("'directoryCsv' of the options"))?;
                directory.into_iter().for_each(|(upn, id)| self.add_to_directory(&upn, id));
            }
            "acceptedDomains" => list(name, value)?.iter().try_for_each(|d| self.accept_domain(text(name, d)?))?,
            "trustedDomains" => list(name, value)?.iter().try_for_each(|d| self.trust_domain(text(name, d)?))?,
            "trustedTenants" => {
                for entry in list(name, value)? {
                    self.trust_tenant(tenant(name, entry)?);
                }
            }
            "messages" => self.messages = flag(name, value)?,
            "learnIds" => self.learn_ids = flag(name, value)?,
            "all" => self.all = flag(name, value)?,
            "strict" => self.strict = flag(name, value)?,
            "filter" => self.filter = Filter::read(value)?,
            _ => {
                let hint = nearest(name, &KNOWN).map(|near| format!(" (is '{near}' meant?)")).unwrap_or_default();
                return Err(invalid(format!("have no field '{}'{hint}", shortened(name))));
            }
        }
        Ok(())
    }

    /// Which records have to be read for these.
    pub(super) fn wanted(&self) -> Wanted {
        Wanted { messages: self.messages, everything: self.strict || self.learn_ids }
    }

    /// Adds the id of a user. Two ids for one name are kept both: such a user is never certain.
    pub fn add_to_directory(&mut self, user_principal_name: &str, id: UserId) {
        self.directory.entry(key(user_principal_name)).or_default().insert(*id.as_uuid());
    }

    /// Adds a domain of ours.
    pub fn accept_domain(&mut self, domain: &str) -> Result<()> {
        self.accepted_domains.insert(domain_of("acceptedDomains", domain)?);
        Ok(())
    }

    /// Adds a domain of a partner.
    pub fn trust_domain(&mut self, domain: &str) -> Result<()> {
        self.trusted_domains.insert(domain_of("trustedDomains", domain)?);
        Ok(())
    }

    /// Adds a tenant of a partner.
    pub fn trust_tenant(&mut self, tenant: TenantId) {
        self.trusted_tenants.insert(*tenant.as_uuid());
    }

    /// The ids that the directory has for a name without capitals.
    pub(super) fn ids_of(&self, key: &str) -> Option<&BTreeSet<Uuid>> {
        self.directory.get(key)
    }
}

pub(super) fn invalid(what: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::InvalidArgument, format!("the options {what}"))
}

pub(super) fn shortened(name: &str) -> String {
    name.chars().take(40).flat_map(char::escape_debug).collect()
}

pub(super) fn expected(name: &str, what: &str, value: &Json<'_>) -> Error {
    invalid(format!("have {} in '{name}', which takes {what}", value.describe()))
}

pub(super) fn text<'a>(name: &str, value: &'a Json<'_>) -> Result<&'a str> {
    match value {
        Json::Text(text) => Ok(text),
        other => Err(expected(name, "strings", other)),
    }
}

fn flag(name: &str, value: &Json<'_>) -> Result<bool> {
    match value {
        Json::Flag(flag) => Ok(*flag),
        other => Err(expected(name, "true or false", other)),
    }
}

fn list<'a>(name: &str, value: &'a Json<'a>) -> Result<&'a [Json<'a>]> {
    match value {
        Json::List(items) => Ok(items),
        other => Err(expected(name, "an array", other)),
    }
}

fn tenant(name: &str, value: &Json<'_>) -> Result<TenantId> {
    TenantId::parse(text(name, value)?).map_err(|error| error.located(format!("'{name}' of the options")))
}

fn directory_entry(entry: &Json<'_>) -> Result<(String, UserId)> {
    let get = |field: &str| match entry.field(field) {
        Ok(Some(Json::Text(text))) => Ok(&**text),
        _ => Err(invalid(format!("have an entry in 'directory' without a text '{field}'"))),
    };
    let (upn, id) = (get("userPrincipalName")?, get("id")?);
    let form = Form::of(&key(upn), &BTreeSet::new(), &BTreeSet::new());
    if !form.is_upn() && !form.is_guest() {
        return Err(invalid(format!("have '{}' in 'directory', which is no user principal name", shortened(upn))));
    }
    Ok((upn.to_owned(), UserId::parse(id).map_err(|error| error.located("'directory' of the options"))?))
}

/// `Contoso.com`, also as `@contoso.com`.
fn domain_of(field: &str, pasted: &str) -> Result<String> {
    let domain = pasted.trim().trim_start_matches('@').trim_end_matches('.').to_ascii_lowercase();
    let named = domain.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_') || !b.is_ascii());
    // Each domain is named whole: what stands for several of them would fit none, without a word.
    if !named || !domain.contains('.') || domain.split('.').any(str::is_empty) {
        let what = format!("have '{}' in '{field}', which is no domain", shortened(pasted));
        return Err(invalid(format!("{what} (name each whole, such as contoso.com)")));
    }
    Ok(domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_field_names_the_nearest_right_one() {
        let error = Options::from_json(br#"{"schema":1,"homeTennant":null}"#).unwrap_err();
        assert!(error.message().contains("'homeTenant'"), "{error}");
    }

    #[test]
    fn a_domain_that_would_fit_none_is_refused() {
        for domain in [".contoso.com", "*.contoso.com", "contoso", "contoso..com", "@", ""] {
            let text = format!(r#"{{"trustedDomains":["{domain}"]}}"#);
            let error = Options::from_json(text.as_bytes()).unwrap_err();
            assert!(error.message().contains("'trustedDomains'") && error.message().contains("contoso.com"), "{error}");
        }
        assert!(Options::from_json(br#"{"acceptedDomains":["@Contoso.com."," sub.contoso.com"]}"#).is_ok());
    }

    #[test]
    fn every_option_arrives() {
        let options = Options::from_json(
            br#"{"schema":1,"homeTenant":"11111111-1111-4111-8111-111111111111",
            "directory":[{"userPrincipalName":"Uma@contoso.com","id":"aaaaaaaa-0000-4000-8000-00000000000a","mail":1}],
            "directoryCsv":"Id,UserPrincipalName\r\nbbbbbbbb-0000-4000-8000-00000000000b,vic@contoso.com\r\n",
            "acceptedDomains":["@Contoso.com"],"trustedDomains":["partner.example"],
            "trustedTenants":["33333333-3333-4333-8333-333333333333"],
            "messages":true,"learnIds":true,"all":true,"strict":true}"#,
        )
        .unwrap();
        assert!(options.home_tenant.is_some());
        assert!(options.ids_of("uma@contoso.com").is_some());
        assert!(options.ids_of("vic@contoso.com").is_some());
        assert!(options.accepted_domains.contains("contoso.com"));
        assert!(options.trusted_domains.contains("partner.example"));
        assert_eq!(options.trusted_tenants.len(), 1);
        assert!(options.messages && options.learn_ids && options.all && options.strict);
    }

    #[test]
    fn a_fault_in_the_csv_of_users_is_said_with_its_field_and_row() {
        let options = br#"{"directoryCsv":"UserPrincipalName,Id\numa@contoso.com,7"}"#;
        let error = Options::from_json(options).unwrap_err().to_string();
        assert!(error.contains("'directoryCsv'") && error.contains("row 1"), "{error}");
    }

    #[test]
    fn what_is_no_option_is_refused() {
        for text in [
            "",
            "[]",
            r#"{"schema":2}"#,
            r#"{"schema":1,"all":"true"}"#,
            r#"{"schema":1,"all":true,"all":false}"#,
            r#"{"schema":1,"homeTenant":"contoso.com"}"#,
            r#"{"schema":1,"directory":[{"userPrincipalName":"uma@contoso.com"}]}"#,
            r#"{"schema":1,"directory":[{"userPrincipalName":"uma","id":"aaaaaaaa-0000-4000-8000-00000000000a"}]}"#,
            r#"{"schema":1,"directoryCsv":["UserPrincipalName,Id"]}"#,
            r#"{"schema":1,"directoryCsv":"UserPrincipalName,Id\numa@contoso.com,7"}"#,
            r#"{"schema":1,"acceptedDomains":["a@b"]}"#,
            r#"{"schema":1,"acceptedDomains":"contoso.com"}"#,
        ] {
            assert!(Options::from_json(text.as_bytes()).is_err(), "{text}");
        }
    }
}
