//! What must hold for any bytes. Each function is one target, for libFuzzer as for `drive`.

mod archive;
#[path = "../../tests/scan/generated.rs"]
mod generated;
mod random;
mod readers;
mod scanned;
mod verdict;

pub use readers::{container, csv, lines, packed, pages};
pub use verdict::verdict;

/// A target: any bytes go in, and what must not happen is a panic.
pub type Target = fn(&[u8]);

/// All targets by name.
pub const TARGETS: [(&str, Target); 6] = [
    ("container", container),
    ("csv", csv),
    ("lines", lines),
    ("pages", pages),
    ("packed", packed),
    ("verdict", verdict),
];
