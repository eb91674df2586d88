//! The simple recurrent unit of a layer, forward and backward.

use super::matrix::{sigmoid, tanh, vectorized};
use std::ops::Range;

/// One layer's recurrence over `sentences` (ranges of rows). `gates` holds candidate, forget and reset sums of both
/// directions and becomes their activations; `cells` and `out` are written.
pub(super) fn recur(
    hidden: usize,
    gates: &mut [f32],
    input: &[f32],
    peephole: &[f32],
    sentences: &[Range<usize>],
    cells: &mut [f32],
    out: &mut [f32],
) {
    vectorized(
        #[inline(always)]
        || steps(hidden, gates, input, peephole, sentences, cells, out),
    );
}

#[inline(always)]
fn steps(
    hidden: usize,
    gates: &mut [f32],
    input: &[f32],
    peephole: &[f32],
    sentences: &[Range<usize>],
    cells: &mut [f32],
    out: &mut [f32],
) {
    let mut carry = vec![0.0_f32; hidden];
    for sentence in sentences {
        for direction in 0..2 {
            carry.fill(0.0);
            let (to_forget, to_reset) =
                peephole[direction * 2 * hidden..(direction + 1) * 2 * hidden].split_at(hidden);
            for step in 0..sentence.len() {
                let row = if direction == 0 {
                    sentence.start + step
                } else {
                    sentence.end - 1 - step
                };
                let gates = &mut gates[(row * 2 + direction) * 3 * hidden..][..3 * hidden];
                let (candidate, gates) = gates.split_at_mut(hidden);
                let (forget, reset) = gates.split_at_mut(hidden);
                let at = (row * 2 + direction) * hidden;
                let input = &input[at..at + hidden];
                let cells = &mut cells[at..at + hidden];
                let out = &mut out[at..at + hidden];
                for (((((((f, r), z), c), x), o), vf), (vr, cell)) in forget
                    .iter_mut()
                    .zip(reset.iter_mut())
                    .zip(candidate.iter())
                    .zip(carry.iter_mut())
                    .zip(input)
                    .zip(out.iter_mut())
                    .zip(to_forget)
                    .zip(to_reset.iter().zip(cells.iter_mut()))
                {
                    *f = sigmoid(*f + vf * *c);
                    *r = sigmoid(*r + vr * *c);
                    *c = *f * *c + (1.0 - *f) * z;
                    *cell = *c;
                    *o = *r * tanh(*c) + (1.0 - *r) * x;
                }
            }
        }
    }
}

/// The way back through one layer's recurrence.
pub(super) struct Back<'p> {
    pub(super) hidden: usize,
    pub(super) gates: &'p [f32],
    pub(super) cells: &'p [f32],
    pub(super) input: &'p [f32],
    pub(super) peephole: &'p [f32],
}

impl Back<'_> {
    /// Adds to what the slopes hold; `slope` is that of the layer's output.
    pub(super) fn run(
        &self,
        slope: &[f32],
        sentences: &[Range<usize>],
        gates_back: &mut [f32],
        input_back: &mut [f32],
        peephole_back: &mut [f32],
    ) {
        let hidden = self.hidden;
        let zeros = vec![0.0; hidden];
        let mut carry = vec![0.0_f32; hidden];
        for sentence in sentences {
            for direction in 0..2 {
                carry.fill(0.0);
                let peephole = &self.peephole[direction * 2 * hidden..][..2 * hidden];
                let peephole_back = &mut peephole_back[direction * 2 * hidden..][..2 * hidden];
                for step in 0..sentence.len() {
                    let (row, before) = if direction == 0 {
                        (
                            sentence.end - 1 - step,
                            (sentence.end - 1 - step)
                                .checked_sub(1)
                                .filter(|row| *row >= sentence.start),
                        )
                    } else {
                        (
                            sentence.start + step,
                            Some(sentence.start + step + 1).filter(|row| *row < sentence.end),
                        )
                    };
                    let at = (row * 2 + direction) * hidden;
                    let gates = &self.gates[at * 3..][..3 * hidden];
                    let back = &mut gates_back[at * 3..][..3 * hidden];
                    let (cells, input) =
                        (&self.cells[at..at + hidden], &self.input[at..at + hidden]);
                    let before = before.map_or(&zeros[..], |row| {
                        &self.cells[(row * 2 + direction) * hidden..][..hidden]
                    });
                    let (slope, input_back) =
                        (&slope[at..at + hidden], &mut input_back[at..at + hidden]);
                    for place in 0..hidden {
                        let (z, f, r) = (
                            gates[place],
                            gates[hidden + place],
                            gates[2 * hidden + place],
                        );
                        let (c, x, last) = (tanh(cells[place]), input[place], before[place]);
                        let d = slope[place];
                        input_back[place] += d * (1.0 - r);
                        let dr = d * (c - x) * r * (1.0 - r);
                        let dc = carry[place] + d * r * (1.0 - c * c);
                        let df = dc * (last - z) * f * (1.0 - f);
                        back[place] = dc * (1.0 - f);
                        back[hidden + place] = df;
                        back[2 * hidden + place] = dr;
                        peephole_back[place] += df * last;
                        peephole_back[hidden + place] += dr * last;
                        carry[place] =
                            dc * f + df * peephole[place] + dr * peephole[hidden + place];
                    }
                }
            }
        }
    }
}
