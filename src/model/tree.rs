//! Dependency trees, as Universal Dependencies has them.

use std::fmt;
use std::str::FromStr;

use super::{Span, Word};

macro_rules! labels {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// All of them, in the order of their numbers.
            pub const ALL: &[$name] = &[$($name::$variant,)*];

            /// The label as Universal Dependencies writes it.
            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.name())
            }
        }

        impl FromStr for $name {
            type Err = ();

            fn from_str(label: &str) -> Result<Self, ()> {
                match label { $($text => Ok($name::$variant),)* _ => Err(()) }
            }
        }
    };
}

labels! {
    /// The universal parts of speech.
    #[allow(missing_docs)]
    PartOfSpeech {
        Adjective = "ADJ",
        Adposition = "ADP",
        Adverb = "ADV",
        Auxiliary = "AUX",
        CoordinatingConjunction = "CCONJ",
        Determiner = "DET",
        Interjection = "INTJ",
        Noun = "NOUN",
        Numeral = "NUM",
        Particle = "PART",
        Pronoun = "PRON",
        ProperNoun = "PROPN",
        Punctuation = "PUNCT",
        SubordinatingConjunction = "SCONJ",
        Symbol = "SYM",
        Verb = "VERB",
        Other = "X",
    }
}

labels! {
    /// The universal relations, with the subtypes that extraction stands on.
    #[allow(missing_docs)]
    Dependency {
        Root = "root",
        Acl = "acl",
        AclRelcl = "acl:relcl",
        Advcl = "advcl",
        Advmod = "advmod",
        Amod = "amod",
        Appos = "appos",
        Aux = "aux",
        AuxPass = "aux:pass",
        Case = "case",
        Cc = "cc",
        Ccomp = "ccomp",
        Clf = "clf",
        Compound = "compound",
        CompoundPrt = "compound:prt",
        Conj = "conj",
        Cop = "cop",
        Csubj = "csubj",
        CsubjPass = "csubj:pass",
        Dep = "dep",
        Det = "det",
        Discourse = "discourse",
        Dislocated = "dislocated",
        Expl = "expl",
        Fixed = "fixed",
        Flat = "flat",
        Goeswith = "goeswith",
        Iobj = "iobj",
        List = "list",
        Mark = "mark",
        Nmod = "nmod",
        NmodPoss = "nmod:poss",
        Nsubj = "nsubj",
        NsubjPass = "nsubj:pass",
        Nummod = "nummod",
        Obj = "obj",
        Obl = "obl",
        OblAgent = "obl:agent",
        OblTmod = "obl:tmod",
        Orphan = "orphan",
        Parataxis = "parataxis",
        Punct = "punct",
        Reparandum = "reparandum",
        Vocative = "vocative",
        Xcomp = "xcomp",
    }
}

/// One node of a tree: a token, or the several tokens of a name that stands as a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The tokens of the sentence that it covers, one or more.
    pub words: Span<Word>,
    /// Its part of speech; a name's is `ProperNoun`.
    pub tag: PartOfSpeech,
    /// Its dictionary form, in lower case unless it is a proper noun; a name's is its words as written.
    pub lemma: Box<str>,
    /// The index of the node it depends on; `None` for the root.
    pub head: Option<u32>,
    /// How it depends on its head.
    pub relation: Dependency,
}

/// The dependency tree of one sentence: its nodes in the order of the text.
///
/// There is exactly one root where there are nodes, every node reaches it, and the nodes' words cover the
/// sentence's tokens in order, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree {
    /// In the order of the text.
    pub nodes: Vec<Node>,
}

impl Tree {
    /// The nodes that depend on `node`, in the order of the text.
    pub fn children(&self, node: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let head = node as u32;
        (0..self.nodes.len()).filter(move |child| self.nodes[*child].head == Some(head))
    }

    /// The node that depends on nothing.
    pub fn root(&self) -> Option<usize> {
        self.nodes.iter().position(|node| node.head.is_none())
    }

    /// The node that holds the word at this position of the sentence.
    pub fn node_of(&self, word: u32) -> Option<usize> {
        let at = self.nodes.partition_point(|node| node.words.end <= word);
        self.nodes
            .get(at)
            .filter(|node| node.words.contains(word))
            .map(|_| at)
    }

    /// The highest node among those that these words cover: the head of the phrase.
    pub fn head_of(&self, words: Span<Word>) -> Option<usize> {
        let inside = |node: &Node| words.overlaps(node.words);
        (0..self.nodes.len()).find(|at| {
            inside(&self.nodes[*at])
                && self.nodes[*at]
                    .head
                    .is_none_or(|head| !inside(&self.nodes[head as usize]))
        })
    }

    /// Whether `ancestor` is `node` or stands above it.
    pub fn dominates(&self, ancestor: usize, node: usize) -> bool {
        let mut at = node;
        for _ in 0..=self.nodes.len() {
            if at == ancestor {
                return true;
            }
            match self.nodes[at].head {
                Some(head) => at = head as usize,
                None => return false,
            }
        }
        false
    }
}
