//! Where results go: a pointer of the host's that was checked and set to nothing before it is written.

use super::buffer::{BUFFERS, tca_buffer};
use super::fault::Fault;
use super::status::tca_status;

/// A checked output.
#[derive(Debug)]
pub(super) struct Out<T>(*mut T);

impl<T> Out<T> {
    /// An output that must be there; it is set to `nothing` at once.
    pub(super) fn required(name: &str, pointer: *mut T, nothing: T) -> Result<Self, Fault> {
        Self::optional(pointer, nothing).ok_or_else(|| Fault::new(tca_status::NullArgument, format!("{name} is NULL")))
    }

    /// An output that the host may leave out; it is set to `nothing` at once.
    pub(super) fn optional(pointer: *mut T, nothing: T) -> Option<Self> {
        if pointer.is_null() {
            return None;
        }
        let out = Self(pointer);
        out.set(nothing);
        Some(out)
    }

    /// Writes the result.
    pub(super) fn set(&self, value: T) {
        // SAFETY: not NULL, and by the conventions a place for one value that is the library's during the call. Nothing
        // that lies there is dropped: outputs are plain numbers and pointers.
        unsafe { self.0.write_unaligned(value) };
    }
}

impl Out<tca_buffer> {
    /// Writes a text.
    pub(super) fn set_text(&self, text: impl Into<Vec<u8>>) {
        self.set(BUFFERS.insert(super::buffer::Buffer::new(text.into())));
    }

    /// Writes a JSON document.
    pub(super) fn set_json(&self, document: &impl serde::Serialize) -> Result<(), Fault> {
        self.set_text(to_json(document)?);
        Ok(())
    }
}

/// A document as JSON.
pub(super) fn to_json(document: &impl serde::Serialize) -> Result<String, Fault> {
    serde_json::to_string(document)
        .map_err(|error| Fault::new(tca_status::Panic, format!("a result could not be written as JSON: {error}")))
}
