//! App registration when something comes between: lost answers, half-finished work, cancellation, rehearsal, undoing.

use crate::registrar::*;

#[tokio::test]
async fn a_registration_that_ended_halfway_is_gone_on_with_unasked() {
    let tenant = without_app(json!([]), json!({}));
    let client = admin(&tenant);
    tenant.fault(json!({ "path": "/v1.0/servicePrincipals", "method": "POST", "status": 403 }));
    let half = registered(&client, json!({ "consent": "me" })).await;
    assert_eq!((half.outcome, actions(&half)), (Outcome::Unfinished, vec!["create_app"]));
    assert!(half.created.object_id.is_some() && half.created.service_principal_id.is_none());
    let (problem, id) = (half.problem.as_ref().unwrap(), half.client_id.unwrap().to_string());
    assert!(problem.message.contains(&id), "{}", problem.message);
    assert!(!problem.next_step.as_ref().unwrap().contains("clientId"), "by its name it is found: {problem:?}");
    let end = registered(&client, json!({ "consent": "me" })).await;
    assert_eq!((end.outcome, end.client_id), (Outcome::Completed, half.client_id));
    assert_eq!(actions(&end), ["create_service_principal", "create_grant"]);
    assert_eq!(tenant.sandbox.count("appsCreated"), 1);
}

#[tokio::test]
async fn a_lost_answer_never_makes_a_second_app() {
    let tenant = without_app(json!([]), json!({}));
    let client = admin(&tenant);
    tenant.fault(json!({ "path": "/v1.0/applications", "method": "POST", "drop": "afterEffect" }));
    tenant.fault(json!({ "path": "/v1.0/servicePrincipals", "method": "POST", "status": 400 }));
    let lost = registered(&client, json!({})).await;
    assert_eq!((lost.outcome, actions(&lost)), (Outcome::Unfinished, vec!["create_app"]), "found again");
    assert!(lost.created.object_id.is_some());
    let throttled = json!({ "path": "/v1.0/applications", "method": "GET", "status": 429, "retryAfter": 1 });
    tenant.fault(throttled);
    tenant.fault(json!({ "path": "/v1.0/servicePrincipals", "method": "POST", "drop": "afterEffect" }));
    tenant.fault(json!({ "path": "/v1.0/oauth2PermissionGrants", "method": "POST", "status": 502, "effect": true }));
    let end = registered(&client, json!({ "consent": "all" })).await;
    assert_eq!((end.outcome, end.problem.is_none()), (Outcome::Completed, true), "{end:?}");
    assert_eq!(
        actions(&end),
        ["create_service_principal", "create_grant"],
        "what was made is told although its answer was lost"
    );
    assert_eq!((tenant.sandbox.count("appsCreated"), tenant.sandbox.count("principalsCreated")), (1, 1));
    assert_eq!(tenant.sandbox.count("grantsCreated"), 1);
    assert_eq!(found(&client, json!({})).await.apps[0].verdict, Verdict::Usable);
}

#[tokio::test]
async fn a_request_that_never_arrived_ends_unfinished_and_the_next_try_makes_the_app() {
    let tenant = without_app(json!([]), json!({}));
    let client = Client::new(tenant.settings(json!({ "scopes": [APPS], "retryBudgetSeconds": 2 }))).unwrap();
    let scopes = vec![APPS.to_owned()];
    let mint = Mint { user: Some("admin@contoso.com".into()), scopes, ..Mint::default() };
    client.set_token(&tenant.sandbox.mint(&mint).unwrap()).unwrap();
    tenant.fault(json!({ "path": "/v1.0/applications", "method": "POST", "drop": "beforeReading" }));
    let end = registered(&client, json!({})).await;
    assert_eq!((end.outcome, end.client_id, end.actions.len()), (Outcome::Unfinished, None, 0));
    assert!(end.problem.unwrap().next_step.unwrap().contains("Run it again"));
    assert_eq!(registered(&client, json!({})).await.outcome, Outcome::Created);
    assert_eq!(tenant.sandbox.count("appsCreated"), 1);
}

#[tokio::test]
async fn a_rehearsal_says_what_would_be_done_and_only_reads() {
    for (tenant, planned, outcome) in [
        (
            without_app(json!([]), json!({})),
            vec!["create_app", "create_service_principal", "create_grant"],
            Outcome::Created,
        ),
        (Tenant::with(json!({})), vec!["complete_app", "create_service_principal", "create_grant"], Outcome::Completed),
    ] {
        // Reading is all that a rehearsal needs.
        let client = registrar(&tenant, "admin@contoso.com", &["Application.Read.All"]);
        let end = registered(&client, json!({ "dryRun": true, "complete": true, "consent": "all" })).await;
        assert_eq!((end.outcome, end.dry_run, actions(&end)), (outcome, true, planned));
        assert!(end.actions.iter().all(|action| action.state == State::Planned));
        assert!(end.created.object_id.is_none() && end.created.grants.is_empty());
        let gone = unregistered(&client, json!({ "dryRun": true })).await;
        assert_eq!(gone.outcome == "removed", end.app.is_some());
        assert_eq!(changes_of(&tenant), Vec::<String>::new());
    }
}

#[tokio::test]
async fn exactly_what_was_made_is_taken_away_again() {
    let tenant = without_app(json!([]), json!({}));
    let client = admin(&tenant);
    let made = registered(&client, json!({ "consent": "all" })).await;
    let more = registered(&client, json!({ "consent": "all", "includeAudit": true, "complete": true })).await;
    // First the second registration: consent goes back to what it was, and the app stays.
    let created = serde_json::to_value(&more.created).unwrap();
    let back = unregistered(&client, json!({ "created": created })).await;
    assert_eq!(back.actions.iter().map(|action| action.action).collect::<Vec<_>>(), ["reduce_grant"]);
    let app = &found(&client, json!({})).await.apps[0];
    assert_eq!(app.grants.as_ref().unwrap()[0].scope, "Chat.ReadWrite.All offline_access openid profile");
    // Then the first: everything.
    let created = serde_json::to_value(&made.created).unwrap();
    let gone = unregistered(&client, json!({ "created": created.clone() })).await;
    assert_eq!((gone.outcome, &gone.removed.object_id), ("removed", &made.object_id));
    assert_eq!(gone.removed.service_principal_id, made.service_principal_id);
    assert_eq!(gone.removed.grants, [made.created.grants[0].id.clone()]);
    assert!(found(&client, json!({})).await.apps.is_empty());
    let again = unregistered(&client, json!({ "created": created })).await;
    assert_eq!((again.outcome, again.actions.len()), ("not_found", 0));
    // An app that was there before is not taken by what was added to it.
    let tenant = Tenant::with(json!({}));
    let client = admin(&tenant);
    let completed = registered(&client, json!({ "complete": true, "consent": "me" })).await;
    let created = serde_json::to_value(&completed.created).unwrap();
    let gone = unregistered(&client, json!({ "created": created })).await;
    assert_eq!((gone.removed.object_id, gone.removed.service_principal_id.is_some()), (None, true));
    assert_eq!(found(&client, json!({})).await.apps.len(), 1);
    assert_eq!(unregistered(&client, json!({})).await.outcome, "removed");
}

#[tokio::test]
async fn a_list_goes_on_within_graph_and_nowhere_else() {
    let many: Vec<Value> = (0..30)
        .map(|n| json!({ "clientId": format!("44444444-4444-4444-8444-4444444444{n:02}"), "displayName": "O'Neil" }))
        .collect();
    let tenant = without_app(json!(many), json!({}));
    let client = admin(&tenant);
    assert_eq!(found(&client, json!({ "displayName": "O'Neil" })).await.apps.len(), 30);
    let elsewhere = json!({ "value": [], "@odata.nextLink": "https://graph.microsoft.com/v1.0/applications?x" });
    let body = elsewhere.to_string();
    tenant.fault(json!({ "path": "/v1.0/applications", "status": 200, "body": body }));
    let options = FindOptions::from_json(None).unwrap();
    let error = find(&client, &options, &|_| {}, &Cancel::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::HostRefused, "{error}");
}

#[tokio::test]
async fn a_cancel_before_a_change_is_an_error_and_after_one_is_told_with_what_was_made() {
    let tenant = without_app(json!([]), json!({ "replication": { "requests": 50 } }));
    let client = admin(&tenant);
    let (cancel, trigger) = (Cancel::default(), Cancel::default());
    trigger.cancel();
    let options = RegisterOptions::from_json(None).unwrap();
    let error = register(&client, &options, &|_| {}, &trigger).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    let tell = |event: Event| {
        if serde_json::to_value(&event).unwrap()["stage"] == "replicating" {
            cancel.cancel();
        }
    };
    let start = std::time::Instant::now();
    let end = register(&client, &options, &tell, &cancel).await.unwrap();
    assert!(start.elapsed() < Duration::from_secs(5));
    let problem = end.problem.unwrap();
    assert_eq!((end.outcome, problem.code.as_deref()), (Outcome::Unfinished, Some("cancelled")));
    assert!(end.created.object_id.is_some());
    // Run again by name within the delay, it would be made again.
    let id = end.client_id.unwrap().to_string();
    let next = problem.next_step.unwrap();
    assert!(
        problem.message.contains(&id) && next.contains(&format!("with clientId {id}")),
        "{} {next}",
        problem.message
    );
}
