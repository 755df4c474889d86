//! The speed and memory of a whole scan, beside other tools on the same files: `docs/performance.md` says how to read it.
//!
//! `cargo bench --bench scan -- [--size MB] [--dense MB] [--rounds N] [--only csv,jsonl,...] [--peers all|none]
//! [--scan PROGRAM] [--seed N]`
//!
//! Every tool runs in a process of its own, right after the floor (a count of line feeds with memchr over a map of the
//! same file, in a process of its own too), and what is compared is CPU time: the machine's other work moves both.
#![allow(unsafe_code, reason = "a child's rusage has no safe form")]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark prints, and stops at what it did not expect"
)]

#[cfg(target_os = "linux")]
mod scan {
    pub(crate) mod arguments;
    pub(crate) mod build;
    pub(crate) mod cargo;
    pub(crate) mod case;
    pub(crate) mod data;
    pub(crate) mod floor;
    pub(crate) mod hosts;
    pub(crate) mod look;
    pub(crate) mod machine;
    pub(crate) mod measure;
    pub(crate) mod ours;
    pub(crate) mod peers;
    pub(crate) mod process;
    pub(crate) mod python;
    pub(crate) mod table;
    pub(crate) mod target;
    pub(crate) mod tool;
}

#[cfg(target_os = "linux")]
fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    scan::table::print(&scan::arguments::Arguments::read(&arguments));
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("this benchmark reads /proc: it runs on Linux");
}
