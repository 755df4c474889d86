//! A whole scenario: each section that a file gives replaces the default's.

use serde_json::Value;

use super::app::App;
use super::behaviour::{Lifetimes, Permissions, Replication, SignIn};
use super::directory::{Chat, Tenant, User};
use super::fields::{Place, Read, ScenarioError};
use super::limits::Limits;
use super::{audit, default};
use crate::fault::Fault;

/// What a sandbox holds and how it behaves.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Organisations; the first one is home.
    pub tenants: Vec<Tenant>,
    /// App registrations; the first one is the ready line's.
    pub apps: Vec<App>,
    /// People; the first one at home with a role is the administrator.
    pub users: Vec<User>,
    /// Chats.
    pub chats: Vec<Chat>,
    /// `AuditData` objects.
    pub audit_records: Vec<Value>,
    /// The throttle.
    pub limits: Limits,
    /// How long things live.
    pub lifetimes: Lifetimes,
    /// How signing in goes.
    pub sign_in: SignIn,
    /// Who may remove, and register apps.
    pub permissions: Permissions,
    /// How long new apps stay unknown.
    pub replication: Replication,
    /// What goes wrong, in the order in which it is tried.
    pub faults: Vec<Fault>,
}

impl Default for Scenario {
    fn default() -> Self {
        let users = default::users();
        let chats = default::chats(&users);
        Self {
            tenants: default::tenants(),
            apps: default::apps(),
            audit_records: audit::records(&chats, default::HOME),
            users,
            chats,
            limits: Limits::default(),
            lifetimes: Lifetimes::default(),
            sign_in: SignIn::default(),
            permissions: Permissions::default(),
            replication: Replication::default(),
            faults: Vec::new(),
        }
    }
}

impl Scenario {
    /// Reads the text of a scenario file.
    ///
    /// # Errors
    /// Says which field is wrong and what was expected there.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| ScenarioError { at: String::new(), message: format!("not JSON: {error}") })?;
        Self::default().changed(&value)
    }

    /// This scenario with the sections of `value` in place of its own.
    ///
    /// # Errors
    /// Says which field is wrong and what was expected there.
    pub fn changed(&self, value: &Value) -> Result<Self, ScenarioError> {
        let place = Place::new(value, "");
        let mut fields = place.fields()?;
        let mut new = self.clone();
        let [tenants, apps, users, chats, records] =
            ["tenants", "apps", "users", "chats", "auditRecords"].map(|name| fields.get(name));
        if let Some(place) = &tenants {
            new.tenants = place.list(Tenant::read)?;
        }
        let Some(home) = new.tenants.first().map(|tenant| tenant.id.clone()) else {
            return Err(ScenarioError { at: "tenants".to_owned(), message: "at least one is needed".to_owned() });
        };
        if let Some(place) = &users {
            new.users = place.list(|item| User::read(item, &home))?;
        }
        if let Some(place) = &apps {
            new.apps = place.list(|item| App::read(item, &home))?;
        } else if tenants.is_some() {
            let ours = new.apps.iter_mut().filter(|app| app.tenant_id == self.home());
            ours.for_each(|app| app.tenant_id.clone_from(&home));
        }
        if let Some(place) = &chats {
            new.chats = place.list(|item| Chat::read(item, &new.users))?;
        } else if users.is_some() || tenants.is_some() {
            new.chats.clear();
        }
        if let Some(place) = &records {
            new.audit_records = place.list(record)?;
        } else if [&tenants, &users, &chats].iter().any(|section| section.is_some()) {
            new.audit_records = audit::records(&new.chats, &home);
        }
        new.limits = fields.optional("limits", |at| Limits::read(at, self.limits))?.unwrap_or(self.limits);
        new.lifetimes =
            fields.optional("lifetimes", |at| Lifetimes::read(at, self.lifetimes))?.unwrap_or(self.lifetimes);
        if let Some(sign_in) = fields.optional("signIn", |at| SignIn::read(at, self.sign_in.clone()))? {
            new.sign_in = sign_in;
        }
        if let Some(permissions) = fields.optional("permissions", Permissions::read)? {
            new.permissions = permissions;
        }
        if let Some(replication) = fields.optional("replication", Replication::read)? {
            new.replication = replication;
        }
        if let Some(faults) = fields.optional("faults", |place| place.list(Fault::read))? {
            new.faults = faults;
        }
        fields.finish()?;
        new.check()?;
        Ok(new)
    }

    /// The tenant whose people are protected.
    #[must_use]
    pub fn home(&self) -> &str {
        self.tenants.first().map_or("", |tenant| tenant.id.as_str())
    }

    /// Who signs in when nobody else is named.
    #[must_use]
    pub fn admin(&self) -> Option<&User> {
        let ours = || self.users.iter().filter(|user| user.tenant_id == self.home());
        ours().find(|user| !user.wids.is_empty()).or_else(|| ours().next())
    }

    /// The person with this object id or UPN.
    #[must_use]
    pub fn user(&self, name: &str) -> Option<&User> {
        self.users.iter().find(|user| user.id.eq_ignore_ascii_case(name) || user.upn.eq_ignore_ascii_case(name))
    }

    /// The app with this client id.
    #[must_use]
    pub fn app(&self, client_id: &str) -> Option<&App> {
        self.apps.iter().find(|app| app.client_id.eq_ignore_ascii_case(client_id))
    }

    /// The tenant with this GUID or verified domain.
    #[must_use]
    pub fn tenant(&self, name: &str) -> Option<&Tenant> {
        self.tenants.iter().find(|tenant| {
            tenant.id.eq_ignore_ascii_case(name)
                || tenant.verified && tenant.domains.iter().any(|domain| domain.eq_ignore_ascii_case(name))
        })
    }

    fn check(&self) -> Read<()> {
        let wrong = |at: &str, message: String| Err(ScenarioError { at: at.to_owned(), message });
        if self.admin().is_none() {
            return wrong("users", "nobody belongs to the first tenant, so that nobody can sign in".to_owned());
        }
        if self.apps.is_empty() {
            return wrong("apps", "at least one is needed".to_owned());
        }
        if let Some(account) = self.sign_in.account.as_deref().filter(|name| self.user(name).is_none()) {
            return wrong("signIn.account", format!("no user is called `{account}`"));
        }
        for (index, user) in self.users.iter().enumerate() {
            if !self.tenants.iter().any(|tenant| tenant.id == user.tenant_id) {
                return wrong(&format!("users[{index}].tenantId"), format!("no tenant has the id {}", user.tenant_id));
            }
        }
        Ok(())
    }
}

fn record(place: &Place<'_>) -> Read<Value> {
    place.fields()?;
    Ok(place.value.clone())
}
