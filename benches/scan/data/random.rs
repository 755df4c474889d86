//! Numbers that look random and are the same for the same seed (SplitMix64).

pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The numbers that belong to one thing, whenever it is asked for.
    pub(crate) fn of(seed: u64, kind: u64, index: u64) -> Self {
        let mut random =
            Self(seed ^ kind.wrapping_mul(0xA24B_AED4_963E_E407) ^ index.wrapping_mul(0x9FB2_1C65_1E98_DF25));
        random.next();
        random
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(limit)) >> 64) as u64
    }

    /// True so many times in a thousand.
    pub(crate) fn permille(&mut self, share: u64) -> bool {
        self.below(1000) < share
    }

    #[allow(clippy::cast_possible_truncation, reason = "it is below a usize")]
    pub(crate) fn one_of<'a, T>(&mut self, choice: &'a [T]) -> &'a T {
        &choice[self.below(choice.len() as u64) as usize]
    }

    /// A GUID of version 4.
    pub(crate) fn guid(&mut self) -> Guid {
        Guid(u128::from(self.next()) << 64 | u128::from(self.next()))
    }
}

#[derive(Clone, Copy)]
pub(crate) struct Guid(u128);

impl std::fmt::Display for Guid {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let versioned = self.0 & !(0xF << 76) & !(0xC << 60) | 4 << 76 | 8 << 60;
        let mut text = [b'-'; 36];
        let places = (0..36).filter(|place| ![8, 13, 18, 23].contains(place));
        for (digit, place) in places.enumerate() {
            text[place] = DIGITS[(versioned >> (124 - 4 * digit)) as usize & 15];
        }
        to.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}
