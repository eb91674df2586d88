//! One sentence with its tree and mentions, made ready to be asked about.

use crate::model::{
    Byte, Class, Dependency, Mention, Mentions, Node, PartOfSpeech, Sentence, Span, Tree,
};

/// No node.
const NONE: u32 = u32::MAX;

/// A sentence as rules see it.
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    pub(super) index: u32,
    pub(super) sentence: &'a Sentence,
    pub(super) nodes: &'a [Node],
    pub(super) mentions: &'a Mentions,
    /// Forms in lower case.
    forms: Vec<String>,
    /// Lemmas in lower case.
    lemmas: Vec<String>,
    /// Children of all nodes, one after the other; `starts[n]..starts[n + 1]` are those of node `n`.
    children: Vec<u32>,
    starts: Vec<u32>,
    /// The mention that each node heads, an index into the document's mentions.
    headed: Vec<u32>,
    /// The mention that covers each node.
    covered: Vec<u32>,
}

/// Whether a tree has nodes, all of them inside its sentence.
pub(super) fn fits(sentence: &Sentence, tree: &Tree) -> bool {
    let nodes = tree.nodes.as_slice();
    !nodes.is_empty()
        && nodes.iter().all(|node| {
            node.words.end as usize <= sentence.tokens.len()
                && node.head.is_none_or(|head| (head as usize) < nodes.len())
        })
}

impl<'a> View<'a> {
    /// The view of the sentence at `index`; `None` where its tree does not fit it.
    pub(super) fn new(
        text: &'a str,
        index: u32,
        sentence: &'a Sentence,
        tree: &'a Tree,
        mentions: &'a Mentions,
    ) -> Option<Self> {
        let nodes = tree.nodes.as_slice();
        if !fits(sentence, tree) {
            return None;
        }
        let mut starts = vec![0_u32; nodes.len() + 1];
        for node in nodes {
            if let Some(head) = node.head {
                starts[head as usize + 1] += 1;
            }
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut fill = starts.clone();
        let mut children = vec![0_u32; starts[nodes.len()] as usize];
        for (at, node) in nodes.iter().enumerate() {
            if let Some(head) = node.head {
                children[fill[head as usize] as usize] = at as u32;
                fill[head as usize] += 1;
            }
        }
        let forms = nodes
            .iter()
            .map(|node| sentence.bytes(node.words).of(text).to_lowercase())
            .collect();
        let lemmas = nodes.iter().map(|node| lemma(&node.lemma)).collect();
        let mut view = Self {
            text,
            index,
            sentence,
            nodes,
            mentions,
            forms,
            lemmas,
            children,
            starts,
            headed: vec![NONE; nodes.len()],
            covered: vec![NONE; nodes.len()],
        };
        view.place_mentions(tree);
        Some(view)
    }

    /// Notes for each node the widest mention that it heads, and the narrowest that covers it.
    fn place_mentions(&mut self, tree: &Tree) {
        let all = self.mentions;
        let first = all
            .mentions
            .partition_point(|mention| mention.sentence < self.index);
        for (offset, mention) in all.in_sentence(self.index).iter().enumerate() {
            let id = (first + offset) as u32;
            let width = mention.words.len();
            if let Some(head) = tree.head_of(mention.words) {
                let wider = |old: u32| all.mentions[old as usize].words.len() < width;
                if self.headed[head] == NONE || wider(self.headed[head]) {
                    self.headed[head] = id;
                }
            }
            let start = self
                .nodes
                .partition_point(|node| node.words.end <= mention.words.start);
            for at in start..self.nodes.len() {
                if self.nodes[at].words.start >= mention.words.end {
                    break;
                }
                let narrower = |old: u32| all.mentions[old as usize].words.len() > width;
                if self.covered[at] == NONE || narrower(self.covered[at]) {
                    self.covered[at] = id;
                }
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn form(&self, node: usize) -> &str {
        &self.forms[node]
    }

    pub(super) fn lemma(&self, node: usize) -> &str {
        &self.lemmas[node]
    }

    /// Whether the node's lemma or form is this word.
    pub(super) fn is(&self, node: usize, word: &str) -> bool {
        self.lemmas[node] == word || self.forms[node] == word
    }

    /// The last word of a node's form: what a name of several words ends in.
    pub(super) fn last_word(&self, node: usize) -> &str {
        self.forms[node]
            .rsplit([' ', '-', '\n'])
            .next()
            .unwrap_or_default()
    }

    pub(super) fn relation(&self, node: usize) -> Dependency {
        self.nodes[node].relation
    }

    pub(super) fn tag(&self, node: usize) -> PartOfSpeech {
        self.nodes[node].tag
    }

    pub(super) fn head(&self, node: usize) -> Option<usize> {
        self.nodes[node].head.map(|head| head as usize)
    }

    /// The children of a node, in the order of the text.
    pub(super) fn children(&self, node: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = self.starts[node] as usize..self.starts[node + 1] as usize;
        self.children[range].iter().map(|child| *child as usize)
    }

    /// The first child that depends in this way.
    pub(super) fn child(&self, node: usize, relation: Dependency) -> Option<usize> {
        self.children(node)
            .find(|child| self.relation(*child) == relation)
    }

    /// The first child with this lemma or form.
    pub(super) fn child_named(&self, node: usize, word: &str) -> Option<usize> {
        self.children(node).find(|child| self.is(*child, word))
    }

    /// The bytes of a node.
    pub(super) fn bytes(&self, node: usize) -> Span<Byte> {
        self.sentence.bytes(self.nodes[node].words)
    }

    /// Whether `ancestor` is `node` or stands above it.
    pub(super) fn dominates(&self, ancestor: usize, node: usize) -> bool {
        let mut at = node;
        for _ in 0..=self.len() {
            if at == ancestor {
                return true;
            }
            match self.head(at) {
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }

    /// The bytes from the first to the last word of a node's subtree, left out what hangs on it by a clause.
    pub(super) fn phrase(&self, node: usize) -> Span<Byte> {
        let mut span = self.bytes(node);
        let mut stack: Vec<usize> = vec![node];
        let mut budget = self.len();
        while let Some(at) = stack.pop() {
            span = span.join(self.bytes(at));
            if budget == 0 {
                break;
            }
            budget -= 1;
            stack.extend(self.children(at).filter(|child| {
                let own_preposition = at == node
                    && *child < node
                    && matches!(self.relation(*child), Dependency::Case | Dependency::Mark);
                !own_preposition
                    && !matches!(
                        self.relation(*child),
                        Dependency::Punct
                            | Dependency::Acl
                            | Dependency::AclRelcl
                            | Dependency::Appos
                            | Dependency::Parataxis
                            | Dependency::Conj
                            | Dependency::Cc
                            | Dependency::Advcl
                            | Dependency::Ccomp
                            | Dependency::Cop
                            | Dependency::Nsubj
                    )
            }));
        }
        span
    }

    /// The first word of the preposition that a node stands behind.
    pub(super) fn first_case(&self, node: usize) -> Option<usize> {
        self.children(node)
            .find(|child| *child < node && self.relation(*child) == Dependency::Case)
    }

    /// The mention that a node heads, else the one that covers it.
    pub(super) fn mention(&self, node: usize) -> Option<&'a Mention> {
        let id = match self.headed[node] {
            NONE => self.covered[node],
            id => id,
        };
        self.mentions.mentions.get(id as usize)
    }

    /// The mention that a node heads.
    pub(super) fn own_mention(&self, node: usize) -> Option<&'a Mention> {
        self.mentions.mentions.get(self.headed[node] as usize)
    }

    pub(super) fn class(&self, entity: u32) -> Class {
        self.mentions.entities[entity as usize].class
    }

    pub(super) fn is_nominal(&self, node: usize) -> bool {
        matches!(
            self.tag(node),
            PartOfSpeech::Noun
                | PartOfSpeech::ProperNoun
                | PartOfSpeech::Pronoun
                | PartOfSpeech::Numeral
                | PartOfSpeech::Other
        ) || self.forms[node] == "%"
            || self.headed[node] != NONE
            // "in control of most of", "large parts of all": a word of number in the place of a noun.
            || (matches!(self.tag(node), PartOfSpeech::Adjective | PartOfSpeech::Determiner)
                && self.first_case(node).is_some())
    }

    /// What a relative pronoun stands for: the noun that its clause hangs on, else the name right before it.
    pub(super) fn antecedent(&self, node: usize) -> Option<usize> {
        let relative = matches!(self.form(node), "which" | "who" | "whom" | "whose" | "that")
            && self.tag(node) == PartOfSpeech::Pronoun;
        if !relative {
            return None;
        }
        let mut at = node;
        for _ in 0..4 {
            let head = self.head(at)?;
            if self.relation(at) == Dependency::AclRelcl {
                return (head < node).then_some(head);
            }
            at = head;
        }
        let comma = node.checked_sub(1)?;
        let name = comma.checked_sub(usize::from(self.form(comma) == ","))?;
        self.own_mention(name).map(|_| name)
    }

    /// Whether two nodes stand side by side, the first first.
    pub(super) fn adjacent(&self, first: usize, second: usize) -> bool {
        self.nodes[first].words.end == self.nodes[second].words.start
    }

    /// The words of the preposition that a node stands behind, in lower case: "from", "out of".
    pub(super) fn preposition(&self, node: usize) -> Option<String> {
        let mut words = Vec::new();
        for child in self.children(node) {
            let marks = matches!(self.relation(child), Dependency::Case | Dependency::Mark);
            if !marks || self.tag(child) == PartOfSpeech::Particle || child > node {
                continue;
            }
            words.push(self.form(child).to_owned());
            for fixed in self.children(child) {
                if self.relation(fixed) == Dependency::Fixed {
                    words.push(self.form(fixed).to_owned());
                }
            }
        }
        (!words.is_empty()).then(|| words.join(" "))
    }
}

/// A lemma in lower case, with "re-capture" as "recapture".
fn lemma(lemma: &str) -> String {
    let lower = lemma.to_lowercase();
    match lower.strip_prefix("re-") {
        Some(rest) => format!("re{rest}"),
        None => lower,
    }
}
