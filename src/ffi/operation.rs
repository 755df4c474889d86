//! Operations: what takes time.

use std::time::Duration;

use super::fault::Fault;
use super::guard::{self, May};
use super::handle::{tca_buffer, tca_error, tca_findings, tca_operation};
use super::output::Out;
use super::status::tca_status;
use super::tables::{FINDINGS, OPERATIONS};
use super::work::{Told, document};
use crate::clock;
use crate::event::Event;

/// A timeout that waits without limit.
pub const TCA_WAIT_FOREVER: u32 = u32::MAX;

/// What `tca_operation_wait` hands over.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum tca_event {
    /// The time passed and nothing happened; there is no document.
    None = 0,
    /// {"schema":1,"event":"progress","stage","waitMilliseconds","message"}; the stages are signing_in, pacing,
    /// requesting, throttled, backing_off, replicating, reading; with the last come "bytes","totalBytes","records". Progress that was not fetched is replaced by newer.
    Progress = 1,
    /// A person must act: {"schema":1,"event":"prompt","prompt":"device_code","userCode","verificationUri","message",
    /// "expiresInSeconds"} or {..."prompt":"browser","signInUri","opened","message","expiresInSeconds"}. For the
    /// person's eyes, and for no log.
    Prompt = 2,
    /// A line that is fit for a log: {"schema":1,"event":"log","level","message"}; levels are information and warning.
    Log = 3,
    /// The operation ended well; the document is its result.
    End = 4,
}

/// Waits up to `timeout_ms` for the next thing that the operation has to say. 0 does not wait and gives what is there;
/// TCA_WAIT_FOREVER has no limit. `*json` is the document of `*event`, to be freed, or 0 with TCA_EVENT_NONE. After the end
/// every wait gives the end again, until the operation is freed.
///
/// An operation that failed makes the wait return its status and error, again at every later wait; that status is the
/// end too. After a cancellation the end says which side won: TCA_STATUS_CANCELLED when nothing was done, else the
/// result, which for a removal has "cancelRequested": true. A second thread that waits meanwhile gets TCA_STATUS_BUSY
/// at once, which is not an end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_operation_wait(
    operation: tca_operation,
    timeout_ms: u32,
    event: *mut tca_event,
    json: *mut tca_buffer,
    error: *mut tca_error,
) -> tca_status {
    let event = Out::new("event", event, tca_event::None);
    let json = Out::new("json", json, 0);
    guard::call(May::RunUntilShutdown, error, || {
        event.required()?;
        json.required()?;
        let work = OPERATIONS.get(operation)?;
        let deadline =
            (timeout_ms != TCA_WAIT_FOREVER).then(|| clock::instant_now() + Duration::from_millis(timeout_ms.into()));
        match work.wait(deadline)? {
            Told::Nothing => {}
            Told::Event(told) => {
                json.set_json(&document(&told))?;
                event.set(match told {
                    Event::Progress { .. } => tca_event::Progress,
                    Event::Prompt(_) => tca_event::Prompt,
                    Event::Log { .. } => tca_event::Log,
                });
            }
            Told::End(result) => {
                json.set_text(result);
                event.set(tca_event::End);
            }
        }
        Ok(())
    })
}

/// The prompt again, as `tca_operation_wait` gave it once, while the person can still act on it. Free the buffer.
///
/// Errors: TCA_STATUS_NO_VALUE: no prompt was given yet, or the operation has ended.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_operation_prompt(
    operation: tca_operation,
    json: *mut tca_buffer,
    error: *mut tca_error,
) -> tca_status {
    let json = Out::new("json", json, 0);
    guard::call(May::RunUntilShutdown, error, || {
        json.required()?;
        let prompt = OPERATIONS.get(operation)?.prompt().ok_or_else(|| Fault::of(tca_status::NoValue))?;
        json.set_json(&document(&prompt))
    })
}

/// The findings of a scan that has ended, once: whoever takes them frees them with `tca_findings_free`.
///
/// Errors: TCA_STATUS_NO_VALUE: the operation is no scan, has not ended or failed, or they were taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_operation_take_findings(
    operation: tca_operation,
    findings: *mut tca_findings,
    error: *mut tca_error,
) -> tca_status {
    let out = Out::new("findings", findings, 0);
    guard::call(May::RunUntilShutdown, error, || {
        out.required()?;
        let findings = OPERATIONS.get(operation)?.take_findings().ok_or_else(|| Fault::of(tca_status::NoValue))?;
        out.set(FINDINGS.insert(findings));
        Ok(())
    })
}

/// Asks the operation to stop; it returns at once and may be called from any thread, again, and after the end. The end,
/// from `tca_operation_wait`, comes within half a second and says which side won.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_operation_cancel(operation: tca_operation, error: *mut tca_error) -> tca_status {
    guard::call(May::RunUntilShutdown, error, || {
        OPERATIONS.get(operation)?.cancel.cancel();
        Ok(())
    })
}

/// Frees an operation. One that still runs is cancelled first, and its result is lost: wait for the end of a removal
/// before. A thread that waits for it gets that end.
#[unsafe(no_mangle)]
pub extern "C" fn tca_operation_free(operation: tca_operation) -> tca_status {
    guard::plain(|| {
        if let Some(work) = OPERATIONS.free(operation)? {
            work.cancel.cancel();
        }
        Ok(())
    })
}
