//! Counts of right, found and wanted.

use std::ops::AddAssign;

/// How many were right, of how many found, of how many wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Found and wanted.
    pub right: u32,
    /// Found.
    pub found: u32,
    /// Wanted.
    pub wanted: u32,
}

impl Tally {
    /// The counts as numbers.
    pub fn new(right: usize, found: usize, wanted: usize) -> Self {
        Self {
            right: right as u32,
            found: found as u32,
            wanted: wanted as u32,
        }
    }

    /// Precision, recall and F1.
    pub fn figures(self) -> Figures {
        let part = |of: u32| {
            if of == 0 {
                0.0
            } else {
                f64::from(self.right) / f64::from(of)
            }
        };
        Figures::new(part(self.found), part(self.wanted), self.wanted)
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.wanted += other.wanted;
    }
}

/// Precision, recall and their harmonic mean.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Figures {
    /// Of what was found, the part that is right.
    pub precision: f64,
    /// Of what was wanted, the part that was found.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// Over how many.
    pub over: u32,
}

impl Figures {
    /// From the two parts.
    pub fn new(precision: f64, recall: f64, over: u32) -> Self {
        let sum = precision + recall;
        let f1 = if sum == 0.0 {
            0.0
        } else {
            2.0 * precision * recall / sum
        };
        Self {
            precision,
            recall,
            f1,
            over,
        }
    }
}
