//! Mentions: where a document speaks of an entity.

use serde::{Deserialize, Serialize};

use super::{Byte, Class, EntityId, LocalEntity, Span, Word};

/// How a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    /// By a name: "SAA", "al-Tanf".
    Name,
    /// By a noun: "the army", "the group".
    Nominal,
    /// By a pronoun: "he", "they".
    Pronoun,
}

/// One entity that a name may stand for.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The gazetteer's id, a composed one, or an unlisted one's.
    pub id: EntityId,
    /// The name to show.
    pub label: String,
    /// What it would be.
    pub class: Class,
    /// Whether the gazetteer lists it, or composes it from a state and a role.
    pub known: bool,
    /// How well it fits; higher is better, only the order counts.
    pub score: f32,
    /// Why, in words for `dossier try`.
    pub reason: String,
}

/// A name found in a sentence, with what it may stand for: what the stage `names` gives.
#[derive(Debug, Clone, PartialEq)]
pub struct NameMention {
    /// The sentence, an index into the document's sentences.
    pub sentence: u32,
    /// The tokens of the sentence.
    pub words: Span<Word>,
    /// The same in the document.
    pub span: Span<Byte>,
    /// Whether it is a name or, composed from a state and a common noun ("Russian warplanes"), a nominal.
    pub kind: MentionKind,
    /// What it may stand for, the best first; never empty.
    pub candidates: Vec<Candidate>,
}

/// One mention, settled: what the stage `refer` gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The sentence, an index into the document's sentences.
    pub sentence: u32,
    /// The tokens of the sentence.
    pub words: Span<Word>,
    /// The same in the document.
    pub span: Span<Byte>,
    /// How it refers.
    pub kind: MentionKind,
    /// The entity, an index into `Mentions::entities`.
    pub entity: u32,
    /// Why this entity, in words for `dossier try`.
    pub reason: String,
}

/// All that one document speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mentions {
    /// The entities, in the order of their first mention.
    pub entities: Vec<LocalEntity>,
    /// The mentions, in the order of the text; none overlaps another of the same kind.
    pub mentions: Vec<Mention>,
}

impl Mentions {
    /// The entity of a mention.
    pub fn entity(&self, mention: &Mention) -> &LocalEntity {
        &self.entities[mention.entity as usize]
    }

    /// The mentions of one sentence, in order.
    pub fn in_sentence(&self, sentence: u32) -> &[Mention] {
        let start = self
            .mentions
            .partition_point(|mention| mention.sentence < sentence);
        let end = self
            .mentions
            .partition_point(|mention| mention.sentence <= sentence);
        &self.mentions[start..end]
    }
}
