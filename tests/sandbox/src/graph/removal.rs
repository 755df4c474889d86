//! `removeAllAccessForUser`.

use serde_json::Value;

use super::chats::find;
use super::error::GraphError;
use super::route::Call;
use crate::http::Answer;
use crate::random::is_guid;
use crate::throttle::Sort;

const SCOPES: &[&str] = &["Chat.ReadWrite.All"];

pub(super) fn serve(call: &mut Call<'_>, owner: Option<&str>, thread: &str) -> Result<Answer, GraphError> {
    call.draw(Sort::Removal, Some(thread))?;
    call.caller.delegated(SCOPES)?;
    let scenario = std::sync::Arc::clone(&call.state.scenario);
    let needed = &scenario.permissions.removal_roles;
    if !needed.is_empty() && !call.caller.wids.iter().any(|wid| needed.contains(wid)) {
        return Err(GraphError::forbidden("The caller does not hold a directory role that this action takes."));
    }
    if !thread.starts_with("19:") || !thread.contains('@') {
        return Err(GraphError::bad_request("Invalid ThreadId."));
    }
    let (user, tenant) = body(call)?;
    if !tenant.eq_ignore_ascii_case(&call.caller.tenant) {
        return Err(GraphError::forbidden("The user does not belong to the tenant of the caller."));
    }
    let chat = find(call, owner, thread)?;
    let member = chat.member(&user).filter(|member| member.tenant_id.eq_ignore_ascii_case(&tenant));
    if member.is_none() || !call.state.remove(&chat, &user) {
        return Err(GraphError::not_found("The user is not a member of the chat."));
    }
    call.state.count("removals");
    Ok(Answer::empty(204))
}

/// `user.id` and `user.tenantId`.
fn body(call: &Call<'_>) -> Result<(String, String), GraphError> {
    let kind = call.request.header("content-type").unwrap_or_default();
    if !kind.to_ascii_lowercase().starts_with("application/json") {
        return Err(GraphError::bad_request(
            "A valid Content-Type header with the value application/json is needed to read the payload.",
        ));
    }
    let body = call.request.json().map_err(|_| {
        GraphError::bad_request(
            "Unable to read JSON request payload. Please ensure Content-Type header \
             is set and payload is of valid JSON format.",
        )
    })?;
    let fields = body.as_object().ok_or_else(|| GraphError::bad_request("The payload must be a JSON object."))?;
    if let Some(unknown) = fields.keys().find(|name| *name != "user" && !name.starts_with('@')) {
        return Err(GraphError::bad_request(format!(
            "The parameter '{unknown}' in the request payload is not a valid parameter for the operation \
             'removeAllAccessForUser'."
        )));
    }
    let user = &body["user"];
    if !user.is_object() {
        return Err(GraphError::bad_request("The parameter 'user' is missing or is not an object."));
    }
    let ours = |kind: &str| kind.trim_start_matches('#').eq_ignore_ascii_case("microsoft.graph.teamworkUserIdentity");
    if let Some(kind) = user["@odata.type"].as_str().filter(|kind| !ours(kind)) {
        return Err(GraphError::bad_request(format!("The type '{kind}' is not a teamworkUserIdentity.")));
    }
    let guid = |name: &str| match &user[name] {
        Value::String(text) if is_guid(text) => Ok(text.to_ascii_lowercase()),
        Value::Null => Err(GraphError::bad_request(format!("'user.{name}' is missing."))),
        _ => Err(GraphError::bad_request(format!("'user.{name}' is not a GUID."))),
    };
    Ok((guid("id")?, guid("tenantId")?))
}
