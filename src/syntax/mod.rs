//! Part of speech, lemma and dependency tree of a sentence.
//!
//! Takes a [`Sentence`](crate::model::Sentence) and the names found in it, and gives a [`Tree`](crate::model::Tree) in
//! Universal Dependencies. It must not know the gazetteer or relations: to it a name is a unit of one or several tokens
//! that becomes one node.

mod adam;
mod decode;
mod evaluate;
mod labels;
mod learn;
mod lemma;
mod matrix;
mod model_file;
mod network;
mod parser;
mod random;
mod recurrence;
pub mod show;
mod train;
pub mod treebank;
mod words;

pub use evaluate::{Agreement, Evaluation, Score, evaluate};
pub use model_file::{Model, ModelError, VERSION};
pub use parser::{Parser, bundled_model_hash};
pub use train::{Options, train};

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
