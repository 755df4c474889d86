//! The interface under test, in one place.

use std::io::Read;
use std::path::Path;

use teams_chat_access::cancel::Cancel;
use teams_chat_access::finding::{Findings, Options, Scan};

/// What a scan of one file or folder gives.
pub fn scan_path(path: &Path, options: &Options) -> teams_chat_access::Result<Findings> {
    let mut scan = Scan::new(options.clone());
    scan.add_path(path);
    scan.run(&Cancel::default(), &mut |_| {})
}

/// What a scan of a stream gives.
pub fn scan_reader(
    name: &str,
    reader: impl Read + Send + 'static,
    options: &Options,
) -> teams_chat_access::Result<Findings> {
    let mut scan = Scan::new(options.clone());
    scan.add_reader(Some(name), reader);
    scan.run(&Cancel::default(), &mut |_| {})
}

/// What a scan of bytes gives.
pub fn scan_bytes(name: &str, bytes: &[u8], options: &Options) -> teams_chat_access::Result<Findings> {
    scan_reader(name, std::io::Cursor::new(bytes.to_vec()), options)
}
