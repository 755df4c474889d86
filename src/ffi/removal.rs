//! Removals.

use std::ffi::c_char;

use serde_json::json;

use super::fault::Fault;
use super::guard::{self, May};
use super::handle::{tca_buffer, tca_client, tca_error, tca_operation};
use super::input;
use super::output::{Out, json_of};
use super::runtime;
use super::status::tca_status;
use super::tables::CLIENTS;
use crate::removal::{Target, remove};

/// Checks the three ids of a removal and gives them as they will be used, before anybody signs in or confirms: {"schema":1,
/// "tenantId","userId","threadId"}. Nothing is sent. Free the buffer.
///
/// Errors: TCA_STATUS_INVALID_ID with the reason and where the id is found, for the first that is wrong.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_removal_check(
    tenant_id: *const c_char,
    user_id: *const c_char,
    thread_id: *const c_char,
    ids: *mut tca_buffer,
    error: *mut tca_error,
) -> tca_status {
    let ids = Out::new("ids", ids, 0);
    guard::call(May::RunUntilShutdown, error, || {
        ids.required()?;
        // SAFETY: three texts by the conventions.
        let target = unsafe { target(tenant_id, user_id, thread_id) }?;
        ids.set_json(&json!({
            "schema": 1,
            "tenantId": target.tenant,
            "userId": target.user,
            "threadId": target.thread,
        }))
    })
}

/// Starts the removal of one user's access to one chat. Free the operation with `tca_operation_free`, after its end.
///
/// `tenant_id` is the user's tenant, `user_id` the user's object id (not the UPN), `thread_id` the chat's id
/// (19:...@unq.gbl.spaces, 19:...@thread.v2); surrounding space and percent-encoding are undone. `options` may be NULL;
/// so far there are none, and a document with any field but `schema` is refused.
///
/// The end is what became of it: {"schema":1,"outcome","tenantId","userId","threadId","httpStatus","code","message",
/// "body","nextStep","requestId","clientRequestId","retryAfterSeconds","attempts","cancelRequested","time"}, null where
/// there is none. `body` is the last answer's body as it came, of any outcome but "removed": at most 8 KiB of UTF-8, cut
/// between characters, with secrets and control characters taken out; not always JSON. `outcome` is "removed" (204), "not_found" (404), "refused" (another 4xx), "failed" (no answer could be had
/// and nothing was done) or "unconfirmed" (a request may have arrived and its answer was lost). Pace, throttling,
/// renewal of the token and failures that pass are handled inside; all clients of the process share the pace.
///
/// Errors at once: TCA_STATUS_INVALID_ID with the reason and where the id is found; TCA_STATUS_INVALID_ARGUMENT for the
/// options; TCA_STATUS_SYSTEM. Errors of the operation mean that nothing was done: TCA_STATUS_NOT_SIGNED_IN,
/// TCA_STATUS_TOKEN_*, TCA_STATUS_SIGN_IN_* when the token could not be renewed, TCA_STATUS_HOST_REFUSED,
/// TCA_STATUS_CANCELLED.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_removal_start(
    client: tca_client,
    tenant_id: *const c_char,
    user_id: *const c_char,
    thread_id: *const c_char,
    options: *const c_char,
    operation: *mut tca_operation,
    error: *mut tca_error,
) -> tca_status {
    let operation = Out::new("operation", operation, 0);
    guard::call(May::RunUntilShutdown, error, || {
        operation.required()?;
        let client = CLIENTS.get(client)?;
        // SAFETY: four texts by the conventions.
        let (target, options) =
            unsafe { (target(tenant_id, user_id, thread_id)?, input::optional_text("options", options)?) };
        input::no_options(options.as_deref())?;
        runtime::begin(&operation, |work| async move {
            json_of(&remove(&client, &target, &|event| work.tell(event), &work.cancel).await?)
        })
    })
}

/// The ids of a removal.
///
/// # Safety
/// Each is a text by the conventions.
unsafe fn target(tenant: *const c_char, user: *const c_char, thread: *const c_char) -> Result<Target, Fault> {
    // SAFETY: the caller's promise is this function's.
    let (tenant, user, thread) = unsafe {
        (input::text("tenant_id", tenant)?, input::text("user_id", user)?, input::text("thread_id", thread)?)
    };
    Ok(Target::parse(&tenant, &user, &thread)?)
}
