//! teams-chat-access: finds Microsoft Teams chats that people outside the organisation opened, and removes them from
//! users' view with Microsoft Graph's removeAllAccessForUser. It hides the chat from one user's view. It does not block
//! the sender, and there is no undo: keep the evidence first.
//!
//! CONVENTIONS
//!
//! Calls. A function is named `tca_<noun>_<verb>` and takes a handle, inputs, outputs and last a `tca_error *`. It
//! returns a `tca_status`; 0 is success. Every function may be called from any thread, and all of them may run at once,
//! also on one handle; what differs (one waiter per operation) is said at the function.
//!
//! Handles are numbers, not pointers, below 2^53 so that every host can hold them. 0 is none. A handle that was freed,
//! is of another kind or was invented is answered with TCA_STATUS_INVALID_HANDLE. What a function gives is freed by the
//! caller, with the function of its kind: `tca_client_free`, `tca_operation_free`, `tca_findings_free`,
//! `tca_scan_free`, `tca_buffer_free`, `tca_error_free`. Freeing 0 does nothing and succeeds. A handle that is freed
//! while another thread uses it stays good for that call.
//!
//! Inputs are copied before the function returns. Text is UTF-8 and ends with NUL; NULL is refused unless the function
//! says otherwise. Bytes come with their length; (NULL, 0) is empty. A text of more than 1 MiB is refused, unless the
//! function takes more. Documents are JSON with a `schema` number, 1 for all that are described here and where you leave
//! it out; unknown fields in what you give are errors, unknown fields in what you get are to be ignored.
//!
//! Outputs are required (NULL is refused) and set to 0 or NULL first; they are written only on success. Text comes as a
//! `tca_buffer`, a JSON document in all places but the getters of `tca_error`.
//!
//! Errors. `error` may be NULL. On failure it receives an error with the facts behind the status; on success it is set
//! to 0. Errors that need no facts beyond the status (after a fork, after shutdown) set it to 0 too; every status has a
//! text of its own, `tca_status_message`. Statuses are numbered in families and only ever added to. No text that the
//! library gives holds a token, code or password, except what is meant to be typed by a person (a prompt).
//!
//! Any function can also return: TCA_STATUS_NULL_ARGUMENT, TCA_STATUS_INVALID_UTF8, TCA_STATUS_TOO_LARGE and
//! TCA_STATUS_INVALID_HANDLE for what it was given; TCA_STATUS_PANIC for a defect of the library, which is caught and
//! leaves everything usable; TCA_STATUS_SHUT_DOWN after `tca_shutdown`; TCA_STATUS_FORKED in a child process after
//! `fork` (start the library in the child instead). These are not repeated at the functions.
//!
//! Operations. What takes time returns at once with an operation, which runs on the library's own threads. No function
//! calls back. Wait for it with `tca_operation_wait`, which hands over prompts for the person, progress, log lines and
//! at last the end. Cancel it from any thread.
//!
//! Guest. The library installs no signal handler, blocks SIGPIPE on its own threads only, prints nothing, stays in
//! memory once loaded, and after `tca_shutdown` none of its threads runs.

#![allow(unsafe_code, reason = "the C interface is made of raw pointers; nowhere else is there any")]
#![allow(non_camel_case_types, reason = "these are the names that the header shows")]
#![expect(clippy::missing_safety_doc, reason = "the conventions above say it once for all exports")]

pub mod app;
pub mod buffer;
mod bytes;
pub mod client;
pub mod error;
mod fault;
pub mod findings;
mod guard;
mod guest;
pub mod handle;
mod input;
pub mod library;
pub mod operation;
mod output;
mod pipe;
pub mod removal;
mod runtime;
pub mod scan;
mod search;
pub mod status;
mod tables;
mod work;
