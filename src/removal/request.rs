//! The request: whom, from which chat.
//!
//! Source: "chat: removeAllAccessForUser" of Microsoft Graph.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::ids::{TenantId, ThreadId, UserId};

/// The three ids that a person named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The user's tenant.
    pub tenant: TenantId,
    /// The user, one of ours.
    pub user: UserId,
    /// The chat.
    pub thread: ThreadId,
}

impl Target {
    /// Parses the ids; an error names the first that is wrong.
    pub fn parse(tenant: &str, user: &str, thread: &str) -> Result<Self> {
        let named = |what: &'static str| move |error: Error| error.located(what);
        Ok(Self {
            tenant: TenantId::parse(tenant).map_err(named("tenantId"))?,
            user: UserId::parse(user).map_err(named("userId"))?,
            thread: ThreadId::parse(thread).map_err(named("threadId"))?,
        })
    }

    pub(super) fn path(&self, graph_version: &str) -> String {
        format!("{graph_version}/chats/{}/removeAllAccessForUser", self.thread.path_segment())
    }

    pub(super) fn body(&self) -> Body {
        Body { user: Identity { kind: "microsoft.graph.teamworkUserIdentity", id: self.user, tenant_id: self.tenant } }
    }
}

#[derive(Serialize)]
pub(super) struct Body {
    user: Identity,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Identity {
    #[serde(rename = "@odata.type")]
    kind: &'static str,
    id: UserId,
    tenant_id: TenantId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_request_is_the_documented_one() {
        let target = Target::parse(
            "11111111-1111-4111-8111-111111111111",
            " AAAAAAAA-0000-4000-8000-00000000000A ",
            "19%3a0123456789abcdef0123456789abcdef%40thread.v2",
        )
        .unwrap();
        assert_eq!(
            target.path("v1.0"),
            "v1.0/chats/19%3A0123456789abcdef0123456789abcdef%40thread.v2/removeAllAccessForUser"
        );
        let body = serde_json::to_value(target.body()).unwrap();
        assert_eq!(body["user"]["id"], "aaaaaaaa-0000-4000-8000-00000000000a");
        assert_eq!(body["user"]["tenantId"], "11111111-1111-4111-8111-111111111111");
        assert_eq!(body["user"]["@odata.type"], "microsoft.graph.teamworkUserIdentity");
    }

    #[test]
    fn the_id_that_is_wrong_is_named() {
        let error = Target::parse("11111111-1111-4111-8111-111111111111", "uma@contoso.com", "48:notes").unwrap_err();
        assert!(error.message().starts_with("userId: "), "{error}");
    }
}
