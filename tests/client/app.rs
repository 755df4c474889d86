//! The app registration against the sandbox tenant: found, made, completed, and taken away again.

use crate::registrar::*;

#[tokio::test]
async fn an_app_is_made_as_documented_and_a_chat_is_removed_with_it() {
    let tenant = without_app(json!([]), json!({}));
    let client = admin(&tenant);
    let end = registered(&client, json!({})).await;
    assert_eq!((end.outcome, end.ready), (Outcome::Created, Some(true)));
    assert_eq!(actions(&end), ["create_app", "create_service_principal"]);
    let post = tenant.sandbox.requests().into_iter().find(|seen| seen.method == "POST").unwrap();
    let body: Value = serde_json::from_str(&post.body).unwrap();
    let native = format!("{}/common/oauth2/nativeclient", tenant.ready.authority_host);
    assert_eq!(
        body,
        json!({
            "displayName": OURS, "signInAudience": "AzureADMyOrg", "isFallbackPublicClient": true,
            "publicClient": { "redirectUris": ["http://localhost", native] },
            "requiredResourceAccess": [{ "resourceAppId": "00000003-0000-0000-c000-000000000000", "resourceAccess": [
                { "id": "7e9a077b-3711-42b9-b7cb-5fa5f3f7fea7", "type": "Scope" }] }]
        })
    );
    let seen = found(&client, json!({})).await.apps;
    assert_eq!(seen.len(), 1);
    assert_eq!((seen[0].verdict, Some(seen[0].client_id)), (Verdict::Usable, end.client_id), "{:?}", seen[0]);
    assert_eq!(seen[0].owners[0].user_principal_name.as_deref(), Some("admin@contoso.com"));
    assert_eq!(remove_with(&tenant, &end.client_id.unwrap().to_string()).await, Removed::Removed);
}

#[tokio::test]
async fn a_second_registration_finds_the_first_and_makes_nothing() {
    let tenant = without_app(json!([]), json!({}));
    let client = admin(&tenant);
    let first = registered(&client, json!({ "consent": "all" })).await;
    let before = changes_of(&tenant).len();
    let second = registered(&client, json!({ "consent": "all" })).await;
    assert_eq!((second.outcome, second.client_id), (Outcome::Found, first.client_id));
    assert!(second.actions.is_empty() && second.created.object_id.is_none(), "{second:?}");
    assert_eq!(changes_of(&tenant).len(), before);
}

#[tokio::test]
async fn the_scripts_app_is_reported_incomplete_and_completed_only_when_asked() {
    let tenant = Tenant::with(json!({}));
    let client = admin(&tenant);
    let end = registered(&client, json!({})).await;
    assert_eq!(end.outcome, Outcome::Incomplete);
    let missing: Vec<&str> = end.confirm.iter().map(|note| note.code).collect();
    assert_eq!(missing, ["loopback_redirect", "public_client", "chat_permission", "service_principal"]);
    assert!(end.actions.iter().all(|action| action.state == State::Planned), "{end:?}");
    assert_eq!(changes_of(&tenant), Vec::<String>::new());
    // The sign-in host hears of it later.
    tenant.fault(json!({ "path": TOKENS, "entraError": { "code": 7_000_218, "error": "invalid_client" } }));
    let end = registered(&client, json!({ "complete": true })).await;
    assert_eq!((end.outcome, actions(&end)), (Outcome::Completed, vec!["complete_app", "create_service_principal"]));
    assert_eq!((end.ready, tenant.sandbox.count("deviceCodes")), (Some(true), 2));
    assert_eq!(end.created.object_id, None, "the app was there before");
    let app = &found(&client, json!({ "clientId": SCRIPT })).await.apps[0];
    assert_eq!(app.verdict, Verdict::Usable, "{app:?}");
    let native = "https://login.microsoftonline.com/common/oauth2/nativeclient";
    assert_eq!(app.redirect_uris.public_client, [native, "http://localhost"], "what was there stays");
    assert_eq!(remove_with(&tenant, SCRIPT).await, Removed::Removed);
}

#[tokio::test]
async fn an_app_that_somebody_prepared_is_refused_with_the_reasons_and_left_alone() {
    for (change, code) in [
        (json!({ "secrets": ["s"] }), "password_credentials"),
        (json!({ "keyCredentials": 1 }), "key_credentials"),
        (json!({ "federatedCredentials": 2 }), "federated_credentials"),
        (json!({ "redirectUris": ["http://localhost", "https://evil.example/"] }), "foreign_redirect"),
        (json!({ "webRedirectUris": ["https://evil.example/"] }), "foreign_redirect"),
        (json!({ "signInAudience": "AzureADMultipleOrgs" }), "audience"),
        (json!({ "requires": ["Chat.ReadWrite.All", "User.Read.All"] }), "permission"),
    ] {
        let mut app = json!({ "clientId": SCRIPT, "displayName": OURS, "owners": [ADELE] });
        for (name, value) in change.as_object().unwrap() {
            app[name] = value.clone();
        }
        let tenant = without_app(json!([app]), json!({}));
        let client = admin(&tenant);
        let seen = &found(&client, json!({})).await.apps[0];
        let reasons: Vec<&str> = seen.reasons.iter().map(|note| note.code).collect();
        assert_eq!((seen.verdict, reasons), (Verdict::Refused, vec![code]));
        for options in [json!({ "complete": true, "consent": "all" }), json!({ "clientId": SCRIPT, "complete": true })]
        {
            let error = try_register(&client, options).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::AppRefused);
            assert!(error.message().contains("adele@contoso.com") && error.message().contains(SCRIPT), "{error}");
        }
        let error = try_unregister(&client, json!({})).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AppRefused);
        assert_eq!(changes_of(&tenant), Vec::<String>::new(), "{code}");
        let gone = unregistered(&client, json!({ "clientId": SCRIPT })).await;
        assert_eq!(gone.outcome, "removed", "named by its client id: {gone:?}");
    }
}

#[tokio::test]
async fn several_apps_of_a_name_are_listed_and_the_client_id_settles_it() {
    let app = |id: &str, owner: &str| json!({ "clientId": id, "displayName": OURS, "owners": [owner], "public": true });
    let other = "22222222-2222-4222-8222-222222222222";
    let admin_id = "1f6b0c94-8e2d-4a57-b3c9-64d0e7a5f218";
    let tenant = without_app(json!([app(SCRIPT, admin_id), app(other, ADELE)]), json!({}));
    let client = admin(&tenant);
    let seen = found(&client, json!({})).await.apps;
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[1].owners[0].user_principal_name.as_deref(), Some("adele@contoso.com"));
    let error = try_register(&client, json!({ "complete": true })).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AppAmbiguous);
    assert!(error.message().contains(SCRIPT) && error.message().contains(other), "{error}");
    assert!(error.next_step().unwrap().contains("client id"), "{error}");
    assert_eq!(try_unregister(&client, json!({})).await.unwrap_err().kind(), ErrorKind::AppAmbiguous);
    assert_eq!(changes_of(&tenant), Vec::<String>::new());
    let end = registered(&client, json!({ "clientId": SCRIPT, "complete": true })).await;
    assert_eq!((end.outcome, end.client_id.unwrap().to_string().as_str()), (Outcome::Completed, SCRIPT));
    let unknown = try_register(&client, json!({ "clientId": "33333333-3333-4333-8333-333333333333" })).await;
    assert_eq!(unknown.unwrap_err().kind(), ErrorKind::AppNotFound);
}

#[tokio::test]
async fn what_is_new_is_waited_for_until_directory_and_sign_in_know_it() {
    let tenant = without_app(json!([]), json!({ "replication": { "requests": 1, "milliseconds": 1200 } }));
    let client = admin(&tenant);
    let start = std::time::Instant::now();
    let waits = std::sync::Mutex::new(0);
    let tell = |event: Event| {
        if serde_json::to_value(&event).unwrap()["stage"] == "replicating" {
            *waits.lock().unwrap() += 1;
        }
    };
    let options = RegisterOptions::from_json(Some(r#"{"consent":"me"}"#)).unwrap();
    let end = register(&client, &options, &tell, &Cancel::default()).await.unwrap();
    assert_eq!((end.outcome, end.ready), (Outcome::Created, Some(true)), "{end:?}");
    assert!(*waits.lock().unwrap() >= 2 && start.elapsed() > Duration::from_millis(1200));
    assert_eq!((tenant.sandbox.count("appsCreated"), tenant.sandbox.count("principalsCreated")), (1, 1));
    assert_eq!(tenant.sandbox.count("grantsCreated"), 1);
    assert_eq!(remove_with(&tenant, &end.client_id.unwrap().to_string()).await, Removed::Removed);
}

#[tokio::test]
async fn written_consent_goes_into_the_grant_that_is_there_and_the_sign_in_asks_nobody() {
    let tenant = without_app(json!([]), json!({ "signIn": { "consent": "adminRequired" } }));
    let client = admin(&tenant);
    let end = registered(&client, json!({ "consent": "me" })).await;
    assert_eq!(end.created.grants[0].added_scopes, ["Chat.ReadWrite.All", "offline_access", "openid", "profile"]);
    let id = end.client_id.unwrap().to_string();
    assert_eq!(remove_with(&tenant, &id).await, Removed::Removed);
    let more = registered(&client, json!({ "consent": "me", "includeAudit": true, "complete": true })).await;
    assert_eq!(actions(&more), ["complete_app", "extend_grant"]);
    assert_eq!(more.created.grants[0].added_scopes, ["AuditLogsQuery.Read.All"]);
    let all = registered(&client, json!({ "consent": "all", "includeAudit": true })).await;
    assert_eq!(actions(&all), ["create_grant"]);
    let covered = registered(&client, json!({ "consent": "me" })).await;
    assert_eq!(covered.outcome, Outcome::Found);
    let grants = found(&client, json!({})).await.apps[0].grants.clone().unwrap();
    let kinds: Vec<&str> = grants.iter().map(|grant| grant.consent_type.as_str()).collect();
    assert_eq!(kinds, ["AllPrincipals", "Principal"]);
    assert!(grants.iter().all(|grant| grant.scope.contains("AuditLogsQuery.Read.All")), "{grants:?}");
}

#[tokio::test]
async fn consent_for_an_app_that_others_can_change_takes_a_persons_word() {
    let other = json!({ "clientId": SCRIPT, "displayName": OURS, "owners": [ADELE], "public": true,
                        "requires": ["Chat.ReadWrite.All"],
                        "redirectUris": ["http://localhost", "https://login.microsoftonline.com/common/oauth2/nativeclient"] });
    let tenant = without_app(json!([other]), json!({}));
    let client = admin(&tenant);
    assert_eq!(registered(&client, json!({})).await.outcome, Outcome::Found);
    let end = registered(&client, json!({ "consent": "all" })).await;
    assert_eq!((end.outcome, end.confirm[0].code), (Outcome::Incomplete, "other_owners"));
    assert!(end.confirm[0].message.contains("adele@contoso.com"), "{end:?}");
    assert_eq!(changes_of(&tenant), Vec::<String>::new());
    let end = registered(&client, json!({ "consent": "me", "clientId": SCRIPT })).await;
    assert_eq!((end.outcome, actions(&end)), (Outcome::Completed, vec!["create_grant"]), "named by its client id");
    assert_eq!(registered(&client, json!({ "consent": "me" })).await.outcome, Outcome::Found, "it is there");
    let end = registered(&client, json!({ "consent": "all", "complete": true })).await;
    assert_eq!(actions(&end), ["create_grant"]);
}

#[tokio::test]
async fn a_missing_permission_is_told_before_any_request_and_a_missing_right_with_the_services_words() {
    let tenant = without_app(json!([]), json!({ "permissions": { "usersRegisterApps": false } }));
    let reader = registrar(&tenant, "admin@contoso.com", &["Application.Read.All"]);
    assert!(found(&reader, json!({})).await.apps.is_empty());
    let before = tenant.sandbox.requests().len();
    let error = try_register(&reader, json!({})).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TokenScopeMissing);
    assert!(error.message().contains(APPS), "{error}");
    let writer = registrar(&tenant, "admin@contoso.com", &[APPS]);
    let error = try_register(&writer, json!({ "consent": "me" })).await.unwrap_err();
    assert!(error.message().contains(CONSENT), "{error}");
    assert_eq!(tenant.sandbox.requests().len(), before);
    let user = registrar(&tenant, "adele@contoso.com", &[APPS, CONSENT]);
    let error = try_register(&user, json!({})).await.unwrap_err();
    assert_eq!((error.kind(), error.http_status()), (ErrorKind::DirectoryForbidden, Some(403)));
    assert_eq!(error.service_code(), Some("Authorization_RequestDenied"));
    assert!(error.request_id().is_some() && error.client_request_id().is_some());
    assert!(error.message().contains("adele@contoso.com"), "{error}");
    assert!(error.next_step().unwrap().contains("Application Administrator"), "{error}");
    // An ordinary user may make the app where the tenant lets them, and no consent for it.
    tenant.sandbox.change(&json!({ "permissions": {} })).unwrap();
    let end = registered(&user, json!({ "consent": "all" })).await;
    assert_eq!((end.outcome, actions(&end)), (Outcome::Unfinished, vec!["create_app", "create_service_principal"]));
    let problem = end.problem.unwrap();
    assert_eq!((problem.http_status, problem.code.as_deref()), (Some(403), Some("Authorization_RequestDenied")));
    assert!(problem.next_step.unwrap().contains("leave the consent to the sign-in"));
}

#[tokio::test]
async fn a_client_signs_in_for_the_registration_and_its_renewals_ask_for_the_same() {
    let tenant = without_app(json!([]), json!({}));
    let client = Client::new(tenant.settings(json!({ "clientId": TOOLS }))).unwrap();
    let how = SignIn::from_json(&json!({ "method": "device_code", "scopes": [APPS] }).to_string()).unwrap();
    let tell = |event: Event| tenant.approve(event);
    let context = client.sign_in(how, &tell, &Cancel::default()).await.unwrap();
    assert!(context.scopes.contains(&APPS.to_owned()), "{:?}", context.scopes);
    let asked = json!({ "access_token": { "acrs": { "essential": true, "value": "c1" } } });
    tenant.fault(json!({ "path": "/v1.0/applications", "method": "GET", "challenge": asked }));
    tenant.fault(json!({ "path": "/v1.0/applications", "method": "POST", "tokenExpired": true }));
    assert_eq!(registered(&client, json!({})).await.outcome, Outcome::Created);
    assert_eq!(tenant.sandbox.count("grants.refresh_token"), 2);
    let renewals = tenant.sandbox.requests().into_iter().filter(|seen| seen.body.contains("grant_type=refresh_token"));
    let renewals: Vec<_> = renewals.map(|seen| seen.body).collect();
    assert!(renewals.iter().all(|body| body.contains(APPS) && !body.contains("Chat.ReadWrite.All")), "{renewals:?}");
    assert!(renewals[0].contains("acrs") && !renewals[1].contains("acrs"), "{renewals:?}");
    let error = teams_chat_access::removal::remove(&client, &tenant.target(0), &|_| {}, &Cancel::default()).await;
    let error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TokenScopeMissing);
    assert!(error.message().contains("Chat.ReadWrite.All") && error.message().contains(APPS), "{error}");
    assert!(tenant.removals().is_empty());
}
