//! Trees as text: a drawing for the terminal, CoNLL-U, GraphViz.

use crate::model::{Sentence, Tree};
use std::fmt::Write;

/// Draws a tree with one line for each node, below its head, in the order of the text.
///
/// ```text
/// recaptured  VERB root
/// ├── village  NOUN nsubj:pass
/// │   └── The  DET det
/// └── was  AUX aux:pass
/// ```
pub fn tree(text: &str, sentence: &Sentence, tree: &Tree) -> String {
    let mut children = vec![Vec::new(); tree.nodes.len()];
    for (at, node) in tree.nodes.iter().enumerate() {
        if let Some(children) = node.head.and_then(|head| children.get_mut(head as usize)) {
            children.push(at);
        }
    }
    let mut out = String::new();
    // Nodes still to draw, each with the lines that lead to it and whether it is its head's last dependent.
    let mut waiting: Vec<(usize, String, Option<bool>)> = tree
        .root()
        .map(|root| (root, String::new(), None))
        .into_iter()
        .collect();
    while let Some((at, prefix, last)) = waiting.pop() {
        let node = &tree.nodes[at];
        let branch = match last {
            None => "",
            Some(true) => "└── ",
            Some(false) => "├── ",
        };
        let form = one_line(sentence.bytes(node.words).of(text));
        let _ = writeln!(
            out,
            "{prefix}{branch}{form}  {} {}",
            node.tag, node.relation
        );
        let below = match last {
            None => prefix,
            Some(true) => prefix + "    ",
            Some(false) => prefix + "│   ",
        };
        for (rank, child) in children[at].iter().rev().enumerate() {
            waiting.push((*child, below.clone(), Some(rank == 0)));
        }
    }
    out
}

/// A tree in CoNLL-U; a name of several words is one word, its spaces kept. `id` becomes the `sent_id`.
pub fn conllu(id: &str, text: &str, sentence: &Sentence, tree: &Tree) -> String {
    let mut out = format!(
        "# sent_id = {}\n# text = {}\n",
        one_line(id),
        one_line(sentence.span.of(text))
    );
    for (at, node) in tree.nodes.iter().enumerate() {
        let span = sentence.bytes(node.words);
        let joined = tree
            .nodes
            .get(at + 1)
            .is_some_and(|next| sentence.bytes(next.words).start == span.end);
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}\t_\t_\t{}\t{}\t_\t{}",
            at + 1,
            one_line(span.of(text)),
            one_line(&node.lemma),
            node.tag,
            node.head.map_or(0, |head| head + 1),
            node.relation,
            if joined { "SpaceAfter=No" } else { "_" },
        );
    }
    out.push('\n');
    out
}

/// A tree as a GraphViz digraph.
pub fn dot(text: &str, sentence: &Sentence, tree: &Tree) -> String {
    let mut out = String::from(
        "digraph tree {\n  node [shape=plaintext fontname=\"Helvetica\"];\n  edge [fontname=\"Helvetica\" fontsize=10];\n",
    );
    for (at, node) in tree.nodes.iter().enumerate() {
        let form = quoted(sentence.bytes(node.words).of(text));
        let _ = writeln!(out, "  n{at} [label=\"{form}\\n{}\"];", node.tag);
        if let Some(head) = node.head {
            let _ = writeln!(out, "  n{head} -> n{at} [label=\"{}\"];", node.relation);
        }
    }
    out.push_str("}\n");
    out
}

fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

fn quoted(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::{conllu, dot, tree};
    use crate::model::{Dependency, Node, PartOfSpeech, Sentence, Span, Token, Tree};

    fn sample() -> (&'static str, Sentence, Tree) {
        let text = "The \"Free\" Army left.";
        let tokens = [
            (0, 3),
            (4, 5),
            (5, 9),
            (9, 10),
            (11, 15),
            (16, 20),
            (20, 21),
        ]
        .map(|(start, end)| Token {
            span: Span::new(start, end),
        })
        .to_vec();
        let sentence = Sentence {
            span: Span::new(0, 21),
            tokens,
            paragraph: 0,
            headline: false,
        };
        let node = |words: (u32, u32), tag, lemma: &str, head, relation| Node {
            words: Span::new(words.0, words.1),
            tag,
            lemma: lemma.into(),
            head,
            relation,
        };
        let nodes = vec![
            node(
                (0, 1),
                PartOfSpeech::Determiner,
                "the",
                Some(1),
                Dependency::Det,
            ),
            node(
                (1, 5),
                PartOfSpeech::ProperNoun,
                "\"Free\" Army",
                Some(2),
                Dependency::Nsubj,
            ),
            node((5, 6), PartOfSpeech::Verb, "leave", None, Dependency::Root),
            node(
                (6, 7),
                PartOfSpeech::Punctuation,
                ".",
                Some(2),
                Dependency::Punct,
            ),
        ];
        (text, sentence, Tree { nodes })
    }

    #[test]
    fn a_tree_is_shown_three_ways() {
        let (text, sentence, sample) = sample();
        insta::assert_snapshot!(tree(text, &sentence, &sample), @r#"
        left  VERB root
        ├── "Free" Army  PROPN nsubj
        │   └── The  DET det
        └── .  PUNCT punct
        "#);
        insta::assert_snapshot!(conllu("s1", text, &sentence, &sample).replace('\t', " "), @r#"
        # sent_id = s1
        # text = The "Free" Army left.
        1 The the DET _ _ 2 det _ _
        2 "Free" Army "Free" Army PROPN _ _ 3 nsubj _ _
        3 left leave VERB _ _ 0 root _ SpaceAfter=No
        4 . . PUNCT _ _ 3 punct _ _
        "#);
        let drawn = dot(text, &sentence, &sample);
        assert!(
            drawn.contains(r#"n1 [label="\"Free\" Army\nPROPN"];"#),
            "{drawn}"
        );
        assert!(drawn.contains(r#"n2 -> n1 [label="nsubj"];"#), "{drawn}");
    }
}
