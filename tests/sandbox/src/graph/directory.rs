//! The directory: applications, service principals and the consent that they have.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::error::GraphError;
use super::route::Call;
use super::{applications, grants, principals};
use crate::http::Answer;
use crate::scenario::{App, Scenario};

/// The role that every member has, which is none.
const MEMBER: &str = "b79fbf4d-3ef9-4689-8143-76b194e85509";

/// Whether this is the directory's.
pub(super) fn holds(segments: &[&str]) -> bool {
    let first = segments.first().copied().unwrap_or_default();
    matches!(name(first).0, "applications" | "servicePrincipals" | "oauth2PermissionGrants")
}

pub(super) fn serve(call: &mut Call<'_>, segments: &[&str]) -> Result<Answer, GraphError> {
    let (collection, key) = name(segments.first().copied().unwrap_or_default());
    let mut path: Vec<&str> = segments.get(1..).unwrap_or_default().to_vec();
    let by_app_id = key.is_some();
    if let Some(key) = key {
        path.insert(0, key);
    }
    let method = call.request.method.clone();
    match (collection, method.as_str(), path.as_slice()) {
        ("applications", "GET", []) => applications::list(call),
        ("applications", "POST", []) => applications::create(call),
        ("applications", "GET", [id]) => applications::one(call, id, by_app_id),
        ("applications", "PATCH", [id]) => applications::change(call, id, by_app_id),
        ("applications", "DELETE", [id]) => applications::delete(call, id, by_app_id),
        ("applications", "GET", [id, "owners"]) => applications::owners(call, id, by_app_id),
        ("applications", "GET", [id, "federatedIdentityCredentials"]) => applications::federated(call, id, by_app_id),
        ("servicePrincipals", "GET", []) => principals::list(call),
        ("servicePrincipals", "POST", []) => principals::create(call),
        ("servicePrincipals", "GET", [id]) => principals::one(call, id, by_app_id),
        ("servicePrincipals", "DELETE", [id]) => principals::delete(call, id, by_app_id),
        ("oauth2PermissionGrants", "GET", []) => grants::list(call),
        ("oauth2PermissionGrants", "POST", []) => grants::create(call),
        ("oauth2PermissionGrants", "GET", [id]) => grants::one(call, id),
        ("oauth2PermissionGrants", "PATCH", [id]) => grants::change(call, id),
        ("oauth2PermissionGrants", "DELETE", [id]) => grants::delete(call, id),
        _ => Err(GraphError::new(
            405,
            "Request_BadRequest",
            "Specified HTTP method is not allowed for the request target.",
        )),
    }
}

/// `applications(appId='x')` in its two parts.
fn name(segment: &str) -> (&str, Option<&str>) {
    match segment.split_once("(appId='") {
        Some((collection, rest)) => (collection, rest.strip_suffix("')")),
        None => (segment, None),
    }
}

pub(super) fn denied() -> GraphError {
    GraphError::new(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
}

pub(super) fn missing(id: &str) -> GraphError {
    GraphError::new(
        404,
        "Request_ResourceNotFound",
        format!("Resource '{id}' does not exist or one of its queried reference-property objects are not present."),
    )
}

pub(super) fn invalid(message: impl Into<String>) -> GraphError {
    GraphError::new(400, "Request_BadRequest", message)
}

pub(super) fn conflict(message: impl Into<String>) -> GraphError {
    GraphError::new(409, "Request_MultipleObjectsWithSameKeyValue", message)
}

impl Call<'_> {
    /// Fails unless the token carries one of these, as a scope or as a role.
    pub(super) fn allow(&self, permissions: &[&str]) -> Result<(), GraphError> {
        self.caller.either(permissions, permissions).map_err(|_| denied())
    }

    /// Whether the caller is an app, or a person with a directory role.
    pub(super) fn is_admin(&self) -> bool {
        self.caller.user.is_none() || self.caller.wids.iter().any(|wid| wid != MEMBER)
    }

    pub(super) fn owns(&self, app: &App) -> bool {
        self.caller.user.as_ref().is_some_and(|user| app.owners.contains(user))
    }

    /// The scenario, to change what people changed.
    pub(super) fn scenario(&mut self) -> &mut Scenario {
        Arc::make_mut(&mut self.state.scenario)
    }

    /// The body's fields.
    pub(super) fn fields(&self) -> Result<Map<String, Value>, GraphError> {
        match self.request.json() {
            Ok(Value::Object(fields)) => Ok(fields),
            _ => Err(invalid("Unable to read JSON request payload.")),
        }
    }
}
