//! The least that reading a file can cost: a count of its line feeds.

use std::fs::File;
use std::path::Path;
use std::process::Command;

/// The word that makes this program the floor.
pub(crate) const WORD: &str = "floor";

pub(crate) fn count(path: &Path) {
    let file = File::open(path).unwrap();
    // SAFETY: nobody changes the file while it is measured.
    let bytes = unsafe { memmap2::Mmap::map(&file) }.unwrap();
    println!("{}", memchr::memchr_iter(b'\n', &bytes).count());
}

pub(crate) fn command(path: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.arg(WORD).arg(path);
    command
}
