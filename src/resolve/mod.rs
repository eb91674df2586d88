//! Takes the records of all documents and gives what they say together: who is who, which propositions there are,
//! who supports each, what is corroborated, what is contradicted, what happened when. Must not know of formats.
//!
//! It is the first stage that sees documents side by side. Records stay as they are; whatever is joined is
//! joined in maps of its own, with reasons.

mod contradiction;
mod control;
mod count;
mod difference;
mod event;
mod ground;
mod hash;
mod identity;
mod kin;
mod origin;
mod outline;
mod period;
mod proposition;
mod shingle;
mod side;
mod support;
mod surroundings;

#[cfg(test)]
mod tests;

use indexmap::IndexMap;

pub use control::{Interval, held_by, holders};
pub use difference::{Change, Difference, Summary, difference};
pub use ground::{told_of_ground, vicinity};
pub use identity::{Doubt, doubts};
pub use outline::Outliner;

use crate::load::{Gazetteer, Ledger, Ontology};
use crate::model::{Build, EntityId, Joining, Knowledge, Outline, Record, ResolvedEntity};
use kin::Kin;
use period::Period;

/// What is known before any document is read.
#[derive(Debug, Clone, Copy)]
pub struct Background<'d> {
    /// Who is part of what, who speaks for whom, which side outlets are on.
    pub gazetteer: &'d Gazetteer,
    /// What must be known of relations.
    pub ontology: &'d Ontology,
    /// What users decided on who is who.
    pub ledger: &'d Ledger,
}

/// Resolves the records of all documents. Their order makes no difference.
pub fn resolve(mut records: Vec<Record>, background: Background<'_>) -> Build {
    records.sort_by(|a, b| a.doc.cmp(&b.doc));
    let mut outliner = Outliner::default();
    let outlines = records
        .iter()
        .map(|record| outliner.outline(record))
        .collect();
    Build {
        records,
        knowledge: resolve_outlines(outlines, background),
    }
}

/// Resolves what all documents say, of which the outlines are enough. Their order makes no difference.
pub fn resolve_outlines(mut outlines: Vec<Outline>, background: Background<'_>) -> Knowledge {
    outlines.sort_by(|a, b| a.doc.cmp(&b.doc));
    let joinings = identity::join(&outlines, background);
    let entities = entities(&outlines, &joinings);
    let mut knowledge = Knowledge {
        outlines,
        entities,
        joinings,
        ..Knowledge::default()
    };
    proposition::state(&mut knowledge, background);
    let periods = periods(&knowledge, background.ontology);
    let kin = Kin::new(&knowledge, background);
    let tellings = event::gather(&mut knowledge, &periods, &kin, background);
    support::tell(&mut knowledge, &periods, &tellings, &kin, background);
    contradiction::find(&mut knowledge, &periods, &tellings, &kin, background);
    knowledge
}

/// When each claim holds.
fn periods(knowledge: &Knowledge, ontology: &Ontology) -> Vec<Period> {
    knowledge
        .claims
        .iter()
        .map(|claim| {
            Period::of(
                knowledge.outline(claim),
                knowledge.relation(claim),
                ontology,
            )
        })
        .collect()
}

fn entities(outlines: &[Outline], joinings: &[Joining]) -> IndexMap<EntityId, ResolvedEntity> {
    let mut entities: IndexMap<EntityId, ResolvedEntity> = IndexMap::new();
    for (at, outline) in outlines.iter().enumerate() {
        for entity in &outline.entities {
            let id = joinings
                .binary_search_by(|joining| joining.joined.cmp(&entity.id))
                .map_or(&entity.id, |at| &joinings[at].kept);
            let resolved = entities
                .entry(id.clone())
                .or_insert_with(|| ResolvedEntity {
                    id: id.clone(),
                    label: entity.label.to_string(),
                    class: entity.class,
                    known: entity.known,
                    documents: Vec::new(),
                    mentions: 0,
                });
            // The gazetteer's name is the one to show, or else the fullest form that any document uses.
            if (entity.known && entity.id == *id)
                || (!resolved.known && entity.label.len() > resolved.label.len())
            {
                resolved.label = entity.label.to_string();
                resolved.known |= entity.known && entity.id == *id;
            }
            if entity.id == *id {
                resolved.class = entity.class;
            }
            if resolved.documents.last() != Some(&(at as u32)) {
                resolved.documents.push(at as u32);
            }
            resolved.mentions += entity.mentions;
        }
    }
    entities.sort_unstable_keys();
    entities
}
