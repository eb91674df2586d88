//! Learning the network's parameters: forward, backward, and Adam.

use super::adam::{Moments, correction};
use super::matrix::{Packed, add_scaled, multiply, softmax, transpose};
use super::network::{LEAK, Layout, Shape, distance, rectify, rows_of};
use super::random::Random;
use super::recurrence::{Back, recur};
use std::ops::Range;

/// One sentence with its right answers.
pub(super) struct Instance {
    /// Rows of the embedding table, unit after unit, each unit's form first.
    pub(super) features: Vec<u32>,
    /// Where each unit's features end.
    pub(super) ends: Vec<u32>,
    /// By unit, from 0.
    pub(super) tags: Vec<u32>,
    /// By unit: 0 for the root, else the head's position from 1.
    pub(super) heads: Vec<u32>,
    /// By unit, from 0.
    pub(super) relations: Vec<u32>,
}

/// What share of inputs each kind of dropout silences.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dropout {
    pub(super) vectors: f32,
    pub(super) layers: f32,
    pub(super) projection: f32,
    /// A form seen `n` times in training is hidden with this / (this + n).
    pub(super) rare: f32,
    /// Any feature.
    pub(super) feature: f32,
}

/// A network under training.
pub(super) struct Learner {
    pub(super) shape: Shape,
    layout: Layout,
    pub(super) parameters: Vec<f32>,
    gradient: Vec<f32>,
    moments: Moments,
    /// Embeddings, one row for each feature.
    pub(super) table: Vec<f32>,
    table_gradient: Vec<f32>,
    table_moments: Moments,
    counts: Vec<u32>,
    touched: Vec<bool>,
    dropout: Dropout,
    steps: i32,
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

    fn mask(&self, sentences: usize, places: usize, share: f32, random: &mut Random) -> Vec<f32> {
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

    /// Losses, and the slope at the top vectors; gradients of the scorers are added.
    fn score(
        &mut self,
        batch: &[&Instance],
        sentences: &[Range<usize>],
        top: &[f32],
        random: &mut Random,
    ) -> ([f32; 3], Vec<f32>) {
        let shape = self.shape;
        let (width, columns, arc, label) =
            (shape.width(), shape.projected(), shape.arc, shape.label);
        let count = top.len() / width;
        let scale = 1.0 / count as f32;
        let mut losses = [0.0; 3];
        let mut slope = vec![0.0; top.len()];
        let top_transposed = transpose(top, width);

        let mut tags = rows_of(&self.parameters[self.layout.tag_bias.clone()], count);
        multiply(
            top,
            &Packed::new(&self.parameters[self.layout.tag.clone()], width, shape.tags),
            &mut tags,
        );
        for (row, right) in tags
            .chunks_exact_mut(shape.tags)
            .zip(batch.iter().flat_map(|instance| &instance.tags))
        {
            losses[0] += settle(row, *right as usize, scale);
        }
        multiply(
            &tags,
            &Packed::transposed(&self.parameters[self.layout.tag.clone()], width, shape.tags),
            &mut slope,
        );
        self.learn_matrix(
            self.layout.tag.clone(),
            self.layout.tag_bias.clone(),
            &top_transposed,
            &tags,
            count,
            shape.tags,
        );

        let mut projected = rows_of(&self.parameters[self.layout.projection_bias.clone()], count);
        multiply(
            top,
            &Packed::new(
                &self.parameters[self.layout.projection.clone()],
                width,
                columns,
            ),
            &mut projected,
        );
        for row in projected.chunks_exact_mut(columns) {
            rectify(&mut row[..2 * arc]);
        }
        let positive: Vec<bool> = projected.iter().map(|value| *value >= 0.0).collect();
        let mask = self.mask(sentences.len(), columns, self.dropout.projection, random);
        apply(&mut projected, &mask, sentences);
        let mut back = vec![0.0; projected.len()];

        let mut dependents = Vec::with_capacity(count * arc);
        for row in projected.chunks_exact(columns) {
            dependents.extend_from_slice(&row[..arc]);
        }
        let mut asked = rows_of(&self.parameters[self.layout.arc_bias.clone()], count);
        multiply(
            &dependents,
            &Packed::new(&self.parameters[self.layout.arc.clone()], arc, arc),
            &mut asked,
        );
        let mut asked_back = vec![0.0; asked.len()];
        for (instance, sentence) in batch.iter().zip(sentences) {
            let units = sentence.len();
            let mut heads = self.parameters[self.layout.arc_root.clone()].to_vec();
            for row in
                projected[sentence.start * columns..sentence.end * columns].chunks_exact(columns)
            {
                heads.extend_from_slice(&row[arc..2 * arc]);
            }
            let asked = &asked[sentence.start * arc..sentence.end * arc];
            let mut scores = vec![0.0; units * (units + 1)];
            multiply(
                asked,
                &Packed::transposed(&heads, units + 1, arc),
                &mut scores,
            );
            let bias = self.layout.distance.start;
            for (dependent, row) in scores.chunks_exact_mut(units + 1).enumerate() {
                for (head, score) in row.iter_mut().enumerate() {
                    *score += self.parameters[bias + distance(dependent, head.checked_sub(1))];
                }
                row[dependent + 1] = -1e30;
                losses[1] += settle(row, instance.heads[dependent] as usize, scale);
                for (head, change) in row.iter().enumerate() {
                    self.gradient[bias + distance(dependent, head.checked_sub(1))] += change;
                }
            }
            multiply(
                &scores,
                &Packed::new(&heads, units + 1, arc),
                &mut asked_back[sentence.start * arc..sentence.end * arc],
            );
            let mut heads_back = vec![0.0; heads.len()];
            multiply(
                &transpose(&scores, units + 1),
                &Packed::new(asked, units, arc),
                &mut heads_back,
            );
            add_scaled(
                &mut self.gradient[self.layout.arc_root.clone()],
                1.0,
                &heads_back[..arc],
            );
            for (row, change) in sentence.clone().zip(heads_back[arc..].chunks_exact(arc)) {
                add_scaled(
                    &mut back[row * columns + arc..row * columns + 2 * arc],
                    1.0,
                    change,
                );
            }
        }
        let mut dependents_back = vec![0.0; dependents.len()];
        multiply(
            &asked_back,
            &Packed::transposed(&self.parameters[self.layout.arc.clone()], arc, arc),
            &mut dependents_back,
        );
        for (row, change) in back
            .chunks_exact_mut(columns)
            .zip(dependents_back.chunks_exact(arc))
        {
            add_scaled(&mut row[..arc], 1.0, change);
        }
        self.learn_matrix(
            self.layout.arc.clone(),
            self.layout.arc_bias.clone(),
            &transpose(&dependents, arc),
            &asked_back,
            count,
            arc,
        );

        let mut joined = Vec::with_capacity(count * label);
        for (instance, sentence) in batch.iter().zip(sentences) {
            for (row, head) in sentence.clone().zip(&instance.heads) {
                let own = &projected[row * columns + 2 * arc..][..label];
                let other = match head.checked_sub(1) {
                    None => &self.parameters[self.layout.label_root.clone()],
                    Some(head) => {
                        &projected[(sentence.start + head as usize) * columns + 2 * arc + label..]
                            [..label]
                    }
                };
                joined.extend(own.iter().zip(other).map(|(a, b)| a + b));
            }
        }
        rectify(&mut joined);
        let mut relations = rows_of(&self.parameters[self.layout.label_bias.clone()], count);
        multiply(
            &joined,
            &Packed::new(
                &self.parameters[self.layout.label.clone()],
                label,
                shape.relations,
            ),
            &mut relations,
        );
        for (row, right) in relations
            .chunks_exact_mut(shape.relations)
            .zip(batch.iter().flat_map(|instance| &instance.relations))
        {
            losses[2] += settle(row, *right as usize, scale);
        }
        let mut joined_back = vec![0.0; joined.len()];
        multiply(
            &relations,
            &Packed::transposed(
                &self.parameters[self.layout.label.clone()],
                label,
                shape.relations,
            ),
            &mut joined_back,
        );
        for (change, value) in joined_back.iter_mut().zip(&joined) {
            *change *= if *value >= 0.0 { 1.0 } else { LEAK };
        }
        self.learn_matrix(
            self.layout.label.clone(),
            self.layout.label_bias.clone(),
            &transpose(&joined, label),
            &relations,
            count,
            shape.relations,
        );
        for (instance, sentence) in batch.iter().zip(sentences) {
            for (row, head) in sentence.clone().zip(&instance.heads) {
                let change = &joined_back[row * label..(row + 1) * label];
                add_scaled(&mut back[row * columns + 2 * arc..][..label], 1.0, change);
                match head.checked_sub(1) {
                    None => add_scaled(
                        &mut self.gradient[self.layout.label_root.clone()],
                        1.0,
                        change,
                    ),
                    Some(head) => add_scaled(
                        &mut back[(sentence.start + head as usize) * columns + 2 * arc + label..]
                            [..label],
                        1.0,
                        change,
                    ),
                }
            }
        }

        apply(&mut back, &mask, sentences);
        for (row, positive) in back
            .chunks_exact_mut(columns)
            .zip(positive.chunks_exact(columns))
        {
            for (change, positive) in row[..2 * arc].iter_mut().zip(positive) {
                *change *= if *positive { 1.0 } else { LEAK };
            }
        }
        multiply(
            &back,
            &Packed::transposed(
                &self.parameters[self.layout.projection.clone()],
                width,
                columns,
            ),
            &mut slope,
        );
        self.learn_matrix(
            self.layout.projection.clone(),
            self.layout.projection_bias.clone(),
            &top_transposed,
            &back,
            count,
            columns,
        );
        (losses, slope)
    }

    /// Adds the gradient of a matrix and its bias.
    fn learn_matrix(
        &mut self,
        weights: Range<usize>,
        bias: Range<usize>,
        input_transposed: &[f32],
        slope: &[f32],
        count: usize,
        columns: usize,
    ) {
        multiply(
            input_transposed,
            &Packed::new(slope, count, columns),
            &mut self.gradient[weights],
        );
        for row in slope.chunks_exact(columns) {
            add_scaled(&mut self.gradient[bias.clone()], 1.0, row);
        }
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
fn apply(rows: &mut [f32], mask: &[f32], sentences: &[Range<usize>]) {
    let places = mask.len() / sentences.len().max(1);
    for (sentence, mask) in sentences.iter().zip(mask.chunks_exact(places.max(1))) {
        for row in rows[sentence.start * places..sentence.end * places].chunks_exact_mut(places) {
            for (value, factor) in row.iter_mut().zip(mask) {
                *value *= factor;
            }
        }
    }
}

/// Turns scores into the slope of their cross entropy and gives the loss.
fn settle(scores: &mut [f32], right: usize, scale: f32) -> f32 {
    softmax(scores);
    let loss = -scores[right].max(1e-12).ln();
    scores[right] -= 1.0;
    for score in scores {
        *score *= scale;
    }
    loss
}
