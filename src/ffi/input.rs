//! What the host hands in: checked, copied, named in errors.

use std::ffi::{CStr, c_char};

use super::fault::Fault;
use super::status::tca_status;
use crate::secret::Secret;

/// More than any text that is an argument has.
const LONGEST_TEXT: usize = 1024 * 1024;
/// Records that are handed in whole, and options that list an organisation's users.
const LARGEST_BYTES: usize = 256 * 1024 * 1024;

/// A text that must be there.
///
/// # Safety
/// The pointer is NULL or points to bytes that are readable up to the first NUL or for 1 MiB.
pub(super) unsafe fn text(name: &str, pointer: *const c_char) -> Result<String, Fault> {
    // SAFETY: the caller's promise is this function's.
    unsafe { optional_text(name, pointer) }?.ok_or_else(|| null(name))
}

/// A text that may be missing.
///
/// # Safety
/// As of `text`.
pub(super) unsafe fn optional_text(name: &str, pointer: *const c_char) -> Result<Option<String>, Fault> {
    // SAFETY: the caller's promise is this function's.
    unsafe { bounded_text(name, pointer, LONGEST_TEXT) }
}

/// A document that may be missing, and may be as long as records are.
///
/// # Safety
/// The pointer is NULL or points to bytes that are readable up to the first NUL or for 256 MiB.
pub(super) unsafe fn optional_document(name: &str, pointer: *const c_char) -> Result<Option<String>, Fault> {
    // SAFETY: the caller's promise is this function's.
    unsafe { bounded_text(name, pointer, LARGEST_BYTES) }
}

unsafe fn bounded_text(name: &str, pointer: *const c_char, longest: usize) -> Result<Option<String>, Fault> {
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: the bytes are read one by one and no further than the first NUL or the limit, as the caller promises.
    let length = (0..=longest).find(|&at| unsafe { *pointer.add(at) } == 0);
    let Some(length) = length else {
        return Err(Fault::new(tca_status::TooLarge, format!("{name} has more than {longest} bytes")));
    };
    // SAFETY: the bytes up to and including the NUL at `length` were just read.
    let bytes = unsafe { std::slice::from_raw_parts(pointer.cast::<u8>(), length + 1) };
    let text = CStr::from_bytes_with_nul(bytes).ok().and_then(|text| text.to_str().ok());
    match text {
        Some(text) => Ok(Some(text.to_owned())),
        None => Err(Fault::new(tca_status::InvalidUtf8, format!("{name} is not UTF-8"))),
    }
}

/// A text that must be there and must not be seen.
///
/// # Safety
/// As of `text`.
pub(super) unsafe fn secret(name: &str, pointer: *const c_char) -> Result<Secret, Fault> {
    // SAFETY: the caller's promise is this function's.
    unsafe { text(name, pointer) }.map(Secret::new)
}

/// Bytes with their length; (NULL, 0) is empty.
///
/// # Safety
/// The pointer is NULL or points to `length` readable bytes, which nobody changes during the call.
pub(super) unsafe fn bytes(name: &str, pointer: *const u8, length: usize) -> Result<Vec<u8>, Fault> {
    if length > LARGEST_BYTES {
        return Err(Fault::new(tca_status::TooLarge, format!("{name} has more than {LARGEST_BYTES} bytes")));
    }
    match (pointer.is_null(), length) {
        (_, 0) => Ok(Vec::new()),
        (true, _) => Err(null(name)),
        // SAFETY: not NULL, not longer than an allocation can be, and readable as the caller promises.
        (false, _) => Ok(unsafe { std::slice::from_raw_parts(pointer, length) }.to_vec()),
    }
}

fn null(name: &str) -> Fault {
    Fault::new(tca_status::NullArgument, format!("{name} is NULL"))
}

/// The options of a call that has none yet: missing, or a document with nothing but its schema.
pub(super) fn no_options(options: Option<&str>) -> Result<(), Fault> {
    let Some(text) = options else { return Ok(()) };
    let fault = |why: String| Fault::new(tca_status::InvalidArgument, format!("options {why}"));
    let document: serde_json::Value = serde_json::from_str(text)
        .map_err(|error| fault(format!("are not JSON (line {}, column {})", error.line(), error.column())))?;
    let fields = document.as_object().ok_or_else(|| fault("are not a JSON object".into()))?;
    match fields.iter().find(|(name, value)| *name != "schema" || value.as_u64() != Some(1)) {
        None => Ok(()),
        Some((name, _)) if name == "schema" => Err(fault("have a schema other than 1".into())),
        Some((name, _)) => Err(fault(format!("have no '{}'", name.chars().take(60).collect::<String>()))),
    }
}
