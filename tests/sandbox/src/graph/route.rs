//! Which part of Graph a request is for.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::bearer::{Caller, token_id};
use super::error::GraphError;
use super::{chats, directory, members, removal, users};
use crate::clock;
use crate::http::{Answer, Request};
use crate::state::State;
use crate::throttle::{self, Sort};
use crate::world::World;

/// All that a handler needs.
pub(super) struct Call<'a> {
    pub(super) world: &'a World,
    pub(super) state: &'a mut State,
    pub(super) request: &'a Request,
    pub(super) caller: &'a Caller,
}

impl Call<'_> {
    /// Counts the request against the limits of Teams.
    pub(super) fn draw(&mut self, sort: Sort, chat: Option<&str>) -> Result<(), GraphError> {
        let limits = self.state.scenario.limits;
        let caller = throttle::Caller {
            app: &self.caller.app,
            tenant: &self.caller.tenant,
            user: self.caller.user.as_deref(),
            chat,
        };
        match self.state.throttle.draw(&limits, sort, &caller) {
            None => Ok(()),
            Some(seconds) => {
                self.state.count("throttled");
                Err(GraphError::throttled(seconds))
            }
        }
    }
}

pub(crate) fn serve(world: &World, state: &mut State, request: &Request) -> Answer {
    let answer = dispatch(world, state, request).unwrap_or_else(|error| error.answer(world, request));
    finish(request, answer)
}

/// A claims challenge, after which the token stays refused.
pub(crate) fn challenge(world: &World, state: &mut State, request: &Request, claims: Option<&Value>) -> Answer {
    let revoked = json!({"access_token": {"nbf": {"essential": true, "value": clock::unix().to_string()}}});
    let claims = STANDARD.encode(claims.unwrap_or(&revoked).to_string());
    if let Some(id) = token_id(world, request) {
        state.challenged.insert(id, claims.clone());
    }
    finish(request, GraphError::challenged(claims).answer(world, request))
}

/// The headers that every answer of Graph carries.
pub(crate) fn finish(request: &Request, answer: Answer) -> Answer {
    const DIAGNOSTIC: &str =
        r#"{"ServerInfo":{"DataCenter":"Loopback","Slice":"E","Ring":"1","ScaleUnit":"000","RoleInstance":"SANDBOX"}}"#;
    let client = request.header("client-request-id").unwrap_or_default();
    answer
        .with("request-id", request.header("x-sandbox-request-id").unwrap_or_default())
        .with("client-request-id", client)
        .with("x-ms-ags-diagnostic", DIAGNOSTIC)
        .with("Cache-Control", "no-cache")
}

fn dispatch(world: &World, state: &mut State, request: &Request) -> Result<Answer, GraphError> {
    let segments: Vec<&str> = request.segments.iter().skip(1).map(String::as_str).collect();
    let caller = Caller::of(world, state, request)?;
    let (owner, rest) = match segments.as_slice() {
        ["me", rest @ ..] => match caller.user.as_deref() {
            Some(user) => (Some(user.to_owned()), rest),
            None => {
                return Err(GraphError::bad_request("/me request is only valid with delegated authentication flow."));
            }
        },
        ["users", user, rest @ ..] => (Some((*user).to_owned()), rest),
        rest => (None, rest),
    };
    let mut call = Call { world, state, request, caller: &caller };
    let owner = owner.as_deref();
    match (request.method.as_str(), owner, rest) {
        ("GET", Some(user), []) => users::one(&call, user),
        ("GET", None, ["users"]) => users::all(&call),
        ("GET", Some(user), ["chats"]) => chats::of_user(&mut call, user),
        ("GET", None, ["chats"]) => chats::own(&mut call),
        ("GET", owner, ["chats", chat]) => chats::one(&mut call, owner, chat),
        ("GET", owner, ["chats", chat, "members"]) => members::serve(&mut call, owner, chat),
        ("POST", owner, ["chats", chat, action]) if is_removal(action) => removal::serve(&mut call, owner, chat),
        (_, _, ["chats", _, action]) if is_removal(action) => Err(GraphError::new(
            405,
            "Request_BadRequest",
            "Specified HTTP method is not allowed for the request target.",
        )),
        (_, None, rest) if directory::holds(rest) => directory::serve(&mut call, rest),
        (_, owner, rest) => {
            Err(GraphError::bad_request(format!("Resource not found for the segment '{}'.", unknown(owner, rest))))
        }
    }
}

fn is_removal(action: &str) -> bool {
    let action = action.to_ascii_lowercase();
    action.strip_prefix("microsoft.graph.").unwrap_or(&action) == "removeallaccessforuser"
}

/// The first segment that leads nowhere.
fn unknown<'a>(owner: Option<&str>, rest: &[&'a str]) -> &'a str {
    match rest {
        ["chats", _, action, ..] => action,
        ["users", ..] if owner.is_none() => rest.get(1).copied().unwrap_or("users"),
        [first, ..] => first,
        [] => "",
    }
}
