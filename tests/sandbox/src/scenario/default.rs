//! Contoso on the morning after: a help desk that is none has opened chats with its people.

use super::app::{App, requires};
use super::directory::{Chat, ChatKind, Tenant, User};

pub(super) const HOME: &str = "8b1c6a52-3f0e-4d7a-9c15-2e6f0b9d4a71";
const ATTACKERS: &str = "c4d90e3b-71a8-4f26-b5d3-90a7e81f2c64";
const MICROSOFT: &str = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";
const PARTNER: &str = "5e27f1d8-06b9-4c3e-8a41-d7c5039be620";

const ADMIN: &str = "1f6b0c94-8e2d-4a57-b3c9-64d0e7a5f218";
const ADELE: &str = "a3d85e17-4c60-4b92-8f7e-1b09c2d6e4f5";
const ALEX: &str = "6c2f9b40-d1e7-4358-9a06-f3b8e5170d9c";
const MEGAN: &str = "e9074ad2-5b3c-4f81-a6d8-27c1f0e94b36";
const HELPDESK: &str = "d27a51f8-9e04-4c6b-b18f-5a3e6097c2d1";
const SUPPLIER: &str = "70be4c29-f815-4da3-8e62-c90d1b7f3a58";

pub(super) fn tenants() -> Vec<Tenant> {
    let tenant = |id: &str, name: &str, domains: &[&str]| Tenant {
        id: id.to_owned(),
        domains: texts(domains),
        verified: true,
        display_name: name.to_owned(),
    };
    vec![
        tenant(HOME, "Contoso", &["contoso.com", "contoso.onmicrosoft.com"]),
        tenant(ATTACKERS, "IT Support", &["itsupport-desk.onmicrosoft.com"]),
        tenant(PARTNER, "Fabrikam", &["fabrikam.com", "fabrikam.onmicrosoft.com"]),
    ]
}

pub(super) fn apps() -> Vec<App> {
    const NATIVE: &str = "https://login.microsoftonline.com/common/oauth2/nativeclient";
    let app = |id: &str, name: &str| App {
        public: true,
        redirect_uris: texts(&["http://localhost", NATIVE]),
        owners: texts(&[ADMIN]),
        ..App::new(id, HOME, name)
    };
    let several = |app: App| App { multi_tenant: true, audience: "AzureADMultipleOrgs".to_owned(), ..app };
    vec![
        several(App {
            required: requires(&["7e9a077b-3711-42b9-b7cb-5fa5f3f7fea7", "1d9e7ac3-0eca-442c-82f9-e92625af6e6d"]),
            scopes: texts(&[
                "Chat.ReadWrite.All",
                "Chat.Read",
                "User.Read",
                "User.ReadBasic.All",
                "AuditLogsQuery.Read.All",
            ]),
            ..app("3b8e2f60-c97d-4e15-a4b0-8d61f5c2907e", "Teams chat access")
        }),
        // As the well-known script registers it: no loopback redirect, not marked public, nothing required, no principal.
        App {
            public: false,
            redirect_uris: texts(&[NATIVE]),
            principal: None,
            ..app("94f1d7a6-2c5b-48e0-b7f3-e01a69c8d352", "RemoveAllAccessForUserApp")
        },
        App {
            public: false,
            redirect_uris: Vec::new(),
            roles: texts(&["Chat.ReadBasic.All", "User.Read.All", "AuditLogsQuery.Read.All"]),
            secrets: texts(&["sandbox-secret"]),
            ..app("f05c3d81-6a9e-4b27-9d4c-b82e7f1065a3", "Chat reader")
        },
        // Microsoft's own: registered in a tenant of theirs.
        several(App {
            tenant_id: MICROSOFT.to_owned(),
            owners: Vec::new(),
            ..app("14d82eec-204b-4c2f-b7e8-296a70dab67e", "Microsoft Graph Command Line Tools")
        }),
    ]
}

pub(super) fn users() -> Vec<User> {
    let user = |id: &str, tenant: &str, upn: &str, name: &str, wids: &[&str]| User {
        id: id.to_owned(),
        tenant_id: tenant.to_owned(),
        upn: upn.to_owned(),
        display_name: name.to_owned(),
        wids: texts(wids),
    };
    vec![
        user(ADMIN, HOME, "admin@contoso.com", "Ada Admin", &["62e90394-69f5-4237-9190-012177145e10"]),
        user(ADELE, HOME, "adele@contoso.com", "Adele Vance", &[]),
        user(ALEX, HOME, "alex@contoso.com", "Alex Wilber", &[]),
        user(MEGAN, HOME, "megan@contoso.com", "Megan Bowen", &[]),
        user(HELPDESK, ATTACKERS, "helpdesk@itsupport-desk.onmicrosoft.com", "Help Desk", &[]),
        user(SUPPLIER, PARTNER, "sam@fabrikam.com", "Sam Supplier", &[]),
    ]
}

pub(super) fn chats(users: &[User]) -> Vec<Chat> {
    let chat = |thread: String, kind, topic: Option<&str>, created: &str, people: &[&str]| {
        let members: Vec<_> =
            people.iter().filter_map(|id| users.iter().find(|user| user.id == *id)).map(User::member).collect();
        Chat {
            thread_id: thread,
            kind,
            topic: topic.map(str::to_owned),
            host_tenant: members.first().map(|opener| opener.tenant_id.clone()).unwrap_or_default(),
            opened_by: people.first().map(|id| (*id).to_owned()).unwrap_or_default(),
            accepted_by: members.iter().map(|member| member.user_id.clone()).collect(),
            created: created.to_owned(),
            members,
        }
    };
    let pair = |a: &str, b: &str| format!("19:{a}_{b}@unq.gbl.spaces");
    let one = ChatKind::OneOnOne;
    vec![
        chat(pair(ADELE, HELPDESK), one, None, "2026-01-24T06:54:24Z", &[HELPDESK, ADELE]),
        chat(pair(ALEX, HELPDESK), one, None, "2026-01-24T06:57:02Z", &[HELPDESK, ALEX]),
        chat(
            "19:7d4e1a9c80b34f6fa25c93d1e86b0f72@thread.v2".to_owned(),
            ChatKind::Group,
            Some("Urgent: mailbox migration"),
            "2026-01-24T07:03:41Z",
            &[HELPDESK, ADELE, MEGAN],
        ),
        // Opened by Contoso's own people: these must stay.
        chat(pair(MEGAN, SUPPLIER), one, None, "2026-01-12T09:30:00Z", &[MEGAN, SUPPLIER]),
        chat(pair(ADELE, ALEX), one, None, "2025-11-03T08:15:10Z", &[ADELE, ALEX]),
    ]
}

fn texts(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}
