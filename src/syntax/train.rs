//! Training: treebanks in, a model out. The same input gives the same bytes.

use super::labels::{Labels, relation_label};
use super::learn::{Dropout, Instance, Learner};
use super::lemma::Lexicon;
use super::model_file::Model;
use super::network::Shape;
use super::random::Random;
use super::treebank::{Annotated, Word};
use super::variants::{as_headline, without_marks};
use super::words::{Name, features, head_word};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What training may be told. The default is what the shipped model was trained with.
#[derive(Clone, Debug)]
pub struct Options {
    /// Passes over the treebank.
    pub epochs: usize,
    /// Sentences that are learnt from at once.
    pub batch: usize,
    /// Step size at its greatest.
    pub rate: f32,
    /// Cells of a layer in one direction.
    pub hidden: usize,
    /// Layers of the network.
    pub layers: usize,
    /// Places of the vectors that score heads.
    pub arc: usize,
    /// Places of the vectors that score relations.
    pub label: usize,
    /// Shares of inputs that are silenced in training.
    pub dropout: Dropout,
    /// The share of sentences learnt from as texts without commas and apostrophes have them.
    pub without_marks: f32,
    /// The share of sentences learnt from as headlines.
    pub headlines: f32,
    /// What the tags of drills weigh beside those of treebanks, verbs apart, which weigh the same.
    pub drilled_tags: f32,
    /// Features of forms rarer than this are dropped.
    pub least_form: u32,
    /// Other features rarer than this are dropped.
    pub least_feature: u32,
    /// Where the random numbers begin.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            epochs: 22,
            batch: 24,
            rate: 0.003,
            hidden: 80,
            layers: 3,
            arc: 80,
            label: 64,
            dropout: Dropout::default(),
            without_marks: 0.15,
            headlines: 0.05,
            drilled_tags: 0.25,
            least_form: 2,
            least_feature: 4,
            seed: 1,
        }
    }
}

/// One sentence as units with their right answers.
pub(super) struct Example {
    /// Hash values of features, unit after unit.
    pub(super) features: Vec<u32>,
    /// Where each unit's features end.
    pub(super) ends: Vec<u32>,
    tags: Vec<u32>,
    heads: Vec<u32>,
    relations: Vec<u32>,
}

/// The proper names of a sentence that are one phrase, as first and last word, by position from 0.
fn names(sentence: &Annotated) -> Vec<(usize, usize)> {
    let words = &sentence.words;
    let proper = |at: usize| words.get(at).is_some_and(|word| word.tag == "PROPN");
    let joins = |at: usize| {
        words.get(at).is_some_and(|word| {
            matches!(
                word.form.as_str(),
                "-" | "of" | "for" | "the" | "and" | "'s"
            )
        })
    };
    let mut found = Vec::new();
    let mut begin = 0;
    while begin < words.len() {
        if !proper(begin) {
            begin += 1;
            continue;
        }
        let mut end = begin;
        let mut last = begin;
        while proper(end + 1) || joins(end + 1) && end < last + 2 {
            end += 1;
            if proper(end) {
                last = end;
            }
        }
        // The longest run from here that hangs together under one head.
        while last > begin && !phrase(words, begin, last) {
            last -= 1;
        }
        found.push((begin, last));
        begin = last + 1;
    }
    found
}

fn phrase(words: &[Word], begin: usize, end: usize) -> bool {
    let inside = |number: usize| number > begin && number <= end + 1;
    let mut tops = (begin..=end).filter(|at| !inside(words[*at].head));
    let Some(top) = tops.next() else { return false };
    tops.next().is_none()
        && words[begin..=end]
            .iter()
            .all(|word| word.relation != "conj")
        && words.iter().enumerate().all(|(at, word)| {
            (begin..=end).contains(&at) || !inside(word.head) || word.head == top + 1
        })
        && words[end].tag == "PROPN"
}

/// The example of a sentence, its names as units or all words alone. `random` leaves some names alone.
pub(super) fn example(
    sentence: &Annotated,
    labels: &Labels,
    mut random: Option<&mut Random>,
) -> Example {
    let words = &sentence.words;
    let mut names = match &random {
        Some(_) => names(sentence),
        None => Vec::new(),
    };
    if let Some(random) = &mut random {
        names.retain(|_| random.uniform() >= 0.1);
    }
    let mut node_of = vec![0_u32; words.len() + 1];
    let mut groups: Vec<(usize, usize, Name)> = Vec::new();
    let mut names = names.into_iter().peekable();
    let mut at = 0;
    while at < words.len() {
        let (last, name) = match names.next_if(|name| name.0 == at) {
            Some((_, last)) if last == at && !words[at].form.contains(' ') => (at, Name::OneWord),
            Some((_, last)) => (last, Name::Several),
            None if words[at].form.contains(' ') => (at, Name::Several),
            None => (at, Name::No),
        };
        groups.push((at, last, name));
        node_of[at + 1..=last + 1].fill(groups.len() as u32);
        at = last + 1;
    }
    let mut example = Example {
        features: Vec::new(),
        ends: Vec::new(),
        tags: Vec::new(),
        heads: Vec::new(),
        relations: Vec::new(),
    };
    for (number, (begin, end, name)) in groups.iter().enumerate() {
        let node = number as u32 + 1;
        let top = (*begin..=*end)
            .find(|at| node_of[words[*at].head] != node)
            .unwrap_or(*begin);
        let form = if begin == end && *name != Name::Several {
            words[*begin].form.as_str()
        } else {
            head_word(
                words[*begin..=*end]
                    .iter()
                    .flat_map(|word| word.form.split(' ')),
            )
        };
        features(form, number == 0, *name, &mut example.features);
        example.ends.push(example.features.len() as u32);
        example
            .tags
            .push(labels.tag_id(&words[top].tag, &words[top].fine_tag));
        example.heads.push(node_of[words[top].head]);
        example
            .relations
            .push(labels.relation_id(relation_label(&words[top].relation)));
    }
    example
}

/// Learns a model from the sentences of treebanks and those of [`drills`](super::drills()); `told` hears how it goes.
pub fn train(
    treebank: &[Annotated],
    drills: &[Annotated],
    options: &Options,
    mut told: impl FnMut(&str),
) -> Model {
    let sentences = &[treebank, drills].concat();
    let labels = Labels::learn(sentences);
    let mut random = Random::new(options.seed);
    let plain: Vec<Example> = sentences
        .iter()
        .map(|sentence| example(sentence, &labels, None))
        .collect();
    let mut varied = |vary: &dyn Fn(&Annotated) -> Option<Annotated>| -> Vec<Option<Example>> {
        sentences
            .iter()
            .map(|sentence| {
                let sentence = vary(sentence)?;
                let units = random.uniform() < 0.5;
                Some(example(&sentence, &labels, units.then_some(&mut random)))
            })
            .collect()
    };
    let bare = varied(&without_marks);
    let headlines = varied(&as_headline);
    let named: Vec<Option<Example>> = sentences
        .iter()
        .map(|sentence| {
            (!names(sentence).is_empty()).then(|| example(sentence, &labels, Some(&mut random)))
        })
        .collect();
    let (dictionary, counts) = dictionary(plain.iter().chain(named.iter().flatten()), options);
    let instances = |examples: Vec<Option<Example>>| -> Vec<Option<Instance>> {
        let weigh = |(at, example): (usize, Option<Example>)| {
            let mut instance = instance(example?, &dictionary);
            if at >= treebank.len() {
                instance.weigh_tags(&labels, options.drilled_tags);
            }
            Some(instance)
        };
        examples.into_iter().enumerate().map(weigh).collect()
    };
    let (bare, headlines, named) = (instances(bare), instances(headlines), instances(named));
    let plain: Vec<Instance> = instances(plain.into_iter().map(Some).collect())
        .into_iter()
        .flatten()
        .collect();
    let shape = Shape {
        hidden: options.hidden,
        layers: options.layers,
        arc: options.arc,
        label: options.label,
        tags: labels.tags.len(),
        relations: labels.relations.len(),
    };
    told(&format!(
        "{} sentences, {} features, {} parameters beside them",
        plain.len(),
        counts.len(),
        shape.layout().total
    ));
    let mut learner = Learner::new(shape, counts, options.dropout, &mut random);
    let mut order: Vec<usize> = (0..plain.len()).collect();
    let batches = order.len().div_ceil(options.batch.max(1));
    let total = (batches * options.epochs) as f32;
    let mut step = 0.0;
    for epoch in 1..=options.epochs {
        random.shuffle(&mut order);
        let mut losses = [0.0; 3];
        let mut words = 0;
        for chosen in order.chunks(options.batch.max(1)) {
            let batch: Vec<&Instance> = chosen
                .iter()
                .map(|at| {
                    let variant = match random.uniform() {
                        draw if draw < options.without_marks => &bare[*at],
                        draw if draw > 1.0 - options.headlines => &headlines[*at],
                        _ if random.uniform() < 0.5 => &named[*at],
                        _ => &None,
                    };
                    variant.as_ref().unwrap_or(&plain[*at])
                })
                .collect();
            step += 1.0;
            let rate = options.rate * (step / 300.0_f32).min(1.0) * (1.0 - step / (total + 1.0));
            let loss = learner.step(&batch, rate, &mut random);
            losses
                .iter_mut()
                .zip(loss)
                .for_each(|(sum, loss)| *sum += loss);
            words += batch
                .iter()
                .map(|instance| instance.tags.len())
                .sum::<usize>();
        }
        let [tags, heads, relations] = losses.map(|loss| loss / words as f32);
        told(&format!(
            "pass {epoch}: loss of tags {tags:.3}, heads {heads:.3}, relations {relations:.3}"
        ));
    }
    Model {
        lexicon: Lexicon::learn(sentences),
        labels,
        shape,
        dictionary,
        table: learner.table,
        parameters: learner.parameters,
    }
}

/// Numbers the features that occur often enough, the order being that of their hash values, and counts them.
fn dictionary<'e>(
    examples: impl Iterator<Item = &'e Example>,
    options: &Options,
) -> (FxHashMap<u32, u32>, Vec<u32>) {
    // The count, and whether the feature is a form.
    let mut seen: BTreeMap<u32, (u32, bool)> = BTreeMap::new();
    for example in examples {
        let mut begin = 0;
        for end in &example.ends {
            for at in begin..*end as usize {
                let entry = seen.entry(example.features[at]).or_insert((0, at == begin));
                entry.0 += 1;
            }
            begin = *end as usize;
        }
    }
    // Sentences with names count twice in the examples.
    seen.retain(|_, (count, form)| {
        *count
            >= if *form {
                options.least_form
            } else {
                options.least_feature
            }
    });
    let counts = std::iter::once(0)
        .chain(seen.values().map(|(count, _)| *count))
        .collect();
    let dictionary = seen.into_keys().zip(1..).collect();
    (dictionary, counts)
}

/// Turns hash values into rows. Row 0 stands for any form that has none, so that each unit has a form first.
fn instance(example: Example, dictionary: &FxHashMap<u32, u32>) -> Instance {
    let mut instance = Instance {
        features: Vec::new(),
        ends: Vec::new(),
        tag_weights: vec![1.0; example.tags.len()],
        tags: example.tags,
        heads: example.heads,
        relations: example.relations,
    };
    let mut begin = 0;
    for end in &example.ends {
        rows(
            &example.features[begin..*end as usize],
            dictionary,
            &mut instance.features,
        );
        instance.ends.push(instance.features.len() as u32);
        begin = *end as usize;
    }
    instance
}

/// The rows of one unit's features.
pub(super) fn rows(features: &[u32], dictionary: &FxHashMap<u32, u32>, found: &mut Vec<u32>) {
    for (at, feature) in features.iter().enumerate() {
        match dictionary.get(feature) {
            Some(row) => found.push(*row),
            None if at == 0 => found.push(0),
            None => {}
        }
    }
}

/// The items by how often they occur, the most frequent first and then by the alphabet.
pub(super) fn by_frequency(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for item in items {
        *counts.entry(item).or_default() += 1;
    }
    let mut sorted: Vec<(String, usize)> = counts.into_iter().collect();
    sorted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    sorted.into_iter().map(|(item, _)| item).collect()
}

#[cfg(test)]
mod tests {
    use super::{Labels, Options, example, instance, names, train};
    use crate::syntax::treebank::{Annotated, read};
    use crate::syntax::{Parser, evaluate};
    use rustc_hash::FxHashMap;

    fn treebank() -> Vec<Annotated> {
        let mut content = String::new();
        for (lines, times) in [
            (
                [
                    "The the DET DT 2 det",
                    "army army NOUN NN 3 nsubj",
                    "took take VERB VBD 0 root",
                    "Hama Hama PROPN NNP 3 obj",
                ],
                8,
            ),
            (
                [
                    "Free Free PROPN NNP 2 compound",
                    "Army Army PROPN NNP 3 nsubj",
                    "left leave VERB VBD 0 root",
                    "Homs Homs PROPN NNP 3 obj",
                ],
                8,
            ),
        ] {
            for _ in 0..times {
                for (at, line) in lines.iter().enumerate() {
                    let columns: Vec<&str> = line.split(' ').collect();
                    let [form, lemma, tag, fine_tag, head, relation] = columns[..] else {
                        continue;
                    };
                    content += &format!(
                        "{}\t{form}\t{lemma}\t{tag}\t{fine_tag}\t_\t{head}\t{relation}\t_\t_\n",
                        at + 1
                    );
                }
                content.push('\n');
            }
        }
        read(&content).unwrap()
    }

    #[test]
    fn training_repeats_itself_and_learns() {
        let treebank = treebank();
        let options = Options {
            epochs: 40,
            batch: 4,
            rate: 0.02,
            hidden: 8,
            layers: 1,
            arc: 8,
            label: 8,
            ..Options::default()
        };
        let first = train(&treebank, &[], &options, |_| {}).to_bytes();
        let again = || train(&treebank, &[], &options, |_| {}).to_bytes();
        let (second, third) = rayon::join(again, again);
        assert!(first == second && first == third);
        let evaluation = evaluate(&Parser::from_bytes(&first).unwrap(), &treebank);
        assert!(evaluation.all.las() > 95.0, "{evaluation:?}");
        assert_eq!(evaluation.tags, evaluation.all.words);
    }

    #[test]
    fn tags_of_drills_weigh_less_but_those_of_verbs() {
        let treebank = treebank();
        let labels = Labels::learn(&treebank);
        let mut learnt = instance(example(&treebank[0], &labels, None), &FxHashMap::default());
        learnt.weigh_tags(&labels, 0.25);
        assert_eq!(learnt.tag_weights, [0.25, 0.25, 1.0, 0.25]);
    }

    #[test]
    fn a_name_is_a_phrase_of_proper_nouns() {
        let treebank = treebank();
        assert_eq!(names(&treebank[0]), [(3, 3)]);
        assert_eq!(names(&treebank[15]), [(0, 1), (3, 3)]);
    }
}
