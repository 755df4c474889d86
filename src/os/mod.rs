//! What the system does for us: certificate files and the system's browser.

pub(crate) mod browser;
pub(crate) mod certificate_file;
