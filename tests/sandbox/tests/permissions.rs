//! Who may see and remove what.

mod support;

use sandbox::Mint;
use support::Tenant;

const UNLIMITED: &str = r#"{"limits":{"enabled":false}}"#;

#[test]
fn a_removed_chat_is_gone_from_that_users_list_and_from_nobody_elses() {
    let tenant = Tenant::with(UNLIMITED);
    let chats = &tenant.ready.chats;
    let (adele, megan) = (&chats[2], &chats[3]);
    assert_eq!(adele.thread_id, megan.thread_id);
    let lists = |user: &str| {
        let got = tenant.get(&format!("/v1.0/users/{user}/chats"), &tenant.ready.app_access_token);
        assert_eq!(got.status(), 200, "{got:?}");
        got.raw.contains(&adele.thread_id)
    };
    assert!(lists(&adele.user_id) && lists(&megan.user_id));
    let encoded = adele.thread_id.replace(':', "%3A").replace('@', "%40");
    assert_eq!(tenant.remove(&encoded, &adele.user_id, &tenant.ready.access_token).status(), 204);
    assert!(!lists(&adele.user_id));
    assert!(lists(&megan.user_id));
    let one = format!("/v1.0/users/{}/chats/{}", adele.user_id, adele.thread_id);
    assert_eq!(tenant.get(&one, &tenant.ready.app_access_token).status(), 404);
    assert_eq!(tenant.remove(&adele.thread_id, &adele.user_id, &tenant.ready.access_token).status(), 404);
}

#[test]
fn removal_takes_a_delegated_token_with_the_scope_and_of_the_users_tenant() {
    let tenant = Tenant::with(UNLIMITED);
    let chat = &tenant.ready.chats[0];
    let refused = |token: &str| {
        let got = tenant.remove(&chat.thread_id, &chat.user_id, token);
        (got.status(), got.json()["error"]["code"].as_str().unwrap_or_default().to_owned())
    };
    let mint = |mint: Mint| tenant.sandbox.mint(&mint).unwrap();
    let admin = Mint {
        user: Some(tenant.ready.admin_user_principal_name.clone()),
        scopes: vec!["Chat.ReadWrite.All".to_owned()],
        ..Mint::default()
    };
    let invalid = (401, "InvalidAuthenticationToken".to_owned());
    let forbidden = (403, "Forbidden".to_owned());
    assert_eq!(refused(""), invalid);
    assert_eq!(refused("not.a.token"), invalid);
    assert_eq!(refused(&format!("{}x", tenant.ready.access_token)), invalid);
    assert_eq!(refused(&mint(Mint { expires_in: Some(-1), ..admin.clone() })), invalid);
    assert_eq!(
        refused(&mint(Mint { audience: Some("https://manage.office.com".to_owned()), ..admin.clone() })),
        invalid
    );
    assert_eq!(refused(&mint(Mint { scopes: vec!["Chat.ReadWrite".to_owned()], ..admin.clone() })), forbidden);
    let app_only = Mint { roles: vec!["Chat.ReadWrite.All".to_owned()], ..Mint::default() };
    assert_eq!(refused(&mint(app_only)), forbidden);
    let elsewhere = Mint { user: Some("sam@fabrikam.com".to_owned()), ..admin.clone() };
    assert_eq!(refused(&mint(elsewhere)), forbidden);
    assert!(tenant.sees_first());
    assert_eq!(refused(&mint(admin)).0, 204);
}

#[test]
fn a_signed_in_user_reads_their_own_chats_only() {
    let tenant = Tenant::with(UNLIMITED);
    let chat = &tenant.ready.chats[0];
    let theirs = format!("/v1.0/users/{}/chats", chat.user_id);
    assert_eq!(tenant.get(&theirs, &tenant.ready.access_token).status(), 403);
    let scopes = vec!["Chat.Read".to_owned()];
    let own = Mint { user: Some(chat.user_id.clone()), scopes, ..Mint::default() };
    let own = tenant.sandbox.mint(&own).unwrap();
    for path in [theirs.as_str(), "/v1.0/me/chats", "/beta/chats"] {
        let got = tenant.get(path, &own);
        assert_eq!(got.status(), 200, "{got:?}");
        assert!(got.raw.contains(&chat.thread_id));
    }
}

#[test]
fn what_is_wrong_with_a_request_is_said_in_graphs_shape() {
    let tenant = Tenant::with(UNLIMITED);
    let thread = &tenant.ready.chats[0].thread_id;
    let path = format!("/v1.0/chats/{thread}/removeAllAccessForUser");
    let user = &tenant.ready.chats[0].user_id;
    for body in
        ["", "{", "[]", "{}", r#"{"user":1}"#, r#"{"user":{"id":"x"}}"#, &format!(r#"{{"user":{{"id":"{user}"}}}}"#)]
    {
        let got = tenant.send("POST", &path, &tenant.ready.access_token, "application/json", body);
        assert_eq!((got.status(), got.json()["error"]["code"].as_str()), (400, Some("BadRequest")), "{body}: {got:?}");
        assert_eq!(got.json()["error"]["innerError"]["request-id"].as_str(), got.header("request-id"));
    }
    assert!(tenant.sees_first());
}
