//! Who calls: the access token, believed or not.

use serde_json::Value;

use super::error::GraphError;
use crate::clock;
use crate::entra::Unbelieved;
use crate::http::Request;
use crate::state::State;
use crate::world::World;

/// What a believed token says.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    pub(super) app: String,
    pub(super) tenant: String,
    /// Object id of the signed-in user; none in an app-only token.
    pub(super) user: Option<String>,
    pub(super) scopes: String,
    pub(super) roles: Vec<String>,
    pub(super) wids: Vec<String>,
}

impl Caller {
    pub(super) fn of(world: &World, state: &State, request: &Request) -> Result<Self, GraphError> {
        let header = request.header("authorization").unwrap_or_default();
        let (kind, token) = header.split_once(' ').unwrap_or(("", header));
        if !kind.eq_ignore_ascii_case("bearer") || token.trim().is_empty() {
            return Err(GraphError::token("Access token is empty."));
        }
        let claims = world.signer.claims(token.trim()).map_err(|why| {
            GraphError::token(match why {
                Unbelieved::NotAJwt => "CompactToken parsing failed with error code: 80049217",
                Unbelieved::Forged => "Signature validation failed. The token's signature is invalid.",
            })
        })?;
        if text(&claims, "aud") != world.origin {
            return Err(GraphError::token("Access token validation failure. Invalid audience."));
        }
        if claims["exp"].as_u64().unwrap_or_default() <= clock::unix() {
            return Err(GraphError::expired());
        }
        if let Some(challenge) = state.challenged.get(&text(&claims, "uti")) {
            return Err(GraphError::challenged(challenge.clone()));
        }
        let list = |name: &str| {
            let items = claims[name].as_array().into_iter().flatten();
            items.filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
        };
        Ok(Self {
            app: text(&claims, "appid"),
            tenant: text(&claims, "tid"),
            user: (claims["idtyp"] == "user").then(|| text(&claims, "oid")),
            scopes: text(&claims, "scp"),
            roles: list("roles"),
            wids: list("wids"),
        })
    }

    fn has_scope(&self, any: &[&str]) -> bool {
        self.scopes.split(' ').any(|scope| any.contains(&scope))
    }

    fn has_role(&self, any: &[&str]) -> bool {
        self.roles.iter().any(|role| any.contains(&role.as_str()))
    }

    /// The signed-in user, when the token carries one of these scopes.
    pub(super) fn delegated(&self, scopes: &[&str]) -> Result<&str, GraphError> {
        match &self.user {
            Some(user) if self.has_scope(scopes) => Ok(user),
            _ => Err(GraphError::missing_scope(scopes, &self.scopes)),
        }
    }

    /// A signed-in user with one of the scopes, or an app with one of the roles.
    pub(super) fn either(&self, scopes: &[&str], roles: &[&str]) -> Result<(), GraphError> {
        match &self.user {
            Some(_) => self.delegated(scopes).map(drop),
            None if self.has_role(roles) => Ok(()),
            None => Err(GraphError::missing_role(roles, &self.roles.join(", "))),
        }
    }
}

/// The id of the token of a request, whoever signed it.
pub(super) fn token_id(world: &World, request: &Request) -> Option<String> {
    let token = request.header("authorization")?.split_once(' ')?.1;
    world.signer.claims(token).ok().map(|claims| text(&claims, "uti"))
}

fn text(claims: &Value, name: &str) -> String {
    claims[name].as_str().unwrap_or_default().to_owned()
}
