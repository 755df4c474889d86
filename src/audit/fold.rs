//! A hash of short texts.
//!
//! A record has some 150 of them, of 5 to 40 bytes each: what counts is what one costs to begin and to end. Sixteen bytes
//! are taken in with one multiplication, whose halves are folded, as wyhash and foldhash do.

const FIRST: u64 = 0x2D35_8DCC_AA6C_78A5;
const SECOND: u64 = 0x8BB8_4B93_962E_ACC9;
const THIRD: u64 = 0x4B33_A62E_D433_D4A3;

/// 64 bits over these bytes.
#[inline]
pub(super) fn hash(bytes: &[u8], seed: u64) -> u64 {
    let length = bytes.len() as u64;
    let seed = seed ^ FIRST ^ length.wrapping_mul(THIRD);
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) if bytes.len() <= 16 => {
            folded(u64::from_le_bytes(*first) ^ seed, u64::from_le_bytes(*last) ^ SECOND)
        }
        (Some(_), Some(last)) => long(bytes, *last, seed),
        _ => {
            let (first, last) = short(bytes);
            folded(first ^ seed, last ^ SECOND)
        }
    }
}

/// The words of less than eight bytes.
#[inline]
fn short(bytes: &[u8]) -> (u64, u64) {
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into()),
        _ => match bytes {
            [first, .., last] => ((u64::from(*first) << 8) | u64::from(bytes[bytes.len() / 2]), (*last).into()),
            [one] => (0x100_0000 | u64::from(*one), 0),
            [] => (0, 0),
        },
    }
}

#[inline]
fn long(bytes: &[u8], last: [u8; 8], seed: u64) -> u64 {
    let mut state = seed;
    let (chunks, rest) = bytes.as_chunks::<16>();
    for chunk in chunks {
        let both = u128::from_le_bytes(*chunk);
        state = folded(low(both) ^ state, low(both >> 64) ^ SECOND);
    }
    // What is left is among the last sixteen bytes; all of them are taken in, also those that were before.
    let before = bytes[..bytes.len() - 8].last_chunk().map_or(0, |before| u64::from_le_bytes(*before));
    if rest.is_empty() { state } else { folded(before ^ state, u64::from_le_bytes(last) ^ THIRD) }
}

/// Both halves of the product in one.
#[inline]
pub(super) fn folded(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    low(product) ^ low(product >> 64)
}

#[inline]
fn low(bits: u128) -> u64 {
    #[expect(clippy::cast_possible_truncation, reason = "the lower half is what is asked for")]
    let low = bits as u64;
    low
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_byte_and_the_length_count() {
        let mut seen = HashSet::new();
        for length in 0..100 {
            let bytes = vec![b'a'; length];
            assert!(seen.insert(hash(&bytes, 0)), "{length}");
            assert!(seen.insert(hash(&bytes, THIRD)), "{length} with another seed");
            for at in 0..length {
                for bit in 0..8 {
                    let mut other = bytes.clone();
                    other[at] ^= 1 << bit;
                    assert!(seen.insert(hash(&other, 0)), "{length}, bit {bit} of byte {at}");
                }
            }
        }
    }

    #[test]
    fn short_texts_do_not_collide() {
        let mut seen = HashSet::new();
        for number in 0..200_000_u32 {
            assert!(seen.insert(hash(number.to_string().as_bytes(), 7)), "{number}");
            assert!(seen.insert(hash(format!("{number:x}@contoso.com").as_bytes(), 7)), "{number}");
        }
    }
}
