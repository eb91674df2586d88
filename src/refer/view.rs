//! One sentence as reference looks at it.

use crate::model::{Dependency, PartOfSpeech, Sentence, Span, Tree, Word};

/// A name that stands in the sentence, settled.
#[derive(Clone, Copy)]
pub(super) struct Named {
    pub(super) words: Span<Word>,
    pub(super) entity: u32,
}

/// A sentence with its words in lower case, its tree and the names in it.
pub(super) struct View<'d> {
    pub(super) index: u32,
    pub(super) sentence: &'d Sentence,
    pub(super) tree: Option<&'d Tree>,
    pub(super) text: &'d str,
    pub(super) lower: Vec<String>,
    pub(super) names: Vec<Named>,
    /// For each word the name that covers it.
    pub(super) covered: Vec<Option<usize>>,
    /// For each node whether it has a subject of its own.
    subjects: Vec<bool>,
}

impl<'d> View<'d> {
    pub(super) fn new(
        index: u32,
        sentence: &'d Sentence,
        tree: Option<&'d Tree>,
        text: &'d str,
    ) -> Self {
        let lower: Vec<String> = sentence
            .tokens
            .iter()
            .map(|token| token.span.of(text).to_lowercase())
            .collect();
        let covered = vec![None; lower.len()];
        let nodes = tree.map_or(&[][..], |tree| &tree.nodes);
        let mut subjects = vec![false; nodes.len()];
        for node in nodes {
            let head = node.head.and_then(|head| subjects.get_mut(head as usize));
            if let (Dependency::Nsubj, Some(subject)) = (node.relation, head) {
                *subject = true;
            }
        }
        Self {
            index,
            sentence,
            tree: tree.filter(|tree| !tree.nodes.is_empty()),
            text,
            lower,
            names: Vec::new(),
            covered,
            subjects,
        }
    }

    /// Enters the settled names of the sentence.
    pub(super) fn set_names(&mut self, names: Vec<Named>) {
        for (at, name) in names.iter().enumerate() {
            if let Some(words) = self.covered.get_mut(name.words.range()) {
                words.fill(Some(at));
            }
        }
        self.names = names;
    }

    /// The word at a position, in lower case; empty outside the sentence.
    pub(super) fn word(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", String::as_str)
    }

    /// The word before a position.
    pub(super) fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |before| self.word(before))
    }

    /// Whether the word at a position is written with a capital.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        let token = self.sentence.tokens.get(at);
        token.is_some_and(|token| token.span.of(self.text).starts_with(char::is_uppercase))
    }

    /// The name that covers the word at a position.
    pub(super) fn name_at(&self, at: usize) -> Option<&Named> {
        self.covered
            .get(at)
            .copied()
            .flatten()
            .and_then(|name| self.names.get(name))
    }

    /// The node that holds the word at a position.
    pub(super) fn node(&self, at: usize) -> Option<usize> {
        self.tree?.node_of(at as u32)
    }

    /// The node that heads these words.
    pub(super) fn head_node(&self, words: Span<Word>) -> Option<usize> {
        let tree = self.tree?;
        // The nodes of the words alone: a search of the whole tree is slow where a sentence never ends.
        let first = tree.node_of(words.start)?;
        let inside = tree.nodes.get(first..)?.iter();
        let count = inside
            .take_while(|node| node.words.start < words.end)
            .count();
        (first..first + count).find(|at| {
            tree.nodes[*at]
                .head
                .is_none_or(|head| !(first..first + count).contains(&(head as usize)))
        })
    }

    /// The part of speech of the word at a position.
    pub(super) fn tag(&self, at: usize) -> Option<PartOfSpeech> {
        let node = self.node(at)?;
        self.tree?.nodes.get(node).map(|node| node.tag)
    }

    /// The lemma of a node.
    pub(super) fn lemma(&self, node: usize) -> &str {
        self.tree
            .and_then(|tree| tree.nodes.get(node))
            .map_or("", |node| &node.lemma)
    }

    /// How a node depends, and on which node.
    pub(super) fn relation(&self, node: usize) -> Option<(Dependency, Option<usize>)> {
        let node = self.tree?.nodes.get(node)?;
        Some((node.relation, node.head.map(|head| head as usize)))
    }

    /// The first of the coordination that a node stands in, itself where it stands in none.
    pub(super) fn first_conjunct(&self, node: usize) -> usize {
        let mut at = node;
        // A tree has no cycle, but no more steps are ever needed than it is deep.
        for _ in 0..self.lower.len() {
            match self.relation(at) {
                Some((Dependency::Conj, Some(head))) => at = head,
                _ => break,
            }
        }
        at
    }

    /// The nodes that depend on a node.
    pub(super) fn children(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        self.tree
            .into_iter()
            .flat_map(move |tree| tree.children(node))
    }

    /// Whether a child of `node` depends on it by `relation`.
    pub(super) fn has_child(&self, node: usize, relation: Dependency) -> bool {
        self.tree.is_some_and(|tree| {
            tree.children(node)
                .any(|child| tree.nodes[child].relation == relation)
        })
    }

    /// The verb that a node is an end of, with the verb it shares its subject with.
    pub(super) fn clause(&self, node: usize) -> [Option<usize>; 2] {
        let Some((_, Some(verb))) = self.relation(self.first_conjunct(node)) else {
            return [None; 2];
        };
        let first = self.first_conjunct(verb);
        let shares = first != verb && !self.subjects.get(verb).is_some_and(|own| *own);
        [Some(verb), shares.then_some(first)]
    }
}
