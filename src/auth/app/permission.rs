//! Microsoft Graph's permissions as an app registration names them, and those that this work takes.
//!
//! Source: "Microsoft Graph permissions reference".

use crate::auth::scope::Scope;

/// Microsoft Graph's own app.
pub(super) const GRAPH: &str = "00000003-0000-0000-c000-000000000000";
pub(super) const CHATS: &str = "7e9a077b-3711-42b9-b7cb-5fa5f3f7fea7";
pub(super) const AUDIT: &str = "1d9e7ac3-0eca-442c-82f9-e92625af6e6d";

/// To look for apps.
pub(super) static READ: [Scope; 1] = [Scope::known("Application.Read.All")];
/// To make and take away apps and their service principals.
pub(super) static WRITE: [Scope; 1] = [Scope::known("Application.ReadWrite.All")];
/// The same with consent.
pub(super) static WRITE_AND_CONSENT: [Scope; 2] =
    [Scope::known("Application.ReadWrite.All"), Scope::known("DelegatedPermissionGrant.ReadWrite.All")];
/// Either lets grants be read.
pub(super) static READ_GRANTS: [Scope; 2] =
    [Scope::known("DelegatedPermissionGrant.Read.All"), Scope::known("Directory.Read.All")];

/// What every sign-in asks for besides, and what the portal puts into a new app.
const HARMLESS: &[(&str, &str)] = &[
    ("e1fe6dd8-ba31-4d61-89e7-88639da4683d", "User.Read"),
    ("37f7f235-527c-4136-accd-4a02d197296e", "openid"),
    ("14dad69e-099b-42c9-810b-d002981feec1", "profile"),
    ("64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0", "email"),
    ("7427e0e9-2fba-42fe-b0c0-848c9e6a8182", "offline_access"),
];
const OURS: &[(&str, &str)] = &[(CHATS, "Chat.ReadWrite.All"), (AUDIT, "AuditLogsQuery.Read.All")];

/// The name of a delegated permission that is known here.
pub(super) fn name(id: &str) -> Option<&'static str> {
    OURS.iter().chain(HARMLESS).find(|(known, _)| known.eq_ignore_ascii_case(id)).map(|(_, name)| *name)
}

/// What a grant must hold, so that a sign-in asks nobody for consent.
pub(super) fn granted(audit: bool) -> Vec<&'static str> {
    let ours = OURS.iter().map(|(_, name)| *name).take(if audit { 2 } else { 1 });
    ours.chain(["offline_access", "openid", "profile"]).collect()
}
