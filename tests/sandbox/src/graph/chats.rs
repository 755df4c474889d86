//! Chats as each user sees them.

use serde_json::{Value, json};

use super::error::GraphError;
use super::members;
use super::page;
use super::route::Call;
use crate::http::Answer;
use crate::scenario::Chat;
use crate::throttle::Sort;

const OWN: &[&str] = &["Chat.ReadBasic", "Chat.Read", "Chat.ReadWrite"];
const ANY: &[&str] = &["Chat.ReadBasic.All", "Chat.Read.All", "Chat.ReadWrite.All"];
/// More members than these are never expanded.
const EXPANDED: usize = 25;

/// `/chats`
pub(super) fn own(call: &mut Call<'_>) -> Result<Answer, GraphError> {
    call.draw(Sort::ListChats, None)?;
    let user = call.caller.delegated(OWN)?.to_owned();
    list(call, &user, "chats")
}

/// `/me/chats` and `/users/{id}/chats`
pub(super) fn of_user(call: &mut Call<'_>, owner: &str) -> Result<Answer, GraphError> {
    call.draw(Sort::ListChats, None)?;
    call.caller.either(OWN, ANY)?;
    let user = viewer(call, owner)?;
    list(call, &user, &format!("users('{user}')/chats"))
}

/// `/chats/{id}`, `/me/chats/{id}` and `/users/{id}/chats/{id}`
pub(super) fn one(call: &mut Call<'_>, owner: Option<&str>, thread: &str) -> Result<Answer, GraphError> {
    call.draw(Sort::GetChat, Some(thread))?;
    call.caller.either(OWN, ANY)?;
    let owner = owner.map(|owner| viewer(call, owner)).transpose()?;
    let chat = match (&owner, &call.caller.user) {
        (Some(user), _) | (None, Some(user)) => seen_by(call, user, thread)?,
        (None, None) => find(call, None, thread)?,
    };
    let version = &call.request.segments[0];
    let mut value = json(call, &chat, expands_members(call));
    value["@odata.context"] = json!(format!("{}/{version}/$metadata#chats/$entity", call.world.origin));
    Ok(Answer::json(200, &value))
}

/// A chat that somebody of the caller's tenant is in.
pub(super) fn find(call: &Call<'_>, owner: Option<&str>, thread: &str) -> Result<Chat, GraphError> {
    if let Some(owner) = owner {
        person(call, owner)?;
    }
    let tenant = &call.caller.tenant;
    let mut chats = call.state.scenario.chats.iter();
    // To the letter: the base64 in a meeting's thread id is case-sensitive.
    let chat = chats.find(|chat| chat.thread_id == thread);
    chat.filter(|chat| chat.members.iter().any(|member| member.tenant_id == *tenant))
        .cloned()
        .ok_or_else(|| GraphError::not_found("Chat not found."))
}

pub(super) fn seen_by(call: &Call<'_>, user: &str, thread: &str) -> Result<Chat, GraphError> {
    let chat = find(call, None, thread)?;
    if call.state.sees(&chat, user) {
        return Ok(chat);
    }
    // Graph does not tell a stranger whether a chat exists.
    Err(GraphError::not_found("Chat not found, or the user is not part of it."))
}

/// The object id behind an id or UPN of the caller's tenant.
pub(super) fn person(call: &Call<'_>, owner: &str) -> Result<String, GraphError> {
    let user = call.state.scenario.user(owner).filter(|user| user.tenant_id == call.caller.tenant);
    user.map(|user| user.id.clone()).ok_or_else(|| {
        GraphError::new(
            404,
            "Request_ResourceNotFound",
            format!(
                "Resource '{owner}' does not exist or one of its queried reference-property objects are not present."
            ),
        )
    })
}

/// A signed-in user looks at their own chats only; an app looks at anybody's.
pub(super) fn viewer(call: &Call<'_>, owner: &str) -> Result<String, GraphError> {
    let user = person(call, owner)?;
    match &call.caller.user {
        Some(signed_in) if *signed_in != user => Err(GraphError::forbidden(
            "A signed-in user may read their own chats only. Another user's take an application permission.",
        )),
        _ => Ok(user),
    }
}

fn list(call: &Call<'_>, user: &str, context: &str) -> Result<Answer, GraphError> {
    let expand = expands_members(call);
    let chats: Vec<Value> = call.state.chats_of(user).iter().map(|chat| json(call, chat, expand)).collect();
    page::answer(call, context, chats, 50)
}

fn expands_members(call: &Call<'_>) -> bool {
    call.request.query().get("$expand").is_some_and(|expand| expand.split(',').any(|item| item.trim() == "members"))
}

fn json(call: &Call<'_>, chat: &Chat, expand: bool) -> Value {
    let mut value = json!({
        "id": chat.thread_id,
        "topic": chat.topic,
        "createdDateTime": chat.created,
        "lastUpdatedDateTime": chat.created,
        "chatType": chat.kind.graph(),
        "webUrl": format!(
            "https://teams.microsoft.com/l/chat/{}/0?tenantId={}",
            percent_encoding::utf8_percent_encode(&chat.thread_id, percent_encoding::NON_ALPHANUMERIC),
            call.caller.tenant
        ),
        "tenantId": chat.host_tenant,
        "onlineMeetingInfo": null,
        "viewpoint": {"isHidden": false, "lastMessageReadDateTime": "0001-01-01T00:00:00Z"},
    });
    if expand {
        value["members"] = chat.members.iter().take(EXPANDED).map(|member| members::json(chat, member)).collect();
    }
    value
}
