//! Searches in whole exports.

use std::ffi::c_char;
use std::path::PathBuf;

use super::guard::{self, May};
use super::handle::{tca_error, tca_operation, tca_scan};
use super::input;
use super::output::{Out, json_of};
use super::runtime;
use super::search::Search;
use super::status::tca_status;
use super::tables::SCANS;
use crate::finding::Options;

/// Makes a search in exports of the audit log, which reads them in constant memory. Give it what to read with
/// `tca_scan_add_path` and `tca_scan_push`, in any number and order; then start it. Free it with `tca_scan_free`, after its
/// start at the earliest when there is one.
///
/// An export is, told by its content and not by its name: a CSV with a column AuditData or RawEventData (Purview portal,
/// Search-UnifiedAuditLog | Export-Csv, other tools) or with the columns of Sentinel's OfficeActivity; JSON in any
/// arrangement (one record, arrays, one a line, Graph pages, wrappers with AuditData as object or text); in UTF-8 or
/// UTF-16; also in gzip, and as a file in zip. All of a search's inputs are one log: a chat's records may be in several.
///
/// `options` may be NULL, and has at most 256 MiB; it is that of `tca_findings_read`.
///
/// Errors: TCA_STATUS_INVALID_ARGUMENT for the options; TCA_STATUS_INVALID_ID for an id in them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_scan_new(
    options: *const c_char,
    scan: *mut tca_scan,
    error: *mut tca_error,
) -> tca_status {
    let scan = Out::new("scan", scan, 0);
    guard::call(May::RunUntilShutdown, error, || {
        scan.required()?;
        // SAFETY: a document by the conventions.
        let options = match unsafe { input::optional_document("options", options) }? {
            Some(text) => Options::from_json(text.as_bytes())?,
            None => Options::default(),
        };
        scan.set(SCANS.insert(Search::new(options)));
        Ok(())
    })
}

/// Adds a file, or a folder with all files in it and below (but those whose names begin with a dot). It is opened when its
/// turn comes; one that cannot be is named in the summary. `path` is UTF-8 on every system; relative ones are taken from
/// the process's directory, which a host may not show (PowerShell's location is another).
///
/// Errors: TCA_STATUS_INVALID_ARGUMENT for an empty path, and after the start.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_scan_add_path(scan: tca_scan, path: *const c_char, error: *mut tca_error) -> tca_status {
    guard::call(May::RunUntilShutdown, error, || {
        let scan = SCANS.get(scan)?;
        // SAFETY: a text by the conventions.
        let path = unsafe { input::text("path", path) }?;
        if path.is_empty() {
            return Err(super::fault::Fault::new(tca_status::InvalidArgument, "path is empty"));
        }
        scan.add_path(PathBuf::from(path))
    })
}

/// Adds bytes of an export that the host has in hand: all that are pushed to a scan are one stream, cut anywhere, and read
/// while they come. It waits while more than 1 MiB is unread, which takes no longer than reading it does. Calls for
/// one scan are one after the other.
///
/// Errors: TCA_STATUS_INVALID_ARGUMENT after the start; TCA_STATUS_SYSTEM when no thread could be started.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_scan_push(
    scan: tca_scan,
    bytes: *const u8,
    length: usize,
    error: *mut tca_error,
) -> tca_status {
    guard::call(May::RunUntilShutdown, error, || {
        let scan = SCANS.get(scan)?;
        // SAFETY: bytes with their length by the conventions.
        scan.push(unsafe { input::bytes("bytes", bytes, length) }?)
    })
}

/// Starts the search; nothing more can be added then. Take the findings from the operation when it has ended, with
/// `tca_operation_take_findings`. Free the operation with `tca_operation_free`.
///
/// Progress has `bytes` read, `totalBytes` (null when it is not known) and `records`. The end is the summary, as
/// `tca_findings_summary` gives it. A file that is no export, or whose reading breaks off, is no error: it is in the
/// summary's `unread`, and the others are read.
///
/// Errors at once: TCA_STATUS_INVALID_ARGUMENT when there is nothing to read, or the second time; TCA_STATUS_SYSTEM.
/// Errors of the operation: TCA_STATUS_INVALID_ARGUMENT when `homeTenant` is missing and several are possible (it lists
/// them); TCA_STATUS_INVALID_RECORDS with `strict`, with the place; TCA_STATUS_CANCELLED.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_scan_start(
    scan: tca_scan,
    operation: *mut tca_operation,
    error: *mut tca_error,
) -> tca_status {
    let operation = Out::new("operation", operation, 0);
    guard::call(May::RunUntilShutdown, error, || {
        operation.required()?;
        let reading = SCANS.get(scan)?.start()?;
        runtime::begin(&operation, |work| async move {
            let findings = reading.findings(&work).await?;
            let summary = json_of(findings.summary())?;
            work.keep(findings);
            Ok(summary)
        })
    })
}

/// Frees a scan. One that was not started ends; the operation of one that was goes on.
#[unsafe(no_mangle)]
pub extern "C" fn tca_scan_free(scan: tca_scan) -> tca_status {
    guard::plain(|| {
        if let Some(scan) = SCANS.free(scan)? {
            scan.give_up();
        }
        Ok(())
    })
}
