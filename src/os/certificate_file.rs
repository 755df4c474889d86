//! Reads a file of certificates that the caller trusts.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::error::{Error, ErrorKind, Result};

/// A bundle of all public roots has about 230 KB.
const LARGEST: u64 = 4 * 1024 * 1024;

/// The bytes of a PEM file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    let failed = |why: String| {
        Error::new(ErrorKind::InvalidSetting, format!("caFile '{}' {why}", path.display()))
            .with_next_step("Give the path of a PEM file that starts with -----BEGIN CERTIFICATE-----.")
    };
    let file = File::open(path).map_err(|error| failed(format!("could not be opened: {error}")))?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| failed(format!("could not be read: {error}")))?;
    match bytes.len() as u64 {
        0 => Err(failed("is empty".into())),
        size if size > LARGEST => Err(failed(format!("has more than {LARGEST} bytes"))),
        _ => Ok(bytes),
    }
}
