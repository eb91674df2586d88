//! The network that reads a sentence: embeddings, light recurrent layers, and scorers for tags, heads and relations.
//!
//! A unit's vector is the sum of the embeddings of its features. Each layer reads it in both directions with simple
//! recurrent units, whose matrix products do not wait for the step before (Lei et al., "Simple Recurrent Units for
//! Highly Parallelizable Recurrence", EMNLP 2018). Heads are scored by a biaffine form and a bias for the distance,
//! relations by a small feed-forward network over the two ends (after Dozat and Manning, "Deep Biaffine Attention for
//! Neural Dependency Parsing", ICLR 2017).

use super::matrix::{Packed, multiply};
use super::recurrence::recur;
use std::ops::Range;

/// Sizes of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// Cells of a layer in one direction; a unit's vector has twice as many places.
    pub(super) hidden: usize,
    pub(super) layers: usize,
    /// Places of the vectors that score heads.
    pub(super) arc: usize,
    /// Places of the vectors that score relations.
    pub(super) label: usize,
    pub(super) tags: usize,
    pub(super) relations: usize,
}

/// Distances of this many units and more share a bias.
pub(super) const FARTHEST: usize = 16;

/// Where each part stands in the flat vector of parameters. Matrices are row-major, rows being inputs.
pub(super) struct Layout {
    pub(super) layers: Vec<LayerLayout>,
    pub(super) projection: Range<usize>,
    pub(super) projection_bias: Range<usize>,
    pub(super) arc: Range<usize>,
    pub(super) arc_bias: Range<usize>,
    pub(super) arc_root: Range<usize>,
    pub(super) distance: Range<usize>,
    pub(super) label_root: Range<usize>,
    pub(super) label: Range<usize>,
    pub(super) label_bias: Range<usize>,
    pub(super) tag: Range<usize>,
    pub(super) tag_bias: Range<usize>,
    pub(super) total: usize,
}

pub(super) struct LayerLayout {
    pub(super) weights: Range<usize>,
    pub(super) bias: Range<usize>,
    pub(super) peephole: Range<usize>,
}

impl Shape {
    /// Places of a unit's vector.
    pub(super) fn width(&self) -> usize {
        2 * self.hidden
    }

    /// Columns of the projection: dependents and heads for arcs, then both for labels.
    pub(super) fn projected(&self) -> usize {
        2 * self.arc + 2 * self.label
    }

    pub(super) fn layout(&self) -> Layout {
        let mut total = 0;
        let mut next = |size: usize| {
            total += size;
            total - size..total
        };
        let width = self.width();
        let layers = (0..self.layers)
            .map(|_| LayerLayout {
                weights: next(width * 6 * self.hidden),
                bias: next(6 * self.hidden),
                peephole: next(4 * self.hidden),
            })
            .collect();
        Layout {
            layers,
            projection: next(width * self.projected()),
            projection_bias: next(self.projected()),
            arc: next(self.arc * self.arc),
            arc_bias: next(self.arc),
            arc_root: next(self.arc),
            distance: next(2 * FARTHEST + 1),
            label_root: next(self.label),
            label: next(self.label * self.relations),
            label_bias: next(self.relations),
            tag: next(width * self.tags),
            tag_bias: next(self.tags),
            total,
        }
    }
}

/// Which distance bias an arc has; the root's own is the middle one.
pub(super) fn distance(dependent: usize, head: Option<usize>) -> usize {
    match head {
        None => FARTHEST,
        Some(head) if head < dependent => FARTHEST - (dependent - head).min(FARTHEST),
        Some(head) => FARTHEST + (head - dependent).min(FARTHEST),
    }
}

/// Fills rows with a bias.
pub(super) fn rows_of(bias: &[f32], count: usize) -> Vec<f32> {
    let mut rows = Vec::with_capacity(bias.len() * count);
    for _ in 0..count {
        rows.extend_from_slice(bias);
    }
    rows
}

/// Slope of the rectifier below zero.
pub(super) const LEAK: f32 = 0.1;

pub(super) fn rectify(values: &mut [f32]) {
    for value in values {
        *value = value.max(LEAK * *value);
    }
}

/// A network ready to read sentences.
pub(super) struct Network {
    pub(super) shape: Shape,
    layers: Vec<(Packed, Vec<f32>, Vec<f32>)>,
    projection: (Packed, Vec<f32>),
    tag: (Packed, Vec<f32>),
    arc: (Packed, Vec<f32>),
    arc_root: Vec<f32>,
    distance: Vec<f32>,
    label_root: Vec<f32>,
    /// One row for each relation.
    label: (Packed, Vec<f32>),
}

/// What a network says of one sentence.
pub(super) struct Reading {
    pub(super) tags: Vec<f32>,
    projected: Vec<f32>,
    /// One row for each dependent; the first column is the root.
    pub(super) arcs: Vec<f32>,
}

impl Network {
    /// A network of its parameters; there must be as many as the shape's layout asks for.
    pub(super) fn new(shape: Shape, parameters: &[f32]) -> Network {
        let layout = shape.layout();
        let width = shape.width();
        let part = |range: &Range<usize>| parameters[range.clone()].to_vec();
        Network {
            layers: layout
                .layers
                .iter()
                .map(|layer| {
                    (
                        Packed::new(&parameters[layer.weights.clone()], width, 6 * shape.hidden),
                        part(&layer.bias),
                        part(&layer.peephole),
                    )
                })
                .collect(),
            projection: (
                Packed::new(
                    &parameters[layout.projection.clone()],
                    width,
                    shape.projected(),
                ),
                part(&layout.projection_bias),
            ),
            tag: (
                Packed::new(&parameters[layout.tag.clone()], width, shape.tags),
                part(&layout.tag_bias),
            ),
            arc: (
                Packed::new(&parameters[layout.arc.clone()], shape.arc, shape.arc),
                part(&layout.arc_bias),
            ),
            arc_root: part(&layout.arc_root),
            distance: part(&layout.distance),
            label_root: part(&layout.label_root),
            label: (
                Packed::new(
                    &parameters[layout.label.clone()],
                    shape.label,
                    shape.relations,
                ),
                part(&layout.label_bias),
            ),
            shape,
        }
    }

    /// Reads one sentence, given its units' vectors row by row.
    pub(super) fn read(&self, vectors: Vec<f32>) -> Reading {
        let shape = &self.shape;
        let width = shape.width();
        let count = vectors.len() / width;
        let mut input = vectors;
        let mut cells = vec![0.0; input.len()];
        for (weights, bias, peephole) in &self.layers {
            let mut gates = rows_of(bias, count);
            multiply(&input, weights, &mut gates);
            let mut out = vec![0.0; input.len()];
            recur(
                shape.hidden,
                &mut gates,
                &input,
                peephole,
                std::slice::from_ref(&(0..count)),
                &mut cells,
                &mut out,
            );
            input = out;
        }
        let mut tags = rows_of(&self.tag.1, count);
        multiply(&input, &self.tag.0, &mut tags);
        let mut projected = rows_of(&self.projection.1, count);
        multiply(&input, &self.projection.0, &mut projected);
        let columns = shape.projected();
        for row in projected.chunks_exact_mut(columns) {
            rectify(&mut row[..2 * shape.arc]);
        }
        let mut dependents = Vec::with_capacity(count * shape.arc);
        let mut heads = self.arc_root.clone();
        for row in projected.chunks_exact(columns) {
            dependents.extend_from_slice(&row[..shape.arc]);
            heads.extend_from_slice(&row[shape.arc..2 * shape.arc]);
        }
        let mut asked = rows_of(&self.arc.1, count);
        multiply(&dependents, &self.arc.0, &mut asked);
        let mut arcs = vec![0.0; count * (count + 1)];
        multiply(
            &asked,
            &Packed::transposed(&heads, count + 1, shape.arc),
            &mut arcs,
        );
        for (dependent, row) in arcs.chunks_exact_mut(count + 1).enumerate() {
            for (head, score) in row.iter_mut().enumerate() {
                *score += self.distance[distance(dependent, head.checked_sub(1))];
            }
            row[dependent + 1] = f32::NEG_INFINITY;
        }
        Reading {
            tags,
            projected,
            arcs,
        }
    }

    /// Scores of the relations of each unit to its head, row by row.
    pub(super) fn relations(&self, reading: &Reading, heads: &[Option<u32>]) -> Vec<f32> {
        let shape = &self.shape;
        let columns = shape.projected();
        let mut joined = Vec::with_capacity(heads.len() * shape.label);
        for (dependent, head) in heads.iter().enumerate() {
            let own = &reading.projected[dependent * columns + 2 * shape.arc..][..shape.label];
            let other = match head {
                None => &self.label_root[..],
                Some(head) => {
                    &reading.projected[*head as usize * columns + 2 * shape.arc + shape.label..]
                        [..shape.label]
                }
            };
            joined.extend(own.iter().zip(other).map(|(a, b)| a + b));
        }
        rectify(&mut joined);
        let mut scores = rows_of(&self.label.1, heads.len());
        multiply(&joined, &self.label.0, &mut scores);
        scores
    }
}
