//! Documents with trees written by hand.

use crate::load::{Ontology, bundle};
use crate::model::{
    Class, Document, EntityId, LocalEntity, Mention, MentionKind, Mentions, Node, Sentence, Span,
    Token, Tree,
};

/// The project's own ontology.
pub(super) fn ontology() -> Ontology {
    Ontology::load(&bundle::ontology()).0
}

/// A text with what the stages before would give.
pub(super) struct Text {
    pub(super) document: Document,
    pub(super) sentences: Vec<Sentence>,
    pub(super) trees: Vec<Tree>,
    pub(super) mentions: Mentions,
}

impl Text {
    /// Each sentence as words `form/TAG:lemma/head/relation`, the head from 1; capitals of one letter are groups.
    pub(super) fn new(sentences: &[&str]) -> Self {
        let mut text = String::new();
        let mut read = Self {
            document: Document {
                id: "text".to_owned(),
                path: "text.txt".to_owned(),
                text: String::new(),
                sha256: String::new(),
                outlet: None,
                published: "2017-06-18".parse().ok(),
                url: None,
                headline: None,
                title: None,
                prose: Vec::new(),
            },
            sentences: Vec::new(),
            trees: Vec::new(),
            mentions: Mentions::default(),
        };
        for (index, sentence) in sentences.iter().enumerate() {
            let start = text.len() as u32;
            let mut tokens = Vec::new();
            let mut nodes = Vec::new();
            for (at, word) in sentence.split_whitespace().enumerate() {
                let parts: Vec<&str> = word.split('/').collect();
                let [form, tag, head, relation] = parts[..] else {
                    panic!("{word}")
                };
                let (tag, lemma) = tag.split_once(':').unwrap_or((tag, form));
                let from = text.len() as u32;
                text.push_str(form);
                let span = Span::new(from, text.len() as u32);
                text.push(' ');
                tokens.push(Token { span });
                let words = Span::new(at as u32, at as u32 + 1);
                nodes.push(Node {
                    words,
                    tag: tag.parse().unwrap(),
                    lemma: lemma.to_lowercase().into(),
                    head: head.parse::<u32>().unwrap().checked_sub(1),
                    relation: relation.parse().unwrap(),
                });
                if form.len() == 1 && form.starts_with(|c: char| c.is_ascii_uppercase()) {
                    let entity = read.entity(form);
                    read.mentions.mentions.push(Mention {
                        sentence: index as u32,
                        words,
                        span,
                        kind: MentionKind::Name,
                        entity,
                        reason: String::new(),
                    });
                }
            }
            let span = Span::new(start, text.trim_end().len() as u32);
            read.sentences.push(Sentence {
                span,
                tokens,
                paragraph: 0,
                headline: false,
            });
            read.trees.push(Tree { nodes });
        }
        read.document.prose = vec![Span::new(0, text.len() as u32)];
        read.document.text = text;
        read
    }

    fn entity(&mut self, label: &str) -> u32 {
        let known = self
            .mentions
            .entities
            .iter()
            .position(|entity| entity.label == label);
        let at = known.unwrap_or_else(|| {
            self.mentions.entities.push(LocalEntity {
                id: EntityId::from(label.to_lowercase()),
                label: label.to_owned(),
                class: Class::ArmedGroup,
                known: true,
                described: false,
            });
            self.mentions.entities.len() - 1
        });
        at as u32
    }
}
