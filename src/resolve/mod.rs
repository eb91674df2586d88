//! Takes the records of all documents and gives what they say together: which propositions there are,
//! who supports each, what is corroborated and what is contradicted. Must not know of formats.
//!
//! It is the first stage that sees documents side by side. Records stay as they are; whatever is joined is
//! joined in maps of its own, with reasons.

mod contradiction;
mod hash;
mod origin;
mod proposition;

use indexmap::IndexMap;

use crate::load::Ontology;
use crate::model::{EntityId, Knowledge, Record, ResolvedEntity};

/// Resolves the records of all documents. Their order makes no difference.
pub fn resolve(mut records: Vec<Record>, ontology: &Ontology) -> Knowledge {
    records.sort_by(|a, b| a.doc.cmp(&b.doc));
    let entities = entities(&records);
    let mut knowledge = Knowledge {
        records,
        entities,
        ..Knowledge::default()
    };
    proposition::state(&mut knowledge, ontology);
    contradiction::find(&mut knowledge, ontology);
    knowledge
}

fn entities(records: &[Record]) -> IndexMap<EntityId, ResolvedEntity> {
    let mut entities: IndexMap<EntityId, ResolvedEntity> = IndexMap::new();
    for (at, record) in records.iter().enumerate() {
        for entity in &record.entities {
            let resolved = entities
                .entry(entity.id.clone())
                .or_insert_with(|| ResolvedEntity {
                    id: entity.id.clone(),
                    label: entity.label.clone(),
                    class: entity.class,
                    known: entity.known,
                    documents: Vec::new(),
                    mentions: 0,
                });
            // The fullest form that any document uses is the one to show.
            if !entity.known && entity.label.len() > resolved.label.len() {
                resolved.label = entity.label.clone();
            }
            resolved.documents.push(at as u32);
            resolved.mentions += entity.mentions.len() as u32;
        }
    }
    entities.sort_unstable_keys();
    entities
}
