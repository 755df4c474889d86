//! Each way to fail, byte by byte.
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod support;

use std::io::ErrorKind;

use serde_json::json;
use support::{REMOVAL, Tenant};

fn failing(fault: serde_json::Value) -> Tenant {
    let tenant = Tenant::with(r#"{"limits":{"enabled":false}}"#);
    let mut fault = fault;
    fault["path"] = json!(REMOVAL);
    tenant.sandbox.inject(&fault).unwrap();
    tenant
}

#[test]
fn dropped_before_reading_nothing_is_done() {
    let tenant = failing(json!({"drop": "beforeReading"}));
    let got = tenant.remove_first();
    assert!(got.raw.is_empty() && got.end.is_some(), "{got:?}");
    assert!(tenant.sees_first());
    assert_eq!(tenant.remove_first().status(), 204);
}

#[test]
fn dropped_after_the_effect_it_is_done_and_nobody_is_told() {
    let tenant = failing(json!({"drop": "afterEffect", "reset": true}));
    let got = tenant.remove_first();
    assert!(got.raw.is_empty(), "{got:?}");
    assert_eq!(got.end, Some(ErrorKind::ConnectionReset));
    assert!(!tenant.sees_first());
    let seen = &tenant.sandbox.requests()[0];
    assert_eq!((seen.status, seen.fault.as_deref()), (None, Some("faults[0]")));
    assert_eq!(tenant.remove_first().status(), 404);
}

#[test]
fn cut_within_the_headers() {
    let tenant = failing(json!({"drop": "midHeaders"}));
    let got = tenant.remove_first();
    assert!(got.raw.starts_with("HTTP/1.1 204 No Content\r\n") && !got.raw.contains("\r\n\r\n"), "{got:?}");
    assert!(got.end.is_some(), "{got:?}");
    assert!(!tenant.sees_first());
}

#[test]
fn cut_within_the_body() {
    let tenant = failing(json!({"drop": "midBody", "status": 500}));
    let got = tenant.remove_first();
    assert_eq!(got.status(), 500);
    let promised: usize = got.header("content-length").unwrap().parse().unwrap();
    let (_, body) = got.raw.split_once("\r\n\r\n").unwrap();
    assert_eq!(body.len(), promised / 2, "{got:?}");
    assert!(got.end.is_some(), "{got:?}");
    assert!(tenant.sees_first());
}

#[test]
fn another_answer_instead_with_or_without_the_effect() {
    let tenant = failing(json!({"status": 503, "body": "<html>", "retryAfter": {"date": 60}}));
    let got = tenant.remove_first();
    assert_eq!(got.status(), 503);
    assert!(got.header("retry-after").unwrap().ends_with("GMT") && got.raw.ends_with("\r\n\r\n<html>"), "{got:?}");
    assert!(tenant.sees_first());
    let tenant = failing(json!({"status": 502, "body": "", "effect": true}));
    let got = tenant.remove_first();
    assert!(got.status() == 502 && got.raw.ends_with("\r\n\r\n"), "{got:?}");
    assert!(!tenant.sees_first());
}

#[test]
fn faults_on_one_path_follow_one_another() {
    let tenant = failing(json!({"status": 429, "retryAfter": 7}));
    tenant.sandbox.inject(&json!({"path": "/v1.0/**", "redirect": "https://evil.example/v1.0"})).unwrap();
    let first = tenant.remove_first();
    assert_eq!((first.status(), first.header("retry-after")), (429, Some("7")));
    let second = tenant.remove_first();
    assert_eq!((second.status(), second.header("location")), (307, Some("https://evil.example/v1.0")));
    assert_eq!(tenant.remove_first().status(), 204);
}

#[test]
fn a_challenged_token_stays_refused_with_the_same_claims() {
    let tenant = failing(json!({"challenge": true}));
    let challenge = |got: &support::Got| {
        assert_eq!(got.status(), 401);
        got.header("www-authenticate").unwrap().split("claims=").nth(1).map(str::to_owned)
    };
    let first = challenge(&tenant.remove_first());
    assert!(first.is_some());
    assert_eq!(challenge(&tenant.remove_first()), first);
    let chat = &tenant.ready.chats[0];
    let renewed = tenant.sandbox.ready().access_token;
    assert_eq!(tenant.remove(&chat.thread_id, &chat.user_id, &renewed).status(), 204);
}
