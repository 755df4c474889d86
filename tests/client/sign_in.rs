//! Sign-in and renewal against the sandbox tenant.
use std::sync::Arc;

use crate::support::{BROWSER, DEVICE, Heard, TOKENS, Tenant};
use reqwest::Certificate;
use serde_json::json;
use teams_chat_access::auth::Client;
use teams_chat_access::cancel::Cancel;
use teams_chat_access::error::ErrorKind;
use teams_chat_access::event::{Event, Prompt};
use teams_chat_access::removal::remove;

#[tokio::test]
async fn a_device_code_signs_the_person_in_and_the_context_says_who() {
    let tenant = Tenant::with(json!({}));
    let client = tenant.client();
    let tell = |event| tenant.approve(event);
    let context = client.sign_in(DEVICE, &tell, &Cancel::default()).await.unwrap();
    assert_eq!(context.account.as_deref(), Some("admin@contoso.com"));
    assert_eq!(context.tenant_id.unwrap().to_string(), tenant.ready.tenant_id);
    assert!(context.scopes.contains(&"Chat.ReadWrite.All".to_owned()), "{:?}", context.scopes);
    assert_eq!(context.roles, ["Global Administrator"]);
    assert!(context.renewable && context.expires_on.is_some());
    client.sign_out();
    assert_eq!(client.context().unwrap_err().kind(), ErrorKind::NotSignedIn);
}

#[tokio::test]
async fn a_domain_is_resolved_to_its_tenant_and_an_unknown_one_is_named() {
    let tenant = Tenant::with(json!({}));
    let client = Client::new(tenant.settings(json!({ "tenant": "contoso.com" }))).unwrap();
    let tell = |event| tenant.approve(event);
    let context = client.sign_in(DEVICE, &tell, &Cancel::default()).await.unwrap();
    assert_eq!(context.tenant_id.unwrap().to_string(), tenant.ready.tenant_id);
    let client = Client::new(tenant.settings(json!({ "tenant": "nobody.example" }))).unwrap();
    let error = client.sign_in(DEVICE, &|_| {}, &Cancel::default()).await.unwrap_err();
    assert_eq!((error.kind(), error.service_code()), (ErrorKind::WrongCloud, Some("AADSTS90002")));
    assert!(error.message().contains("nobody.example"), "{error}");
}

/// Plays the browser: fetches the sign-in address and posts the form of the answer, as a page's script would.
async fn browse(tenant: &Tenant, address: &str, mode: &str) -> String {
    let ca = Certificate::from_pem(&std::fs::read(&tenant.ready.ca_file).unwrap()).unwrap();
    let redirects = reqwest::redirect::Policy::limited(5);
    let browser = reqwest::Client::builder().tls_certs_only([ca]).no_proxy().redirect(redirects).build().unwrap();
    let address = address.replace("response_mode=form_post", &format!("response_mode={mode}"));
    let page = browser.get(address).send().await.unwrap().text().await.unwrap();
    if mode == "query" {
        return page;
    }
    let attribute = |text: &str, name: &str| {
        let start = text.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
        text[start..].split('"').next().unwrap().replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"")
    };
    let form: Vec<(String, String)> = page
        .split("<input")
        .skip(1)
        .filter(|input| input.contains("name=\""))
        .map(|input| (attribute(input, "name"), attribute(input, "value")))
        .collect();
    let action = attribute(&page, "action");
    browser.post(action).form(&form).send().await.unwrap().text().await.unwrap()
}

async fn browser_sign_in(tenant: &Tenant, mode: &str) -> (Result<(), teams_chat_access::Error>, String) {
    let client = tenant.client();
    let (tell_address, address) = tokio::sync::oneshot::channel();
    let tell_address = std::sync::Mutex::new(Some(tell_address));
    let tell = |event| {
        if let Event::Prompt(Prompt::Browser { sign_in_uri, .. }) = event {
            tell_address.lock().unwrap().take().unwrap().send(sign_in_uri).unwrap();
        }
    };
    let cancel = Cancel::default();
    let browser = async { browse(tenant, &address.await.unwrap(), mode).await };
    let (signed_in, page) = tokio::join!(client.sign_in(BROWSER, &tell, &cancel), browser);
    (signed_in.map(drop), page)
}

#[tokio::test]
async fn the_browser_signs_in_by_form_post_and_by_query_and_the_page_says_so() {
    let tenant = Tenant::with(json!({}));
    for mode in ["form_post", "query"] {
        let (signed_in, page) = browser_sign_in(&tenant, mode).await;
        signed_in.unwrap();
        assert!(page.contains("Signed in") && page.contains("admin@contoso.com"), "{mode}: {page}");
    }
    let request = tenant.sandbox.requests().into_iter().find(|seen| seen.path.ends_with("/authorize")).unwrap();
    for parameter in ["code_challenge_method=S256", "response_mode=form_post", "redirect_uri=http%3A%2F%2Flocalhost%3A"]
    {
        assert!(request.query.contains(parameter), "{parameter} in {}", request.query);
    }
}

#[tokio::test]
async fn a_person_who_refuses_is_told_so_on_the_page_and_in_the_error() {
    let tenant = Tenant::with(json!({ "signIn": { "mode": "refuse" } }));
    let (refused, page) = browser_sign_in(&tenant, "form_post").await;
    let error = refused.unwrap_err();
    assert_eq!((error.kind(), error.service_code()), (ErrorKind::SignInDeclined, Some("AADSTS65004")));
    assert!(page.contains("Not signed in"), "{page}");
}

#[tokio::test]
async fn entras_refusals_come_through_with_code_class_and_next_step() {
    for (changes, kind, code) in [
        (json!({ "signIn": { "deviceCode": "decline" } }), ErrorKind::SignInDeclined, None),
        (json!({ "signIn": { "deviceCode": "expire" } }), ErrorKind::SignInExpired, Some("AADSTS70019")),
        (json!({ "signIn": { "consent": "adminRequired" } }), ErrorKind::ConsentRequired, Some("AADSTS90094")),
    ] {
        let tenant = Tenant::with(changes.clone());
        // An app that nobody has consented to yet.
        let client =
            Client::new(tenant.settings(json!({ "clientId": "14d82eec-204b-4c2f-b7e8-296a70dab67e" }))).unwrap();
        let tell = |event| {
            if code == Some("AADSTS90094") {
                tenant.approve(event);
            }
        };
        let error = client.sign_in(DEVICE, &tell, &Cancel::default()).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{changes}: {error}");
        assert!(code.is_none() || error.service_code() == code, "{changes}: {error:?}");
        assert!(error.next_step().is_some() && error.request_id().is_some(), "{error:?}");
    }
    let tenant = Tenant::with(json!({}));
    // The app that the well-known script registers is not marked public.
    let client = Client::new(tenant.settings(json!({ "clientId": "94f1d7a6-2c5b-48e0-b7f3-e01a69c8d352" }))).unwrap();
    let tell = |event| tenant.approve(event);
    let error = client.sign_in(DEVICE, &tell, &Cancel::default()).await.unwrap_err();
    assert_eq!((error.kind(), error.service_code()), (ErrorKind::SignInConfiguration, Some("AADSTS7000218")));
    assert!(error.next_step().unwrap().contains("public client"), "{error}");
}

#[tokio::test]
async fn slow_down_and_a_host_that_falters_do_not_end_a_device_code() {
    let tenant = Tenant::with(json!({}));
    tenant.fault(json!({ "path": TOKENS, "status": 503 }));
    tenant.fault(json!({ "path": TOKENS, "drop": "beforeReading" }));
    let tell = |event| tenant.approve(event);
    tenant.client().sign_in(DEVICE, &tell, &Cancel::default()).await.unwrap();
}

#[tokio::test]
async fn a_pending_sign_in_is_cancelled_at_once() {
    let tenant = Tenant::with(json!({}));
    for how in [DEVICE, BROWSER] {
        let (client, cancel, heard) = (tenant.client(), Cancel::default(), Heard::default());
        let tell = |event: Event| {
            if matches!(event, Event::Prompt(_)) {
                cancel.cancel();
            }
            heard.take(event);
        };
        let start = std::time::Instant::now();
        let error = client.sign_in(how, &tell, &cancel).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Cancelled);
        assert!(start.elapsed().as_millis() < 1500 && !heard.events().is_empty());
    }
}

#[tokio::test]
async fn two_hundred_calls_at_once_cause_one_renewal() {
    // Under five minutes of life: due at once.
    let tenant = Tenant::with(json!({ "lifetimes": { "accessToken": 240, "interval": 1 } }));
    let client = Arc::new(tenant.renewable().await);
    tenant.sandbox.change(&json!({ "lifetimes": { "accessToken": 3599 } })).unwrap();
    let cancel = Cancel::default();
    let calls: Vec<_> = (0..200)
        .map(|_| {
            let (client, target, cancel) = (client.clone(), tenant.target(0), cancel.clone());
            tokio::spawn(async move { drop(remove(&client, &target, &|_| {}, &cancel).await) })
        })
        .collect();
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    // The pace would take minutes for all of them; what counts has happened.
    cancel.cancel();
    for call in calls {
        call.await.unwrap();
    }
    assert_eq!(tenant.sandbox.count("grants.refresh_token"), 1);
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused_with_the_way_out() {
    let tenant = Tenant::with(json!({}));
    let client = Client::new(tenant.settings(json!({ "caFile": null }))).unwrap();
    let error = client.sign_in(DEVICE, &|_| {}, &Cancel::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Tls, "{error}");
    assert!(error.next_step().unwrap().contains("caFile"), "{error}");
}
