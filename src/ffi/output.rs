//! Where results go: a pointer of the host's that was checked and set to nothing before it is written.

use super::bytes::Bytes;
use super::fault::Fault;
use super::handle::tca_buffer;
use super::status::tca_status;
use super::tables::BUFFERS;
use crate::error::{Error, ErrorKind, Result};

/// An output of an export. It is made before the guard, so that it is set to nothing whatever the guard answers.
#[derive(Debug)]
pub(super) struct Out<T> {
    name: &'static str,
    place: *mut T,
}

impl<T> Out<T> {
    /// Sets the output to `nothing`; a place that is NULL is told by `required`.
    pub(super) fn new(name: &'static str, place: *mut T, nothing: T) -> Self {
        let out = Self { name, place };
        out.set(nothing);
        out
    }

    /// Fails when there is no place for the result.
    pub(super) fn required(&self) -> Result<(), Fault> {
        if self.is_there() {
            return Ok(());
        }
        Err(Fault::new(tca_status::NullArgument, format!("{} is NULL", self.name)))
    }

    pub(super) fn is_there(&self) -> bool {
        !self.place.is_null()
    }

    /// Writes the result, where there is a place for it.
    pub(super) fn set(&self, value: T) {
        if self.is_there() {
            // SAFETY: not NULL, and by the conventions a place for one value that is the library's during the call.
            // Nothing that lies there is dropped: outputs are plain numbers and pointers.
            unsafe { self.place.write_unaligned(value) };
        }
    }
}

impl Out<tca_buffer> {
    /// Writes a text.
    pub(super) fn set_text(&self, text: impl Into<Vec<u8>>) {
        self.set(BUFFERS.insert(Bytes::new(text.into())));
    }

    /// Writes a JSON document.
    pub(super) fn set_json(&self, document: &impl serde::Serialize) -> Result<(), Fault> {
        self.set_text(json_of(document)?);
        Ok(())
    }
}

/// A document as JSON.
pub(super) fn json_of(document: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(document).map_err(unwritten)
}

/// What is said of a result that could not be written.
#[expect(clippy::needless_pass_by_value, reason = "it is what an error is mapped by")]
pub(super) fn unwritten(error: serde_json::Error) -> Error {
    Error::new(ErrorKind::Internal, format!("a result could not be written as JSON: {error}"))
}
