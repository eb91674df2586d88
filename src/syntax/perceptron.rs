//! An averaged multiclass perceptron over hashed features.
//!
//! Collins, "Discriminative Training Methods for Hidden Markov Models", EMNLP 2002.

/// Weights while they are learnt: one row of classes for each hash value.
pub(super) struct Learner {
    classes: usize,
    mask: u32,
    weights: Vec<f32>,
    sums: Vec<f32>,
    keys: Vec<u32>,
    time: f32,
}

impl Learner {
    pub(super) fn new(classes: usize, bits: u32) -> Learner {
        let rows = 1_usize << bits;
        Learner {
            classes,
            mask: (1 << bits) - 1,
            weights: vec![0.0; rows * classes],
            sums: vec![0.0; rows * classes],
            keys: vec![0; rows],
            time: 1.0,
        }
    }

    fn row(&self, feature: u32) -> usize {
        (feature & self.mask) as usize * self.classes
    }

    pub(super) fn score(&self, features: &[u32], scores: &mut [f32]) {
        scores.fill(0.0);
        for feature in features {
            let row = self.row(*feature);
            for (score, weight) in scores
                .iter_mut()
                .zip(&self.weights[row..row + self.classes])
            {
                *score += weight;
            }
        }
    }

    pub(super) fn update(&mut self, features: &[u32], right: usize, wrong: usize) {
        for feature in features {
            let row = self.row(*feature);
            self.keys[(*feature & self.mask) as usize] = *feature;
            for (class, change) in [(right, 1.0), (wrong, -1.0)] {
                self.weights[row + class] += change;
                self.sums[row + class] += change * self.time;
            }
        }
    }

    pub(super) fn tick(&mut self) {
        self.time += 1.0;
    }

    /// The averaged weights, those of small effect dropped, in steps of one 127th of the largest kept.
    pub(super) fn finish(&self, least: f32) -> Table {
        let average: Vec<f32> = self
            .weights
            .iter()
            .zip(&self.sums)
            .map(|(w, s)| w - s / self.time)
            .collect();
        let scale = 8.0;
        let mut rows = Vec::new();
        for (at, row) in average.chunks(self.classes).enumerate() {
            let kept: Vec<(u8, i16)> = row
                .iter()
                .enumerate()
                .filter(|(_, weight)| weight.abs() >= least)
                .map(|(class, weight)| {
                    (
                        class as u8,
                        (weight * scale).round().clamp(-2000.0, 2000.0) as i16,
                    )
                })
                .filter(|(_, weight)| *weight != 0)
                .collect();
            if !kept.is_empty() {
                rows.push((at as u32, kept));
            }
        }
        Table::new(self.classes, self.mask, rows)
    }
}

/// Weights as they are applied: only rows that have any.
pub(super) struct Table {
    pub(super) classes: usize,
    pub(super) mask: u32,
    pub(super) rows: Vec<(u32, Vec<(u8, i16)>)>,
    index: Vec<u32>,
    weights: Vec<i16>,
}

impl Table {
    pub(super) fn new(classes: usize, mask: u32, rows: Vec<(u32, Vec<(u8, i16)>)>) -> Table {
        let mut index = vec![0; mask as usize + 1];
        let mut weights = vec![0; (rows.len() + 1) * classes];
        for (number, (at, row)) in rows.iter().enumerate() {
            index[(*at & mask) as usize] = number as u32 + 1;
            for (class, weight) in row {
                weights[(number + 1) * classes + *class as usize % classes] = *weight;
            }
        }
        Table {
            classes,
            mask,
            rows,
            index,
            weights,
        }
    }

    pub(super) fn score(&self, features: &[u32], scores: &mut [i32]) {
        scores.fill(0);
        for feature in features {
            let row = self.index[(feature & self.mask) as usize] as usize * self.classes;
            if row > 0 {
                for (score, weight) in scores
                    .iter_mut()
                    .zip(&self.weights[row..row + self.classes])
                {
                    *score += i32::from(*weight);
                }
            }
        }
    }
}
