//! The limits that a caller must keep.

mod support;

use std::time::Duration;

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
