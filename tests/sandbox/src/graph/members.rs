//! `/chats/{id}/members`

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::chats::{find, seen_by, viewer};
use super::error::GraphError;
use super::page;
use super::route::Call;
use crate::http::Answer;
use crate::scenario::{Chat, ChatKind, Member};
use crate::throttle::Sort;

const OWN: &[&str] = &["ChatMember.Read", "ChatMember.ReadWrite", "Chat.ReadBasic", "Chat.Read", "Chat.ReadWrite"];
const ANY: &[&str] =
    &["ChatMember.Read.All", "ChatMember.ReadWrite.All", "Chat.ReadBasic.All", "Chat.Read.All", "Chat.ReadWrite.All"];

pub(super) fn serve(call: &mut Call<'_>, owner: Option<&str>, thread: &str) -> Result<Answer, GraphError> {
    call.draw(Sort::Other, Some(thread))?;
    call.caller.either(OWN, ANY)?;
    let owner = owner.map(|owner| viewer(call, owner)).transpose()?;
    let chat = match owner.or_else(|| call.caller.user.clone()) {
        Some(user) => seen_by(call, &user, thread)?,
        None => find(call, None, thread)?,
    };
    let opened_here = chat.member(&chat.opened_by).is_some_and(|opener| opener.tenant_id == call.caller.tenant);
    if chat.kind != ChatKind::OneOnOne && !opened_here {
        return Err(GraphError::forbidden(
            "For group chats, the chat must be initiated by a user in the tenant the request initiates from.",
        ));
    }
    let members: Vec<Value> = chat.members.iter().map(|member| json(&chat, member)).collect();
    page::answer(call, &format!("chats('{thread}')/members"), members, 200)
}

pub(super) fn json(chat: &Chat, member: &Member) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.aadUserConversationMember",
        "id": STANDARD.encode(format!("{}##{}##{}", member.tenant_id, chat.thread_id, member.user_id)),
        "roles": ["owner"],
        "displayName": member.display_name,
        "visibleHistoryStartDateTime": "0001-01-01T00:00:00Z",
        "userId": member.user_id,
        "email": member.upn,
        "tenantId": member.tenant_id,
    })
}
