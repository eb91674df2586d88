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
