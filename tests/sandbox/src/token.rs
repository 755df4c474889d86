//! What an access token says.

use serde_json::{Map, Value, json};

use crate::random;
use crate::scenario::{App, Scenario, User, principal_of};
use crate::world::World;
use crate::{clock, entra};

/// An access token to be made for a test, whatever a sign-in would have given.
#[derive(Clone, Debug, Default)]
pub struct Mint {
    /// Whose it is (object id or UPN); none makes it app-only.
    pub user: Option<String>,
    /// The app; none takes the scenario's first.
    pub client_id: Option<String>,
    /// The tenant; none takes the user's, or home.
    pub tenant_id: Option<String>,
    /// Delegated permissions.
    pub scopes: Vec<String>,
    /// Application permissions of an app-only token.
    pub roles: Vec<String>,
    /// Seconds until it expires, or since it did; none takes the scenario's lifetime.
    pub expires_in: Option<i64>,
    /// Another audience than the sandbox's Graph.
    pub audience: Option<String>,
    /// Whether the client can handle claims challenges (`xms_cc`).
    pub cp1: bool,
}

pub(crate) struct Subject<'a> {
    pub(crate) app: &'a App,
    pub(crate) tenant: &'a str,
    pub(crate) user: Option<&'a User>,
    pub(crate) scopes: &'a [String],
    pub(crate) audience: &'a str,
    pub(crate) cp1: bool,
    pub(crate) acrs: Option<&'a str>,
    pub(crate) expires_in: i64,
}

pub(crate) fn access(world: &World, subject: &Subject<'_>) -> String {
    let now = clock::unix();
    let expires = i64::try_from(now).unwrap_or_default() + subject.expires_in;
    let mut claims = json!({
        "aud": subject.audience,
        "iss": format!("https://sts.windows.net/{}/", subject.tenant),
        "iat": now.min(u64::try_from(expires).unwrap_or_default()),
        "nbf": now.min(u64::try_from(expires).unwrap_or_default()),
        "exp": expires,
        "acr": "1",
        "app_displayname": subject.app.display_name,
        "appid": subject.app.client_id,
        "appidacr": if subject.app.public { "0" } else { "1" },
        "idp": format!("https://sts.windows.net/{}/", subject.tenant),
        "tid": subject.tenant,
        "uti": random::opaque("").chars().take(22).collect::<String>(),
        "ver": "1.0",
    });
    let Some(fields) = claims.as_object_mut() else { return String::new() };
    match subject.user {
        Some(user) => of_user(fields, user, subject.scopes),
        None => of_app(fields, subject.app, subject.scopes),
    }
    if subject.cp1 {
        fields.insert("xms_cc".to_owned(), json!(["cp1"]));
    }
    if let Some(acrs) = subject.acrs {
        fields.insert("acrs".to_owned(), json!([acrs]));
    }
    world.signer.sign(&claims)
}

fn of_user(fields: &mut Map<String, Value>, user: &User, scopes: &[String]) {
    // The role that every member of a tenant has stands in `wids` beside the others.
    let everyone = "b79fbf4d-3ef9-4689-8143-76b194e85509".to_owned();
    let wids: Vec<String> = user.wids.iter().cloned().chain([everyone]).collect();
    fields.insert("idtyp".to_owned(), json!("user"));
    fields.insert("name".to_owned(), json!(user.display_name));
    fields.insert("oid".to_owned(), json!(user.id));
    fields.insert("scp".to_owned(), json!(scopes.join(" ")));
    fields.insert("sub".to_owned(), json!(entra::pairwise(&user.id)));
    fields.insert("unique_name".to_owned(), json!(user.upn));
    fields.insert("upn".to_owned(), json!(user.upn));
    fields.insert("wids".to_owned(), json!(wids));
}

fn of_app(fields: &mut Map<String, Value>, app: &App, roles: &[String]) {
    let oid = app.principal.clone().unwrap_or_else(|| principal_of(&app.client_id));
    fields.insert("idtyp".to_owned(), json!("app"));
    fields.insert("oid".to_owned(), json!(oid));
    fields.insert("roles".to_owned(), json!(roles));
    fields.insert("sub".to_owned(), json!(oid));
    fields.insert("wids".to_owned(), json!(["0997a1d0-0d1d-4acb-b408-d5ca73121e90"]));
}

impl Mint {
    pub(crate) fn make(&self, world: &World, scenario: &Scenario) -> Option<String> {
        let user = match &self.user {
            Some(name) => Some(scenario.user(name)?),
            None => None,
        };
        let app = match &self.client_id {
            Some(id) => scenario.app(id)?,
            None => scenario.apps.first()?,
        };
        let own = user.map_or_else(|| scenario.home(), |user| user.tenant_id.as_str());
        let lifetime = i64::try_from(scenario.lifetimes.access_token).unwrap_or(i64::MAX);
        Some(access(
            world,
            &Subject {
                app,
                tenant: self.tenant_id.as_deref().unwrap_or(own),
                user,
                scopes: if user.is_some() { &self.scopes } else { &self.roles },
                audience: self.audience.as_deref().unwrap_or(&world.origin),
                cp1: self.cp1,
                acrs: None,
                expires_in: self.expires_in.unwrap_or(lifetime),
            },
        ))
    }
}
