//! `/applications`

use serde_json::{Map, Value, json};

use super::directory::{denied, invalid, missing};
use super::error::GraphError;
use super::filter::Filter;
use super::page;
use super::route::Call;
use super::users::selected;
use crate::http::Answer;
use crate::scenario::App;
use crate::{clock, random};

const READ: &[&str] = &["Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All"];
pub(super) const WRITE: &[&str] = &["Application.ReadWrite.All"];

pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, GraphError> {
    call.allow(READ)?;
    let filter = Filter::read(call, &["displayName", "appId", "id"])?;
    let scenario = std::sync::Arc::clone(&call.state.scenario);
    let mut found = Vec::new();
    for app in scenario.apps.iter().filter(|app| app.tenant_id == call.caller.tenant) {
        let property = |name: &str| match name {
            "displayName" => Some(app.display_name.clone()),
            "appId" => Some(app.client_id.clone()),
            _ => Some(app.object_id.clone()),
        };
        if filter.takes(property) && call.state.is_known(&new_name(&app.object_id)) {
            found.push(selected(call, json(app)));
        }
    }
    page::answer(call, "applications", found, 999)
}

pub(super) fn one(call: &mut Call<'_>, id: &str, by_app_id: bool) -> Result<Answer, GraphError> {
    call.allow(READ)?;
    let app = find(call, id, by_app_id)?;
    Ok(Answer::json(200, &selected(call, json(&app))))
}

pub(super) fn owners(call: &mut Call<'_>, id: &str, by_app_id: bool) -> Result<Answer, GraphError> {
    call.allow(READ)?;
    let app = find(call, id, by_app_id)?;
    let people = app.owners.iter().filter_map(|owner| call.state.scenario.user(owner));
    let list = people.map(|user| {
        json!({
            "@odata.type": "#microsoft.graph.user",
            "id": user.id,
            "displayName": user.display_name,
            "userPrincipalName": user.upn,
        })
    });
    page::answer(call, "directoryObjects", list.collect(), 999)
}

pub(super) fn federated(call: &mut Call<'_>, id: &str, by_app_id: bool) -> Result<Answer, GraphError> {
    call.allow(READ)?;
    let app = find(call, id, by_app_id)?;
    let list = (0..app.federated).map(|n| {
        json!({
            "id": random::guid(),
            "name": format!("federated{n}"),
            "issuer": "https://token.actions.githubusercontent.com",
            "subject": format!("repo:someone/something{n}:ref:refs/heads/main"),
            "audiences": ["api://AzureADTokenExchange"],
        })
    });
    page::answer(call, "federatedIdentityCredentials", list.collect(), 999)
}

pub(super) fn create(call: &mut Call<'_>) -> Result<Answer, GraphError> {
    call.allow(WRITE)?;
    if !call.is_admin() && !call.state.scenario.permissions.users_register_apps {
        return Err(denied());
    }
    let mut fields = call.fields()?;
    let name = fields.remove("displayName").and_then(|name| name.as_str().map(str::to_owned));
    let name = name
        .filter(|name| !name.trim().is_empty())
        .ok_or_else(|| invalid("A value is required for property 'displayName' of resource 'Application'."))?;
    let mut app = App {
        object_id: random::guid(),
        audience: "AzureADandPersonalMicrosoftAccount".to_owned(),
        multi_tenant: true,
        created: clock::rfc3339(clock::unix()),
        owners: call.caller.user.iter().cloned().collect(),
        principal: None,
        ..App::new(&random::guid(), &call.caller.tenant, &name)
    };
    apply(&mut app, &fields)?;
    call.state.is_new(&[new_name(&app.object_id), format!("sign-in {}", app.client_id)]);
    call.state.count("appsCreated");
    let answer = json(&app);
    call.scenario().apps.push(app);
    Ok(Answer::json(201, &answer))
}

pub(super) fn change(call: &mut Call<'_>, id: &str, by_app_id: bool) -> Result<Answer, GraphError> {
    call.allow(WRITE)?;
    let mut app = find(call, id, by_app_id)?;
    if !call.is_admin() && !call.owns(&app) {
        return Err(denied());
    }
    apply(&mut app, &call.fields()?)?;
    call.state.count("appsChanged");
    call.scenario().apps.iter_mut().filter(|old| old.object_id == app.object_id).for_each(|old| *old = app.clone());
    Ok(Answer::empty(204))
}

/// The service principal and its consent go with it.
pub(super) fn delete(call: &mut Call<'_>, id: &str, by_app_id: bool) -> Result<Answer, GraphError> {
    call.allow(WRITE)?;
    let app = find(call, id, by_app_id)?;
    if !call.is_admin() && !call.owns(&app) {
        return Err(denied());
    }
    call.state.count("appsDeleted");
    call.scenario().apps.retain(|old| old.object_id != app.object_id);
    Ok(Answer::empty(204))
}

/// An application of the caller's tenant that is known here already.
fn find(call: &mut Call<'_>, id: &str, by_app_id: bool) -> Result<App, GraphError> {
    let ours = call.state.scenario.apps.iter().filter(|app| app.tenant_id == call.caller.tenant);
    let mut ours =
        ours.filter(|app| (if by_app_id { &app.client_id } else { &app.object_id }).eq_ignore_ascii_case(id));
    let app = ours.next().cloned().ok_or_else(|| missing(id))?;
    if call.state.is_known(&new_name(&app.object_id)) { Ok(app) } else { Err(missing(id)) }
}

pub(super) fn new_name(object_id: &str) -> String {
    format!("application {object_id}")
}

fn apply(app: &mut App, fields: &Map<String, Value>) -> Result<(), GraphError> {
    for (name, value) in fields {
        match (name.as_str(), value) {
            ("displayName", Value::String(name)) => app.display_name.clone_from(name),
            ("signInAudience", Value::String(audience)) => {
                app.multi_tenant = audience != "AzureADMyOrg";
                app.audience.clone_from(audience);
            }
            ("isFallbackPublicClient", value) => app.public = value.as_bool().unwrap_or(false),
            ("publicClient", value) => app.redirect_uris = redirects(value)?,
            ("web", value) => app.web_redirect_uris = redirects(value)?,
            ("spa", value) => app.spa_redirect_uris = redirects(value)?,
            ("requiredResourceAccess", Value::Array(_)) => app.required = value.clone(),
            ("tags" | "notes" | "description", _) => {}
            _ => return Err(invalid(format!("Invalid property '{name}'."))),
        }
    }
    Ok(())
}

fn redirects(platform: &Value) -> Result<Vec<String>, GraphError> {
    let Some(list) = platform["redirectUris"].as_array() else {
        return Err(invalid(
            "Invalid value specified for property 'redirectUris' of resource 'PublicClientApplication'.",
        ));
    };
    let uris: Vec<String> = list.iter().filter_map(|uri| uri.as_str().map(str::to_owned)).collect();
    let wrong = |uri: &&String| {
        url::Url::parse(uri).is_err()
            || (uri.starts_with("http://") && !uri.starts_with("http://localhost"))
                && !uri.starts_with("http://127.0.0.1")
    };
    match uris.iter().find(wrong) {
        Some(uri) => Err(invalid(format!("Invalid value specified for property 'redirectUris': '{uri}'."))),
        None => Ok(uris),
    }
}

fn json(app: &App) -> Value {
    let secrets: Vec<Value> =
        app.secrets.iter().map(|_| json!({"keyId": random::guid(), "displayName": null})).collect();
    let keys: Vec<Value> =
        (0..app.keys).map(|_| json!({"keyId": random::guid(), "type": "AsymmetricX509Cert"})).collect();
    json!({
        "id": app.object_id,
        "appId": app.client_id,
        "displayName": app.display_name,
        "createdDateTime": app.created,
        "signInAudience": app.audience,
        "isFallbackPublicClient": app.public.then_some(true),
        "publisherDomain": null,
        "publicClient": {"redirectUris": app.redirect_uris},
        "web": {"redirectUris": app.web_redirect_uris, "homePageUrl": null, "logoutUrl": null},
        "spa": {"redirectUris": app.spa_redirect_uris},
        "requiredResourceAccess": app.required,
        "passwordCredentials": secrets,
        "keyCredentials": keys,
    })
}
