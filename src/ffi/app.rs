//! App registrations.

use std::ffi::c_char;

use super::guard::{self, May};
use super::handle::{tca_client, tca_error, tca_operation};
use super::input;
use super::output::{Out, json_of};
use super::runtime;
use super::status::tca_status;
use super::tables::CLIENTS;
use crate::auth::app::{FindOptions, RegisterOptions, UnregisterOptions, find, register, unregister};

/// Starts looking for the app registration that people sign in with. Only reads. The client must be signed in with
/// Application.Read.All or Application.ReadWrite.All; with DelegatedPermissionGrant.Read.All or ReadWrite.All consent is
/// shown, too. Free the operation with `tca_operation_free`, after its end.
///
/// `options` may be NULL: {"schema":1,"displayName":"RemoveAllAccessForUserApp","includeAudit":false} by default;
/// `clientId` in place of `displayName` looks for that app; with `includeAudit` an app must also require
/// AuditLogsQuery.Read.All.
///
/// The end: {"schema":1,"tenantId","displayName","clientId","apps":[...]}. Names are not unique, and anybody may register
/// an app under any: all are listed. Each app is {"objectId","clientId","displayName","createdDateTime","signInAudience",
/// "isFallbackPublicClient","redirectUris":{"publicClient":[],"web":[],"spa":[]},"requiredPermissions":[{"resourceAppId",
/// "id","type","name"}],"credentials":{"passwords","keys","federated"} (how many),"owners":[{"objectId","displayName",
/// "userPrincipalName"}],"servicePrincipalId","accountEnabled","grants":[{"id","consentType","principalId","resourceId",
/// "scope"}] (null when the token may not read them),"verdict","missing":[{"code","message"}],"reasons":[{"code",
/// "message"}]}. `verdict` is "usable"; "incomplete", with what is `missing`: loopback_redirect, native_redirect,
/// public_client, chat_permission, audit_permission, single_tenant, service_principal; or "refused", with the `reasons`:
/// password_credentials, key_credentials, federated_credentials, foreign_redirect, audience, permission, disabled.
///
/// Errors at once: TCA_STATUS_INVALID_ARGUMENT and TCA_STATUS_INVALID_ID for the options, TCA_STATUS_SYSTEM. Errors of
/// the operation: TCA_STATUS_NOT_SIGNED_IN, TCA_STATUS_TOKEN_*, TCA_STATUS_SIGN_IN_*, TCA_STATUS_DIRECTORY_* with Graph's
/// code, message and request id, TCA_STATUS_HOST_REFUSED, TCA_STATUS_NETWORK, TCA_STATUS_TLS, TCA_STATUS_TIMEOUT,
/// TCA_STATUS_UNEXPECTED_ANSWER, TCA_STATUS_CANCELLED.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_app_find(
    client: tca_client,
    options: *const c_char,
    operation: *mut tca_operation,
    error: *mut tca_error,
) -> tca_status {
    let operation = Out::new("operation", operation, 0);
    guard::call(May::RunUntilShutdown, error, || {
        operation.required()?;
        let client = CLIENTS.get(client)?;
        // SAFETY: a text by the conventions.
        let options = FindOptions::from_json(unsafe { input::optional_text("options", options) }?.as_deref())?;
        runtime::begin(&operation, |work| async move {
            json_of(&find(&client, &options, &|event| work.tell(event), &work.cancel).await?)
        })
    })
}

/// Starts registering the app that people sign in with: it is found, completed or made, and may be run again at any time
/// without making a second one. The client must be signed in with Application.ReadWrite.All, and with
/// DelegatedPermissionGrant.ReadWrite.All, too, when consent is written; a rehearsal takes what `tca_app_find` takes. Free
/// the operation with `tca_operation_free`, after its end.
///
/// `options` may be NULL: {"schema":1,"displayName":"RemoveAllAccessForUserApp","includeAudit":false,"complete":false,
/// "consent":"none","dryRun":false} by default. `clientId` in place of `displayName` says which app is meant.
/// `includeAudit` requires AuditLogsQuery.Read.All besides Chat.ReadWrite.All. `consent` is "none" (the sign-in asks), "me"
/// (written for the signed-in person) or "all" (for everybody in the tenant); it goes into a grant that is there, and holds
/// what a sign-in asks for: the permissions, offline_access, openid, profile. With `dryRun` nothing is changed, and the end
/// says what would be.
///
/// An app that was found and lacks something, or was found by its name, has other owners and would get consent, is changed
/// only with `complete`: the first call ends as "incomplete" with what a person must agree to, the host asks, and calls
/// again with `complete`. (An app that lacks nothing but its service principal is the rest of a registration that ended
/// halfway, and gets it unasked.)
///
/// An app that was made is for this tenant alone, a public client without credentials, with the redirect URIs
/// http://localhost and the cloud's .../common/oauth2/nativeclient.
///
/// The end: {"schema":1,"outcome","dryRun","tenantId","clientId","objectId","displayName","servicePrincipalId","consent",
/// "ready","confirm":[{"code","message"}],"actions":[{"action","state","message"}],"created":{"clientId","objectId",
/// "servicePrincipalId","grants":[{"id","addedScopes":[]}]},"app","problem"}. `outcome` is "created"; "completed" (something
/// was added to an app that was there); "found" (nothing was to be done); "incomplete" (nothing was done: `confirm` lists
/// what `complete` agrees to, with the codes of "missing" as of `tca_app_find`, and other_owners); or "unfinished"
/// (something was done or may have been, and then something failed: `problem` is {"message","nextStep","httpStatus","code",
/// "requestId","clientRequestId"}, and running it again goes on from there, with the end's `clientId` where `nextStep` says
/// so: the lists may not show an app that was made a moment ago). `actions` are the steps in order, `state` "done" or
/// "planned" (in a rehearsal, or "incomplete"): create_app, complete_app, create_service_principal, create_grant,
/// extend_grant. `created` names exactly what was made; keep it for `tca_app_unregister`. `ready` is true when the sign-in
/// host knows the app and that it is public, false when it still did not after a minute, null when nothing was done or it
/// could not be asked. `app` is the app as it was found, as of `tca_app_find`; null when there was none.
///
/// Errors at once: as of `tca_app_find`. Errors of the operation mean that nothing was changed: TCA_STATUS_APP_AMBIGUOUS
/// (several have the name; `clientId` settles it), TCA_STATUS_APP_REFUSED with the reasons (also for a `clientId`: such an
/// app can be signed in with, but is not registered here), TCA_STATUS_APP_NOT_FOUND for a `clientId`, and those of
/// `tca_app_find`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_app_register(
    client: tca_client,
    options: *const c_char,
    operation: *mut tca_operation,
    error: *mut tca_error,
) -> tca_status {
    let operation = Out::new("operation", operation, 0);
    guard::call(May::RunUntilShutdown, error, || {
        operation.required()?;
        let client = CLIENTS.get(client)?;
        // SAFETY: a text by the conventions.
        let options = RegisterOptions::from_json(unsafe { input::optional_text("options", options) }?.as_deref())?;
        runtime::begin(&operation, |work| async move {
            json_of(&register(&client, &options, &|event| work.tell(event), &work.cancel).await?)
        })
    })
}

/// Starts taking away what was registered. The client must be signed in as for `tca_app_register`. Free the operation with
/// `tca_operation_free`, after its end.
///
/// `options` may be NULL: {"schema":1,"displayName":"RemoveAllAccessForUserApp","dryRun":false} by default, which takes the
/// one app of that name, its service principal and consent, when its verdict is not "refused"; `clientId` in place of
/// `displayName` takes that app whatever its verdict; `created` in place of both, the object of a registration's end, takes
/// exactly what that registration made: consent that it added to a grant comes out of the grant again, and an app that was
/// there before stays (what `complete` added to it, too). With `dryRun` nothing is changed.
///
/// The end: {"schema":1,"outcome","dryRun","tenantId","clientId","actions":[{"action","state","message"}],"removed":
/// {"objectId","servicePrincipalId","grants":[]},"app","problem"}. `outcome` is "removed", "not_found" (nothing of it was
/// there) or "unfinished", with the `problem`, as of `tca_app_register`. The actions are delete_grant, reduce_grant,
/// delete_service_principal, delete_app. A deleted app can be restored in the Entra admin center for 30 days.
///
/// Errors: as of `tca_app_register`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_app_unregister(
    client: tca_client,
    options: *const c_char,
    operation: *mut tca_operation,
    error: *mut tca_error,
) -> tca_status {
    let operation = Out::new("operation", operation, 0);
    guard::call(May::RunUntilShutdown, error, || {
        operation.required()?;
        let client = CLIENTS.get(client)?;
        // SAFETY: a text by the conventions.
        let options = UnregisterOptions::from_json(unsafe { input::optional_text("options", options) }?.as_deref())?;
        runtime::begin(&operation, |work| async move {
            json_of(&unregister(&client, &options, &|event| work.tell(event), &work.cancel).await?)
        })
    })
}
