//! The optimiser.

use std::ops::Range;

/// Adam (Kingma and Ba, ICLR 2015) for one flat vector.
pub(super) struct Moments {
    first: Vec<f32>,
    second: Vec<f32>,
}

const DECAY_FIRST: f32 = 0.9;
const DECAY_SECOND: f32 = 0.98;

/// What undoes the bias of both means after so many steps.
pub(super) fn correction(steps: i32) -> f32 {
    (1.0 - DECAY_SECOND.powi(steps)).sqrt() / (1.0 - DECAY_FIRST.powi(steps))
}

impl Moments {
    pub(super) fn new(size: usize) -> Moments {
        Moments {
            first: vec![0.0; size],
            second: vec![0.0; size],
        }
    }

    /// Moves values, which stand at `range` of the whole, against their gradient, and clears it.
    pub(super) fn update(
        &mut self,
        range: Range<usize>,
        values: &mut [f32],
        gradient: &mut [f32],
        rate: f32,
        scale: f32,
    ) {
        let (first, second) = (&mut self.first[range.clone()], &mut self.second[range]);
        for (((value, slope), first), second) in values
            .iter_mut()
            .zip(gradient.iter_mut())
            .zip(first)
            .zip(second)
        {
            let g = *slope * scale;
            *first = DECAY_FIRST * *first + (1.0 - DECAY_FIRST) * g;
            *second = DECAY_SECOND * *second + (1.0 - DECAY_SECOND) * g * g;
            *value -= rate * *first / (second.sqrt() + 1e-7);
            *slope = 0.0;
        }
    }
}
