//! Errors on their way out: the facts behind a status, each asked for by its getter.

use serde_json::json;

use super::fault::Fault;
use super::guard;
use super::handle::{tca_buffer, tca_error};
use super::output::Out;
use super::status::tca_status;
use super::tables::ERRORS;

/// The status that the failed call returned.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_error_status(error: tca_error, status: *mut tca_status) -> tca_status {
    let status = Out::new("status", status, tca_status::Ok);
    guard::plain(|| {
        status.required()?;
        status.set(ERRORS.get(error)?.status);
        Ok(())
    })
}

/// What happened, in a sentence for a person. Free the buffer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_error_message(error: tca_error, message: *mut tca_buffer) -> tca_status {
    text(error, message, |fault| Some(fault.error.message()))
}

/// What the person can do now. Free the buffer. TCA_STATUS_NO_VALUE: nothing in particular.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_error_next_step(error: tca_error, next_step: *mut tca_buffer) -> tca_status {
    text(error, next_step, |fault| fault.error.next_step())
}

/// The HTTP status of the answer. TCA_STATUS_NO_VALUE: no answer came.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_error_http_status(error: tca_error, http_status: *mut i32) -> tca_status {
    let out = Out::new("http_status", http_status, 0);
    guard::plain(|| {
        out.required()?;
        out.set(ERRORS.get(error)?.error.http_status().ok_or_else(none)?.into());
        Ok(())
    })
}

/// The service's own code, like "AADSTS50076". Free the buffer. TCA_STATUS_NO_VALUE: it gave none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_error_service_code(error: tca_error, code: *mut tca_buffer) -> tca_status {
    text(error, code, |fault| fault.error.service_code())
}

/// The id under which the service logged the request (Entra's trace id), for a support case. Free the buffer.
/// TCA_STATUS_NO_VALUE: it gave none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_error_request_id(error: tca_error, request_id: *mut tca_buffer) -> tca_status {
    text(error, request_id, |fault| fault.error.request_id())
}

/// The id that this library sent with the request. Free the buffer. TCA_STATUS_NO_VALUE: no request was sent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_error_client_request_id(
    error: tca_error,
    client_request_id: *mut tca_buffer,
) -> tca_status {
    text(error, client_request_id, |fault| fault.error.client_request_id())
}

/// How long the service asks to wait, in milliseconds. TCA_STATUS_NO_VALUE: it does not say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_error_retry_after_ms(error: tca_error, retry_after_ms: *mut u64) -> tca_status {
    let out = Out::new("retry_after_ms", retry_after_ms, 0);
    guard::plain(|| {
        out.required()?;
        let wait = ERRORS.get(error)?.error.retry_after().ok_or_else(none)?;
        out.set(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
        Ok(())
    })
}

/// All of it as one document: {"schema":1,"status","name","message","nextStep","httpStatus","serviceCode","requestId",
/// "clientRequestId","retryAfterMilliseconds"}, null where there is none. Free the buffer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_error_json(error: tca_error, json: *mut tca_buffer) -> tca_status {
    let out = Out::new("json", json, 0);
    guard::plain(|| {
        out.required()?;
        let fault = ERRORS.get(error)?;
        let facts = &fault.error;
        out.set_json(&json!({
            "schema": 1,
            "status": fault.status as i32,
            "name": fault.status.name().to_string_lossy(),
            "message": facts.message(),
            "nextStep": facts.next_step(),
            "httpStatus": facts.http_status(),
            "serviceCode": facts.service_code(),
            "requestId": facts.request_id(),
            "clientRequestId": facts.client_request_id(),
            "retryAfterMilliseconds": facts.retry_after().map(|wait| wait.as_millis()),
        }))
    })
}

/// Frees an error. Works at any time but after fork.
#[unsafe(no_mangle)]
pub extern "C" fn tca_error_free(error: tca_error) -> tca_status {
    guard::plain(|| ERRORS.free(error).map(drop))
}

fn text(error: tca_error, out: *mut tca_buffer, fact: impl Fn(&Fault) -> Option<&str>) -> tca_status {
    let out = Out::new("output", out, 0);
    guard::plain(|| {
        out.required()?;
        let fault = ERRORS.get(error)?;
        out.set_text(fact(&fault).ok_or_else(none)?);
        Ok(())
    })
}

fn none() -> Fault {
    Fault::of(tca_status::NoValue)
}
