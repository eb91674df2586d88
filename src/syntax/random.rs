//! Pseudo-random numbers that are the same everywhere, so that training repeats itself bit for bit.

/// A xorshift64* generator (Vigna, "An experimental exploration of Marsaglia's xorshift generators", 2016).
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Random {
        Random(
            seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .wrapping_add(0x2545_f491_4f6c_dd1d)
                | 1,
        )
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
    }

    /// Between 0 and 1, 1 excluded.
    pub(super) fn uniform(&mut self) -> f32 {
        (self.next() >> 29) as f32 / (1_u32 << 24) as f32
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}
