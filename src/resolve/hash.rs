//! Ids made of content, so that a rebuild gives the same ones.

use sha2::{Digest, Sha256};

use crate::model::{ContentId, EntityId, OutlineRelation, Polarity, RelationName};

/// The first 64 bits of SHA-256 over the parts, each ended by a byte that no text holds.
pub(super) fn content_id<'p>(parts: impl IntoIterator<Item = &'p str>) -> ContentId {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0xFF]);
    }
    let digest = hash.finalize();
    ContentId(
        digest
            .iter()
            .take(8)
            .fold(0, |id, byte| id << 8 | u64::from(*byte)),
    )
}

/// A claim's id: renaming a rule or mending a typo elsewhere in the article does not change it.
pub(super) fn claim_id(document: &str, relation: &OutlineRelation) -> ContentId {
    let polarity = match relation.polarity {
        Polarity::Positive => "positive",
        Polarity::Negative => "negative",
    };
    content_id([
        document,
        &relation.sentence,
        relation.predicate.as_str(),
        relation.subject.as_ref().map_or("", EntityId::as_str),
        relation.object.as_str(),
        polarity,
    ])
}

/// A proposition's id.
pub(super) fn proposition_id(
    subject: Option<&EntityId>,
    relation: &RelationName,
    object: &EntityId,
) -> ContentId {
    content_id([
        subject.map_or("", EntityId::as_str),
        relation.as_str(),
        object.as_str(),
    ])
}
