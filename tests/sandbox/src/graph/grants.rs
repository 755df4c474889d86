//! `/oauth2PermissionGrants`: consent for everybody (the app's `scopes`) and for one person.

use serde_json::{Value, json};

use super::directory::{conflict, denied, invalid, missing};
use super::error::GraphError;
use super::filter::Filter;
use super::page;
use super::principals::{self, GRAPH};
use super::route::Call;
use crate::entra::pairwise;
use crate::http::Answer;
use crate::scenario::App;

const READ: &[&str] =
    &["DelegatedPermissionGrant.Read.All", "DelegatedPermissionGrant.ReadWrite.All", "Directory.Read.All"];
const WRITE: &[&str] = &["DelegatedPermissionGrant.ReadWrite.All"];

/// One grant, as the apps of the scenario hold it.
struct Grant {
    client_id: String,
    principal: String,
    person: Option<String>,
    scopes: Vec<String>,
}

impl Grant {
    fn id(&self) -> String {
        pairwise(&format!("{} {GRAPH} {}", self.principal, self.person.as_deref().unwrap_or("everybody")))
    }

    fn json(&self) -> Value {
        json!({
            "id": self.id(),
            "clientId": self.principal,
            "consentType": if self.person.is_some() { "Principal" } else { "AllPrincipals" },
            "principalId": self.person,
            "resourceId": GRAPH,
            "scope": self.scopes.join(" "),
        })
    }
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, GraphError> {
    call.allow(READ)?;
    let filter = Filter::read(call, &["clientId", "consentType", "principalId", "resourceId"])?;
    let grants = all(call).into_iter().map(|grant| grant.json());
    let found = grants.filter(|grant| filter.takes(|name| grant[name].as_str().map(str::to_owned)));
    page::answer(call, "oauth2PermissionGrants", found.collect(), 999)
}

pub(super) fn one(call: &mut Call<'_>, id: &str) -> Result<Answer, GraphError> {
    call.allow(READ)?;
    find(call, id).map(|grant| Answer::json(200, &grant.json()))
}

pub(super) fn create(call: &mut Call<'_>) -> Result<Answer, GraphError> {
    may_write(call)?;
    let fields = call.fields()?;
    let text = |name: &str| fields.get(name).and_then(Value::as_str);
    let needed = |name: &str| text(name).ok_or_else(|| invalid(format!("Property '{name}' is required.")));
    let person = match (needed("consentType")?, text("principalId")) {
        ("AllPrincipals", None) => None,
        ("Principal", Some(person)) => Some(person.to_lowercase()),
        _ => {
            return Err(invalid(
                "Invalid value specified for property 'principalId' of resource 'OAuth2PermissionGrant'.",
            ));
        }
    };
    if let Some(person) = person.as_deref().filter(|person| call.state.scenario.user(person).is_none()) {
        return Err(missing(person));
    }
    let (client, resource) = (needed("clientId")?, needed("resourceId")?);
    if !resource.eq_ignore_ascii_case(GRAPH) {
        return Err(missing(resource));
    }
    let app = principals::find(call, client, false)?;
    let grant = Grant {
        client_id: app.client_id.clone(),
        principal: app.principal.clone().unwrap_or_default(),
        person,
        scopes: words(needed("scope")?),
    };
    if all(call).iter().any(|other| other.id() == grant.id()) {
        return Err(conflict("Permission entry already exists."));
    }
    call.state.count("grantsCreated");
    let answer = grant.json();
    keep(call, &grant);
    Ok(Answer::json(201, &answer))
}

pub(super) fn change(call: &mut Call<'_>, id: &str) -> Result<Answer, GraphError> {
    may_write(call)?;
    let grant = find(call, id)?;
    let fields = call.fields()?;
    let scope = fields.get("scope").and_then(Value::as_str);
    let scope = scope.ok_or_else(|| invalid("Property 'scope' is required."))?;
    call.state.count("grantsChanged");
    keep(call, &Grant { scopes: words(scope), ..grant });
    Ok(Answer::empty(204))
}

pub(super) fn delete(call: &mut Call<'_>, id: &str) -> Result<Answer, GraphError> {
    may_write(call)?;
    let grant = find(call, id)?;
    call.state.count("grantsDeleted");
    keep(call, &Grant { scopes: Vec::new(), ..grant });
    Ok(Answer::empty(204))
}

/// Only administrators give consent for others, and with this API for themselves.
fn may_write(call: &Call<'_>) -> Result<(), GraphError> {
    call.allow(WRITE)?;
    if call.is_admin() { Ok(()) } else { Err(denied()) }
}

fn all(call: &Call<'_>) -> Vec<Grant> {
    let here = |app: &&App| app.tenant_id == call.caller.tenant || app.multi_tenant;
    let mut grants = Vec::new();
    for app in call.state.scenario.apps.iter().filter(here) {
        let Some(principal) = &app.principal else { continue };
        let everybody = (None, app.scopes.clone());
        let people = app.personal.iter().map(|(person, scopes)| (Some(person.clone()), scopes.clone()));
        for (person, scopes) in [everybody].into_iter().chain(people).filter(|(_, scopes)| !scopes.is_empty()) {
            let (client_id, principal) = (app.client_id.clone(), principal.clone());
            grants.push(Grant { client_id, principal, person, scopes });
        }
    }
    grants
}

fn find(call: &Call<'_>, id: &str) -> Result<Grant, GraphError> {
    all(call).into_iter().find(|grant| grant.id() == id).ok_or_else(|| missing(id))
}

/// Puts the grant in the place of the one that it replaces; without permissions it is gone.
fn keep(call: &mut Call<'_>, grant: &Grant) {
    for app in call.scenario().apps.iter_mut().filter(|app| app.client_id == grant.client_id) {
        match &grant.person {
            None => app.scopes.clone_from(&grant.scopes),
            Some(person) => {
                app.personal.retain(|(other, _)| other != person);
                app.personal.push((person.clone(), grant.scopes.clone()));
            }
        }
    }
}

fn words(scope: &str) -> Vec<String> {
    scope.split_whitespace().map(str::to_owned).collect()
}
