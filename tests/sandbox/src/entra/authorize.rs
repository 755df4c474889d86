//! `authorize`: plays the person at the browser.

use std::time::Duration;

use super::claims::Claims;
use super::discovery::{Authority, authority};
use super::error::EntraError;
use super::scope::Asked;
use super::{page, redirect};
use crate::http::{Answer, Form, Request};
use crate::scenario::{App, Mode, Scenario, User};
use crate::state::State;
use crate::world::World;
use crate::{clock, random};

/// An authorization code that waits to be redeemed.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub(super) client_id: String,
    pub(super) user: String,
    pub(super) tenant: String,
    pub(super) redirect_uri: String,
    pub(super) challenge: Option<String>,
    pub(super) scope: String,
    pub(super) nonce: Option<String>,
    pub(super) claims: Claims,
    pub(super) expires: u64,
    pub(super) redeemed: bool,
}

pub(super) fn serve(world: &World, state: &mut State, request: &Request, tenant: &str) -> Answer {
    let mut asked = request.query();
    if request.method == "POST" {
        asked = request.form();
    }
    match known_app(state, &asked, tenant) {
        Err(error) => error.page(request),
        Ok((app, redirect_uri)) => {
            let scenario = std::sync::Arc::clone(&state.scenario);
            let outcome = decide(world, state, &asked, tenant, &app, &redirect_uri);
            let parameters = match outcome {
                Ok(Decided::Page(person)) => {
                    let page = page::consent(&request.path, &app.display_name, &person, asked.pairs());
                    return Answer::html(200, page);
                }
                Ok(Decided::Code(code)) => vec![("code".to_owned(), code)],
                Err(error) if error.code == 50_034 => return error.page(request),
                Err(error) => error.parameters(request),
            };
            let mut answer = deliver(&asked, &redirect_uri, parameters);
            if scenario.sign_in.mode == Mode::Wait {
                answer.delay = Duration::from_secs(scenario.sign_in.wait_seconds);
            }
            answer
        }
    }
}

enum Decided {
    Code(String),
    Page(String),
}

/// What must hold before anything may be sent to the redirect address.
fn known_app(state: &mut State, asked: &Form, tenant: &str) -> Result<(App, String), EntraError> {
    let tenant = authority(state, tenant)?;
    let id = asked.get("client_id").ok_or_else(|| EntraError::missing("client_id"))?;
    let scenario = std::sync::Arc::clone(&state.scenario);
    let app = super::grants::known_app(state, &scenario, id, &tenant)?.clone();
    let redirect_uri = asked.get("redirect_uri").or(app.redirect_uris.first().map(String::as_str)).unwrap_or_default();
    if !redirect::allowed(&app, redirect_uri) {
        return Err(EntraError::new(
            50_011,
            format!(
                "The redirect URI '{}' specified in the request does not match the redirect URIs configured for the \
                 application '{}'. Make sure the redirect URI sent in the request matches one added to your \
                 application in the Azure portal.",
                redirect_uri, app.client_id
            ),
        ));
    }
    let redirect_uri = redirect_uri.to_owned();
    Ok((app, redirect_uri))
}

fn decide(
    world: &World,
    state: &mut State,
    asked: &Form,
    tenant: &str,
    app: &App,
    redirect_uri: &str,
) -> Result<Decided, EntraError> {
    let scenario = std::sync::Arc::clone(&state.scenario);
    if asked.get("response_type") != Some("code") {
        return Err(EntraError::new(
            70_005,
            "The provided value for the input parameter 'response_type' is not allowed \
             for this client. Expected value is 'code'.",
        )
        .called("unsupported_response_type"));
    }
    let challenge = asked.get("code_challenge").map(str::to_owned);
    if challenge.is_some() && asked.get("code_challenge_method") != Some("S256") {
        return Err(EntraError::new(9_002_313, "Invalid request. 'code_challenge_method' must be 'S256'."));
    }
    if challenge.is_none() && app.public {
        return Err(EntraError::new(
            9_002_325,
            "Proof Key for Code Exchange is required for cross-origin authorization code redemption.",
        ));
    }
    let scope = asked.get("scope").ok_or_else(|| EntraError::missing("scope"))?;
    let claims = Claims::parse(asked.get("claims"))?;
    let wanted = Asked::parse(world, app, scope)?;
    let person = person(&scenario, asked.get("login_hint"), &authority(state, tenant)?)?.clone();
    let decision = asked.get("sandbox_decision");
    if scenario.sign_in.mode == Mode::Refuse || decision == Some("refuse") {
        return Err(EntraError::new(65_004, "User declined to consent to access the app.").suberror("cancel"));
    }
    if scenario.sign_in.mode == Mode::Page && decision.is_none() {
        return Ok(Decided::Page(person.upn));
    }
    wanted.consent(&scenario, app, &person.id).map_err(|error| error.called("consent_required"))?;
    let code = random::opaque("1.");
    state.count("codes");
    state.codes.insert(
        code.clone(),
        Code {
            client_id: app.client_id.clone(),
            tenant: person.tenant_id,
            user: person.id,
            redirect_uri: redirect_uri.to_owned(),
            challenge,
            scope: scope.to_owned(),
            nonce: asked.get("nonce").map(str::to_owned),
            claims,
            expires: clock::unix() + scenario.lifetimes.code,
            redeemed: false,
        },
    );
    Ok(Decided::Code(code))
}

/// Who signs in: the hint, the scenario's account, or the administrator.
pub(super) fn person<'a>(
    scenario: &'a Scenario,
    hint: Option<&str>,
    authority: &Authority,
) -> Result<&'a User, EntraError> {
    let named = hint.or(scenario.sign_in.account.as_deref());
    let person = match named {
        Some(name) => scenario.user(name),
        None => scenario.admin(),
    };
    let found = person.filter(|person| match authority {
        Authority::Any => true,
        Authority::Tenant(id) => person.tenant_id == *id,
    });
    found.ok_or_else(|| {
        EntraError::new(
            50_034,
            format!("The user account {} does not exist in the directory.", named.unwrap_or("(none)")),
        )
    })
}

fn deliver(asked: &Form, redirect_uri: &str, mut parameters: Vec<(String, String)>) -> Answer {
    // An address without a path is answered at `/`.
    let redirect_uri = &url::Url::parse(redirect_uri).map_or_else(|_| redirect_uri.to_owned(), String::from);
    if let Some(state) = asked.get("state") {
        parameters.push(("state".to_owned(), state.to_owned()));
    }
    if parameters.iter().any(|(name, _)| name == "code") {
        parameters.push(("session_state".to_owned(), random::guid()));
    }
    let encoded = || url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&parameters).finish();
    match asked.get("response_mode") {
        Some("form_post") => Answer::html(200, page::auto_post(redirect_uri, &parameters)),
        Some("fragment") => Answer::redirect(&format!("{redirect_uri}#{}", encoded())),
        _ => {
            let mark = if redirect_uri.contains('?') { '&' } else { '?' };
            Answer::redirect(&format!("{redirect_uri}{mark}{}", encoded()))
        }
    }
}
