//! An administrator who registers apps, and what the tests of that look at.

pub use std::time::Duration;

pub use crate::support::{DEVICE, TOKENS, Tenant};
pub use sandbox::Mint;
pub use serde_json::{Value, json};
pub use teams_chat_access::Error;
pub use teams_chat_access::auth::app::{
    FindOptions, Found, Outcome, RegisterOptions, Registration, State, UnregisterOptions, Unregistration, Verdict,
    find, register, unregister,
};
pub use teams_chat_access::auth::{Client, SignIn};
pub use teams_chat_access::cancel::Cancel;
pub use teams_chat_access::error::ErrorKind;
pub use teams_chat_access::event::Event;
pub use teams_chat_access::removal::Outcome as Removed;

pub const TOOLS: &str = "14d82eec-204b-4c2f-b7e8-296a70dab67e";
pub const SCRIPT: &str = "94f1d7a6-2c5b-48e0-b7f3-e01a69c8d352";
pub const ADELE: &str = "a3d85e17-4c60-4b92-8f7e-1b09c2d6e4f5";
pub const APPS: &str = "Application.ReadWrite.All";
pub const CONSENT: &str = "DelegatedPermissionGrant.ReadWrite.All";
pub const OURS: &str = "RemoveAllAccessForUserApp";

/// A client of this person that holds these permissions and no others.
pub fn registrar(tenant: &Tenant, person: &str, scopes: &[&str]) -> Client {
    let client = Client::new(tenant.settings(json!({ "clientId": TOOLS, "scopes": scopes }))).unwrap();
    let scopes = scopes.iter().map(ToString::to_string).collect();
    let mint = Mint { user: Some(person.into()), client_id: Some(TOOLS.into()), scopes, ..Mint::default() };
    client.set_token(&tenant.sandbox.mint(&mint).unwrap()).unwrap();
    client
}

pub fn admin(tenant: &Tenant) -> Client {
    registrar(tenant, "admin@contoso.com", &[APPS, CONSENT])
}

pub async fn found(client: &Client, options: Value) -> Found {
    let options = FindOptions::from_json(Some(&options.to_string())).unwrap();
    find(client, &options, &|_| {}, &Cancel::default()).await.unwrap()
}

pub async fn try_register(client: &Client, options: Value) -> Result<Registration, Error> {
    let options = RegisterOptions::from_json(Some(&options.to_string())).unwrap();
    register(client, &options, &|_| {}, &Cancel::default()).await
}

pub async fn registered(client: &Client, options: Value) -> Registration {
    try_register(client, options).await.unwrap()
}

pub async fn try_unregister(client: &Client, options: Value) -> Result<Unregistration, Error> {
    let options = UnregisterOptions::from_json(Some(&options.to_string())).unwrap();
    unregister(client, &options, &|_| {}, &Cancel::default()).await
}

pub async fn unregistered(client: &Client, options: Value) -> Unregistration {
    try_unregister(client, options).await.unwrap()
}

/// A tenant in which nobody has registered anything of our name; `more` are other apps.
pub fn without_app(more: Value, changes: Value) -> Tenant {
    let mut apps = vec![
        json!({ "clientId": "3b8e2f60-c97d-4e15-a4b0-8d61f5c2907e", "multiTenant": true, "public": true,
                "scopes": ["Chat.ReadWrite.All"], "redirectUris": ["http://localhost"] }),
        json!({ "clientId": TOOLS, "tenantId": "f8cdef31-a31e-4b4a-93e4-5f571e91255a", "multiTenant": true,
                "public": true, "redirectUris": ["http://localhost"] }),
    ];
    apps.extend(more.as_array().unwrap().iter().cloned());
    let mut scenario = json!({ "apps": apps });
    for (name, value) in changes.as_object().unwrap() {
        scenario[name] = value.clone();
    }
    Tenant::with(scenario)
}

pub fn changes_of(tenant: &Tenant) -> Vec<String> {
    let graph = tenant.sandbox.requests().into_iter().filter(|seen| seen.path.starts_with("/v1.0/"));
    graph.filter(|seen| seen.method != "GET").map(|seen| format!("{} {}", seen.method, seen.path)).collect()
}

pub fn actions(end: &Registration) -> Vec<&str> {
    end.actions.iter().map(|action| action.action).collect()
}

/// Signs in with the app, as its first user does, and removes a chat.
pub async fn remove_with(tenant: &Tenant, client_id: &str) -> Removed {
    let client = Client::new(tenant.settings(json!({ "clientId": client_id }))).unwrap();
    let tell = |event: Event| tenant.approve(event);
    client.sign_in(DEVICE, &tell, &Cancel::default()).await.unwrap();
    tenant.remove(&client, 0).await.outcome
}
