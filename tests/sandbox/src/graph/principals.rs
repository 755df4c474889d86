//! `/servicePrincipals`

use serde_json::{Value, json};

use super::applications::{WRITE, new_name};
use super::directory::{conflict, denied, invalid, missing};
use super::error::GraphError;
use super::filter::Filter;
use super::page;
use super::route::Call;
use super::users::selected;
use crate::http::Answer;
use crate::random;
use crate::scenario::App;

const READ: &[&str] = &["Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All"];
/// Graph's own service principal: in every tenant, under an id of the tenant's.
pub(super) const GRAPH: &str = "b19d4f3c-6e27-4a85-9c0d-e8f1a2537b64";
const GRAPH_APP: &str = "00000003-0000-0000-c000-000000000000";

pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, GraphError> {
    call.allow(READ)?;
    let filter = Filter::read(call, &["displayName", "appId", "id"])?;
    let scenario = std::sync::Arc::clone(&call.state.scenario);
    let mut found = Vec::new();
    let ours =
        scenario.apps.iter().filter(|app| is_here(call, app)).filter_map(|app| Some((app.principal.clone()?, app)));
    let ours = ours.map(|(id, app)| json(&id, &app.client_id, &app.display_name)).collect::<Vec<_>>();
    for principal in ours.into_iter().chain([json(GRAPH, GRAPH_APP, "Microsoft Graph")]) {
        let property = |name: &str| principal[name].as_str().map(str::to_owned);
        let id = principal["id"].as_str().unwrap_or_default();
        if filter.takes(property) && call.state.is_known(&principal_name(id)) {
            found.push(selected(call, principal));
        }
    }
    page::answer(call, "servicePrincipals", found, 999)
}

pub(super) fn one(call: &mut Call<'_>, id: &str, by_app_id: bool) -> Result<Answer, GraphError> {
    call.allow(READ)?;
    if id.eq_ignore_ascii_case(if by_app_id { GRAPH_APP } else { GRAPH }) {
        return Ok(Answer::json(200, &selected(call, json(GRAPH, GRAPH_APP, "Microsoft Graph"))));
    }
    let app = find(call, id, by_app_id)?;
    let principal = app.principal.unwrap_or_default();
    Ok(Answer::json(200, &selected(call, json(&principal, &app.client_id, &app.display_name))))
}

pub(super) fn create(call: &mut Call<'_>) -> Result<Answer, GraphError> {
    call.allow(WRITE)?;
    let fields = call.fields()?;
    let id = fields.get("appId").and_then(Value::as_str).unwrap_or_default();
    let unknown =
        || invalid(format!("The appId '{id}' of the service principal does not reference a valid application object."));
    let app = call.state.scenario.app(id).filter(|app| is_here(call, app)).cloned().ok_or_else(unknown)?;
    if !call.state.is_known(&new_name(&app.object_id)) {
        return Err(unknown());
    }
    if !call.is_admin() && !call.owns(&app) {
        return Err(denied());
    }
    if app.principal.is_some() {
        return Err(conflict(format!(
            "The service principal cannot be created, updated, or restored because the service principal name {id} is \
             already in use."
        )));
    }
    let principal = random::guid();
    call.state.is_new(&[principal_name(&principal)]);
    call.state.count("principalsCreated");
    let answer = json(&principal, &app.client_id, &app.display_name);
    let ours = call.scenario().apps.iter_mut().filter(|other| other.client_id == app.client_id);
    ours.for_each(|app| app.principal = Some(principal.clone()));
    Ok(Answer::json(201, &answer))
}

/// Its consent goes with it.
pub(super) fn delete(call: &mut Call<'_>, id: &str, by_app_id: bool) -> Result<Answer, GraphError> {
    call.allow(WRITE)?;
    let app = find(call, id, by_app_id)?;
    if !call.is_admin() && !call.owns(&app) {
        return Err(denied());
    }
    call.state.count("principalsDeleted");
    for app in call.scenario().apps.iter_mut().filter(|other| other.client_id == app.client_id) {
        app.principal = None;
        app.scopes.clear();
        app.personal.clear();
    }
    Ok(Answer::empty(204))
}

pub(super) fn principal_name(id: &str) -> String {
    format!("principal {id}")
}

/// Whether the app can have a service principal in the caller's tenant.
fn is_here(call: &Call<'_>, app: &App) -> bool {
    app.tenant_id == call.caller.tenant || app.multi_tenant
}

/// The app of a service principal that is known here already.
pub(super) fn find(call: &mut Call<'_>, id: &str, by_app_id: bool) -> Result<App, GraphError> {
    let here = call.state.scenario.apps.iter().filter(|app| is_here(call, app));
    let mut here = here.filter(|app| match (&app.principal, by_app_id) {
        (Some(_), true) => app.client_id.eq_ignore_ascii_case(id),
        (Some(principal), false) => principal.eq_ignore_ascii_case(id),
        (None, _) => false,
    });
    let app = here.next().cloned().ok_or_else(|| missing(id))?;
    let name = principal_name(app.principal.as_deref().unwrap_or_default());
    if call.state.is_known(&name) { Ok(app) } else { Err(missing(id)) }
}

fn json(id: &str, app_id: &str, display_name: &str) -> Value {
    json!({
        "id": id,
        "appId": app_id,
        "displayName": display_name,
        "accountEnabled": true,
        "servicePrincipalType": "Application",
        "appOwnerOrganizationId": null,
    })
}
