//! Device codes: given out, typed by a person, polled for.

use serde_json::json;

use super::claims::Claims;
use super::discovery::authority;
use super::error::EntraError;
use super::scope::Asked;
use super::{authorize, grants, page};
use crate::http::{Answer, Form, Request};
use crate::scenario::DeviceCode;
use crate::state::State;
use crate::world::World;
use crate::{clock, random};

/// What the person did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Person {
    Nothing,
    /// Typed the code, signed in as this user (object id).
    Approved(String),
    Declined,
}

#[derive(Clone, Debug)]
pub(crate) struct Device {
    pub(super) client_id: String,
    pub(crate) user_code: String,
    pub(super) tenant: String,
    pub(super) scope: String,
    pub(super) claims: Claims,
    pub(super) expires: u64,
    pub(crate) person: Person,
    pub(super) slow_downs: u64,
    pub(super) redeemed: bool,
}

pub(super) fn start(world: &World, state: &mut State, request: &Request, tenant: &str) -> Result<Answer, EntraError> {
    let form = request.form();
    let scenario = std::sync::Arc::clone(&state.scenario);
    let place = authority(state, tenant)?;
    let id = form.get("client_id").ok_or_else(|| EntraError::missing("client_id"))?;
    let app = grants::known_app(state, &scenario, id, &place)?;
    let scope = form.get("scope").ok_or_else(|| EntraError::missing("scope"))?;
    Asked::parse(world, app, scope)?;
    let lifetime = match scenario.sign_in.device_code {
        DeviceCode::Expire => 0,
        _ => scenario.lifetimes.device_code,
    };
    let (device_code, user_code) = (random::opaque("1."), random::user_code());
    let uri = format!("{}/devicelogin", world.origin_for(request));
    state.count("deviceCodes");
    state.devices.insert(
        device_code.clone(),
        Device {
            client_id: app.client_id.clone(),
            user_code: user_code.clone(),
            tenant: tenant.to_owned(),
            scope: scope.to_owned(),
            claims: Claims::parse(form.get("claims"))?,
            expires: clock::unix() + lifetime,
            person: match scenario.sign_in.device_code {
                DeviceCode::Approve => Person::Approved(authorize::person(&scenario, None, &place)?.id.clone()),
                DeviceCode::Decline => Person::Declined,
                DeviceCode::Wait | DeviceCode::Expire => Person::Nothing,
            },
            slow_downs: scenario.sign_in.slow_downs,
            redeemed: false,
        },
    );
    Ok(Answer::json(
        200,
        &json!({
            "user_code": user_code,
            "device_code": device_code,
            "verification_uri": uri,
            // An expired code still promises the usual time: the client learns of it by polling.
            "expires_in": scenario.lifetimes.device_code,
            "interval": scenario.lifetimes.interval,
            "message": format!(
                "To sign in, use a web browser to open the page {uri} and enter the code {user_code} to authenticate."
            ),
        }),
    ))
}

/// Entra's page for typing a code.
pub(super) fn login(state: &mut State, request: &Request) -> Answer {
    let (query, form) = (request.query(), request.form());
    let code = ["user_code", "otc"].iter().find_map(|name| form.get(name).or_else(|| query.get(name)));
    match code {
        None => Answer::html(200, page::enter_code()),
        Some(code) => decide(state, code, &Form::default()),
    }
}

/// Plays the person: `user` (UPN or id) signs in, `decision=decline` says no.
pub(crate) fn decide(state: &mut State, user_code: &str, how: &Form) -> Answer {
    let scenario = std::sync::Arc::clone(&state.scenario);
    let typed: String = user_code.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let found = state.devices.values().find(|device| device.user_code.eq_ignore_ascii_case(&typed));
    let Some(device) = found else {
        return Answer::html(404, page::message("That code didn't work", "Check the code and try again."));
    };
    let person = authority(state, &device.tenant)
        .and_then(|place| authorize::person(&scenario, how.get("user"), &place).map(|person| person.id.clone()));
    let decision = match (how.get("decision"), person) {
        (Some("decline"), _) => Person::Declined,
        (Some(other), _) if other != "approve" => {
            return Answer::html(400, page::message("Unknown decision", "It is approve or decline."));
        }
        (_, Ok(id)) => Person::Approved(id),
        (_, Err(_)) => {
            return Answer::html(400, page::message("Unknown account", "This account is not in the tenant."));
        }
    };
    let declined = decision == Person::Declined;
    let devices = state.devices.values_mut().filter(|device| device.user_code.eq_ignore_ascii_case(&typed));
    devices.for_each(|device| device.person = decision.clone());
    let words = if declined { "The sign-in was declined." } else { "You have signed in on your device." };
    Answer::html(200, page::message("You may now close this window", words))
}
