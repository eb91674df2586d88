//! Sentences of war reporting for training, made from a grammar of our own.
//!
//! The treebanks hold few sentences in which one name acts on another with a verb of war. `drills.txt` is a grammar
//! whose rules build dependency trees; its words are drawn at random, with numbers that are the same everywhere.
//!
//! A line is a rule, a class of words, or a class of verbs:
//!
//! ```text
//! SUBJECT *2 = The:det Troops:*          a rule and its weight; the item with * is the head, ? makes an item optional
//! FORCE join = Demonym:amod Troops:*     the words become one name more often than not
//! Town PROPN NNP : Raqqa | Deir ez-Zor   words with their tags
//! Take verbs : seize seizes seized seized seizing
//! ```
//!
//! A verb is asked for with its Penn tag: `Take.VBD`.

use super::random::Random;
use super::treebank::{Annotated, Word};
use crate::model::Span;
use std::collections::BTreeMap;

const GRAMMAR: &str = include_str!("drills.txt");

/// The share of names of several words that are one unit from the start, as they come at work.
const UNITS: f32 = 0.65;

/// Below this many rules within one another the first way to build a symbol is taken, so that sentences end.
const DEPTH: usize = 14;

struct Item<'g> {
    symbol: &'g str,
    /// A Penn tag behind a class of verbs.
    form: &'g str,
    optional: bool,
    /// "*" for the head.
    relation: &'g str,
}

enum Way<'g> {
    Rule {
        items: Vec<Item<'g>>,
        join: bool,
    },
    Words {
        tag: &'g str,
        fine_tag: &'g str,
        /// How the words of a name hang together: "flat" from the first, else from the last.
        inner: &'g str,
        forms: Vec<&'g str>,
    },
    Verbs(Vec<[&'g str; 5]>),
}

/// Ways to build each symbol, with their weights.
struct Grammar<'g>(BTreeMap<&'g str, Vec<(u64, Way<'g>)>>);

impl<'g> Grammar<'g> {
    fn read(content: &'g str) -> Grammar<'g> {
        let mut ways: BTreeMap<&str, Vec<(u64, Way)>> = BTreeMap::new();
        for line in content.lines() {
            if line.starts_with('#') {
                continue;
            }
            let (left, right, rule) = match (line.split_once(" = "), line.split_once(" : ")) {
                (Some((left, right)), _) => (left, right, true),
                (None, Some((left, right))) => (left, right, false),
                (None, None) => continue,
            };
            let mut left = left.split_whitespace();
            let Some(symbol) = left.next() else { continue };
            let (weights, marks): (Vec<&str>, Vec<&str>) =
                left.partition(|mark| mark.starts_with('*'));
            let weight = weights
                .first()
                .and_then(|weight| weight[1..].parse().ok())
                .unwrap_or(1);
            let alternatives = right.split('|').map(str::trim);
            let way = if rule {
                Way::Rule {
                    items: right.split_whitespace().filter_map(item).collect(),
                    join: marks.contains(&"join"),
                }
            } else if marks.first() == Some(&"verbs") {
                let forms = |verb: &'g str| verb.split(' ').collect::<Vec<_>>().try_into().ok();
                Way::Verbs(alternatives.filter_map(forms).collect())
            } else {
                let mark = |at: usize| marks.get(at).copied().unwrap_or_default();
                Way::Words {
                    tag: mark(0),
                    fine_tag: mark(1),
                    inner: mark(2),
                    forms: alternatives.collect(),
                }
            };
            ways.entry(symbol).or_default().push((weight, way));
        }
        Grammar(ways)
    }

    /// Adds the words of a symbol and gives the position of its head, from 0. `None` where no word was added.
    fn build(
        &self,
        symbol: &str,
        form: &str,
        depth: usize,
        words: &mut Vec<Word>,
        random: &mut Random,
    ) -> Option<usize> {
        let ways = self.0.get(symbol)?;
        let total: u64 = ways.iter().map(|(weight, _)| weight).sum();
        let mut draw = if depth > DEPTH {
            0
        } else {
            random.next() % total.max(1)
        };
        let way = ways.iter().find_map(|(weight, way)| {
            let chosen = draw < *weight;
            draw = draw.saturating_sub(*weight);
            chosen.then_some(way)
        })?;
        match way {
            Way::Rule { items, join } => {
                let begin = words.len();
                let mut head = None;
                let mut others = Vec::new();
                for item in items {
                    if item.optional && random.uniform() < 0.5 {
                        continue;
                    }
                    let at = self.build(item.symbol, item.form, depth + 1, words, random);
                    if item.relation == "*" {
                        head = at;
                    } else if let Some(at) = at {
                        others.push((at, item.relation));
                    }
                }
                let head = head?;
                for (at, relation) in others {
                    words[at].head = head + 1;
                    relation.clone_into(&mut words[at].relation);
                }
                if *join && random.uniform() < UNITS {
                    let plural = words[head].fine_tag.ends_with('S');
                    let whole: Vec<String> = words.drain(begin..).map(|word| word.form).collect();
                    words.push(word(
                        &whole.join(" "),
                        "_",
                        "PROPN",
                        if plural { "NNPS" } else { "NNP" },
                    ));
                    return Some(begin);
                }
                Some(head)
            }
            Way::Words {
                tag,
                fine_tag,
                inner,
                forms,
            } => {
                let form = pick(forms, random)?;
                let lemma = if *fine_tag == "NN" { form } else { "_" };
                if !form.contains(' ') || random.uniform() < UNITS {
                    words.push(word(form, lemma, tag, fine_tag));
                    return Some(words.len() - 1);
                }
                let begin = words.len();
                words.extend(form.split(' ').map(|form| word(form, "_", tag, fine_tag)));
                let (head, relation) = match *inner {
                    "flat" => (begin, "flat"),
                    _ => (words.len() - 1, "compound"),
                };
                for word in words[begin..].iter_mut() {
                    word.head = head + 1;
                    relation.clone_into(&mut word.relation);
                }
                Some(head)
            }
            Way::Verbs(verbs) => {
                let verb = pick(verbs, random)?;
                let at = match form {
                    "VBZ" => 1,
                    "VBD" => 2,
                    "VBN" => 3,
                    "VBG" => 4,
                    _ => 0,
                };
                words.push(word(verb[at], verb[0], "VERB", form));
                Some(words.len() - 1)
            }
        }
    }
}

fn item(text: &str) -> Option<Item<'_>> {
    let (symbol, relation) = text.split_once(':')?;
    let (symbol, optional) = symbol
        .strip_suffix('?')
        .map_or((symbol, false), |symbol| (symbol, true));
    let (symbol, form) = symbol.split_once('.').unwrap_or((symbol, ""));
    Some(Item {
        symbol,
        form,
        optional,
        relation,
    })
}

fn pick<'p, T>(items: &'p [T], random: &mut Random) -> Option<&'p T> {
    items.get((random.next() % items.len().max(1) as u64) as usize)
}

fn word(form: &str, lemma: &str, tag: &str, fine_tag: &str) -> Word {
    Word {
        span: Span::new(0, 0),
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        tag: tag.to_owned(),
        fine_tag: fine_tag.to_owned(),
        head: 0,
        relation: "root".to_owned(),
    }
}

/// Drops commas before another mark and at the end, and writes "an" before vowels.
fn tidy(words: &mut Vec<Word>) {
    for at in (0..words.len()).rev() {
        let next = words.get(at + 1).map(|word| word.form.as_str());
        if words[at].form == "," && matches!(next, None | Some("," | ".")) {
            words.remove(at);
            for word in words.iter_mut().filter(|word| word.head > at) {
                word.head -= 1;
            }
        } else if words[at].form == "a"
            && next.is_some_and(|next| next.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']))
        {
            words[at].form.push('n');
        }
    }
}

/// That many sentences, always the same ones. A name of several words may be one [`Word`] with spaces in its form.
pub fn drills(count: usize) -> Vec<Annotated> {
    let grammar = Grammar::read(GRAMMAR);
    let mut random = Random::new(7);
    let mut found = Vec::with_capacity(count);
    for number in 1..=count {
        let mut words = Vec::new();
        let Some(root) = grammar.build("S", "", 0, &mut words, &mut random) else {
            continue;
        };
        words[root].head = 0;
        "root".clone_into(&mut words[root].relation);
        tidy(&mut words);
        if let Some(first) = words[0].form.chars().next() {
            words[0].form = first
                .to_uppercase()
                .chain(words[0].form.chars().skip(1))
                .collect();
        }
        let mut text = String::new();
        for word in &mut words {
            let start = text.len() as u32;
            text.push_str(&word.form);
            word.span = Span::new(start, text.len() as u32);
            text.push(' ');
        }
        text.pop();
        found.push(Annotated {
            id: format!("drill-{number}"),
            begins_paragraph: false,
            text,
            words,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{GRAMMAR, Grammar, Way, drills};

    #[test]
    fn every_symbol_is_defined_and_every_rule_has_one_head() {
        let grammar = Grammar::read(GRAMMAR);
        for (symbol, ways) in &grammar.0 {
            for (_, way) in ways {
                let Way::Rule { items, .. } = way else {
                    continue;
                };
                let heads = items
                    .iter()
                    .filter(|item| item.relation == "*" && !item.optional)
                    .count();
                assert_eq!(heads, 1, "{symbol}");
                for item in items {
                    let ways = grammar.0.get(item.symbol);
                    assert!(ways.is_some(), "{symbol}: {}", item.symbol);
                    let verbs = ways.is_some_and(|ways| matches!(ways[0].1, Way::Verbs(_)));
                    assert_eq!(verbs, !item.form.is_empty(), "{symbol}: {}", item.symbol);
                }
            }
        }
        for line in GRAMMAR
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
        {
            assert!(line.contains(" = ") || line.contains(" : "), "{line}");
        }
    }

    #[test]
    fn drills_are_trees_and_repeat_themselves() {
        let made = drills(500);
        assert_eq!(made, drills(500));
        assert_eq!(made.len(), 500);
        for sentence in &made {
            let words = &sentence.words;
            assert_eq!(
                words.iter().filter(|word| word.head == 0).count(),
                1,
                "{}",
                sentence.text
            );
            let text = &sentence.text;
            assert!(!text.contains(", ,") && !text.ends_with(','), "{text}");
            assert!(!text.contains(" a attack"), "{text}");
            for mut at in 0..words.len() {
                let mut steps = 0;
                while words[at].head > 0 {
                    at = words[at].head - 1;
                    steps += 1;
                    assert!(steps <= words.len(), "{}", sentence.text);
                }
            }
        }
    }
}
