//! Clients.

use std::ffi::c_char;

use super::guard::{self, May};
use super::handle::{tca_buffer, tca_client, tca_error, tca_operation};
use super::input;
use super::output::{Out, json_of};
use super::runtime;
use super::status::tca_status;
use super::tables::CLIENTS;
use crate::auth::{Client, Settings, SignIn};

/// Makes a client from a settings document; nothing is sent. Free it with `tca_client_free`.
///
/// All fields are optional but where it says otherwise, `schema` too (then it is 1): `cloud` is "global" (the default, GCC
/// included), "usgov_l4" (GCC High), "usgov_l5" (DoD) or "custom", which needs `authorityHost` and `graphEndpoint`, what
/// stands before the tenant and before the version: with https, or both with http on this machine ("china" is refused:
/// the service has no such call there); `tenant`, the user's tenant, by id or domain, needed to sign in; `clientId`, the
/// app registration, needed to sign in; `loginHint`, the account that the browser should offer; `scopes`, the delegated
/// permissions of Microsoft Graph that a sign-in asks for and a handed-in token must have (["Chat.ReadWrite.All"]; an app
/// registration takes others, see `tca_app_register`); `graphVersion`, "v1.0" (the default) or "beta"; `proxy`, `proxyUser`, `proxyPassword`, an http or https proxy in place of the system's settings
/// (none of them is used when both hosts are this machine); `caFile`, a PEM file that is trusted besides the system's
/// roots, and alone for a custom cloud; and in seconds, fractions too: `connectTimeoutSeconds` (15, at most 300),
/// `requestTimeoutSeconds` (60, at most 600), `retryBudgetSeconds` (300, at most 86400), how long throttling and failures
/// are waited out for one removal, `signInTimeoutSeconds` (900, at most 3600).
///
/// Errors: TCA_STATUS_UNKNOWN_SETTING names the nearest known one; TCA_STATUS_INVALID_SETTING; TCA_STATUS_INVALID_ID;
/// TCA_STATUS_TLS when the system has no root certificates.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_client_new(
    settings: *const c_char,
    client: *mut tca_client,
    error: *mut tca_error,
) -> tca_status {
    let client = Out::new("client", client, 0);
    guard::call(May::RunUntilShutdown, error, || {
        client.required()?;
        // SAFETY: a text by the conventions.
        let settings = unsafe { input::secret("settings", settings) }?;
        client.set(CLIENTS.insert(Client::new(Settings::from_json(settings.expose())?)?));
        Ok(())
    })
}

/// Hands in an access token that the caller has, in place of a sign-in. It is not renewed. What can be read of it is
/// read; nothing is sent. It must have all of the setting `scopes`, so that a token without Chat.ReadWrite.All is refused
/// here, unless the settings say that this client is for other work. What a call takes is checked again by the call.
///
/// Errors, each with what is missing and how to get it: TCA_STATUS_TOKEN_MALFORMED, TCA_STATUS_TOKEN_APP_ONLY,
/// TCA_STATUS_TOKEN_SCOPE_MISSING, TCA_STATUS_TOKEN_OTHER_TENANT (than the setting `tenant`, when that is an id),
/// TCA_STATUS_TOKEN_OTHER_AUDIENCE, TCA_STATUS_TOKEN_EXPIRED. The client keeps the token that it had.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_client_set_token(
    client: tca_client,
    access_token: *const c_char,
    error: *mut tca_error,
) -> tca_status {
    guard::call(May::RunUntilShutdown, error, || {
        let client = CLIENTS.get(client)?;
        // SAFETY: a text by the conventions.
        let token = unsafe { input::secret("access_token", access_token) }?;
        client.set_token(token.expose())?;
        Ok(())
    })
}

/// Starts a sign-in: {"schema":1,"method":"device_code"} or {"schema":1,"method":"browser","openBrowser":true}, either
/// with "scopes":["Chat.ReadWrite.All"] where it is to ask for other delegated permissions than the setting `scopes`; its
/// renewals ask for the same. Free the operation with `tca_operation_free`. The person acts on its prompt; its end is the context, as of
/// `tca_client_context`. With `openBrowser` false the caller opens the prompt's address, on this machine.
///
/// Errors at once: TCA_STATUS_INVALID_ARGUMENT for the options, TCA_STATUS_SYSTEM. Errors of the operation:
/// TCA_STATUS_SIGN_IN_* and TCA_STATUS_CONSENT_REQUIRED with Entra's code and the next step, TCA_STATUS_WRONG_CLOUD,
/// TCA_STATUS_TOKEN_* when the sign-in gave a token that the service would refuse, TCA_STATUS_NETWORK, TCA_STATUS_TLS,
/// TCA_STATUS_TIMEOUT, TCA_STATUS_UNEXPECTED_ANSWER, TCA_STATUS_CANCELLED. The client keeps the tokens that it had.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_client_sign_in(
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
        let how = SignIn::from_json(&unsafe { input::text("options", options) }?)?;
        runtime::begin(&operation, |work| async move {
            json_of(&client.sign_in(how, &|event| work.tell(event), &work.cancel).await?)
        })
    })
}

/// Forgets the client's tokens. Operations under way go on with those they have.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_client_sign_out(client: tca_client, error: *mut tca_error) -> tca_status {
    guard::call(May::RunUntilShutdown, error, || {
        CLIENTS.get(client)?.sign_out();
        Ok(())
    })
}

/// Who is signed in: {"schema":1,"cloud","tenantId","clientId","account","userId","tokenKind","scopes":[],"roles":[],
/// "issuedOn","expiresOn","renewable"}, null where the token does not say; no secret. Free the buffer.
///
/// Errors: TCA_STATUS_NOT_SIGNED_IN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_client_context(
    client: tca_client,
    context: *mut tca_buffer,
    error: *mut tca_error,
) -> tca_status {
    let out = Out::new("context", context, 0);
    guard::call(May::RunUntilShutdown, error, || {
        out.required()?;
        out.set_json(&CLIENTS.get(client)?.context()?)
    })
}

/// Frees a client. Operations that were started with it go on; its tokens are overwritten when the last has ended.
#[unsafe(no_mangle)]
pub extern "C" fn tca_client_free(client: tca_client) -> tca_status {
    guard::plain(|| CLIENTS.free(client).map(drop))
}
