//! People of the token's tenant.

use serde_json::{Value, json};

use super::error::GraphError;
use super::page;
use super::route::Call;
use crate::http::Answer;
use crate::scenario::User;

const SELF: &[&str] = &["User.Read", "User.ReadWrite", "User.ReadBasic.All", "User.Read.All", "Directory.Read.All"];
const ANY: &[&str] = &["User.ReadBasic.All", "User.Read.All", "Directory.Read.All"];

pub(super) fn one(call: &Call<'_>, name: &str) -> Result<Answer, GraphError> {
    let own = call.state.scenario.user(name).is_some_and(|user| Some(&user.id) == call.caller.user.as_ref());
    allowed(call, if own { SELF } else { ANY })?;
    let id = super::chats::person(call, name)?;
    let scenario = &call.state.scenario;
    let user = scenario.user(&id).ok_or_else(|| GraphError::not_found("The user is gone."))?;
    let version = &call.request.segments[0];
    let mut value = selected(call, json(user));
    value["@odata.context"] = json!(format!("{}/{version}/$metadata#users/$entity", call.world.origin));
    Ok(Answer::json(200, &value))
}

pub(super) fn all(call: &Call<'_>) -> Result<Answer, GraphError> {
    allowed(call, ANY)?;
    let users = call.state.scenario.users.iter().filter(|user| user.tenant_id == call.caller.tenant);
    page::answer(call, "users", users.map(|user| selected(call, json(user))).collect(), 999)
}

fn allowed(call: &Call<'_>, permissions: &[&str]) -> Result<(), GraphError> {
    call.caller.either(permissions, permissions).map_err(|_| {
        GraphError::new(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
    })
}

/// What `$select` names.
pub(super) fn selected(call: &Call<'_>, mut user: Value) -> Value {
    if let (Some(select), Some(fields)) = (call.request.query().get("$select"), user.as_object_mut()) {
        let wanted: Vec<&str> = select.split(',').map(str::trim).collect();
        fields.retain(|name, _| wanted.contains(&name.as_str()));
    }
    user
}

fn json(user: &User) -> Value {
    json!({
        "id": user.id,
        "displayName": user.display_name,
        "givenName": user.display_name.split(' ').next(),
        "surname": user.display_name.split(' ').next_back(),
        "mail": user.upn,
        "userPrincipalName": user.upn,
        "userType": "Member",
        "accountEnabled": true,
        "createdDateTime": "2024-03-01T08:00:00Z",
        "businessPhones": [],
        "jobTitle": null,
        "mobilePhone": null,
        "officeLocation": null,
        "preferredLanguage": null,
    })
}
