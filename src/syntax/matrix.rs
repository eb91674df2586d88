//! Dense arithmetic in single precision.
//!
//! Every sum runs in one fixed order and no operation is fused, so that results are the same bits on every machine,
//! whatever vector instructions the compiler chose.

/// Floats in a vector register, and rows and columns of a product's tile: what fits the registers. The result does not
/// depend on them.
const LANES: usize = if cfg!(target_feature = "avx") { 8 } else { 4 };
const ROWS: usize = 4;
const COLUMNS: usize = 2 * LANES;

/// `out[n × m] += a[n × k] · b[k × m]`.
pub(super) fn multiply(a: &[f32], b: &Packed, out: &mut [f32]) {
    let (depth, width) = (b.rows, b.columns);
    if depth == 0 || width == 0 {
        return;
    }
    // Each number of the rows at hand fills a register beforehand: spreading it once serves all tiles.
    let mut spread = vec![[[0.0; LANES]; ROWS]; depth];
    for (a, out) in a.chunks(ROWS * depth).zip(out.chunks_mut(ROWS * width)) {
        for (row, values) in a.chunks_exact(depth).enumerate() {
            for (spread, value) in spread.iter_mut().zip(values) {
                spread[row] = [*value; LANES];
            }
        }
        for (tile, panel) in b.panels.chunks_exact(depth * COLUMNS).enumerate() {
            let sums = multiply_tile(&spread, panel);
            for (row, sums) in out.chunks_exact_mut(width).zip(&sums) {
                add_tile(row, tile, sums);
            }
        }
    }
}

fn multiply_tile(spread: &[[[f32; LANES]; ROWS]], panel: &[f32]) -> [[f32; COLUMNS]; ROWS] {
    let mut sums = [[0.0; COLUMNS]; ROWS];
    for (values, weights) in spread.iter().zip(panel.chunks_exact(COLUMNS)) {
        for (sums, value) in sums.iter_mut().zip(values) {
            for (at, weight) in weights.iter().enumerate() {
                sums[at] += value[at % LANES] * weight;
            }
        }
    }
    sums
}

fn add_tile(row: &mut [f32], tile: usize, sums: &[f32; COLUMNS]) {
    let from = tile * COLUMNS;
    let to = (from + COLUMNS).min(row.len());
    for (out, sum) in row[from..to].iter_mut().zip(sums) {
        *out += sum;
    }
}

/// A matrix laid out in column panels, as [`multiply`] reads it.
#[derive(Clone, Debug, Default)]
pub(super) struct Packed {
    rows: usize,
    columns: usize,
    panels: Vec<f32>,
}

impl Packed {
    /// Packs a row-major matrix.
    pub(super) fn new(matrix: &[f32], rows: usize, columns: usize) -> Packed {
        let mut panels = vec![0.0; columns.div_ceil(COLUMNS) * COLUMNS * rows];
        for (row, values) in matrix.chunks_exact(columns.max(1)).take(rows).enumerate() {
            for (column, value) in values.iter().enumerate() {
                panels[(column / COLUMNS * rows + row) * COLUMNS + column % COLUMNS] = *value;
            }
        }
        Packed {
            rows,
            columns,
            panels,
        }
    }

    /// Packs the transpose of a row-major matrix.
    pub(super) fn transposed(matrix: &[f32], rows: usize, columns: usize) -> Packed {
        let mut panels = vec![0.0; rows.div_ceil(COLUMNS) * COLUMNS * columns];
        for (row, values) in matrix.chunks_exact(columns.max(1)).take(rows).enumerate() {
            for (column, value) in values.iter().enumerate() {
                panels[(row / COLUMNS * columns + column) * COLUMNS + row % COLUMNS] = *value;
            }
        }
        Packed {
            rows: columns,
            columns: rows,
            panels,
        }
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
#[inline]
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

#[inline]
pub(super) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

#[inline]
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
