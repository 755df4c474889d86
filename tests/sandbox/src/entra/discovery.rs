//! Where everything is, and which tenants there are.

use serde_json::json;

use super::error::EntraError;
use crate::http::{Answer, Request};
use crate::state::State;
use crate::world::World;

/// A tenant as an address names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Authority {
    Tenant(String),
    /// `common` and `organizations`: the tenant of whoever signs in.
    Any,
}

pub(super) fn authority(state: &State, name: &str) -> Result<Authority, EntraError> {
    if name.eq_ignore_ascii_case("common") || name.eq_ignore_ascii_case("organizations") {
        return Ok(Authority::Any);
    }
    match state.scenario.tenant(name) {
        Some(tenant) => Ok(Authority::Tenant(tenant.id.clone())),
        None => Err(EntraError::new(
            90_002,
            format!(
                "Tenant '{name}' not found. Check to make sure you have the correct tenant ID and are signing into the \
                 correct cloud. Check with your subscription administrator, this may happen if there are no active \
                 subscriptions for the tenant."
            ),
        )),
    }
}

pub(super) fn configuration(world: &World, state: &State, request: &Request, name: &str) -> Result<Answer, EntraError> {
    let origin = world.origin_for(request);
    let (segment, issuer) = match authority(state, name)? {
        Authority::Tenant(id) => (id.clone(), id),
        Authority::Any => (name.to_ascii_lowercase(), "{tenantid}".to_owned()),
    };
    let at = |path: &str| format!("{origin}/{segment}/{path}");
    Ok(Answer::json(
        200,
        &json!({
            "token_endpoint": at("oauth2/v2.0/token"),
            "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
            "jwks_uri": at("discovery/v2.0/keys"),
            "response_modes_supported": ["query", "fragment", "form_post"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["code"],
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
            "issuer": format!("{origin}/{issuer}/v2.0"),
            "request_uri_parameter_supported": false,
            "authorization_endpoint": at("oauth2/v2.0/authorize"),
            "device_authorization_endpoint": at("oauth2/v2.0/devicecode"),
            "end_session_endpoint": at("oauth2/v2.0/logout"),
            "claims_supported": ["sub", "iss", "aud", "exp", "iat", "nonce", "preferred_username", "name", "tid", "ver"],
            "tenant_region_scope": "EU",
            "cloud_instance_name": host(&origin),
            "cloud_graph_host_name": "graph.windows.net",
            "msgraph_host": host(&world.origin),
            "rbac_url": "https://pas.windows.net",
        }),
    ))
}

pub(super) fn instance(world: &World, request: &Request) -> Answer {
    let origin = world.origin_for(request);
    let host = host(&origin);
    let tenant = request
        .query()
        .get("authorization_endpoint")
        .and_then(|endpoint| endpoint.split('/').nth(3).map(str::to_owned))
        .unwrap_or_else(|| "common".to_owned());
    let metadata = if host == "login.microsoftonline.com" {
        json!([{
            "preferred_network": "login.microsoftonline.com",
            "preferred_cache": "login.windows.net",
            "aliases": ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"],
        }])
    } else {
        json!([{"preferred_network": host, "preferred_cache": host, "aliases": [host]}])
    };
    Answer::json(
        200,
        &json!({
            "tenant_discovery_endpoint": format!("{origin}/{tenant}/v2.0/.well-known/openid-configuration"),
            "api-version": "1.1",
            "metadata": metadata,
        }),
    )
}

fn host(origin: &str) -> &str {
    origin.trim_start_matches("https://")
}
