//! Which part of Entra a request is for.

use super::{authorize, device, discovery, error::EntraError, grants, page};
use crate::http::{Answer, Request};
use crate::random;
use crate::state::State;
use crate::world::World;

/// `None` when the path is none of Entra's.
pub(crate) fn serve(world: &World, state: &mut State, request: &Request) -> Option<Answer> {
    let segments: Vec<&str> = request.segments.iter().map(String::as_str).collect();
    let answer = match (request.method.as_str(), segments.as_slice()) {
        ("GET", ["common", "discovery", "instance"]) => Ok(discovery::instance(world, request)),
        ("GET", [tenant, "v2.0", ".well-known", "openid-configuration"]) => {
            discovery::configuration(world, state, request, tenant)
        }
        ("GET", [_, "discovery", "v2.0", "keys"]) => Ok(Answer::json(200, &world.signer.keys())),
        ("GET" | "POST", [tenant, "oauth2", "v2.0", "authorize"]) => {
            Ok(authorize::serve(world, state, request, tenant))
        }
        ("POST", [tenant, "oauth2", "v2.0", "devicecode"]) => device::start(world, state, request, tenant),
        ("POST", [tenant, "oauth2", "v2.0", "token"]) => grants::serve(world, state, request, tenant),
        ("GET" | "POST", ["devicelogin"]) => Ok(device::login(state, request)),
        (_, [_, "oauth2", "v2.0", "logout"]) => {
            Ok(Answer::html(200, page::message("Signed out", "You are signed out.")))
        }
        (method, [_, "oauth2", "v2.0", "token" | "devicecode"]) => Err(EntraError::new(
            900_561,
            format!("The endpoint only accepts POST requests. Received a {method} request."),
        )),
        _ => return None,
    };
    let answer = answer.unwrap_or_else(|error| error.answer(world, request));
    let correlation = request.header("client-request-id").unwrap_or_default();
    Some(
        answer
            .with("Cache-Control", "no-store, no-cache")
            .with("Pragma", "no-cache")
            .with("x-ms-request-id", random::guid())
            .with("client-request-id", correlation),
    )
}
