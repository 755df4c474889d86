//! The scopes that a request asks for.

use super::error::EntraError;
use crate::scenario::{App, Consent, Scenario};
use crate::world::{GRAPH, MANAGEMENT, World};

const OPENID: &[&str] = &["openid", "profile", "email", "offline_access"];

/// Delegated permissions of Graph that the sandbox knows.
const GRAPH_SCOPES: &[&str] = &[
    "Application.Read.All",
    "Application.ReadWrite.All",
    "AppRoleAssignment.ReadWrite.All",
    "AuditLogsQuery.Read.All",
    "Chat.Create",
    "Chat.ManageDeletion.All",
    "Chat.Read",
    "Chat.Read.All",
    "Chat.ReadBasic",
    "Chat.ReadBasic.All",
    "Chat.ReadWrite",
    "Chat.ReadWrite.All",
    "ChatMember.Read",
    "ChatMember.ReadWrite",
    "ChatMessage.Send",
    "CrossTenantInformation.ReadBasic.All",
    "DelegatedPermissionGrant.Read.All",
    "DelegatedPermissionGrant.ReadWrite.All",
    "Directory.Read.All",
    "Mail.Read",
    "Organization.Read.All",
    "User.Read",
    "User.Read.All",
    "User.ReadBasic.All",
    "User.ReadWrite",
];
const MANAGEMENT_SCOPES: &[&str] = &["ActivityFeed.Read", "ActivityFeed.ReadDlp", "ServiceHealth.Read"];

/// What was asked for, sorted out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub(super) openid: Vec<String>,
    /// Permissions of the one resource, as `scp` writes them.
    pub(super) permissions: Vec<String>,
    /// The resource's name as the request wrote it: answers repeat it. Empty for bare permissions.
    prefix: String,
    pub(super) audience: String,
    pub(super) default: bool,
}

impl Asked {
    pub(super) fn parse(world: &World, app: &App, scope: &str) -> Result<Self, EntraError> {
        let mut asked = Self { audience: world.origin.clone(), ..Self::default() };
        let mut audience: Option<&str> = None;
        for item in scope.split_whitespace() {
            if let Some(name) = OPENID.iter().find(|name| name.eq_ignore_ascii_case(item)) {
                asked.openid.push((*name).to_owned());
                continue;
            }
            let (resource, permission) = item.rsplit_once('/').unwrap_or(("", item));
            let this = known_resource(world, resource).ok_or_else(|| {
                EntraError::new(
                    500_011,
                    format!(
                        "The resource principal named {resource} was not found in the tenant. This can happen if \
                         the application has not been installed by the administrator of the tenant."
                    ),
                )
            })?;
            if audience.is_some_and(|audience| audience != this) {
                return Err(EntraError::new(
                    28_000,
                    "Provided value for the input parameter scope is not valid because it contains more than one \
                     resource.",
                ));
            }
            audience = Some(this);
            resource.clone_into(&mut asked.prefix);
            if permission == ".default" {
                asked.default = true;
                asked.permissions.extend(consented(app, this));
            } else if let Some(name) = permission_of(app, this, permission) {
                asked.permissions.push(name);
            } else {
                return Err(EntraError::new(
                    70_011,
                    format!(
                        "The provided request must include a 'scope' input parameter. The provided value for the \
                         input parameter 'scope' is not valid. The scope {scope} is not valid."
                    ),
                ));
            }
        }
        let mut seen = std::collections::HashSet::new();
        asked.permissions.retain(|permission| seen.insert(permission.clone()));
        if let Some(audience) = audience {
            audience.clone_into(&mut asked.audience);
        }
        Ok(asked)
    }

    pub(super) fn wants(&self, name: &str) -> bool {
        self.openid.iter().any(|scope| scope == name)
    }

    /// Fails when the app has no consent for one of the permissions and nobody gives it now.
    pub(super) fn consent(&self, scenario: &Scenario, app: &App, user: &str) -> Result<(), EntraError> {
        let known = |permission: &String| app.has_consent(permission, user);
        if self.permissions.iter().all(known) && !(self.default && self.permissions.is_empty()) {
            return Ok(());
        }
        match scenario.sign_in.consent {
            Consent::Given => Ok(()),
            Consent::Required => Err(EntraError::new(
                65_001,
                format!(
                    "The user or administrator has not consented to use the application with ID '{}' named '{}'. \
                     Send an interactive authorization request for this user and resource.",
                    app.client_id, app.display_name
                ),
            )
            .suberror("consent_required")),
            Consent::AdminRequired => Err(EntraError::new(
                90_094,
                format!(
                    "Admin consent is required for the permissions requested by the application '{}'.",
                    app.display_name
                ),
            )
            .suberror("consent_required")),
        }
    }

    /// `scp` of the access token.
    pub(super) fn scp(&self) -> Vec<String> {
        let openid = self.openid.iter().filter(|scope| *scope != "offline_access");
        self.permissions.iter().chain(openid).cloned().collect()
    }

    /// `scope` of the answer: permissions named as the request named them.
    pub(super) fn answered(&self) -> String {
        let name = |permission: &str| {
            if self.prefix.is_empty() { permission.to_owned() } else { format!("{}/{permission}", self.prefix) }
        };
        let mut scopes: Vec<String> = self.openid.iter().filter(|scope| *scope != "offline_access").cloned().collect();
        scopes.extend(self.permissions.iter().map(|permission| name(permission)));
        if self.default {
            scopes.push(name(".default"));
        }
        scopes.join(" ")
    }
}

/// The app's consented permissions of one resource.
fn consented(app: &App, audience: &str) -> impl Iterator<Item = String> {
    let managed = audience == MANAGEMENT;
    app.scopes.iter().filter(move |scope| MANAGEMENT_SCOPES.contains(&scope.as_str()) == managed).cloned()
}

/// A permission in its own spelling; what a scenario gives an app exists, too.
fn permission_of(app: &App, audience: &str, asked: &str) -> Option<String> {
    let names = if audience == MANAGEMENT { MANAGEMENT_SCOPES } else { GRAPH_SCOPES };
    let names = names.iter().map(|name| (*name).to_owned());
    names.chain(consented(app, audience)).find(|name| name.eq_ignore_ascii_case(asked))
}

/// The audience of tokens for a resource, by any of its names.
pub(super) fn known_resource<'a>(world: &'a World, resource: &str) -> Option<&'a str> {
    let resource = resource.trim_end_matches('/');
    let own = resource.eq_ignore_ascii_case(&world.origin);
    match resource {
        "" | GRAPH | "00000003-0000-0000-c000-000000000000" => Some(&world.origin),
        MANAGEMENT | "c5393580-f805-4401-95e8-94b7a6ef2fc2" => Some(MANAGEMENT),
        _ if own => Some(&world.origin),
        _ => None,
    }
}
