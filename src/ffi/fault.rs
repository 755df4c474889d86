//! Why an export fails: a status, and the error behind it where there is more to say.

use std::any::Any;

use super::status::tca_status;
use crate::error::{Error, ErrorKind};

/// The failure of one call.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    pub(super) status: tca_status,
    pub(super) error: Error,
}

impl Fault {
    /// A failure that only the interface has, with a sentence of its own.
    pub(super) fn new(status: tca_status, message: impl Into<String>) -> Self {
        Self { status, error: Error::new(ErrorKind::InvalidArgument, message) }
    }

    /// A panic of ours: its text goes into the error, and nothing is printed.
    pub(super) fn of_panic(panic: &(dyn Any + Send)) -> Self {
        let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        let text = text.unwrap_or("no text");
        Self::new(tca_status::Panic, format!("a defect of the library was caught: {text}; please report it"))
    }

    /// A failure whose status says it all.
    pub(super) fn of(status: tca_status) -> Self {
        Self::new(status, status.text().to_string_lossy())
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self { status: error.kind().into(), error }
    }
}
