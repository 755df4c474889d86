//! Input inside whole archives, so that it reaches what is behind them.

use std::io::Write;

use flate2::{Compression, Crc};

/// A gzip member of the bytes.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), Compression::fast());
    writer.write_all(bytes).expect("memory takes all");
    writer.finish().expect("memory takes all")
}

/// A zip with one stored member.
pub fn zip(bytes: &[u8]) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(bytes);
    let size = (bytes.len() as u32).to_le_bytes();
    let common =
        [&[20, 0, 0, 0, 0, 0, 0, 0, 0x39, 0x5C][..], &crc.sum().to_le_bytes(), &size, &size, &[1, 0, 0, 0]].concat();
    let local = [&b"PK\x03\x04"[..], &common, b"a", bytes].concat();
    let directory = [&b"PK\x01\x02\x14\0"[..], &common, &[0; 14], b"a"].concat();
    let end = [
        &b"PK\x05\x06\0\0\0\0\x01\0\x01\0"[..],
        &(directory.len() as u32).to_le_bytes(),
        &(local.len() as u32).to_le_bytes(),
        &[0, 0],
    ];
    [local, directory, end.concat()].concat()
}
