//! Part of speech, lemma and dependency tree of a sentence.
//!
//! Takes a [`Sentence`] and the names found in it, and gives a [`Tree`] in Universal Dependencies. It must not know the
//! gazetteer or relations: to it a name is a unit of one or several tokens that becomes one node.

mod evaluate;
mod features;
mod lemma;
mod model_file;
mod perceptron;
pub mod show;
mod tagger;
mod train;
mod transitions;
pub mod treebank;
mod words;

pub use evaluate::{Agreement, Evaluation, Score, evaluate};
pub use model_file::{ModelError, VERSION};
pub use train::{Options, train};

use crate::model::{Dependency, Node, PartOfSpeech, Sentence, Span, Tree, Word};
use features::Input;
use lemma::Lexicon;
use model_file::{Reader, Writer};
use perceptron::Table;
use rustc_hash::FxHashMap;
use std::str::FromStr;
use std::sync::LazyLock;
use transitions::{Move, NONE, State};
use treebank::Annotated;
use words::Unit;

/// The relation that the parser learns for one of a treebank: subtypes that extraction needs are kept, and what newer
/// releases call "unmarked" has its older name.
pub(super) fn relation_label(relation: &str) -> &str {
    if Dependency::from_str(relation).is_ok() {
        return relation;
    }
    match relation {
        "obl:unmarked" => "obl:tmod",
        _ => relation.split(':').next().unwrap_or(relation),
    }
}

/// The labels of a model. Ids count from 1, 0 being none.
pub(super) struct Labels {
    /// Universal and Penn tag, joined by a slash.
    pub(super) fine: Vec<String>,
    pub(super) relations: Vec<String>,
    /// Id of the universal tag by id of the fine tag.
    pub(super) coarse: Vec<u32>,
    fine_ids: FxHashMap<String, u32>,
    relation_ids: FxHashMap<String, u32>,
    dependencies: Vec<Dependency>,
}

impl Labels {
    fn new(fine: Vec<String>, relations: Vec<String>) -> Labels {
        let ids = |labels: &[String]| {
            labels
                .iter()
                .enumerate()
                .map(|(at, label)| (label.clone(), at as u32 + 1))
                .collect()
        };
        let tag = |label: &String| {
            PartOfSpeech::from_str(label.split('/').next().unwrap_or_default())
                .unwrap_or(PartOfSpeech::Other)
        };
        Labels {
            coarse: std::iter::once(0)
                .chain(fine.iter().map(|label| tag(label) as u32 + 1))
                .collect(),
            dependencies: relations
                .iter()
                .map(|label| Dependency::from_str(label).unwrap_or(Dependency::Dep))
                .collect(),
            fine_ids: ids(&fine),
            relation_ids: ids(&relations),
            fine,
            relations,
        }
    }

    fn learn(sentences: &[Annotated]) -> Labels {
        let words = || sentences.iter().flat_map(|sentence| &sentence.words);
        Labels::new(
            train::by_frequency(words().map(|word| format!("{}/{}", word.tag, word.fine_tag))),
            train::by_frequency(words().map(|word| relation_label(&word.relation).to_owned())),
        )
    }

    fn fine_id(&self, tag: &str, fine_tag: &str) -> u32 {
        self.fine_ids
            .get(&format!("{tag}/{fine_tag}"))
            .copied()
            .unwrap_or(1)
    }

    fn relation_id(&self, relation: &str) -> u32 {
        self.relation_ids.get(relation).copied().unwrap_or(1)
    }

    fn step(&self, class: usize) -> (Move, u32) {
        match class.checked_sub(1) {
            None => (Move::Shift, 0),
            Some(at) => (
                if at % 2 == 0 { Move::Left } else { Move::Right },
                at as u32 / 2 + 1,
            ),
        }
    }

    fn tag(&self, table: &Table, units: &[Unit]) -> Vec<u32> {
        let mut scores = vec![0_i32; self.fine.len()];
        let mut found = Vec::new();
        let mut tags = Vec::with_capacity(units.len());
        let mut before = [0; 2];
        for at in 0..units.len() {
            tagger::features(units, at, before, &mut found);
            table.score(&found, &mut scores);
            let mut best = 0;
            for class in 1..scores.len() {
                if scores[class] > scores[best] {
                    best = class;
                }
            }
            tags.push(best as u32 + 1);
            before = [best as u32 + 1, before[0]];
        }
        tags
    }
}

/// A trained parser in the form in which it is written to a file.
pub struct Model {
    labels: Labels,
    lexicon: Lexicon,
    tags: Table,
    steps: Table,
}

impl Model {
    /// The model file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        for labels in [&self.labels.fine, &self.labels.relations] {
            writer.number(labels.len() as u32);
            labels.iter().for_each(|label| writer.text(label));
        }
        let (bases, exceptions) = self.lexicon.lists();
        writer.number(bases.len() as u32);
        bases.into_iter().for_each(|base| writer.text(base));
        writer.number(exceptions.len() as u32);
        for (key, lemma) in exceptions {
            writer.text(key);
            writer.text(lemma);
        }
        for table in [&self.tags, &self.steps] {
            writer.number(table.mask);
            writer.number(table.rows.len() as u32);
            let mut before = 0;
            for (at, row) in &table.rows {
                writer.number(at - before);
                before = *at;
                writer.number(row.len() as u32);
                for (class, weight) in row {
                    writer.bytes.push(*class);
                    writer.number((i32::from(*weight) << 1 ^ i32::from(*weight) >> 31) as u32);
                }
            }
        }
        writer.finish()
    }

    fn from_bytes(file: &[u8]) -> Result<Model, ModelError> {
        let mut reader = Reader::new(file)?;
        let mut list = || -> Result<Vec<String>, ModelError> {
            let count = reader.number()?;
            (0..count)
                .map(|_| reader.text().map(str::to_owned))
                .collect()
        };
        let labels = Labels::new(list()?, list()?);
        let bases = list()?;
        let count = reader.number()?;
        let exceptions = (0..count)
            .map(|_| Ok((reader.text()?, reader.text()?)))
            .collect::<Result<Vec<_>, ModelError>>()?;
        let lexicon = Lexicon::from_lists(bases.iter().map(String::as_str), exceptions.into_iter());
        let mut table = |classes: usize| -> Result<Table, ModelError> {
            let mask = reader.number()?;
            if classes == 0 || mask >= 1 << 24 || !(mask + 1).is_power_of_two() {
                return Err(ModelError::Damaged);
            }
            let count = reader.number()?;
            let mut rows = Vec::new();
            let mut at = 0_u32;
            for _ in 0..count {
                at = at.wrapping_add(reader.number()?);
                let length = reader.number()?;
                let row = (0..length)
                    .map(|_| Ok((reader.byte()?, zigzag(reader.number()?))))
                    .collect::<Result<Vec<_>, ModelError>>()?;
                rows.push((at, row));
            }
            Ok(Table::new(classes, mask, rows))
        };
        let tags = table(labels.fine.len())?;
        let steps = table(1 + 2 * labels.relations.len())?;
        Ok(Model {
            labels,
            lexicon,
            tags,
            steps,
        })
    }
}

/// The signed number that a file holds as an unsigned one, small ones first.
fn zigzag(number: u32) -> i16 {
    ((number >> 1) as i32 ^ -((number & 1) as i32)) as i16
}

/// SHA-256 of the model that the program carries, in hexadecimal: what a build's manifest names.
pub fn bundled_model_hash() -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(include_bytes!("english.model"));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Tags, lemmatizes and parses sentences.
pub struct Parser {
    model: Model,
}

/// The nodes of a sentence as the parser decides them.
pub(super) struct Analysis {
    pub(super) fine: Vec<u32>,
    /// By node from 0; `None` for the root.
    pub(super) heads: Vec<Option<u32>>,
    pub(super) relations: Vec<u32>,
}

impl Parser {
    /// The parser that the program carries.
    pub fn bundled() -> &'static Parser {
        static BUNDLED: LazyLock<Parser> = LazyLock::new(|| {
            Parser::from_bytes(include_bytes!("english.model")).unwrap_or_else(|_| Parser::empty())
        });
        &BUNDLED
    }

    /// A parser without knowledge: every word a noun that depends on the one before it. It stands in where the bundled
    /// model cannot be read, which a test rules out.
    fn empty() -> Parser {
        let labels = Labels::new(vec!["NOUN/NN".to_owned()], vec!["dep".to_owned()]);
        let table = |classes| Table::new(classes, 0, Vec::new());
        Parser {
            model: Model {
                tags: table(1),
                steps: table(3),
                labels,
                lexicon: Lexicon::default(),
            },
        }
    }

    /// The parser of a model file.
    ///
    /// # Errors
    /// When the file is no model, has another layout, or is damaged.
    pub fn from_bytes(file: &[u8]) -> Result<Parser, ModelError> {
        Ok(Parser {
            model: Model::from_bytes(file)?,
        })
    }

    /// The tree of a sentence of `text`. Each of `names`, ascending and without overlap, becomes one node; so does every
    /// other token.
    pub fn parse(&self, text: &str, sentence: &Sentence, names: &[Span<Word>]) -> Tree {
        let spans = words::spans(sentence, names);
        let form = |token: u32| {
            sentence
                .tokens
                .get(token as usize)
                .map_or("", |token| token.span.of(text))
        };
        let units: Vec<Unit> = spans
            .iter()
            .enumerate()
            .map(|(at, (span, name))| {
                let head = if span.len() == 1 {
                    form(span.start)
                } else {
                    words::head_word((span.start..span.end).map(form))
                };
                Unit::new(head, at == 0, *name)
            })
            .collect();
        let analysis = self.analyse(&units);
        let nodes = spans
            .iter()
            .enumerate()
            .map(|(at, (span, _))| {
                let label = &self.model.labels.fine[analysis.fine[at] as usize - 1];
                let (tag, fine_tag) = label.split_once('/').unwrap_or((label, ""));
                let whole = sentence.bytes(*span).of(text);
                let several = span.len() > 1;
                Node {
                    words: *span,
                    tag: if several {
                        PartOfSpeech::ProperNoun
                    } else {
                        PartOfSpeech::from_str(tag).unwrap_or(PartOfSpeech::Other)
                    },
                    lemma: if several {
                        whole.into()
                    } else {
                        self.model.lexicon.lemma(whole, tag, fine_tag)
                    },
                    head: analysis.heads[at],
                    relation: if analysis.heads[at].is_none() {
                        Dependency::Root
                    } else {
                        self.model.labels.dependencies[analysis.relations[at] as usize - 1]
                    },
                }
            })
            .collect();
        Tree { nodes }
    }

    fn analyse(&self, units: &[Unit]) -> Analysis {
        let labels = &self.model.labels;
        let fine = labels.tag(&self.model.tags, units);
        let coarse: Vec<u32> = fine
            .iter()
            .map(|fine| labels.coarse[*fine as usize])
            .collect();
        let input = Input {
            units,
            fine: &fine,
            coarse: &coarse,
        };
        let mut state = State::new(units.len());
        let mut scores = vec![0_i32; self.model.steps.classes];
        let mut found = Vec::new();
        while !state.done() {
            features::features(&input, &state, &mut found);
            self.model.steps.score(&found, &mut scores);
            let allowed = [Move::Shift, Move::Left, Move::Right].map(|step| state.allows(step));
            let mut best = (i32::MIN, 0);
            for (class, score) in scores.iter().enumerate() {
                if *score > best.0 && allowed[labels.step(class).0 as usize] {
                    best = (*score, class);
                }
            }
            let (step, relation) = labels.step(best.1);
            state.apply(step, relation);
        }
        Analysis {
            fine,
            heads: state.heads[1..]
                .iter()
                .map(|head| {
                    if *head == NONE {
                        None
                    } else {
                        head.checked_sub(1)
                    }
                })
                .collect(),
            relations: state.relations[1..].to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ModelError, Parser};
    use crate::model::{Dependency, PartOfSpeech, Sentence, Span, Token, Tree, Word};
    use proptest::prelude::*;

    /// A sentence whose tokens are the words between spaces.
    fn sentence(text: &str) -> Sentence {
        let mut at = 0;
        let mut tokens = Vec::new();
        for word in text.split(' ') {
            if !word.is_empty() {
                tokens.push(Token {
                    span: Span::new(at as u32, (at + word.len()) as u32),
                });
            }
            at += word.len() + 1;
        }
        Sentence {
            span: Span::new(0, text.len() as u32),
            tokens,
            paragraph: 0,
            headline: false,
        }
    }

    fn parse(text: &str, names: &[(u32, u32)]) -> Tree {
        let names: Vec<Span<Word>> = names
            .iter()
            .map(|(start, end)| Span::new(*start, *end))
            .collect();
        Parser::bundled().parse(text, &sentence(text), &names)
    }

    fn check(tree: &Tree, tokens: usize) {
        assert_eq!(
            tree.nodes.iter().filter(|node| node.head.is_none()).count(),
            usize::from(tokens > 0)
        );
        let mut next = 0;
        for (at, node) in tree.nodes.iter().enumerate() {
            assert_eq!(node.words.start, next);
            assert!(node.words.end > next);
            next = node.words.end;
            assert_eq!(node.head.is_none(), node.relation == Dependency::Root);
            assert!(
                node.head
                    .is_none_or(|head| (head as usize) < tree.nodes.len() && head as usize != at)
            );
        }
        assert_eq!(next as usize, tokens);
        let root = tree.root();
        assert!(
            (0..tree.nodes.len()).all(|node| root.is_some_and(|root| tree.dominates(root, node)))
        );
    }

    #[test]
    fn the_bundled_model_parses_a_passive() {
        let tree = parse("The village was recaptured by the army on Friday .", &[]);
        let relation = |word: u32| tree.node_of(word).map(|at| tree.nodes[at].relation);
        assert_eq!(relation(1), Some(Dependency::NsubjPass));
        assert_eq!(relation(2), Some(Dependency::AuxPass));
        assert_eq!(relation(3), Some(Dependency::Root));
        assert_eq!(relation(6), Some(Dependency::OblAgent));
        assert_eq!(&*tree.nodes[3].lemma, "recapture");
        assert_eq!(tree.nodes[1].tag, PartOfSpeech::Noun);
    }

    #[test]
    fn a_name_is_one_node() {
        let text = "The General Command of the Army and the Armed Forces said it took the town .";
        let tree = parse(text, &[(1, 10)]);
        check(&tree, 16);
        let name = tree.node_of(4).map(|at| &tree.nodes[at]);
        assert_eq!(name.map(|node| node.words), Some(Span::new(1, 10)));
        assert_eq!(name.map(|node| node.relation), Some(Dependency::Nsubj));
        assert_eq!(
            name.map(|node| &*node.lemma),
            Some("General Command of the Army and the Armed Forces")
        );
    }

    #[test]
    fn names_that_do_not_fit_are_passed_over() {
        check(&parse("They fled Homs", &[(2, 9), (1, 1), (5, 6)]), 3);
        check(&parse("They fled Homs", &[(0, 2), (1, 3)]), 3);
    }

    #[test]
    fn any_text_has_a_tree() {
        check(&parse("", &[]), 0);
        check(&parse("?", &[]), 1);
        check(&parse(&"he said that ".repeat(4000), &[]), 12_000);
        check(&parse(&". ".repeat(3000), &[]), 3000);
        check(&parse("сегодня армия взяла город اليوم 今天", &[]), 6);
    }

    #[test]
    fn a_file_that_is_no_model_is_refused() {
        let good = include_bytes!("english.model");
        let error = |file: &[u8]| Parser::from_bytes(file).err();
        assert_eq!(error(b""), Some(ModelError::Foreign));
        assert_eq!(
            error(b"PK\x03\x04 something else"),
            Some(ModelError::Foreign)
        );
        assert_eq!(error(&good[..good.len() - 1]), Some(ModelError::Damaged));
        let mut newer = good.to_vec();
        newer[8] = 200;
        assert_eq!(error(&newer), Some(ModelError::Version { found: 200 }));
        let mut damaged = good.to_vec();
        damaged[5000] ^= 1;
        assert_eq!(error(&damaged), Some(ModelError::Damaged));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn trees_have_one_root_and_no_cycle(text in "(\\PC{1,6} |[A-Z][a-z]{1,8} |(the|of|and|was|,|\\.) ){0,40}", names in prop::collection::vec((0_u32..45, 0_u32..45), 0..4)) {
            let sentence = sentence(&text);
            let names: Vec<Span<Word>> = names.into_iter().map(|(start, end)| Span::new(start, end)).collect();
            check(&Parser::bundled().parse(&text, &sentence, &names), sentence.tokens.len());
        }
    }
}
