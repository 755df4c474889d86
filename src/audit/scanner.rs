//! Looks at bytes 64 at a time: where a word may stand, where an object ends, where a row ends.
//!
//! These three loops see every byte of an export, most of which is of no interest, so that they decide how long a search
//! takes. With AVX2, which is asked for when the program runs, they go at the speed of memory; the plain forms beside
//! them say what they compute, and serve every other machine. This is the one file outside `ffi` with `unsafe` in it:
//! the loops must be compiled for the instructions that they use, and calling such a function is unsafe by definition.
//! Everything else here is checked code.
#![expect(unsafe_code, reason = "see above")]

/// The first position from `from` on at which `is_word` says yes, asked only where the bytes allow it: at the letter
/// before the inner capital of an operation or of `AuditData` (`r`, `t`), and at the `u` of `u00`.
pub(super) fn word(bytes: &[u8], from: usize, is_word: impl Fn(usize) -> bool) -> Option<usize> {
    #[cfg(target_arch = "x86_64")]
    if avx2::is_there() {
        // SAFETY: the instructions are there.
        return unsafe { avx2::word(bytes, from, is_word) };
    }
    plain::word(bytes, from, is_word)
}

/// The byte after the bracket that closes the one at `from`; none when it is not among these bytes. Brackets in strings
/// do not count, and a brace may close a square one: what is of interest is looked at again.
pub(super) fn object_end(bytes: &[u8], from: usize) -> Option<usize> {
    #[cfg(target_arch = "x86_64")]
    if avx2::is_there() {
        // SAFETY: the instructions are there.
        return unsafe { avx2::object_end(bytes, from) };
    }
    plain::object_end(bytes, from)
}

/// The byte after the line feed that ends the row at `from`, in which line feeds between quotes do not count; none when
/// it is not among these bytes.
pub(super) fn row_end(bytes: &[u8], from: usize) -> Option<usize> {
    #[cfg(target_arch = "x86_64")]
    if avx2::is_there() {
        // SAFETY: the instructions are there.
        return unsafe { avx2::row_end(bytes, from) };
    }
    plain::row_end(bytes, from)
}

/// One bit for each byte at which a string of JSON may end or is no plain text: quotes, backslashes and control characters;
/// put behind what is there. Whether there is an `@o`, too, with which the keys that OData adds go on.
pub(super) fn stops(bytes: &[u8], marks: &mut Vec<u64>) -> bool {
    #[cfg(target_arch = "x86_64")]
    if avx2::is_there() {
        // SAFETY: the instructions are there.
        return unsafe { avx2::stops(bytes, marks) };
    }
    plain::stops(bytes, marks)
}

/// The letters around the inner capital of every word that counts: rAd, tCr, rRe, rAc, rBl, tDa.
fn may_be_word(three: [u8; 3]) -> bool {
    matches!(
        three,
        [b'r' | b't', b'A' | b'B' | b'C' | b'D' | b'R', b'a' | b'c' | b'd' | b'e' | b'l' | b'r'] | [b'u', b'0', b'0']
    )
}

mod plain;

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::*;

    const WIDTH: usize = 64;
    /// A block and the two bytes behind it.
    const WITH_NEXT: usize = WIDTH + 2;

    /// Whether the machine has what these loops use.
    #[inline]
    pub(super) fn is_there() -> bool {
        is_x86_feature_detected!("avx2") && is_x86_feature_detected!("pclmulqdq") && is_x86_feature_detected!("popcnt")
    }

    #[derive(Clone, Copy)]
    struct Block(__m256i, __m256i);

    impl Block {
        #[target_feature(enable = "avx2")]
        #[inline]
        fn load(bytes: &[u8; WIDTH]) -> Self {
            let (low, high) = bytes.split_at(WIDTH / 2);
            // SAFETY: both halves are 32 bytes, and the loads need no alignment.
            unsafe { Self(_mm256_loadu_si256(low.as_ptr().cast()), _mm256_loadu_si256(high.as_ptr().cast())) }
        }

        /// One bit for each byte that equals this one.
        #[target_feature(enable = "avx2")]
        #[inline]
        fn eq(self, byte: u8) -> u64 {
            let wanted = _mm256_set1_epi8(byte.cast_signed());
            bits(_mm256_cmpeq_epi8(self.0, wanted), _mm256_cmpeq_epi8(self.1, wanted))
        }

        /// Every byte with the bit set by which `{` differs from `[`, and `}` from `]`.
        #[target_feature(enable = "avx2")]
        #[inline]
        fn folded(self) -> Self {
            let bit = _mm256_set1_epi8(0x20);
            Self(_mm256_or_si256(self.0, bit), _mm256_or_si256(self.1, bit))
        }
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    fn bits(low: __m256i, high: __m256i) -> u64 {
        let low = u64::from(_mm256_movemask_epi8(low).cast_unsigned());
        low | u64::from(_mm256_movemask_epi8(high).cast_unsigned()) << 32
    }

    /// The block at `at`; behind the end of the bytes there are zeros.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn block(bytes: &[u8], at: usize) -> Block {
        match bytes.get(at..).and_then(|rest| rest.first_chunk::<WIDTH>()) {
            Some(whole) => Block::load(whole),
            None => last_block(bytes, at),
        }
    }

    #[target_feature(enable = "avx2")]
    #[cold]
    fn last_block(bytes: &[u8], at: usize) -> Block {
        let mut padded = [0; WIDTH];
        let rest = bytes.get(at..).unwrap_or_default();
        padded[..rest.len()].copy_from_slice(rest);
        Block::load(&padded)
    }

    /// Each bit becomes whether the number of bits up to and with it is odd: the product with all ones, without carries.
    #[target_feature(enable = "avx2,pclmulqdq")]
    #[inline]
    fn parity(bits: u64) -> u64 {
        let ones = _mm_set1_epi8(-1);
        _mm_cvtsi128_si64(_mm_clmulepi64_si128::<0>(_mm_set_epi64x(0, bits.cast_signed()), ones)).cast_unsigned()
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn word(bytes: &[u8], from: usize, is_word: impl Fn(usize) -> bool) -> Option<usize> {
        // By its low four bits each table gives the one byte that is allowed.
        let table = |allowed: &[u8]| {
            let mut table = [0xFF_u8; 16];
            for byte in allowed {
                table[usize::from(byte & 15)] = *byte;
            }
            // SAFETY: the table is 16 bytes, and the load needs no alignment.
            _mm256_broadcastsi128_si256(unsafe { _mm_loadu_si128(table.as_ptr().cast()) })
        };
        let (before, after) = (table(b"rtu"), table(b"acdelr0"));
        let mut at = from;
        while at < bytes.len() {
            let mut found = match bytes[at..].first_chunk::<WITH_NEXT>() {
                Some(whole) => words(whole, before, after),
                None => last_words(&bytes[at..], before, after),
            };
            while found != 0 {
                let here = at + found.trailing_zeros() as usize;
                if is_word(here) {
                    return Some(here);
                }
                found &= found - 1;
            }
            at += WIDTH;
        }
        None
    }

    /// One bit for each byte at which a word may stand, by the bytes that are allowed before and after the inner capital.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn words(bytes: &[u8; WITH_NEXT], before: __m256i, after: __m256i) -> u64 {
        let (Some(first), Some(second), Some(third)) =
            (bytes.first_chunk::<WIDTH>(), bytes[1..].first_chunk::<WIDTH>(), bytes[2..].first_chunk::<WIDTH>())
        else {
            return 0;
        };
        let (first, second, third) = (Block::load(first), Block::load(second), Block::load(third));
        let half = |first, second, third| {
            let is_before = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(before, first), first);
            // A, B, C, D and R have these bits alike; so have @, E to G, and P to W.
            let capital = _mm256_and_si256(second, _mm256_set1_epi8(0xE8_u8.cast_signed()));
            let is_capital = _mm256_cmpeq_epi8(capital, _mm256_set1_epi8(0x40));
            let is_after = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(after, third), third);
            let is_zero = _mm256_cmpeq_epi8(second, _mm256_set1_epi8(b'0'.cast_signed()));
            let is_second = _mm256_or_si256(is_capital, is_zero);
            _mm256_and_si256(_mm256_and_si256(is_before, is_second), is_after)
        };
        bits(half(first.0, second.0, third.0), half(first.1, second.1, third.1))
    }

    /// The same of the last bytes; behind them there are zeros.
    #[target_feature(enable = "avx2")]
    #[cold]
    #[inline(never)]
    fn last_words(rest: &[u8], before: __m256i, after: __m256i) -> u64 {
        let mut padded = [0; WITH_NEXT];
        padded[..rest.len()].copy_from_slice(rest);
        words(&padded, before, after)
    }

    #[target_feature(enable = "avx2,pclmulqdq,popcnt")]
    pub(super) fn object_end(bytes: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        let mut depth = 0_u32;
        // All ones inside a string.
        let mut inside = 0_u64;
        // Whether the first byte of the block is escaped.
        let mut escaped = 0_u64;
        while at < bytes.len() {
            let block = block(bytes, at);
            let backslashes = block.eq(b'\\');
            let mut quotes = block.eq(b'"');
            if backslashes | escaped != 0 {
                let (taken, next) = escaped_bytes(backslashes, escaped);
                escaped = next;
                quotes &= !taken;
            }
            let strings = parity(quotes) ^ inside;
            inside = if strings >> 63 == 1 { u64::MAX } else { 0 };
            let folded = block.folded();
            let opening = folded.eq(b'{') & !strings;
            let closing = folded.eq(b'}') & !strings;
            if closing.count_ones() >= depth {
                let mut both = opening | closing;
                while both != 0 {
                    let bit = both & both.wrapping_neg();
                    if opening & bit != 0 {
                        depth += 1;
                    } else {
                        depth = depth.saturating_sub(1);
                        if depth == 0 {
                            return Some(at + bit.trailing_zeros() as usize + 1);
                        }
                    }
                    both ^= bit;
                }
            } else {
                depth = depth + opening.count_ones() - closing.count_ones();
            }
            at += WIDTH;
        }
        None
    }

    /// Which bytes a backslash escapes, and whether the first one of the next block is. In a run of backslashes every
    /// second one is escaped itself.
    fn escaped_bytes(backslashes: u64, escaped: u64) -> (u64, u64) {
        let (mut taken, mut next) = (escaped, 0);
        let mut left = backslashes & !escaped;
        while left != 0 {
            let bit = left & left.wrapping_neg();
            if bit >> 63 == 1 {
                next = 1;
            }
            taken |= bit << 1;
            left &= !(bit | bit << 1);
        }
        (taken, next)
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn stops(bytes: &[u8], marks: &mut Vec<u64>) -> bool {
        let is = |bytes, byte: u8| _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte.cast_signed()));
        let stops = |bytes| {
            let is_control = _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, _mm256_set1_epi8(0x1F)), bytes);
            _mm256_or_si256(_mm256_or_si256(is(bytes, b'"'), is(bytes, b'\\')), is_control)
        };
        let mut odata = _mm256_setzero_si256();
        marks.reserve(bytes.len().div_ceil(WIDTH));
        let mut at = 0;
        while at < bytes.len() {
            let (here, next) = (block(bytes, at), block(bytes, at + 1));
            // Behind the end there are zeros, of which nothing is said.
            let there = u64::MAX >> (WIDTH - WIDTH.min(bytes.len() - at));
            marks.push(bits(stops(here.0), stops(here.1)) & there);
            odata = _mm256_or_si256(odata, _mm256_and_si256(is(here.0, b'@'), is(next.0, b'o')));
            odata = _mm256_or_si256(odata, _mm256_and_si256(is(here.1, b'@'), is(next.1, b'o')));
            at += WIDTH;
        }
        _mm256_testz_si256(odata, odata) == 0
    }

    #[target_feature(enable = "avx2,pclmulqdq,popcnt")]
    pub(super) fn row_end(bytes: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        // Whether a cell is open in quotes: the last bit.
        let mut inside = 0_u32;
        while at < bytes.len() {
            let block = block(bytes, at);
            let (quotes, feeds) = (block.eq(b'"'), block.eq(b'\n'));
            // Which quotes are where matters to a line feed only.
            if feeds != 0 {
                let open = if inside & 1 == 1 { u64::MAX } else { 0 };
                let ends = feeds & !(parity(quotes) ^ open);
                if ends != 0 {
                    return Some(at + ends.trailing_zeros() as usize + 1);
                }
            }
            inside ^= quotes.count_ones();
            at += WIDTH;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that mean something, in every order and at every place of a block.
    fn texts() -> impl Iterator<Item = Vec<u8>> {
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut next = move |below: usize| {
            state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
            usize::try_from(state >> 33).unwrap() % below
        };
        (0..4000).map(move |_| {
            let pieces: [&[u8]; 14] = [
                b"{",
                b"}",
                b"[",
                b"]",
                b"\"",
                b"\\",
                b"\n",
                b"a",
                b"rAd",
                b"tCr",
                b"\\u00",
                b"            ",
                b"@",
                b"odata",
            ];
            // Some have few of them.
            let kinds = 1 + next(14);
            (0..next(120)).flat_map(|_| pieces[(next(kinds) * 5 + kinds) % 14].to_vec()).collect()
        })
    }

    #[test]
    fn the_fast_loops_give_what_the_plain_ones_give() {
        for text in texts() {
            for from in [0, 1, 63, 64, 65] {
                let from = from.min(text.len());
                // The fast loop asks at some more places.
                let three =
                    |at: usize| text.get(at..at + 3).is_some_and(|three| may_be_word([three[0], three[1], three[2]]));
                for step in [1, 7] {
                    let wanted = |at: usize| three(at) && at.is_multiple_of(step);
                    assert_eq!(word(&text, from, wanted), plain::word(&text, from, wanted), "{text:?}");
                }
                let marked = |stops: fn(&[u8], &mut Vec<u64>) -> bool| {
                    let mut marks = vec![7];
                    (stops(&text[from..], &mut marks), marks)
                };
                assert_eq!(marked(stops), marked(plain::stops), "{text:?}");
                assert_eq!(row_end(&text, from), plain::row_end(&text, from), "{text:?}");
                if matches!(text.get(from), Some(b'{' | b'[')) {
                    assert_eq!(object_end(&text, from), plain::object_end(&text, from), "{text:?} from {from}");
                }
            }
        }
    }

    #[test]
    fn brackets_and_line_feeds_in_strings_do_not_count() {
        assert_eq!(object_end(br#"{"a":"}\\\"}","b":[{}]} {"#, 0), Some(23));
        assert_eq!(object_end(br#"{"a":"}"#, 0), None);
        assert_eq!(row_end(b"a,\"b\nc\"\"\nd\"\r\nnext", 0), Some(13));
    }
}
