//! How signing in ends, and what Entra refuses.
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod support;

use support::{Got, Tenant};

const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

fn authorize(tenant: &Tenant, more: &str) -> Got {
    let client = &tenant.ready.client_id;
    let path = format!(
        "/{}/oauth2/v2.0/authorize?client_id={client}&response_type=code&scope=Chat.ReadWrite.All%20offline_access\
         &state=s&code_challenge={CHALLENGE}{more}",
        tenant.ready.tenant_id
    );
    tenant.get(&path, "")
}

fn redeem(tenant: &Tenant, code: &str, more: &str) -> (u16, u64) {
    let client = &tenant.ready.client_id;
    let got = tenant.form("token", &format!("grant_type=authorization_code&client_id={client}&code={code}{more}"));
    (got.status(), got.json()["error_codes"][0].as_u64().unwrap_or(0))
}

#[test]
fn a_code_is_redeemed_once_by_whoever_holds_its_verifier() {
    let tenant = Tenant::open();
    let redirect = "&redirect_uri=http://localhost:4711/";
    let got = authorize(&tenant, &format!("&code_challenge_method=S256{redirect}"));
    let location = got.header("location").unwrap();
    assert!(location.starts_with("http://localhost:4711/?code=") && location.contains("state=s"), "{location}");
    let code = location.split(['=', '&']).nth(1).unwrap();
    assert_eq!(redeem(&tenant, code, &format!("{redirect}&code_verifier=wrong")), (400, 501_481));
    let verifier = format!("&code_verifier={VERIFIER}");
    assert_eq!(redeem(&tenant, code, &format!("&redirect_uri=http://localhost:1/{verifier}")), (400, 500_112));
    assert_eq!(redeem(&tenant, code, &format!("{redirect}{verifier}&client_secret=x")), (401, 700_025));
    assert_eq!(redeem(&tenant, code, &format!("{redirect}{verifier}")), (200, 0));
    assert_eq!(redeem(&tenant, code, &format!("{redirect}{verifier}")), (400, 54_005));
}

#[test]
fn an_address_that_is_not_the_apps_is_never_answered() {
    let tenant = Tenant::open();
    for redirect in ["http://localhost.evil.example", "https://localhost", "http://localhost/other", "http://127.0.0.1"]
    {
        let got = authorize(&tenant, &format!("&code_challenge_method=S256&redirect_uri={redirect}"));
        assert_eq!((got.status(), got.header("location")), (400, None), "{redirect}");
        assert!(got.raw.contains("AADSTS50011"), "{got:?}");
    }
    let plain = authorize(&tenant, "&code_challenge_method=plain&redirect_uri=http://localhost");
    assert!(plain.header("location").unwrap().contains("error=invalid_request"), "{plain:?}");
}

#[test]
fn an_unknown_app_scope_or_tenant_is_named() {
    let tenant = Tenant::open();
    let client = &tenant.ready.client_id;
    let code = |got: &Got| (got.status(), got.json()["error_codes"][0].as_u64().unwrap_or(0));
    let unknown = "client_id=11111111-1111-4111-8111-111111111111&scope=User.Read";
    assert_eq!(code(&tenant.form("devicecode", unknown)), (400, 700_016));
    assert_eq!(code(&tenant.form("devicecode", &format!("client_id={client}&scope=Chat.Everything"))), (400, 70_011));
    let two = format!("client_id={client}&scope=User.Read%20https://manage.office.com/ActivityFeed.Read");
    assert_eq!(code(&tenant.form("devicecode", &two)), (400, 28_000));
    let nowhere = tenant.get("/nobody.example/v2.0/.well-known/openid-configuration", "");
    assert_eq!(code(&nowhere), (400, 90_002));
}

/// Starts a device code, and says how the first poll for it ends.
fn poll(tenant: &Tenant) -> (String, Got) {
    let client = &tenant.ready.client_id;
    let started = tenant.form("devicecode", &format!("client_id={client}&scope=User.Read%20offline_access"));
    let code = started.json()["device_code"].as_str().unwrap().to_owned();
    let grant = "urn:ietf:params:oauth:grant-type:device_code";
    let got = tenant.form("token", &format!("grant_type={grant}&client_id={client}&device_code={code}"));
    (got.json()["error"].as_str().unwrap_or_default().to_owned(), got)
}

#[test]
fn a_device_code_ends_as_the_scenario_says() {
    for (ending, expected) in [
        ("wait", "authorization_pending"),
        ("decline", "authorization_declined"),
        ("expire", "expired_token"),
        ("approve", ""),
    ] {
        let tenant = Tenant::with(&format!(r#"{{"signIn":{{"deviceCode":"{ending}"}}}}"#));
        assert_eq!(poll(&tenant).0, expected, "{ending}");
    }
    let scenario = r#"{"apps":[{"clientId":"3b8e2f60-c97d-4e15-a4b0-8d61f5c2907e","public":true}],
                       "signIn":{"deviceCode":"approve","consent":"required"}}"#;
    let (error, got) = poll(&Tenant::with(scenario));
    assert_eq!((error.as_str(), got.json()["error_codes"][0].as_u64()), ("invalid_grant", Some(65_001)));
}

#[test]
fn a_refresh_token_lives_on_unless_the_scenario_says_otherwise() {
    for (single_use, expected) in [(false, 200), (true, 400)] {
        let scenario = format!(r#"{{"signIn":{{"deviceCode":"approve","refreshSingleUse":{single_use}}}}}"#);
        let tenant = Tenant::with(&scenario);
        let token = poll(&tenant).1.json()["refresh_token"].as_str().unwrap().to_owned();
        let client = &tenant.ready.client_id;
        let renew = |token: &str| {
            tenant.form("token", &format!("grant_type=refresh_token&client_id={client}&refresh_token={token}"))
        };
        let next = renew(&token);
        assert_eq!(next.status(), 200, "{next:?}");
        assert_ne!(next.json()["refresh_token"].as_str(), Some(token.as_str()));
        assert_eq!(renew(&token).status(), expected);
        assert_eq!(tenant.sandbox.count("grants.refresh_token"), if single_use { 1 } else { 2 });
    }
}
