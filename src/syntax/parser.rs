//! A trained model at work.

use super::decode;
use super::labels::Labels;
use super::lemma::Lexicon;
use super::matrix::add_scaled;
use super::model_file::{Model, ModelError};
use super::network::{Network, Shape};
use super::train::rows;
use super::words::{Name, features, head_word, spans};
use crate::model::{Dependency, Node, PartOfSpeech, Sentence, Span, Tree, Word};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// Nodes that are parsed at once. A sentence of more is parsed in pieces, whose roots hang on the first one's: time and
/// memory stay linear, and no real sentence is so long.
const PIECE: usize = 240;

/// The model that the program carries; its origin and licence stand in `MODEL.md` beside it.
static BUNDLED_MODEL: &[u8] = include_bytes!("english.model");

/// SHA-256 of the model that the program carries, in hexadecimal: what a build's manifest names.
pub fn bundled_model_hash() -> String {
    Sha256::digest(BUNDLED_MODEL)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Tags, lemmatizes and parses sentences.
pub struct Parser {
    pub(super) labels: Labels,
    pub(super) lexicon: Lexicon,
    dictionary: FxHashMap<u32, u32>,
    table: Vec<f32>,
    network: Network,
    parataxis: u32,
}

/// What the parser decides of the nodes of a sentence.
#[derive(Default)]
pub(super) struct Analysis {
    pub(super) tags: Vec<u32>,
    /// By node from 0; `None` for the root.
    pub(super) heads: Vec<Option<u32>>,
    pub(super) relations: Vec<u32>,
}

impl Parser {
    /// The parser that the program carries, decoded at the first call.
    pub fn bundled() -> &'static Parser {
        static BUNDLED: LazyLock<Parser> = LazyLock::new(|| {
            Parser::from_bytes(BUNDLED_MODEL).unwrap_or_else(|_| Parser::untaught())
        });
        &BUNDLED
    }

    /// A parser that knows nothing. It stands in where the bundled model cannot be read, which a test rules out.
    fn untaught() -> Parser {
        let labels = Labels::new(vec!["NOUN/NN".to_owned()], vec!["dep".to_owned()]);
        let shape = Shape {
            hidden: 1,
            layers: 1,
            arc: 1,
            label: 1,
            tags: 1,
            relations: 1,
        };
        let model = Model {
            labels,
            lexicon: Lexicon::default(),
            shape,
            dictionary: FxHashMap::default(),
            table: vec![0.0; shape.width()],
            parameters: vec![0.0; shape.layout().total],
        };
        Parser::new(model)
    }

    /// The parser of a model file.
    ///
    /// # Errors
    /// When the file is no model, has another layout, or is damaged.
    pub fn from_bytes(file: &[u8]) -> Result<Parser, ModelError> {
        Model::from_bytes(file).map(Parser::new)
    }

    fn new(model: Model) -> Parser {
        Parser {
            network: Network::new(model.shape, &model.parameters),
            parataxis: model.labels.relation_id("parataxis"),
            labels: model.labels,
            lexicon: model.lexicon,
            dictionary: model.dictionary,
            table: model.table,
        }
    }

    /// The tree of a sentence of `text`. Each of `names`, ascending and without overlap, becomes one node; so does every
    /// other token. Names out of order or outside the sentence are passed over.
    pub fn parse(&self, text: &str, sentence: &Sentence, names: &[Span<Word>]) -> Tree {
        let spans = spans(sentence, names);
        let form = |token: u32| {
            sentence
                .tokens
                .get(token as usize)
                .map_or("", |token| token.span.of(text))
        };
        let (mut found, mut ends) = (Vec::new(), Vec::new());
        for (at, (span, name)) in spans.iter().enumerate() {
            let head = if span.len() == 1 {
                form(span.start)
            } else {
                head_word((span.start..span.end).map(form))
            };
            features(head, at == 0, *name, &mut found);
            ends.push(found.len() as u32);
        }
        let analysis = self.analyse(&found, &ends);
        let nodes = spans.iter().enumerate().map(|(at, (span, name))| {
            let whole = sentence.bytes(*span).of(text);
            let id = analysis.tags[at] as usize;
            let (tag, fine_tag) = self.labels.tag(id);
            let several = *name == Name::Several;
            Node {
                words: *span,
                tag: if several {
                    PartOfSpeech::ProperNoun
                } else {
                    self.labels.parts[id]
                },
                lemma: if several {
                    whole.into()
                } else {
                    self.lexicon.lemma(whole, tag, fine_tag)
                },
                head: analysis.heads[at],
                relation: self.labels.dependencies[analysis.relations[at] as usize],
            }
        });
        let mut tree = Tree {
            nodes: nodes.collect(),
        };
        for node in &mut tree.nodes {
            match (node.head, node.relation) {
                (None, _) => node.relation = Dependency::Root,
                (Some(_), Dependency::Root) => node.relation = Dependency::Dep,
                _ => {}
            }
        }
        tree
    }

    /// Decides on units given by the hash values of their features.
    pub(super) fn analyse(&self, features: &[u32], ends: &[u32]) -> Analysis {
        let mut whole = Analysis::default();
        let mut first_root = None;
        let mut begin = 0;
        for piece in ends.chunks(PIECE) {
            let offset = whole.tags.len() as u32;
            let part = self.analyse_piece(features, begin, piece);
            begin = piece.last().map_or(begin, |end| *end as usize);
            for ((tag, head), relation) in part.tags.into_iter().zip(part.heads).zip(part.relations)
            {
                let node = whole.tags.len() as u32;
                let (head, relation) = match (head, first_root) {
                    (Some(head), _) => (Some(head + offset), relation),
                    (None, Some(root)) => (Some(root), self.parataxis),
                    (None, None) => {
                        first_root = Some(node);
                        (None, relation)
                    }
                };
                whole.tags.push(tag);
                whole.heads.push(head);
                whole.relations.push(relation);
            }
        }
        whole
    }

    fn analyse_piece(&self, features: &[u32], begin: usize, ends: &[u32]) -> Analysis {
        let width = self.network.shape.width();
        let mut vectors = vec![0.0; ends.len() * width];
        let mut found = Vec::new();
        let mut begin = begin;
        for (vector, end) in vectors.chunks_exact_mut(width).zip(ends) {
            found.clear();
            rows(
                &features[begin..*end as usize],
                &self.dictionary,
                &mut found,
            );
            begin = *end as usize;
            for row in &found {
                add_scaled(vector, 1.0, &self.table[*row as usize * width..][..width]);
            }
        }
        let reading = self.network.read(vectors);
        let heads = decode::heads(&reading.arcs, ends.len());
        let relations = self.network.relations(&reading, &heads);
        Analysis {
            tags: reading
                .tags
                .chunks_exact(self.network.shape.tags)
                .map(|row| greatest(row, |_| true))
                .collect(),
            relations: relations
                .chunks_exact(self.network.shape.relations)
                .zip(&heads)
                .map(|(row, head)| {
                    greatest(row, |id| {
                        (self.labels.dependencies[id] == Dependency::Root) == head.is_none()
                    })
                })
                .collect(),
            heads,
        }
    }
}

/// The first place of the greatest score among those that `fits` admits.
fn greatest(scores: &[f32], fits: impl Fn(usize) -> bool) -> u32 {
    let mut best = (f32::NEG_INFINITY, 0);
    for (at, score) in scores.iter().enumerate() {
        if *score > best.0 && fits(at) {
            best = (*score, at);
        }
    }
    best.1 as u32
}
