//! The scorers of tags, heads and relations under training: losses and their way back to the top vectors.

use super::learn::{Instance, Learner, apply};
use super::matrix::{Packed, add_scaled, multiply, softmax, transpose};
use super::network::{LEAK, distance, rectify, rows_of};
use super::random::Random;
use std::ops::Range;

impl Learner {
    /// Losses, and the slope at the top vectors; gradients of the scorers are added.
    pub(super) fn score(
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
        for (row, right) in tags.chunks_exact_mut(shape.tags).zip(
            batch
                .iter()
                .flat_map(|instance| instance.tags.iter().zip(&instance.tag_weights)),
        ) {
            let (right, weight) = right;
            losses[0] += weight * settle(row, *right as usize, weight * scale);
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
    pub(super) fn learn_matrix(
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
