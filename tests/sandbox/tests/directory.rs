//! Applications, service principals and consent, as Graph keeps them.
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod support;

use sandbox::Mint;
use serde_json::{Value, json};
use support::Tenant;

const ALL: &[&str] = &["Application.ReadWrite.All", "DelegatedPermissionGrant.ReadWrite.All"];
const SCRIPT: &str = "94f1d7a6-2c5b-48e0-b7f3-e01a69c8d352";

fn token(tenant: &Tenant, user: &str, scopes: &[&str]) -> String {
    let scopes = scopes.iter().map(ToString::to_string).collect();
    tenant.sandbox.mint(&Mint { user: Some(user.to_owned()), scopes, ..Mint::default() }).unwrap()
}

fn admin(tenant: &Tenant) -> String {
    token(tenant, "admin@contoso.com", ALL)
}

fn send(tenant: &Tenant, method: &str, path: &str, token: &str, body: &Value) -> (u16, Value) {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let got = tenant.send(method, &format!("/v1.0/{path}"), token, "application/json", &body);
    (got.status(), got.json())
}

fn get(tenant: &Tenant, path: &str, token: &str) -> (u16, Value) {
    send(tenant, "GET", &path.replace(' ', "%20"), token, &Value::Null)
}

fn code(answer: &(u16, Value)) -> (u16, &str) {
    (answer.0, answer.1["error"]["code"].as_str().unwrap_or_default())
}

#[test]
fn an_app_is_made_found_changed_and_deleted() {
    let tenant = Tenant::open();
    let admin = admin(&tenant);
    let (status, made) = send(&tenant, "POST", "applications", &admin, &json!({ "displayName": "O'Neil" }));
    assert_eq!((status, &made["signInAudience"]), (201, &json!("AzureADandPersonalMicrosoftAccount")));
    let (id, client) = (made["id"].as_str().unwrap(), made["appId"].as_str().unwrap());
    for path in [
        "applications?$filter=displayName eq 'o''neil'".to_owned(),
        format!("applications?$filter=appId eq '{client}' and displayName eq 'O''Neil'&$select=id"),
    ] {
        let (status, list) = get(&tenant, &path, &admin);
        assert_eq!((status, &list["value"][0]["id"], list["value"].as_array().unwrap().len()), (200, &made["id"], 1));
    }
    let change = json!({ "isFallbackPublicClient": true, "publicClient": { "redirectUris": ["http://localhost"] } });
    assert_eq!(send(&tenant, "PATCH", &format!("applications/{id}"), &admin, &change).0, 204);
    let (_, app) = get(&tenant, &format!("applications(appId='{client}')"), &admin);
    assert_eq!(app["publicClient"]["redirectUris"], json!(["http://localhost"]));
    let (_, owners) = get(&tenant, &format!("applications/{id}/owners"), &admin);
    assert_eq!(owners["value"][0]["userPrincipalName"], "admin@contoso.com");
    assert_eq!(send(&tenant, "DELETE", &format!("applications/{id}"), &admin, &Value::Null).0, 204);
    assert_eq!(code(&get(&tenant, &format!("applications/{id}"), &admin)), (404, "Request_ResourceNotFound"));
}

#[test]
fn what_is_there_already_is_a_conflict_and_what_is_wrong_a_bad_request() {
    let tenant = Tenant::open();
    let admin = admin(&tenant);
    let post = |path: &str, body: &Value| send(&tenant, "POST", path, &admin, body);
    let (status, principal) = post("servicePrincipals", &json!({ "appId": SCRIPT }));
    assert_eq!(status, 201);
    let conflict = (409, "Request_MultipleObjectsWithSameKeyValue");
    assert_eq!(code(&post("servicePrincipals", &json!({ "appId": SCRIPT }))), conflict);
    let (_, graph) = get(&tenant, "servicePrincipals(appId='00000003-0000-0000-c000-000000000000')", &admin);
    let grant = json!({
        "clientId": principal["id"], "consentType": "AllPrincipals", "resourceId": graph["id"],
        "scope": "Chat.ReadWrite.All"
    });
    let (status, made) = post("oauth2PermissionGrants", &grant);
    assert_eq!(status, 201);
    assert_eq!(code(&post("oauth2PermissionGrants", &grant)), conflict);
    let path = format!("oauth2PermissionGrants/{}", made["id"].as_str().unwrap());
    assert_eq!(send(&tenant, "PATCH", &path, &admin, &json!({ "scope": "User.Read" })).0, 204);
    let filter = format!(
        "oauth2PermissionGrants?$filter=clientId eq '{}' and consentType eq 'AllPrincipals'",
        principal["id"].as_str().unwrap()
    );
    assert_eq!(get(&tenant, &filter, &admin).1["value"][0]["scope"], "User.Read");
    assert_eq!(send(&tenant, "DELETE", &path, &admin, &Value::Null).0, 204);
    assert_eq!(code(&get(&tenant, &path, &admin)).0, 404);
    for (path, body) in [
        ("applications", json!({})),
        ("applications", json!({ "displayName": "x", "colour": "red" })),
        ("applications", json!({ "displayName": "x", "publicClient": { "redirectUris": ["http://evil.example"] } })),
        ("servicePrincipals", json!({ "appId": "22222222-2222-4222-8222-222222222222" })),
        ("oauth2PermissionGrants", json!({ "clientId": principal["id"], "consentType": "Principal", "scope": "x" })),
    ] {
        assert_eq!(code(&post(path, &body)), (400, "Request_BadRequest"), "{path} {body}");
    }
    assert_eq!(code(&get(&tenant, "applications?$filter=startswith(displayName,'x')", &admin)).0, 400);
}

#[test]
fn permissions_and_rights_are_asked_for_each() {
    let tenant = Tenant::open();
    let denied = (403, "Authorization_RequestDenied");
    let reader = token(&tenant, "admin@contoso.com", &["Application.Read.All"]);
    let app = json!({ "displayName": "x" });
    assert_eq!(get(&tenant, "applications", &reader).0, 200);
    assert_eq!(code(&send(&tenant, "POST", "applications", &reader, &app)), denied);
    assert_eq!(code(&get(&tenant, "oauth2PermissionGrants", &reader)), denied);
    assert_eq!(code(&get(&tenant, "applications", &tenant.ready.access_token)), denied);
    let user = token(&tenant, "adele@contoso.com", ALL);
    let (status, own) = send(&tenant, "POST", "applications", &user, &app);
    assert_eq!(status, 201, "users may register apps by default");
    let own = format!("applications/{}", own["id"].as_str().unwrap());
    assert_eq!(send(&tenant, "PATCH", &own, &user, &json!({ "displayName": "y" })).0, 204, "its owner");
    let (_, list) = get(&tenant, &format!("applications?$filter=appId eq '{SCRIPT}'"), &user);
    let other = format!("applications/{}", list["value"][0]["id"].as_str().unwrap());
    assert_eq!(code(&send(&tenant, "PATCH", &other, &user, &json!({ "displayName": "y" }))), denied);
    assert_eq!(code(&send(&tenant, "POST", "oauth2PermissionGrants", &user, &json!({}))), denied);
    tenant.sandbox.change(&json!({ "permissions": { "usersRegisterApps": false } })).unwrap();
    assert_eq!(code(&send(&tenant, "POST", "applications", &user, &app)), denied);
}

#[test]
fn what_is_new_is_missed_for_as_many_requests_as_the_scenario_says() {
    let tenant = Tenant::with(r#"{"replication": {"requests": 2}}"#);
    let admin = admin(&tenant);
    let app = json!({ "displayName": "x", "signInAudience": "AzureADMyOrg", "isFallbackPublicClient": true });
    let (_, made) = send(&tenant, "POST", "applications", &admin, &app);
    let (id, client) = (made["id"].as_str().unwrap(), made["appId"].as_str().unwrap());
    let principal = json!({ "appId": client });
    let unknown = send(&tenant, "POST", "servicePrincipals", &admin, &principal);
    assert_eq!(code(&unknown), (400, "Request_BadRequest"));
    assert!(unknown.1["error"]["message"].as_str().unwrap().contains("does not reference a valid application object"));
    assert_eq!(get(&tenant, &format!("applications/{id}"), &admin).0, 404);
    assert_eq!(send(&tenant, "POST", "servicePrincipals", &admin, &principal).0, 201);
    let sign_in = || {
        let got = tenant.form("devicecode", &format!("client_id={client}&scope=Chat.ReadWrite.All"));
        (got.status(), got.json()["error_codes"][0].clone())
    };
    assert_eq!([sign_in(), sign_in()], [(400, json!(700_016)), (400, json!(700_016))]);
    assert_eq!(sign_in().0, 200);
}
