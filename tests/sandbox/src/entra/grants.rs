//! The token endpoint.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::claims::Claims;
use super::device::Person;
use super::discovery::{Authority, authority};
use super::error::EntraError;
use super::issue::{self, Grant};
use super::scope::{Asked, known_resource};
use crate::clock;
use crate::http::{Answer, Form, Request};
use crate::scenario::{App, Scenario};
use crate::state::State;
use crate::world::World;

pub(super) fn serve(world: &World, state: &mut State, request: &Request, tenant: &str) -> Result<Answer, EntraError> {
    let form = request.form();
    let place = authority(state, tenant)?;
    let grant = form.get("grant_type").ok_or_else(|| EntraError::missing("grant_type"))?;
    let id = form.get("client_id").ok_or_else(|| EntraError::missing("client_id"))?;
    let scenario = std::sync::Arc::clone(&state.scenario);
    let app = known_app(state, &scenario, id, &place)?;
    let answer = match grant {
        "authorization_code" => authenticate(app, &form).and_then(|()| code(world, state, app, &form)),
        "refresh_token" => authenticate(app, &form).and_then(|()| refresh(world, state, app, &form, &place)),
        "urn:ietf:params:oauth:grant-type:device_code" | "device_code" => {
            authenticate(app, &form).and_then(|()| device(world, state, app, &form))
        }
        "client_credentials" => credentials(world, &scenario, app, &form, &place),
        other => Err(EntraError::new(70_003, format!("The app requested an unsupported grant type '{other}'."))),
    }?;
    let name = grant.rsplit(':').next().unwrap_or(grant);
    state.count(format!("grants.{name}"));
    Ok(Answer::json(200, &answer))
}

/// The app, unless it is too new to be known.
pub(super) fn known_app<'a>(
    state: &mut State,
    scenario: &'a Scenario,
    id: &str,
    place: &Authority,
) -> Result<&'a App, EntraError> {
    let known = state.is_known(&format!("sign-in {}", id.to_lowercase()));
    let tenant = match place {
        Authority::Tenant(id) => id.as_str(),
        Authority::Any => "common",
    };
    let unknown = || {
        EntraError::new(
            700_016,
            format!(
                "Application with identifier '{}' was not found in the directory '{tenant}'. This can happen if the \
                 application has not been installed by the administrator of the tenant or consented to by any user in \
                 the tenant. You may have sent your authentication request to the wrong tenant.",
                id
            ),
        )
    };
    let app = scenario.app(id).filter(|_| known).ok_or_else(unknown)?;
    match place {
        _ if app.multi_tenant => Ok(app),
        Authority::Any => Err(EntraError::new(
            50_194,
            format!(
                "Application '{}'({}) is not configured as a multi-tenant application. Usage of the /common endpoint is \
                 not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure \
                 the application to be multi-tenant.",
                app.client_id, app.display_name
            ),
        )),
        Authority::Tenant(id) if *id == app.tenant_id => Ok(app),
        Authority::Tenant(_) => Err(unknown()),
    }
}

/// Public clients have no secret to send; the others must send one.
fn authenticate(app: &App, form: &Form) -> Result<(), EntraError> {
    let secret = form.get("client_secret");
    let assertion = form.get("client_assertion");
    if app.public && app.secrets.is_empty() {
        if secret.is_some() || assertion.is_some() {
            return Err(EntraError::new(
                700_025,
                "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
            ));
        }
        return Ok(());
    }
    match secret {
        Some(secret) => check_secret(app, secret),
        None if app.public => Ok(()),
        None => Err(EntraError::new(
            7_000_218,
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
        )),
    }
}

fn check_secret(app: &App, secret: &str) -> Result<(), EntraError> {
    if app.secrets.iter().any(|known| known == secret) {
        return Ok(());
    }
    Err(EntraError::new(
        7_000_215,
        format!(
            "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, \
             not the client secret ID, for a secret added to app '{}'.",
            app.client_id
        ),
    ))
}

fn code(world: &World, state: &mut State, app: &App, form: &Form) -> Result<Value, EntraError> {
    let sent = form.get("code").ok_or_else(|| EntraError::missing("code"))?;
    let code = state.codes.get_mut(sent).filter(|code| code.client_id == app.client_id);
    let code = code.ok_or_else(|| EntraError::new(70_000, "Provided grant is invalid or malformed."))?;
    if code.redeemed {
        return Err(EntraError::new(
            54_005,
            "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing \
             refresh token.",
        ));
    }
    if clock::unix() > code.expires {
        return Err(expired());
    }
    if form.get("redirect_uri") != Some(&code.redirect_uri) {
        return Err(EntraError::new(
            500_112,
            format!(
                "The reply address '{}' does not match the reply address '{}' provided when requesting Authorization \
                 code.",
                form.get("redirect_uri").unwrap_or_default(),
                code.redirect_uri
            ),
        ));
    }
    if let Some(challenge) = &code.challenge {
        let verifier = form.get("code_verifier").ok_or_else(|| EntraError::missing("code_verifier"))?;
        let digest = ring::digest::digest(&ring::digest::SHA256, verifier.as_bytes());
        if URL_SAFE_NO_PAD.encode(digest) != *challenge {
            return Err(EntraError::new(
                501_481,
                "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
            ));
        }
    }
    code.redeemed = true;
    let code = code.clone();
    let asked = Asked::parse(world, app, form.get("scope").unwrap_or(&code.scope))?;
    let claims = Claims::parse(form.get("claims"))?;
    let claims = Claims { cp1: claims.cp1 || code.claims.cp1, acrs: claims.acrs.or(code.claims.acrs), challenge: None };
    let grant = Grant { app, user: &code.user, tenant: &code.tenant, asked: &asked, claims: &claims };
    issue::delegated(world, state, &grant, form, code.nonce.as_deref())
}

fn device(world: &World, state: &mut State, app: &App, form: &Form) -> Result<Value, EntraError> {
    let sent = form.get("device_code").or(form.get("code")).ok_or_else(|| EntraError::missing("device_code"))?;
    let device = state.devices.get_mut(sent).filter(|device| device.client_id == app.client_id && !device.redeemed);
    let device = device.ok_or_else(|| {
        EntraError::new(70_018, "Invalid verification code due to User typing in wrong user code for device code flow.")
    })?;
    if clock::unix() >= device.expires {
        return Err(EntraError::new(70_019, "Verification code expired."));
    }
    if device.slow_downs > 0 {
        device.slow_downs -= 1;
        return Err(EntraError::new(70_016, "Polling too fast.").called("slow_down"));
    }
    let user = match &device.person {
        Person::Nothing => {
            return Err(EntraError::new(
                70_016,
                "OAuth 2.0 device flow error. Authorization is pending. Continue polling.",
            ));
        }
        Person::Declined => {
            return Err(
                EntraError::new(65_004, "User declined to consent to access the app.").called("authorization_declined")
            );
        }
        Person::Approved(user) => user.clone(),
    };
    device.redeemed = true;
    let device = device.clone();
    let scenario = std::sync::Arc::clone(&state.scenario);
    let asked = Asked::parse(world, app, &device.scope)?;
    asked.consent(&scenario, app, &user)?;
    let tenant = scenario.user(&user).map(|user| user.tenant_id.clone()).unwrap_or_default();
    let grant = Grant { app, user: &user, tenant: &tenant, asked: &asked, claims: &device.claims };
    issue::delegated(world, state, &grant, form, None)
}

fn refresh(world: &World, state: &mut State, app: &App, form: &Form, place: &Authority) -> Result<Value, EntraError> {
    let sent = form.get("refresh_token").ok_or_else(|| EntraError::missing("refresh_token"))?;
    let scenario = std::sync::Arc::clone(&state.scenario);
    let token = state.refreshes.get_mut(sent).filter(|token| token.client_id == app.client_id);
    let token = token.ok_or_else(|| {
        EntraError::new(9_002_313, "Invalid request. Request is malformed or invalid.").called("invalid_grant")
    })?;
    if matches!(place, Authority::Tenant(id) if *id != token.tenant) {
        return Err(EntraError::new(
            50_020,
            "User account from identity provider does not exist in tenant and cannot access the application in that \
             tenant.",
        ));
    }
    if clock::unix() > token.expires || token.used && scenario.sign_in.refresh_single_use {
        return Err(expired());
    }
    token.used = true;
    let token = token.clone();
    let claims = Claims::parse(form.get("claims"))?;
    if let Some(challenge) = claims.challenge.as_ref().filter(|_| !scenario.sign_in.claims_satisfied) {
        return Err(EntraError::new(
            50_076,
            "Due to a configuration change made by your administrator, or because you moved to a new location, you must \
             use multi-factor authentication to access.",
        )
        .called("interaction_required")
        .suberror("basic_action")
        .claims(challenge.clone()));
    }
    let asked = Asked::parse(world, app, form.get("scope").unwrap_or(&token.scope))?;
    asked.consent(&scenario, app, &token.user)?;
    let grant = Grant { app, user: &token.user, tenant: &token.tenant, asked: &asked, claims: &claims };
    issue::delegated(world, state, &grant, form, None)
}

fn credentials(
    world: &World,
    scenario: &Scenario,
    app: &App,
    form: &Form,
    place: &Authority,
) -> Result<Value, EntraError> {
    let Authority::Tenant(tenant) = place else {
        return Err(EntraError::new(
            50_059,
            "No tenant-identifying information found in either the request or implied by any provided credentials.",
        ));
    };
    let secret = form.get("client_secret").ok_or_else(|| {
        EntraError::new(
            7_000_216,
            "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
        )
    })?;
    check_secret(app, secret)?;
    let scope = form.get("scope").ok_or_else(|| EntraError::missing("scope"))?;
    let resource = scope.strip_suffix("/.default").and_then(|resource| known_resource(world, resource));
    let audience = resource.ok_or_else(|| {
        EntraError::new(
            1_002_012,
            format!(
                "The provided value for scope {scope} is not valid. Client credential flows must have a scope value \
                 with /.default suffixed to the resource identifier (application ID URI)."
            ),
        )
    })?;
    let claims = Claims::parse(form.get("claims"))?;
    Ok(issue::app_only(world, app, tenant, audience, &claims, scenario.lifetimes.access_token))
}

fn expired() -> EntraError {
    EntraError::new(
        70_008,
        "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive \
         authorization request for this user and resource.",
    )
}
