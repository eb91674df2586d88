//! Training: treebanks in, a parser out. The same input gives the same bytes.

use super::features::{self, Input};
use super::lemma::Lexicon;
use super::perceptron::{Learner, Table};
use super::tagger;
use super::transitions::{Move, NONE, State};
use super::treebank::Annotated;
use super::words::{Unit, head_word};
use super::{Labels, Model, relation_label};
use std::collections::BTreeMap;

/// One sentence ready for training.
pub(super) struct Example {
    pub(super) units: Vec<Unit>,
    fine: Vec<u32>,
    predicted: Vec<u32>,
    /// By node, the artificial root first.
    heads: Vec<u32>,
    relations: Vec<u32>,
}

/// A generator of pseudo-random numbers (xorshift64*), so that training repeats itself bit for bit.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
    }

    pub(super) fn shuffle(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            order.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}

/// What training may be told.
#[derive(Clone, Debug)]
pub struct Options {
    /// Passes over the treebank for the tagger.
    pub tagger_epochs: usize,
    /// Passes over the treebank for the parser.
    pub parser_epochs: usize,
    /// Weights of the parser below this are dropped.
    pub least: f32,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            tagger_epochs: 6,
            parser_epochs: 6,
            least: 1.6,
        }
    }
}

/// The proper names of a sentence that are one phrase, as first and last word, by position from 0.
pub(super) fn names(sentence: &Annotated) -> Vec<(usize, usize)> {
    let words = &sentence.words;
    let proper = |at: usize| words[at].tag == "PROPN";
    let mut found = Vec::new();
    let mut begin = 0;
    while begin < words.len() {
        if !proper(begin) {
            begin += 1;
            continue;
        }
        let mut end = begin;
        while end + 1 < words.len()
            && (proper(end + 1)
                || words[end + 1].form == "-"
                    && words.get(end + 2).is_some_and(|word| word.tag == "PROPN"))
        {
            end += 1;
        }
        // The longest run from here that hangs together under one head.
        let mut last = end;
        while last > begin && !phrase(words, begin, last) {
            last -= 1;
        }
        found.push((begin, last));
        begin = last + 1;
    }
    found
}

fn phrase(words: &[super::treebank::Word], begin: usize, end: usize) -> bool {
    let inside = |number: usize| number > begin && number <= end + 1;
    let mut tops = (begin..=end).filter(|at| !inside(words[*at].head));
    let Some(top) = tops.next() else { return false };
    tops.next().is_none()
        && words.iter().enumerate().all(|(at, word)| {
            (begin..=end).contains(&at) || !inside(word.head) || word.head == top + 1
        })
        && words[end].tag == "PROPN"
}

/// The example of a sentence, its names as units or all words alone.
pub(super) fn example(sentence: &Annotated, labels: &Labels, as_units: bool) -> Example {
    let words = &sentence.words;
    let names = if as_units {
        names(sentence)
    } else {
        Vec::new()
    };
    let mut node_of = vec![0_u32; words.len() + 1];
    let mut groups: Vec<(usize, usize, bool)> = Vec::new();
    let mut at = 0;
    let mut names = names.into_iter().peekable();
    while at < words.len() {
        let (last, name) = match names.next_if(|name| name.0 == at) {
            Some((_, last)) => (last, true),
            None => (at, false),
        };
        groups.push((at, last, name));
        for word in at..=last {
            node_of[word + 1] = groups.len() as u32;
        }
        at = last + 1;
    }
    let mut example = Example {
        units: Vec::new(),
        fine: Vec::new(),
        predicted: Vec::new(),
        heads: vec![NONE],
        relations: vec![0],
    };
    for (number, (begin, end, name)) in groups.iter().enumerate() {
        let node = number as u32 + 1;
        let top = (*begin..=*end)
            .find(|at| node_of[words[*at].head] != node)
            .unwrap_or(*begin);
        let form = if begin == end {
            words[*begin].form.as_str()
        } else {
            head_word(words[*begin..=*end].iter().map(|word| word.form.as_str()))
        };
        example.units.push(Unit::new(form, number == 0, *name));
        example
            .fine
            .push(labels.fine_id(&words[top].tag, &words[top].fine_tag));
        example.heads.push(node_of[words[top].head]);
        example
            .relations
            .push(labels.relation_id(relation_label(&words[top].relation)));
    }
    example
}

/// Learns a parser.
pub fn train(sentences: &[Annotated], options: &Options, mut told: impl FnMut(&str)) -> Model {
    let labels = Labels::learn(sentences);
    let mut examples: Vec<Example> = Vec::new();
    for as_units in [false, true] {
        examples.extend(
            sentences
                .iter()
                .filter(|sentence| !as_units || names(sentence).iter().any(|(a, b)| a < b))
                .map(|sentence| example(sentence, &labels, as_units)),
        );
    }
    let all: Vec<usize> = (0..examples.len()).collect();
    told("learning tags");
    // Tags of the training sentences as a tagger that never saw them would give them.
    const FOLDS: usize = 5;
    for fold in 0..FOLDS {
        let seen: Vec<usize> = all
            .iter()
            .copied()
            .filter(|at| at / 7 % FOLDS != fold)
            .collect();
        let table = learn_tags(&examples, &seen, &labels, 4);
        for at in all.iter().filter(|at| **at / 7 % FOLDS == fold) {
            let tags = labels.tag(&table, &examples[*at].units);
            examples[*at].predicted = tags;
        }
    }
    let tags = learn_tags(&examples, &all, &labels, options.tagger_epochs);
    told("learning trees");
    let classes = 1 + 2 * labels.relations.len();
    let mut learner = Learner::new(classes, 20);
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut order = all;
    let mut scores = vec![0.0; classes];
    let mut found = Vec::new();
    for epoch in 0..options.parser_epochs {
        random.shuffle(&mut order);
        let mut wrong = 0;
        for at in &order {
            let example = &examples[*at];
            let coarse: Vec<u32> = example
                .predicted
                .iter()
                .map(|fine| labels.coarse[*fine as usize])
                .collect();
            let input = Input {
                units: &example.units,
                fine: &example.predicted,
                coarse: &coarse,
            };
            let mut state = State::new(example.units.len());
            while !state.done() {
                features::features(&input, &state, &mut found);
                learner.score(&found, &mut scores);
                learner.tick();
                let cost = [Move::Shift, Move::Left, Move::Right].map(|step| {
                    if state.allows(step) {
                        state.cost(step, &example.heads)
                    } else {
                        u32::MAX
                    }
                });
                let least = cost.into_iter().min().unwrap_or(0);
                let mut best = (f32::NEG_INFINITY, 0);
                let mut right = (f32::NEG_INFINITY, 0);
                for (class, score) in scores.iter().enumerate() {
                    let (step, relation) = labels.step(class);
                    let price = cost[step as usize];
                    if price == u32::MAX {
                        continue;
                    }
                    if *score > best.0 {
                        best = (*score, class);
                    }
                    let head = match step {
                        Move::Shift => NONE,
                        Move::Left => state.next,
                        Move::Right => state.top(1),
                    };
                    let node = state.top(0) as usize;
                    let fits = step == Move::Shift
                        || example.heads[node] != head
                        || example.relations[node] == relation;
                    if price == least && fits && *score > right.0 {
                        right = (*score, class);
                    }
                }
                if best.1 != right.1 && right.0 > f32::NEG_INFINITY {
                    learner.update(&found, right.1, best.1);
                    wrong += 1;
                }
                // Exploration: after the first pass the parser's own choice is followed nine times in ten.
                let explore = epoch > 0 && !random.next().is_multiple_of(10);
                let (step, relation) = labels.step(if explore { best.1 } else { right.1 });
                state.apply(step, relation);
            }
        }
        told(&format!("pass {}: {wrong} corrections", epoch + 1));
    }
    Model {
        lexicon: Lexicon::learn(sentences),
        tags,
        steps: learner.finish(options.least),
        labels,
    }
}

fn learn_tags(examples: &[Example], chosen: &[usize], labels: &Labels, epochs: usize) -> Table {
    let classes = labels.fine.len();
    let mut learner = Learner::new(classes, 19);
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut order = chosen.to_vec();
    let mut scores = vec![0.0; classes];
    let mut found = Vec::new();
    for _ in 0..epochs {
        random.shuffle(&mut order);
        for at in &order {
            let example = &examples[*at];
            let mut before = [0; 2];
            for node in 0..example.units.len() {
                tagger::features(&example.units, node, before, &mut found);
                learner.score(&found, &mut scores);
                learner.tick();
                let mut best = 0;
                for class in 1..classes {
                    if scores[class] > scores[best] {
                        best = class;
                    }
                }
                let right = example.fine[node] as usize;
                if best + 1 != right {
                    learner.update(&found, right - 1, best);
                }
                before = [best as u32 + 1, before[0]];
            }
        }
    }
    learner.finish(0.7)
}

/// How often each string occurs, the most frequent first and then by the alphabet.
pub(super) fn by_frequency(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for item in items {
        *counts.entry(item).or_default() += 1;
    }
    let mut sorted: Vec<(String, usize)> = counts.into_iter().collect();
    sorted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    sorted.into_iter().map(|(item, _)| item).collect()
}
