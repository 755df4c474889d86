//! What is thought of an app: a pure function of what the directory shows.

use serde::Serialize;
use url::Url;

use super::application::{App, Required};
use super::conditions::{Conditions, LOOPBACK};
use super::permission;
use crate::cloud::is_loopback;

/// Whether an app may be signed in with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is as this library makes it.
    Usable,
    /// It lacks something that can be added.
    Incomplete,
    /// Somebody may have prepared it for another purpose; it is left alone.
    Refused,
}

/// One thing that an app lacks, or is refused for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// A stable name.
    pub code: &'static str,
    /// The sentence for a person.
    pub message: String,
}

/// The audience of this library's app.
pub(super) const ONE_TENANT: &str = "AzureADMyOrg";
/// What Graph may take for an app of which no audience is said.
const UNSAID: &str = "AzureADandPersonalMicrosoftAccount";

/// The only thing that is added without asking: a registration that ended halfway lacks it.
pub(super) const SERVICE_PRINCIPAL: &str = "service_principal";

/// Judges the app and writes the verdict into it.
pub(super) fn judge(app: &mut App, conditions: &Conditions) {
    app.reasons = reasons(app, conditions);
    app.missing = missing(app, conditions);
    app.verdict = match (app.reasons.is_empty(), app.missing.is_empty()) {
        (false, _) => Verdict::Refused,
        (true, false) => Verdict::Incomplete,
        (true, true) => Verdict::Usable,
    };
}

fn missing(app: &App, conditions: &Conditions) -> Vec<Note> {
    let mut missing = Vec::new();
    let mut lacks = |is_there: bool, code, message: &str| {
        if !is_there {
            missing.push(Note { code, message: message.to_owned() });
        }
    };
    let redirects = &app.redirect_uris.public_client;
    lacks(
        redirects.iter().any(|uri| uri.trim_end_matches('/') == LOOPBACK),
        "loopback_redirect",
        "the redirect URI http://localhost, without which the browser cannot sign in (AADSTS50011)",
    );
    lacks(
        redirects.iter().any(|uri| conditions.is_native(uri)),
        "native_redirect",
        "the redirect URI for native clients (.../common/oauth2/nativeclient)",
    );
    lacks(
        app.is_fallback_public_client,
        "public_client",
        "'Allow public client flows', without which a device code cannot sign in (AADSTS7000218)",
    );
    lacks(
        app.requires(permission::CHATS),
        "chat_permission",
        "the delegated permission Chat.ReadWrite.All among those it requires",
    );
    lacks(
        !conditions.audit || app.requires(permission::AUDIT),
        "audit_permission",
        "the delegated permission AuditLogsQuery.Read.All among those it requires",
    );
    lacks(
        app.sign_in_audience.as_deref() == Some(ONE_TENANT),
        "single_tenant",
        "an audience of this tenant alone (accounts of other tenants and personal ones may sign in to it)",
    );
    lacks(
        app.service_principal_id.is_some(),
        SERVICE_PRINCIPAL,
        "a service principal (enterprise application) in this tenant",
    );
    missing
}

fn reasons(app: &App, conditions: &Conditions) -> Vec<Note> {
    let mut reasons = Vec::new();
    let mut refuse = |code, message: String| reasons.push(Note { code, message });
    let counted = |count: usize, what: &str| {
        format!("it has {count} {what}: whoever holds one can act as the app, and this tool's app has none")
    };
    if app.credentials.passwords > 0 {
        refuse("password_credentials", counted(app.credentials.passwords, "client secret(s)"));
    }
    if app.credentials.keys > 0 {
        refuse("key_credentials", counted(app.credentials.keys, "certificate(s)"));
    }
    if app.credentials.federated > 0 {
        refuse("federated_credentials", counted(app.credentials.federated, "federated credential(s)"));
    }
    let foreign: Vec<&str> = foreign_redirects(app, conditions).collect();
    if !foreign.is_empty() {
        let message = format!("sign-ins to it may be answered to {}, which is not this machine", foreign.join(", "));
        refuse("foreign_redirect", message);
    }
    match app.sign_in_audience.as_deref() {
        Some(ONE_TENANT) => {}
        Some(UNSAID) if is_as_the_script_left_it(app, conditions) => {}
        other => {
            let audience = other.unwrap_or("not said");
            let message = format!("its audience is {audience}, not this tenant alone (AzureADMyOrg)");
            refuse("audience", message);
        }
    }
    let more: Vec<String> = app.required_permissions.iter().filter_map(foreign_permission).collect();
    if !more.is_empty() {
        refuse("permission", format!("it requires more than this work takes: {}", more.join(", ")));
    }
    if app.account_enabled == Some(false) {
        refuse("disabled", "sign-ins to it are disabled in this tenant".into());
    }
    reasons
}

/// The original script said nothing but a name and the redirect for native clients.
fn is_as_the_script_left_it(app: &App, conditions: &Conditions) -> bool {
    let uris = &app.redirect_uris;
    !app.is_fallback_public_client
        && app.required_permissions.is_empty()
        && uris.web.is_empty()
        && uris.spa.is_empty()
        && !uris.public_client.is_empty()
        && uris.public_client.iter().all(|uri| conditions.is_native(uri))
}

/// Addresses that do not lead to this machine or to a native client. On the web's platforms all do.
fn foreign_redirects<'a>(app: &'a App, conditions: &'a Conditions) -> impl Iterator<Item = &'a str> {
    let uris = &app.redirect_uris;
    let native = uris.public_client.iter().filter(|uri| !conditions.is_native(uri) && !is_own_redirect(uri, app));
    native.chain(&uris.web).chain(&uris.spa).map(String::as_str)
}

fn is_own_redirect(uri: &str, app: &App) -> bool {
    let Ok(url) = Url::parse(uri) else { return false };
    let brokers = [
        format!("msal{}://auth", app.client_id),
        format!("ms-appx-web://microsoft.aad.brokerplugin/{}", app.client_id),
    ];
    let loopback = url.scheme() == "http" && is_loopback(&url) && url.username().is_empty();
    loopback || brokers.iter().any(|broker| broker.eq_ignore_ascii_case(uri))
}

fn foreign_permission(required: &Required) -> Option<String> {
    if required.name.is_some() {
        return None;
    }
    let what = if required.kind == "Role" { "application permission" } else { "permission" };
    let service = if required.resource_app_id.eq_ignore_ascii_case(permission::GRAPH) {
        "Microsoft Graph".to_owned()
    } else {
        format!("the service {}", required.resource_app_id)
    };
    Some(format!("{what} {} of {service}", required.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cloud::Cloud;
    use serde_json::{Value, json};

    const NATIVE: &str = "https://login.microsoftonline.com/common/oauth2/nativeclient";

    fn judged(changes: Value) -> App {
        let mut value = json!({
            "id": "11111111-1111-4111-8111-111111111111",
            "appId": "22222222-2222-4222-8222-222222222222",
            "displayName": "RemoveAllAccessForUserApp",
            "signInAudience": "AzureADMyOrg",
            "isFallbackPublicClient": true,
            "publicClient": {"redirectUris": ["http://localhost", NATIVE]},
            "requiredResourceAccess": [{"resourceAppId": permission::GRAPH, "resourceAccess": [
                {"id": permission::CHATS, "type": "Scope"}
            ]}],
        });
        for (name, change) in changes.as_object().unwrap() {
            value[name] = change.clone();
        }
        let mut app = App::read(&value).unwrap();
        app.service_principal_id = Some("33333333-3333-4333-8333-333333333333".into());
        judge(&mut app, &Conditions::new(&Cloud::named("global").unwrap(), false).unwrap());
        app
    }

    fn codes(notes: &[Note]) -> Vec<&str> {
        notes.iter().map(|note| note.code).collect()
    }

    #[test]
    fn an_app_as_it_is_made_here_is_usable() {
        assert_eq!(judged(json!({})).verdict, Verdict::Usable);
        let from_the_portal = judged(json!({
            "publicClient": {"redirectUris": [
                "http://localhost/", "http://127.0.0.1:8400/x", NATIVE, "msal22222222-2222-4222-8222-222222222222://auth"
            ]},
            "requiredResourceAccess": [{"resourceAppId": permission::GRAPH, "resourceAccess": [
                {"id": permission::CHATS, "type": "Scope"}, {"id": permission::AUDIT, "type": "Scope"},
                {"id": "e1fe6dd8-ba31-4d61-89e7-88639da4683d", "type": "Scope"}
            ]}],
        }));
        assert_eq!(from_the_portal.verdict, Verdict::Usable, "{from_the_portal:?}");
    }

    #[test]
    fn what_an_app_lacks_is_named() {
        let script = judged(json!({
            "publicClient": {"redirectUris": [NATIVE]}, "isFallbackPublicClient": null, "requiredResourceAccess": []
        }));
        assert_eq!(script.verdict, Verdict::Incomplete);
        assert_eq!(codes(&script.missing), ["loopback_redirect", "public_client", "chat_permission"]);
    }

    #[test]
    fn an_audience_that_the_script_did_not_say_is_narrowed_and_of_any_other_app_refused() {
        let script = |changes: Value| {
            let mut app = json!({
                "publicClient": {"redirectUris": [NATIVE]}, "isFallbackPublicClient": null, "requiredResourceAccess": [],
                "signInAudience": UNSAID
            });
            changes.as_object().unwrap().iter().for_each(|(name, change)| app[name] = change.clone());
            judged(app)
        };
        let plain = script(json!({}));
        assert_eq!(plain.verdict, Verdict::Incomplete, "{plain:?}");
        assert!(codes(&plain.missing).contains(&"single_tenant"), "{plain:?}");
        for changes in [
            json!({"signInAudience": "AzureADMultipleOrgs"}),
            json!({"signInAudience": "PersonalMicrosoftAccount"}),
            json!({"isFallbackPublicClient": true}),
            json!({"publicClient": {"redirectUris": [NATIVE, "http://localhost"]}}),
            json!({"publicClient": {"redirectUris": []}}),
        ] {
            assert_eq!(codes(&script(changes.clone()).reasons), ["audience"], "{changes}");
        }
    }

    #[test]
    fn what_somebody_prepared_is_refused_with_the_reason() {
        let graph = |id: &str, kind: &str| json!([{"resourceAppId": permission::GRAPH, "resourceAccess": [{"id": id, "type": kind}]}]);
        for (changes, code) in [
            (json!({"passwordCredentials": [{}]}), "password_credentials"),
            (json!({"keyCredentials": [{}]}), "key_credentials"),
            (json!({"publicClient": {"redirectUris": ["https://evil.example/"]}}), "foreign_redirect"),
            (json!({"publicClient": {"redirectUris": ["http://localhost.evil.example"]}}), "foreign_redirect"),
            (json!({"publicClient": {"redirectUris": ["http://localhost@evil.example"]}}), "foreign_redirect"),
            (json!({"publicClient": {"redirectUris": [format!("{NATIVE}.evil.example")]}}), "foreign_redirect"),
            (json!({"web": {"redirectUris": ["https://localhost/"]}}), "foreign_redirect"),
            (json!({"spa": {"redirectUris": ["http://localhost"]}}), "foreign_redirect"),
            (json!({"signInAudience": "AzureADMultipleOrgs"}), "audience"),
            (json!({"signInAudience": null}), "audience"),
            (json!({"requiredResourceAccess": graph(permission::CHATS, "Role")}), "permission"),
            (json!({"requiredResourceAccess": graph("bdfbf15f-ee85-4955-8675-146e8e5296b5", "Scope")}), "permission"),
        ] {
            let app = judged(changes.clone());
            assert_eq!((app.verdict, codes(&app.reasons)), (Verdict::Refused, vec![code]), "{changes}");
        }
    }
}
