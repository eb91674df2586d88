//! How well a parser agrees with a treebank.

use super::labels::relation_label;
use super::parser::Parser;
use super::train::example;
use super::treebank::Annotated;
use std::collections::BTreeMap;

/// Counts of right decisions among words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Words counted.
    pub words: usize,
    /// Words whose head is right.
    pub heads: usize,
    /// Words whose head and relation are right.
    pub labelled: usize,
}

impl Score {
    /// Unlabelled attachment score in percent.
    pub fn uas(self) -> f64 {
        percent(self.heads, self.words)
    }

    /// Labelled attachment score in percent.
    pub fn las(self) -> f64 {
        percent(self.labelled, self.words)
    }
}

pub(super) fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        100.0 * part as f64 / whole as f64
    }
}

/// One relation: how often the treebank has it, the parser gives it, and both agree on it and its head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// In the treebank.
    pub gold: usize,
    /// From the parser.
    pub given: usize,
    /// The same head and relation in both.
    pub right: usize,
}

impl Agreement {
    /// Harmonic mean of precision and recall in percent.
    pub fn f1(self) -> f64 {
        percent(2 * self.right, self.gold + self.given)
    }
}

/// The figures of one evaluation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evaluation {
    /// All words.
    pub all: Score,
    /// Words of sentences of more than 25 words.
    pub long: Score,
    /// Words whose universal part of speech is right.
    pub tags: usize,
    /// Words whose lemma is right, letter case aside.
    pub lemmas: usize,
    /// By relation, in all sentences.
    pub relations: BTreeMap<String, Agreement>,
    /// By relation, in sentences of more than 25 words.
    pub long_relations: BTreeMap<String, Agreement>,
}

/// Parses the treebank's own words and compares.
///
/// Relations count with the subtypes nsubj:pass, aux:pass, obl:agent, acl:relcl, nmod:poss, compound:prt and obl:tmod
/// where they have one of these, else without; punctuation counts.
pub fn evaluate(parser: &Parser, sentences: &[Annotated]) -> Evaluation {
    let mut found = Evaluation::default();
    let labels = &parser.labels;
    for sentence in sentences {
        let units = example(sentence, labels, None);
        let analysis = parser.analyse(&units.features, &units.ends);
        let long = sentence.words.len() > 25;
        for (at, word) in sentence.words.iter().enumerate() {
            let (tag, fine_tag) = labels.tag(analysis.tags[at] as usize);
            let head = analysis.heads[at].map_or(0, |head| head as usize + 1);
            let relation = &labels.relations[analysis.relations[at] as usize];
            let gold = relation_label(&word.relation);
            found.tags += usize::from(tag == word.tag);
            found.lemmas += usize::from(
                parser
                    .lexicon
                    .lemma(&word.form, tag, fine_tag)
                    .to_lowercase()
                    == word.lemma.to_lowercase(),
            );
            let (same_head, same) = (head == word.head, head == word.head && relation == gold);
            let scores = [Some(&mut found.all), long.then_some(&mut found.long)];
            for score in scores.into_iter().flatten() {
                score.words += 1;
                score.heads += usize::from(same_head);
                score.labelled += usize::from(same);
            }
            let tables = [
                Some(&mut found.relations),
                long.then_some(&mut found.long_relations),
            ];
            for table in tables.into_iter().flatten() {
                table.entry(gold.to_owned()).or_default().gold += 1;
                table.entry(relation.to_owned()).or_default().given += 1;
                if same {
                    table.entry(gold.to_owned()).or_default().right += 1;
                }
            }
        }
    }
    found
}
