//! One removal against the sandbox tenant, with everything that can come between.
use std::time::{Duration, Instant};

use crate::support::{REMOVALS, TOKENS, Tenant};
use serde_json::json;
use teams_chat_access::auth::Client;
use teams_chat_access::cancel::Cancel;
use teams_chat_access::error::ErrorKind;
use teams_chat_access::event::{Event, Stage};
use teams_chat_access::removal::{Outcome, remove};

#[tokio::test]
async fn the_chat_goes_from_that_users_view_and_from_nobody_elses() {
    let tenant = Tenant::with(json!({}));
    let group = tenant.ready.chats.iter().position(|chat| chat.thread_id.ends_with("@thread.v2")).unwrap();
    let chat = &tenant.ready.chats[group];
    let others: Vec<String> =
        tenant.ready.chats.iter().map(|c| c.user_id.clone()).filter(|u| *u != chat.user_id).collect();
    let before: Vec<_> = others.iter().map(|user| tenant.sandbox.chats_of(user)).collect();
    let removal = tenant.remove(&tenant.signed_in(), group).await;
    assert_eq!(removal.outcome, Outcome::Removed);
    assert_eq!(removal.http_status, Some(204));
    assert!(removal.request_id.is_some() && removal.client_request_id.is_some() && removal.time.is_some());
    assert!(!tenant.sandbox.chats_of(&chat.user_id).contains(&chat.thread_id));
    let after: Vec<_> = others.iter().map(|user| tenant.sandbox.chats_of(user)).collect();
    assert_eq!(before, after);
    let seen = &tenant.removals()[0];
    assert_eq!(seen.header("client-request-id"), removal.client_request_id.as_deref());
    assert!(seen.path.starts_with("/v1.0/chats/19%3A"), "{}", seen.path);
    let again = tenant.remove(&tenant.signed_in(), group).await;
    assert_eq!((again.outcome, again.http_status), (Outcome::NotFound, Some(404)));
    assert!(again.next_step.is_some());
    assert_eq!(removal.body, None);
    let body: serde_json::Value = serde_json::from_str(&again.body.unwrap()).unwrap();
    assert_eq!(body["error"]["code"].as_str(), again.code.as_deref());
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_and_never_guessed() {
    let tenant = Tenant::with(json!({}));
    let client = tenant.signed_in();
    tenant.fault(json!({ "path": REMOVALS, "drop": "afterEffect" }));
    let done = tenant.remove(&client, 0).await;
    assert_eq!(done.outcome, Outcome::Unconfirmed, "the second answer is 404, and the first was lost");
    assert_eq!((done.http_status, done.attempts), (Some(404), 2));
    tenant.fault(json!({ "path": REMOVALS, "drop": "beforeReading", "reset": true }));
    let removed = tenant.remove(&client, 1).await;
    assert_eq!((removed.outcome, removed.attempts), (Outcome::Removed, 2));
}

#[tokio::test]
async fn throttling_is_waited_out_within_the_budget_and_told_beyond_it() {
    let tenant = Tenant::with(json!({}));
    let client = tenant.signed_in();
    tenant.fault(json!({ "path": REMOVALS, "status": 429, "retryAfter": 2 }));
    let start = Instant::now();
    let removed = tenant.remove(&client, 0).await;
    assert_eq!((removed.outcome, removed.attempts), (Outcome::Removed, 2));
    assert!(start.elapsed() >= Duration::from_secs(2));
    tenant.fault(json!({ "path": REMOVALS, "status": 429, "retryAfter": 4000 }));
    let failed = tenant.remove(&client, 1).await;
    assert_eq!((failed.outcome, failed.http_status), (Outcome::Failed, Some(429)));
    assert_eq!(failed.retry_after_seconds, Some(4000));
}

#[tokio::test]
async fn a_service_that_keeps_failing_ends_in_failed() {
    let tenant = Tenant::with(json!({}));
    let client = Client::new(tenant.settings(json!({ "retryBudgetSeconds": 3 }))).unwrap();
    client.set_token(&tenant.ready.access_token).unwrap();
    tenant.fault(json!({ "path": REMOVALS, "status": 500, "body": "<html>", "times": "always" }));
    let failed = tenant.remove(&client, 0).await;
    assert_eq!((failed.outcome, failed.http_status), (Outcome::Failed, Some(500)));
    assert!((2..=5).contains(&failed.attempts), "{}", failed.attempts);
}

#[tokio::test]
async fn refusals_keep_the_services_words_whatever_the_body_is() {
    let tenant = Tenant::with(json!({}));
    let client = tenant.signed_in();
    let html = "<html>forbidden</html>";
    for body in ["", html, "{\"error\":{\"code\":\"Forb"] {
        tenant.fault(json!({ "path": REMOVALS, "status": 403, "body": body }));
        let refused = tenant.remove(&client, 0).await;
        assert_eq!((refused.outcome, refused.http_status), (Outcome::Refused, Some(403)));
        let message = refused.message.unwrap();
        for fact in
            ["admin@contoso.com", &tenant.ready.tenant_id, "Chat.ReadWrite.All", "Global Administrator", "minutes old"]
        {
            assert!(message.contains(fact), "{fact} in {message}");
        }
        assert!(!message.contains("<html>"));
        assert_eq!(refused.body.unwrap_or_default(), body, "the body as it came");
    }
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_and_no_more() {
    let tenant = Tenant::with(json!({}));
    let client = tenant.renewable().await;
    tenant.fault(json!({ "path": REMOVALS, "tokenExpired": true }));
    assert_eq!(tenant.remove(&client, 0).await.outcome, Outcome::Removed);
    assert_eq!(tenant.sandbox.count("grants.refresh_token"), 1);
    tenant.fault(json!({ "path": REMOVALS, "tokenExpired": true, "times": "always" }));
    let refused = tenant.remove(&client, 1).await;
    assert_eq!((refused.outcome, refused.http_status), (Outcome::Refused, Some(401)));
    assert_eq!(tenant.sandbox.count("grants.refresh_token"), 2);
}

#[tokio::test]
async fn a_claims_challenge_is_honoured_once_with_the_claims_it_asks_for() {
    let tenant = Tenant::with(json!({}));
    let client = tenant.renewable().await;
    tenant.fault(
        json!({ "path": REMOVALS, "challenge": { "access_token": { "acrs": { "essential": true, "value": "c1" } } } }),
    );
    assert_eq!(tenant.remove(&client, 0).await.outcome, Outcome::Removed);
    let renewal =
        tenant.sandbox.requests().into_iter().find(|seen| seen.body.contains("grant_type=refresh_token")).unwrap();
    assert!(renewal.body.contains("acrs") && renewal.body.contains("cp1"), "{}", renewal.body);
}

#[tokio::test]
async fn where_the_renewal_needs_a_person_the_outcome_says_so_with_entras_code() {
    let tenant = Tenant::with(json!({}));
    let client = tenant.renewable().await;
    tenant.fault(json!({ "path": REMOVALS, "tokenExpired": true }));
    tenant.fault(json!({ "path": TOKENS, "entraError": { "code": 50076 } }));
    let refused = tenant.remove(&client, 0).await;
    assert_eq!(refused.outcome, Outcome::Refused);
    assert!(refused.message.unwrap().contains("AADSTS50076"));
    assert!(refused.next_step.unwrap().contains("ign in again"));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let tenant = Tenant::with(json!({}));
    tenant.fault(json!({ "path": REMOVALS, "redirect": "https://localhost:1/elsewhere" }));
    let failed = tenant.remove(&tenant.signed_in(), 0).await;
    assert_eq!((failed.outcome, failed.http_status, failed.attempts), (Outcome::Failed, Some(307), 1));
}

#[tokio::test]
async fn a_404_that_is_not_graphs_does_not_say_that_the_chat_is_gone() {
    let tenant = Tenant::with(json!({}));
    tenant.fault(json!({ "path": REMOVALS, "status": 404, "body": "<html>no such page</html>" }));
    let answered = tenant.remove(&tenant.signed_in(), 0).await;
    assert_eq!((answered.outcome, answered.code), (Outcome::NotFound, None));
    assert!(answered.next_step.unwrap().contains("no proxy or gateway answers"));
}

#[tokio::test]
async fn a_cancel_before_the_request_does_nothing_and_one_during_it_is_unconfirmed() {
    let tenant = Tenant::with(json!({}));
    let client = tenant.signed_in();
    let cancel = Cancel::default();
    cancel.cancel();
    let error = remove(&client, &tenant.target(0), &|_| {}, &cancel).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert!(tenant.removals().is_empty());
    tenant.fault(json!({ "path": REMOVALS, "delayAfterMs": 20_000 }));
    let cancel = Cancel::default();
    let trigger = cancel.clone();
    let target = tenant.target(0);
    let work = async { remove(&client, &target, &|_| {}, &cancel).await.unwrap() };
    let start = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        trigger.cancel();
        Instant::now()
    };
    let (removal, cancelled_at) = tokio::join!(work, start);
    assert!(cancelled_at.elapsed() < Duration::from_millis(500));
    assert_eq!(removal.outcome, Outcome::Unconfirmed);
    assert!(removal.cancel_requested);
}

#[tokio::test]
async fn a_cancel_after_the_service_failed_tells_its_answer() {
    let tenant = Tenant::with(json!({}));
    let client = tenant.signed_in();
    tenant.fault(json!({ "path": REMOVALS, "status": 500, "times": "always" }));
    let cancel = Cancel::default();
    let tell = |event| {
        if matches!(event, Event::Progress { stage: Stage::BackingOff, .. }) {
            cancel.cancel();
        }
    };
    let removal = remove(&client, &tenant.target(0), &tell, &cancel).await.unwrap();
    assert_eq!((removal.outcome, removal.http_status, removal.attempts), (Outcome::Failed, Some(500), 1));
    assert!(removal.cancel_requested && removal.request_id.is_some());
}

#[tokio::test]
async fn a_challenge_does_not_use_up_the_renewal_of_an_expired_token() {
    let tenant = Tenant::with(json!({}));
    let client = tenant.renewable().await;
    tenant.fault(
        json!({ "path": REMOVALS, "challenge": { "access_token": { "acrs": { "essential": true, "value": "c1" } } } }),
    );
    tenant.fault(json!({ "path": REMOVALS, "tokenExpired": true }));
    let removed = tenant.remove(&client, 0).await;
    assert_eq!((removed.outcome, removed.attempts), (Outcome::Removed, 3));
    assert_eq!(tenant.sandbox.count("grants.refresh_token"), 2);
}

#[tokio::test]
async fn what_the_service_would_refuse_is_refused_before_any_request() {
    let tenant = Tenant::with(json!({}));
    let client = tenant.client();
    let app_only = client.set_token(&tenant.ready.app_access_token).unwrap_err();
    assert_eq!(app_only.kind(), ErrorKind::TokenAppOnly);
    let error = remove(&client, &tenant.target(0), &|_| {}, &Cancel::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotSignedIn);
    let client = tenant.signed_in();
    let mut target = tenant.target(0);
    target.tenant = teams_chat_access::ids::TenantId::parse("5e27f1d8-06b9-4c3e-8a41-d7c5039be620").unwrap();
    let error = remove(&client, &target, &|_| {}, &Cancel::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TokenOtherTenant);
    assert!(tenant.removals().is_empty());
}
