//! Learning the network's parameters: forward, backward, and Adam.

use super::adam::{Moments, correction};
use super::labels::Labels;
use super::matrix::{Packed, add_scaled, multiply, transpose};
use super::network::{Layout, Shape, rows_of};
use super::random::Random;
use super::recurrence::{Back, recur};
use crate::model::PartOfSpeech;
use std::ops::Range;

/// One sentence with its right answers.
pub(super) struct Instance {
    /// Rows of the embedding table, unit after unit, each unit's form first.
    pub(super) features: Vec<u32>,
    /// Where each unit's features end.
    pub(super) ends: Vec<u32>,
    /// By unit, from 0.
    pub(super) tags: Vec<u32>,
    /// By unit: what its tag weighs in the loss.
    pub(super) tag_weights: Vec<f32>,
    /// By unit: 0 for the root, else the head's position from 1.
    pub(super) heads: Vec<u32>,
    /// By unit, from 0.
    pub(super) relations: Vec<u32>,
}

impl Instance {
    /// Gives all tags but those of verbs a weight.
    pub(super) fn weigh_tags(&mut self, labels: &Labels, weight: f32) {
        for (tag, own) in self.tags.iter().zip(&mut self.tag_weights) {
            if labels.parts.get(*tag as usize) != Some(&PartOfSpeech::Verb) {
                *own = weight;
            }
        }
    }
}

/// What share of inputs each kind of dropout silences (Srivastava et al., JMLR 2014).
#[derive(Clone, Copy, Debug)]
pub struct Dropout {
    /// Places of the units' vectors.
    pub vectors: f32,
    /// Places of the layers' outputs.
    pub layers: f32,
    /// Places of the projections that are scored.
    pub projection: f32,
    /// A form seen `n` times in training is hidden with this / (this + n).
    pub rare: f32,
    /// Any feature.
    pub feature: f32,
}

impl Default for Dropout {
    fn default() -> Self {
        Dropout {
            vectors: 0.15,
            layers: 0.2,
            projection: 0.2,
            rare: 0.4,
            feature: 0.02,
        }
    }
}

/// A network under training.
pub(super) struct Learner {
    pub(super) shape: Shape,
    pub(super) layout: Layout,
    pub(super) parameters: Vec<f32>,
    pub(super) gradient: Vec<f32>,
    pub(super) moments: Moments,
    /// Embeddings, one row for each feature.
    pub(super) table: Vec<f32>,
    pub(super) table_gradient: Vec<f32>,
    pub(super) table_moments: Moments,
    pub(super) counts: Vec<u32>,
    pub(super) touched: Vec<bool>,
    pub(super) dropout: Dropout,
    pub(super) steps: i32,
}

/// What a pass over one batch keeps for the way back.
struct Pass {
    inputs: Vec<Vec<f32>>,
    gates: Vec<Vec<f32>>,
    cells: Vec<Vec<f32>>,
    masks: Vec<Vec<f32>>,
}

impl Learner {
    pub(super) fn new(
        shape: Shape,
        counts: Vec<u32>,
        dropout: Dropout,
        random: &mut Random,
    ) -> Learner {
        let layout = shape.layout();
        let mut parameters = vec![0.0; layout.total];
        let width = shape.width();
        let mut fill = |range: &Range<usize>, inputs: usize, outputs: usize| {
            let bound = (6.0 / (inputs + outputs) as f32).sqrt();
            for value in &mut parameters[range.clone()] {
                *value = random.uniform() * 2.0 * bound - bound;
            }
        };
        for layer in &layout.layers {
            fill(&layer.weights, width, shape.hidden);
        }
        fill(&layout.projection, width, shape.arc);
        fill(&layout.tag, width, shape.tags);
        fill(&layout.label, shape.label, shape.relations);
        fill(&layout.arc_root, shape.arc, shape.arc);
        fill(&layout.label_root, shape.label, shape.label);
        for place in 0..shape.arc {
            parameters[layout.arc.start + place * shape.arc + place] = 0.5;
        }
        let table: Vec<f32> = (0..counts.len() * width)
            .map(|_| (random.uniform() - 0.5) * 0.2)
            .collect();
        Learner {
            gradient: vec![0.0; layout.total],
            moments: Moments::new(layout.total),
            table_gradient: vec![0.0; table.len()],
            table_moments: Moments::new(table.len()),
            touched: vec![false; counts.len()],
            shape,
            layout,
            parameters,
            table,
            counts,
            dropout,
            steps: 0,
        }
    }

    /// Learns from one batch; gives the summed loss of tags, heads and relations.
    pub(super) fn step(&mut self, batch: &[&Instance], rate: f32, random: &mut Random) -> [f32; 3] {
        let mut sentences = Vec::new();
        let mut count = 0;
        for instance in batch {
            sentences.push(count..count + instance.tags.len());
            count += instance.tags.len();
        }
        let (vectors, kept) = self.embed(batch, random);
        let (pass, top) = self.forward(vectors, &sentences, random);
        let (losses, slope) = self.score(batch, &sentences, &top, random);
        let mut slope = slope;
        apply(&mut slope, &pass.masks[self.shape.layers], &sentences);
        let slope = self.backward(&pass, slope, &sentences);
        let width = self.shape.width();
        for (row, features) in slope.chunks_exact(width).zip(&kept) {
            for feature in features {
                self.touched[*feature as usize] = true;
                add_scaled(
                    &mut self.table_gradient[*feature as usize * width..][..width],
                    1.0,
                    row,
                );
            }
        }
        self.update(rate);
        losses
    }

    fn embed(&self, batch: &[&Instance], random: &mut Random) -> (Vec<f32>, Vec<Vec<u32>>) {
        let width = self.shape.width();
        let (mut vectors, mut kept) = (Vec::new(), Vec::new());
        for instance in batch {
            let mut begin = 0;
            for end in &instance.ends {
                let features = &instance.features[begin..*end as usize];
                begin = *end as usize;
                let mut own = Vec::with_capacity(features.len());
                for (at, feature) in features.iter().enumerate() {
                    let rare = if at == 0 {
                        self.dropout.rare
                            / (self.dropout.rare + self.counts[*feature as usize] as f32)
                    } else {
                        0.0
                    };
                    if random.uniform() >= rare.max(self.dropout.feature) {
                        own.push(*feature);
                    }
                }
                let from = vectors.len();
                vectors.resize(from + width, 0.0);
                for feature in &own {
                    add_scaled(
                        &mut vectors[from..],
                        1.0,
                        &self.table[*feature as usize * width..][..width],
                    );
                }
                kept.push(own);
            }
        }
        (vectors, kept)
    }

    pub(super) fn mask(
        &self,
        sentences: usize,
        places: usize,
        share: f32,
        random: &mut Random,
    ) -> Vec<f32> {
        (0..sentences * places)
            .map(|_| {
                if random.uniform() < share {
                    0.0
                } else {
                    1.0 / (1.0 - share)
                }
            })
            .collect()
    }

    fn forward(
        &self,
        vectors: Vec<f32>,
        sentences: &[Range<usize>],
        random: &mut Random,
    ) -> (Pass, Vec<f32>) {
        let width = self.shape.width();
        let count = vectors.len() / width;
        let mut pass = Pass {
            inputs: Vec::new(),
            gates: Vec::new(),
            cells: Vec::new(),
            masks: Vec::new(),
        };
        let mut input = vectors;
        for layer in 0..=self.shape.layers {
            let share = if layer == 0 {
                self.dropout.vectors
            } else {
                self.dropout.layers
            };
            let mask = self.mask(sentences.len(), width, share, random);
            apply(&mut input, &mask, sentences);
            pass.masks.push(mask);
            let Some(at) = self.layout.layers.get(layer) else {
                break;
            };
            let mut gates = rows_of(&self.parameters[at.bias.clone()], count);
            multiply(
                &input,
                &Packed::new(
                    &self.parameters[at.weights.clone()],
                    width,
                    6 * self.shape.hidden,
                ),
                &mut gates,
            );
            let mut cells = vec![0.0; input.len()];
            let mut out = vec![0.0; input.len()];
            recur(
                self.shape.hidden,
                &mut gates,
                &input,
                &self.parameters[at.peephole.clone()],
                sentences,
                &mut cells,
                &mut out,
            );
            pass.inputs.push(input);
            pass.gates.push(gates);
            pass.cells.push(cells);
            input = out;
        }
        (pass, input)
    }

    /// The slope at the unit vectors; gradients of the layers are added.
    fn backward(&mut self, pass: &Pass, slope: Vec<f32>, sentences: &[Range<usize>]) -> Vec<f32> {
        let (width, hidden) = (self.shape.width(), self.shape.hidden);
        let count = slope.len() / width;
        let mut slope = slope;
        for layer in (0..self.shape.layers).rev() {
            let at = &self.layout.layers[layer];
            let (weights, bias, peephole) =
                (at.weights.clone(), at.bias.clone(), at.peephole.clone());
            let mut gates_back = vec![0.0; pass.gates[layer].len()];
            let mut input_back = vec![0.0; slope.len()];
            let back = Back {
                hidden,
                gates: &pass.gates[layer],
                cells: &pass.cells[layer],
                input: &pass.inputs[layer],
                peephole: &self.parameters[peephole.clone()],
            };
            back.run(
                &slope,
                sentences,
                &mut gates_back,
                &mut input_back,
                &mut self.gradient[peephole],
            );
            multiply(
                &gates_back,
                &Packed::transposed(&self.parameters[weights.clone()], width, 6 * hidden),
                &mut input_back,
            );
            self.learn_matrix(
                weights,
                bias,
                &transpose(&pass.inputs[layer], width),
                &gates_back,
                count,
                6 * hidden,
            );
            apply(&mut input_back, &pass.masks[layer], sentences);
            slope = input_back;
        }
        slope
    }

    fn update(&mut self, rate: f32) {
        self.steps += 1;
        let norm = self.gradient.iter().map(|g| g * g).sum::<f32>().sqrt();
        let scale = (2.0 / norm.max(1e-9)).min(1.0);
        let rate = rate * correction(self.steps);
        self.moments.update(
            0..self.parameters.len(),
            &mut self.parameters,
            &mut self.gradient,
            rate,
            scale,
        );
        let width = self.shape.width();
        for (row, touched) in self.touched.iter_mut().enumerate() {
            if std::mem::take(touched) {
                let range = row * width..(row + 1) * width;
                self.table_moments.update(
                    range.clone(),
                    &mut self.table[range.clone()],
                    &mut self.table_gradient[range],
                    rate,
                    scale,
                );
            }
        }
    }
}

/// Multiplies each sentence's rows by its mask.
pub(super) fn apply(rows: &mut [f32], mask: &[f32], sentences: &[Range<usize>]) {
    let places = mask.len() / sentences.len().max(1);
    for (sentence, mask) in sentences.iter().zip(mask.chunks_exact(places.max(1))) {
        for row in rows[sentence.start * places..sentence.end * places].chunks_exact_mut(places) {
            for (value, factor) in row.iter_mut().zip(mask) {
                *value *= factor;
            }
        }
    }
}
