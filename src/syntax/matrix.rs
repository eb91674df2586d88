//! Dense arithmetic in single precision.
//!
//! Every sum runs in one fixed order and no operation is fused, so that results are the same bits on every machine,
//! whatever vector instructions the compiler chose.

use pulp::Arch;

/// Rows of a product's tile. It has two registers of columns; the result depends on neither.
const ROWS: usize = 4;

/// Runs loops with the widest vector instructions that the machine at hand has. What they call must be inlined for it.
#[inline(always)]
pub(super) fn vectorized<R>(loops: impl FnOnce() -> R) -> R {
    Arch::new().dispatch(loops)
}

/// `out[n × m] += a[n × k] · b[k × m]`.
pub(super) fn multiply(a: &[f32], b: &Packed, out: &mut [f32]) {
    if b.rows == 0 || b.columns == 0 {
        return;
    }
    if b.tile == 8 {
        multiply_by::<4, 8>(a, b, out);
    } else {
        vectorized(
            #[inline(always)]
            || multiply_by::<8, 16>(a, b, out),
        );
    }
}

/// The product in registers of `LANES` floats, `TILE` columns at a time.
#[inline(always)]
fn multiply_by<const LANES: usize, const TILE: usize>(a: &[f32], b: &Packed, out: &mut [f32]) {
    let (depth, width) = (b.rows, b.columns);
    // Each number of the rows at hand fills a register beforehand: spreading it once serves all tiles.
    let mut spread = vec![[[0.0; LANES]; ROWS]; depth];
    for (a, out) in a.chunks(ROWS * depth).zip(out.chunks_mut(ROWS * width)) {
        for (row, values) in a.chunks_exact(depth).enumerate() {
            for (spread, value) in spread.iter_mut().zip(values) {
                spread[row] = [*value; LANES];
            }
        }
        for (tile, panel) in b.panels.chunks_exact(depth * TILE).enumerate() {
            let sums = multiply_tile::<LANES, TILE>(&spread, panel);
            let (from, to) = (tile * TILE, (tile * TILE + TILE).min(width));
            for (row, sums) in out.chunks_exact_mut(width).zip(&sums) {
                for (out, sum) in row[from..to].iter_mut().zip(sums) {
                    *out += sum;
                }
            }
        }
    }
}

#[inline(always)]
fn multiply_tile<const LANES: usize, const TILE: usize>(
    spread: &[[[f32; LANES]; ROWS]],
    panel: &[f32],
) -> [[f32; TILE]; ROWS] {
    let mut sums = [[0.0; TILE]; ROWS];
    for (values, weights) in spread.iter().zip(panel.chunks_exact(TILE)) {
        for (sums, value) in sums.iter_mut().zip(values) {
            for (at, weight) in weights.iter().enumerate() {
                sums[at] += value[at % LANES] * weight;
            }
        }
    }
    sums
}

/// A matrix laid out in column panels, as [`multiply`] reads it.
#[derive(Clone, Debug, Default)]
pub(super) struct Packed {
    rows: usize,
    columns: usize,
    /// Columns of a panel: two of the machine's registers.
    tile: usize,
    panels: Vec<f32>,
}

impl Packed {
    /// Packs a row-major matrix.
    pub(super) fn new(matrix: &[f32], rows: usize, columns: usize) -> Packed {
        let mut packed = Packed::empty(rows, columns);
        for (row, values) in matrix.chunks_exact(columns.max(1)).take(rows).enumerate() {
            for (column, value) in values.iter().enumerate() {
                packed.set(row, column, *value);
            }
        }
        packed
    }

    /// Packs the transpose of a row-major matrix.
    pub(super) fn transposed(matrix: &[f32], rows: usize, columns: usize) -> Packed {
        let mut packed = Packed::empty(columns, rows);
        for (row, values) in matrix.chunks_exact(columns.max(1)).take(rows).enumerate() {
            for (column, value) in values.iter().enumerate() {
                packed.set(column, row, *value);
            }
        }
        packed
    }

    fn empty(rows: usize, columns: usize) -> Packed {
        let tile = match Arch::new() {
            Arch::Scalar => 8,
            _ => 16,
        };
        Packed::in_tiles(rows, columns, tile)
    }

    fn in_tiles(rows: usize, columns: usize, tile: usize) -> Packed {
        Packed {
            rows,
            columns,
            tile,
            panels: vec![0.0; columns.div_ceil(tile) * tile * rows],
        }
    }

    #[inline(always)]
    fn set(&mut self, row: usize, column: usize, value: f32) {
        let tile = self.tile;
        self.panels[(column / tile * self.rows + row) * tile + column % tile] = value;
    }
}

/// The transpose of a row-major matrix.
pub(super) fn transpose(matrix: &[f32], columns: usize) -> Vec<f32> {
    let rows = matrix.len() / columns.max(1);
    let mut out = vec![0.0; matrix.len()];
    for (row, values) in matrix.chunks_exact(columns.max(1)).enumerate() {
        for (column, value) in values.iter().enumerate() {
            out[column * rows + row] = *value;
        }
    }
    out
}

/// `out += scale · a`.
pub(super) fn add_scaled(out: &mut [f32], scale: f32, a: &[f32]) {
    for (out, a) in out.iter_mut().zip(a) {
        *out += scale * a;
    }
}

/// e to the power of `x`, within a few units of the last place; the platform's own differs between platforms.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    let scaled = x.clamp(-87.0, 87.0) * std::f32::consts::LOG2_E;
    // Adding 1.5 · 2^23 leaves the nearest integer in the low bits: no conversion, so that the loop around vectorises.
    let shifted = scaled + 12_582_912.0;
    let part = (scaled - (shifted - 12_582_912.0)) * std::f32::consts::LN_2;
    let series = 1.0
        + part
            * (1.0
                + part
                    * (0.5
                        + part
                            * (0.166_666_67
                                + part
                                    * (0.041_666_668
                                        + part * (0.008_333_334 + part * 0.001_388_889)))));
    series * f32::from_bits(shifted.to_bits().wrapping_add(127) << 23)
}

#[inline(always)]
pub(super) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

#[inline(always)]
pub(super) fn tanh(x: f32) -> f32 {
    2.0 / (1.0 + exp(-2.0 * x)) - 1.0
}

/// Turns scores into probabilities in place.
pub(super) fn softmax(scores: &mut [f32]) {
    let greatest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = exp(*score - greatest);
        sum += *score;
    }
    for score in scores.iter_mut() {
        *score /= sum;
    }
}

#[cfg(test)]
mod tests {
    use super::{Packed, exp, multiply, softmax, tanh, transpose};

    #[test]
    fn products_agree_with_the_definition() {
        for (n, k, m) in [(1, 1, 1), (4, 3, 8), (5, 7, 11), (9, 16, 20)] {
            let a: Vec<f32> = (0..n * k).map(|at| (at % 7) as f32 - 3.0).collect();
            let b: Vec<f32> = (0..k * m).map(|at| (at % 5) as f32 - 2.0).collect();
            let mut expected = vec![1.0; n * m];
            for i in 0..n {
                for j in 0..m {
                    expected[i * m + j] += (0..k).map(|l| a[i * k + l] * b[l * m + j]).sum::<f32>();
                }
            }
            let mut out = vec![1.0; n * m];
            multiply(&a, &Packed::new(&b, k, m), &mut out);
            assert_eq!(out, expected);
            let mut out = vec![1.0; n * m];
            multiply(&a, &Packed::transposed(&transpose(&b, m), m, k), &mut out);
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn products_are_the_same_bits_on_every_machine() {
        let (n, k, m) = (7, 33, 21);
        let number = |at: usize| ((at * 7919) % 1009) as f32 / 997.0 - 0.5;
        let a: Vec<f32> = (0..n * k).map(number).collect();
        let product = |tile: usize| {
            let mut packed = Packed::in_tiles(k, m, tile);
            for at in 0..k * m {
                packed.set(at / m, at % m, number(at + 31));
            }
            let mut out = vec![0.25; n * m];
            multiply(&a, &packed, &mut out);
            out.into_iter().map(f32::to_bits).collect::<Vec<_>>()
        };
        assert_eq!(product(8), product(16));
    }

    #[test]
    fn functions_are_near_the_library_s() {
        for step in -400..400 {
            let x = step as f32 / 20.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5);
            assert!((tanh(x) - x.tanh()).abs() < 1e-5);
        }
        let mut scores = [1.0, 2.0, 3.0];
        softmax(&mut scores);
        assert!((scores.iter().sum::<f32>() - 1.0).abs() < 1e-6 && scores[2] > scores[1]);
    }
}
