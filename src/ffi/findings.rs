//! Findings on audit records.

use std::ffi::c_char;

use super::guard::{self, May};
use super::handle::{tca_buffer, tca_error, tca_findings};
use super::input;
use super::output::{Out, unwritten};
use super::status::tca_status;
use super::tables::FINDINGS;
use crate::finding::{self, Options};

/// Reads audit records and finds, for each of our users in each external chat, who opened it, how sure that is and why.
/// Free the findings with `tca_findings_free`.
///
/// `records` are JSON in UTF-8 or UTF-16, at most 256 MiB: AuditData as copied from the portal's details pane, an array
/// or a sequence of such objects, JSON Lines, or what tools wrap them in (`AuditData` as object or text, `value` pages
/// of Graph); or the content of any other export that `tca_scan_push` takes. Give all records of a chat at once, in any order: the verdict is over its whole history.
///
/// `options` may be NULL, and has at most 256 MiB. All fields are optional: {"schema":1,"homeTenant":ID (needed when
/// records of several tenants are among them),"directory":[{"userPrincipalName","id"}],"directoryCsv":TEXT (the same as
/// a CSV with the columns UserPrincipalName and Id),"acceptedDomains":[] (ours),"trustedDomains":[],"trustedTenants":[]
/// (partners; a domain is named whole, such as contoso.com),"messages":false (message events count too),"learnIds":false (look for ids of open names in every
/// record),"all":false (findings of class skip too),"strict":false (the first unreadable record is an error),
/// "filter":{"sender","senderDomain","userPrincipalName","threadId","since","until"}}.
///
/// `filter` says which findings are shown; the verdict is over all records before. Its fields are optional, and what is
/// given must all fit. The first four are texts, or arrays of texts of which one must fit: `sender` is who opened the chat
/// (the initiator's userPrincipalName), `senderDomain` the sender's whole domain, also with @ before it. They are compared
/// without case, and * stands for any text. `since` (inclusive) and `until` (exclusive) are RFC 3339 and are compared
/// with the finding's `creationTime`. What a finding does not say fits nothing that is asked of it: one without a time
/// fits neither. The summary's `filtered` counts what was left out.
///
/// Errors: TCA_STATUS_INVALID_RECORDS with the place and what was expected, when nothing can be read, and with `strict`;
/// TCA_STATUS_INVALID_ARGUMENT for the options, and when `homeTenant` is missing and several are possible (it lists
/// them); TCA_STATUS_INVALID_ID for an id in the options.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_findings_read(
    records: *const u8,
    length: usize,
    options: *const c_char,
    findings: *mut tca_findings,
    error: *mut tca_error,
) -> tca_status {
    let findings = Out::new("findings", findings, 0);
    guard::call(May::RunUntilShutdown, error, || {
        findings.required()?;
        // SAFETY: bytes with their length and a text by the conventions.
        let (records, options) =
            unsafe { (input::bytes("records", records, length)?, input::optional_document("options", options)?) };
        let options = match options {
            Some(text) => Options::from_json(text.as_bytes())?,
            None => Options::default(),
        };
        findings.set(FINDINGS.insert(finding::from_json(&records, &options)?));
        Ok(())
    })
}

/// A page of the findings, sorted by chat and user: {"schema":1,"total","offset","findings":[...]} with at most `count`
/// of them from `offset` on; past the end there are none. Free the buffer.
///
/// A finding is {"schema":1,"class","reason","openedBy","tenantId","userId","candidateUserIds":[],"userPrincipalName",
/// "threadId","initiator":{"userPrincipalName","tenantId"},"operation","recordId","creationTime","source":{"file",
/// "row"},"evidence":[],"left"}. `class` is certain, derived, lookup, review, reject or skip; `userId` stands there only
/// when it is certain, so that no other id can be taken for one. docs/findings.md says what each class, reason and openedBy means.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_findings_page(
    findings: tca_findings,
    offset: u64,
    count: u32,
    json: *mut tca_buffer,
    error: *mut tca_error,
) -> tca_status {
    let out = Out::new("json", json, 0);
    guard::call(May::RunUntilShutdown, error, || {
        out.required()?;
        let findings = FINDINGS.get(findings)?;
        let first = usize::try_from(offset).unwrap_or(usize::MAX);
        let page = findings.writer().page(first, usize::try_from(count).unwrap_or(usize::MAX)).map_err(unwritten)?;
        out.set_text(page);
        Ok(())
    })
}

/// What was read: {"schema":1,"records","evidence","skipped":{reason:count},"errors","findings":{class:count},
/// "filtered","unread":[{"file","offset","expected","found"}],"warnings":[],"problems":[{"file","row","offset","field",
/// "expected","found"}]} with records = evidence + skipped + errors. `findings` counts what is shown, `filtered` what the
/// options' filter left out. `unread` are inputs that are no exports or were not read to their end; the problems are the
/// first hundred records that could not be read: where each is and what was expected. Free the buffer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_findings_summary(
    findings: tca_findings,
    json: *mut tca_buffer,
    error: *mut tca_error,
) -> tca_status {
    let out = Out::new("json", json, 0);
    guard::call(May::RunUntilShutdown, error, || {
        out.required()?;
        let findings = FINDINGS.get(findings)?;
        out.set_json(findings.summary())
    })
}

/// Frees findings.
#[unsafe(no_mangle)]
pub extern "C" fn tca_findings_free(findings: tca_findings) -> tca_status {
    guard::plain(|| FINDINGS.free(findings).map(drop))
}
