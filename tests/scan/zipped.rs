//! Zip archives that no tool writes: as APPNOTE.TXT lays them out, with members that are stored.

pub struct Member<'a> {
    name: &'a str,
    content: &'a [u8],
    flags: u16,
    method: u16,
}

pub fn stored<'a>(name: &'a str, content: &'a [u8]) -> Member<'a> {
    Member { name, content, flags: 0, method: 0 }
}

pub fn encrypted<'a>(name: &'a str, content: &'a [u8]) -> Member<'a> {
    Member { flags: 1, ..stored(name, content) }
}

/// By the number of its method: 12 is bzip2.
pub fn packed_with<'a>(method: u16, name: &'a str, content: &'a [u8]) -> Member<'a> {
    Member { method, ..stored(name, content) }
}

pub fn zip(members: &[Member<'_>]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for member in members {
        let at = u32::try_from(out.len()).unwrap();
        let common = common(member);
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(member.name.as_bytes());
        out.extend(member.content);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&common);
        directory.extend([0; 10]); // comment, disk, attributes
        directory.extend(at.to_le_bytes());
        directory.extend(member.name.as_bytes());
    }
    let at = u32::try_from(out.len()).unwrap();
    let count = u16::try_from(members.len()).unwrap();
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// What the local header and the directory have in common.
fn common(member: &Member<'_>) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(member.content);
    let size = u32::try_from(member.content.len()).unwrap().to_le_bytes();
    let mut out = Vec::new();
    out.extend(20_u16.to_le_bytes()); // version needed
    out.extend(member.flags.to_le_bytes());
    out.extend(member.method.to_le_bytes());
    out.extend([0, 0, 0x39, 0x5C]); // time and date
    out.extend(crc.sum().to_le_bytes());
    out.extend(size);
    out.extend(size);
    out.extend(u16::try_from(member.name.len()).unwrap().to_le_bytes());
    out.extend(0_u16.to_le_bytes()); // extra field
    out
}
