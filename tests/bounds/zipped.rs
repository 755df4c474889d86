//! Small files that unpack to much. What repeats is compressed once and its bytes are repeated.

use std::io::Write;

use flate2::{Compress, Compression, Crc, FlushCompress, Status};

/// A gzip member.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// Blocks that can stand anywhere in a stream, since they refer to nothing before them.
fn blocks(bytes: &[u8], end: FlushCompress) -> Vec<u8> {
    let mut compress = Compress::new(Compression::best(), false);
    let mut out = Vec::with_capacity(bytes.len() + 1024);
    let status = compress.compress_vec(bytes, &mut out, end).unwrap();
    assert!(matches!(status, Status::Ok | Status::StreamEnd));
    out
}

/// A zip of one member whose content is `head`, then `unit` so many times, then `tail`.
pub fn zip(name: &str, head: &[u8], unit: &[u8], times: usize, tail: &[u8]) -> Vec<u8> {
    let mut data = blocks(head, FlushCompress::Full);
    let repeated = blocks(unit, FlushCompress::Full);
    (0..times).for_each(|_| data.extend(&repeated));
    data.extend(blocks(tail, FlushCompress::Finish));

    let mut sum = crc(head);
    let mut part = crc(unit);
    // The checksum of a repetition, doubled as often as its count has binary digits.
    let mut left = times;
    while left > 0 {
        if left & 1 == 1 {
            sum.combine(&part);
        }
        let same = crc_of(&part);
        part.combine(&same);
        left >>= 1;
    }
    sum.combine(&crc(tail));
    let size = head.len() + unit.len() * times + tail.len();
    archive(name, &data, sum.sum(), u32::try_from(size).unwrap())
}

fn crc(bytes: &[u8]) -> Crc {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc
}

fn crc_of(other: &Crc) -> Crc {
    let mut copy = Crc::new();
    copy.combine(other);
    copy
}

/// Local header, data, directory and end, as APPNOTE.TXT lays them out.
fn archive(name: &str, data: &[u8], sum: u32, size: u32) -> Vec<u8> {
    let packed = u32::try_from(data.len()).unwrap();
    let length = u16::try_from(name.len()).unwrap();
    let mut common = Vec::new();
    common.extend(20_u16.to_le_bytes()); // version needed
    common.extend(0_u16.to_le_bytes()); // flags
    common.extend(8_u16.to_le_bytes()); // deflate
    common.extend([0, 0, 0x39, 0x5C]); // time and date
    common.extend(sum.to_le_bytes());
    common.extend(packed.to_le_bytes());
    common.extend(size.to_le_bytes());
    common.extend(length.to_le_bytes());
    common.extend(0_u16.to_le_bytes()); // extra field

    let mut out = b"PK\x03\x04".to_vec();
    out.extend(&common);
    out.extend(name.as_bytes());
    out.extend(data);
    let directory = u32::try_from(out.len()).unwrap();
    out.extend(b"PK\x01\x02\x14\0");
    out.extend(&common);
    out.extend([0; 14]); // comment, disk, attributes, offset of the local header
    out.extend(name.as_bytes());
    let end = u32::try_from(out.len()).unwrap();
    out.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    out.extend((end - directory).to_le_bytes());
    out.extend(directory.to_le_bytes());
    out.extend([0, 0]);
    out
}
