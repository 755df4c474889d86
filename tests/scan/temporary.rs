//! A folder that is there as long as its test.

use std::fs;
use std::path::{Path, PathBuf};

pub struct Temporary(PathBuf);

impl Temporary {
    /// An empty folder; the name tells the tests of one process apart.
    pub fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("tca-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file, and the folders that it lies in.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
