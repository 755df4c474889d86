//! The limits that a caller must keep.

mod support;

use std::time::Duration;

use sandbox::Mint;
use support::Tenant;

#[test]
fn one_removal_a_second_for_each_user_and_retry_after_is_enough() {
    let tenant = Tenant::open();
    let [first, second] = [&tenant.ready.chats[0], &tenant.ready.chats[1]];
    assert_eq!(tenant.remove(&first.thread_id, &first.user_id, &tenant.ready.access_token).status(), 204);
    let again = || tenant.remove(&second.thread_id, &second.user_id, &tenant.ready.access_token);
    let refused = again();
    assert_eq!((refused.status(), refused.json()["error"]["code"].as_str()), (429, Some("TooManyRequests")));
    let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=3).contains(&wait), "{wait}");
    std::thread::sleep(Duration::from_secs(wait));
    assert_eq!(again().status(), 204);
    assert_eq!(tenant.sandbox.count("throttled"), 1);
}

#[test]
fn requests_during_a_throttle_count() {
    let tenant = Tenant::open();
    assert_eq!(tenant.remove_first().status(), 204);
    for _ in 0..4 {
        assert_eq!(tenant.remove_first().status(), 429);
        std::thread::sleep(Duration::from_millis(400));
    }
}

#[test]
fn limits_can_be_switched_off() {
    let tenant = Tenant::with(r#"{"limits":{"enabled":false}}"#);
    assert_eq!(tenant.remove_first().status(), 204);
    assert_eq!(tenant.remove_first().status(), 404);
}

#[test]
fn one_removal_a_second_for_each_chat_whoever_asks() {
    let tenant = Tenant::open();
    let [first, second] = [&tenant.ready.chats[2], &tenant.ready.chats[3]];
    assert_eq!(first.thread_id, second.thread_id);
    let scopes = vec!["Chat.ReadWrite.All".to_owned()];
    let other = Mint { user: Some("alex@contoso.com".to_owned()), scopes, ..Mint::default() };
    let other = tenant.sandbox.mint(&other).unwrap_or_default();
    assert_eq!(tenant.remove(&first.thread_id, &first.user_id, &tenant.ready.access_token).status(), 204);
    assert_eq!(tenant.remove(&second.thread_id, &second.user_id, &other).status(), 429);
    let chat = &tenant.ready.chats[0];
    let third = Mint {
        user: Some("megan@contoso.com".to_owned()),
        scopes: vec!["Chat.ReadWrite.All".to_owned()],
        ..Mint::default()
    };
    let third = tenant.sandbox.mint(&third).unwrap_or_default();
    assert_eq!(tenant.remove(&chat.thread_id, &chat.user_id, &third).status(), 204);
}
