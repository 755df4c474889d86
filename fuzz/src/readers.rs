//! The readers, each behind a beginning that leads to it.

use crate::archive;
use crate::scanned::check;

/// Any bytes: what they are is found out first.
pub fn container(data: &[u8]) {
    check(data.to_vec());
}

fn after(beginning: &[u8], data: &[u8]) {
    check([beginning, data].concat());
}

/// Rows under a header.
pub fn csv(data: &[u8]) {
    match data.split_first() {
        Some((choice, rest)) if choice % 2 == 0 => after(b"Operation,AuditData\n", rest),
        Some((_, rest)) => after(b"\"AuditData\";\"UserIds\"\r\n", rest),
        None => {}
    }
}

/// Records, one a line or printed.
pub fn lines(data: &[u8]) {
    after(b"{\"Operation\":\"MemberAdded\"", data);
}

/// The records of a page, or of an array.
pub fn pages(data: &[u8]) {
    match data.split_first() {
        Some((choice, rest)) if choice % 2 == 0 => after(b"{\"@odata.context\":\"x\",\"value\":[", rest),
        Some((_, rest)) => after(b"[", rest),
        None => {}
    }
}

/// What is inside archives, and archives that are none.
pub fn packed(data: &[u8]) {
    let Some((choice, rest)) = data.split_first() else { return };
    match choice % 6 {
        0 => check(archive::gzip(rest)),
        1 => check([archive::gzip(rest), archive::gzip(rest)].concat()),
        2 => check(archive::zip(rest)),
        3 => after(&[0x1F, 0x8B, 8], rest),
        4 => after(b"PK\x03\x04", rest),
        _ => {
            let mut cut = archive::zip(rest);
            cut.truncate(cut.len() * usize::from(*choice) / 256);
            check(cut);
        }
    }
}
