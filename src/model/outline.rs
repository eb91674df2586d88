//! What stays in memory of a document while all documents are resolved together: who it speaks of and what it says,
//! without the places of its words. The record itself stays in its file.

use std::sync::Arc;

use super::{
    Class, EntityId, Modality, PartialDate, Polarity, RecordQuantity, RecordSpan, RelationName,
    TimeRelation,
};

/// A record without the places of its words. Ids and names that recur share their memory with other outlines.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// The document's id.
    pub doc: Arc<str>,
    /// The file it came from.
    pub path: Arc<str>,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: Arc<str>,
    /// Who published it.
    pub outlet: Option<Arc<str>>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// What it speaks of, in the record's order.
    pub entities: Box<[OutlineEntity]>,
    /// What it says, in the record's order.
    pub relations: Box<[OutlineRelation]>,
}

/// One entity of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineEntity {
    /// Depends on the document alone.
    pub id: EntityId,
    /// The name to show.
    pub label: Arc<str>,
    /// What it is.
    pub class: Class,
    /// Whether the gazetteer lists or composes it.
    pub known: bool,
    /// How often the document mentions it.
    pub mentions: u32,
    /// For one that the gazetteer does not list: the known entities near its mentions, indices into
    /// `Outline::entities`.
    pub near: Box<[u32]>,
}

/// One claim.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineRelation {
    /// Who; `None` where the text does not say.
    pub subject: Option<EntityId>,
    /// The relation's name.
    pub predicate: RelationName,
    /// To whom or what.
    pub object: EntityId,
    /// Where the sentence stands.
    pub sentence_span: Option<RecordSpan>,
    /// The sentence's words, shared by the claims of one sentence.
    pub sentence: Arc<str>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Fact, plan or possibility.
    pub modality: Modality,
    /// The speaker nearest to the statement; `None` in the article's own voice.
    pub source: Option<Box<OutlineSource>>,
    /// When it happened.
    pub when: Option<PartialDate>,
    /// The end of a range of dates.
    pub when_end: Option<PartialDate>,
    /// How the words bind the date.
    pub when_relation: Option<TimeRelation>,
    /// Where.
    pub place: Option<EntityId>,
    /// Who lost what was captured.
    pub from: Option<EntityId>,
    /// How many or how much.
    pub quantity: Option<Box<OutlineQuantity>>,
}

/// How many or how much, with what tells of what it was counted.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineQuantity {
    /// The figure.
    pub figure: RecordQuantity,
    /// Whom and what its sentence mentions, indices into `Outline::entities`, in order.
    pub mentioned: Box<[u32]>,
}

/// The speaker nearest to a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineSource {
    /// The entity; absent for an unnamed source.
    pub entity: Option<EntityId>,
    /// The words that name or describe the speaker.
    pub text: Arc<str>,
}
