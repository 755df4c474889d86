//! The line that tells callers where everything is.

use serde_json::{Value, json};

use crate::token::Mint;
use crate::world::World;

/// One chat that an outsider opened with one of the tenant's users.
#[derive(Clone, Debug)]
pub struct ChatOfUser {
    /// The user's object id.
    pub user_id: String,
    /// The chat's thread id.
    pub thread_id: String,
}

/// Where everything is, and who is who.
#[derive(Clone, Debug)]
pub struct Ready {
    /// The root of the sandbox's Entra.
    pub authority_host: String,
    /// The root of its Graph, without a version.
    pub graph_endpoint: String,
    /// The root of its Management Activity API.
    pub management_endpoint: String,
    /// The certificate authority to trust, as PEM.
    pub ca_file: String,
    /// The home tenant.
    pub tenant_id: String,
    /// The app to sign in with.
    pub client_id: String,
    /// Who signs in when nobody else is named.
    pub admin_user_principal_name: String,
    /// Plays the person who types a device code, put in for `{code}`.
    pub approve_url: String,
    /// Chats that outsiders opened, one for each user of the tenant in them.
    pub chats: Vec<ChatOfUser>,
    /// A delegated access token of the administrator.
    pub access_token: String,
    /// An app-only access token with Chat.ReadBasic.All.
    pub app_access_token: String,
}

impl Ready {
    pub(crate) fn of(world: &World) -> Self {
        let scenario = std::sync::Arc::clone(&world.state().scenario);
        let app = scenario.apps.first();
        let delegated = Mint {
            user: scenario.admin().map(|admin| admin.id.clone()),
            scopes: app.map(|app| app.scopes.clone()).unwrap_or_default(),
            ..Mint::default()
        };
        let reader = scenario.apps.iter().find(|app| !app.roles.is_empty());
        let app_only = Mint {
            client_id: reader.map(|app| app.client_id.clone()),
            roles: reader.map_or_else(|| vec!["Chat.ReadBasic.All".to_owned()], |app| app.roles.clone()),
            ..Mint::default()
        };
        let home = scenario.home();
        let mut chats = Vec::new();
        for chat in &scenario.chats {
            let outsiders = chat.member(&chat.opened_by).is_some_and(|opener| opener.tenant_id != home);
            for member in chat.members.iter().filter(|member| outsiders && member.tenant_id == home) {
                chats.push(ChatOfUser { user_id: member.user_id.clone(), thread_id: chat.thread_id.clone() });
            }
        }
        Self {
            authority_host: world.origin.clone(),
            graph_endpoint: world.origin.clone(),
            management_endpoint: world.origin.clone(),
            ca_file: world.ca_file.display().to_string(),
            tenant_id: home.to_owned(),
            client_id: app.map(|app| app.client_id.clone()).unwrap_or_default(),
            admin_user_principal_name: scenario.admin().map(|admin| admin.upn.clone()).unwrap_or_default(),
            approve_url: format!("{}/sandbox/approve?user_code={{code}}", world.origin),
            chats,
            access_token: delegated.make(world, &scenario).unwrap_or_default(),
            app_access_token: app_only.make(world, &scenario).unwrap_or_default(),
        }
    }

    /// As the sandbox prints it, in one line.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "authorityHost": self.authority_host,
            "graphEndpoint": self.graph_endpoint,
            "managementEndpoint": self.management_endpoint,
            "caFile": self.ca_file,
            "tenantId": self.tenant_id,
            "clientId": self.client_id,
            "adminUserPrincipalName": self.admin_user_principal_name,
            "approveUrl": self.approve_url,
            "chats": self.chats.iter().map(|chat| json!({
                "userId": chat.user_id, "threadId": chat.thread_id,
            })).collect::<Vec<_>>(),
            "accessToken": self.access_token,
            "appAccessToken": self.app_access_token,
        })
    }
}
