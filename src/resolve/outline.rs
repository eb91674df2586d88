//! Makes outlines of records, in which ids, names and sentences that recur share their memory.

use std::hash::Hash;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::surroundings;
use crate::model::{
    EntityId, Outline, OutlineEntity, OutlineQuantity, OutlineRelation, OutlineSource, Record,
    RecordEntity, RecordRelation, RelationName,
};

/// Makes the outlines of a build's records, one after the other.
#[derive(Debug, Default)]
pub struct Outliner {
    ids: FxHashSet<EntityId>,
    relations: FxHashSet<RelationName>,
    texts: FxHashSet<Arc<str>>,
}

impl Outliner {
    /// The outline of a record.
    pub fn outline(&mut self, record: &Record) -> Outline {
        let mut near = surroundings::near(record);
        let entities = record
            .entities
            .iter()
            .zip(&mut near)
            .map(|(entity, near)| OutlineEntity {
                id: shared(&mut self.ids, &entity.id),
                // What is found in one document alone has a name of its own.
                label: if entity.known {
                    self.text(&entity.label)
                } else {
                    entity.label.as_str().into()
                },
                class: entity.class,
                known: entity.known,
                mentions: entity.mentions.len() as u32,
                near: std::mem::take(near).into(),
            })
            .collect();
        let mut relations: Vec<OutlineRelation> = Vec::with_capacity(record.relations.len());
        for relation in &record.relations {
            // Claims of one sentence mostly follow each other.
            let sentence = relations
                .iter()
                .rev()
                .take(8)
                .map(|other| &other.sentence)
                .find(|sentence| ***sentence == *relation.sentence)
                .cloned()
                .unwrap_or_else(|| relation.sentence.as_str().into());
            let mut id = |id: &EntityId| shared(&mut self.ids, id);
            relations.push(OutlineRelation {
                subject: relation.subject.as_ref().map(&mut id),
                object: id(&relation.object),
                place: relation.place.as_ref().map(&mut id),
                from: relation.from.as_ref().map(&mut id),
                predicate: shared(&mut self.relations, &relation.predicate),
                sentence_span: relation.sentence_span,
                sentence,
                polarity: relation.polarity,
                modality: relation.modality,
                source: relation.source.as_ref().map(|source| {
                    Box::new(OutlineSource {
                        entity: source.entity.as_ref().map(|id| shared(&mut self.ids, id)),
                        text: source.text.as_str().into(),
                    })
                }),
                when: relation.when,
                when_end: relation.when_end,
                when_relation: relation.when_relation,
                quantity: relation.quantity.clone().map(|figure| {
                    Box::new(OutlineQuantity {
                        figure,
                        mentioned: mentioned(record, relation),
                    })
                }),
            });
        }
        Outline {
            doc: record.doc.as_str().into(),
            path: self.text(&record.path),
            sha256: record.sha256.as_str().into(),
            outlet: record.outlet.as_deref().map(|outlet| self.text(outlet)),
            published: record.published,
            entities,
            relations: relations.into(),
        }
    }

    fn text(&mut self, text: &str) -> Arc<str> {
        match self.texts.get(text) {
            Some(known) => known.clone(),
            None => {
                let new: Arc<str> = text.into();
                self.texts.insert(new.clone());
                new
            }
        }
    }
}

/// Whom and what the sentence of a relation mentions: indices into the record's entities.
fn mentioned(record: &Record, relation: &RecordRelation) -> Box<[u32]> {
    let Some([from, to]) = relation.sentence_span else {
        return Box::default();
    };
    let in_sentence = |entity: &RecordEntity| {
        let starts = entity.mentions.iter().map(|mention| mention.start);
        starts.into_iter().any(|start| (from..to).contains(&start))
    };
    (0..record.entities.len() as u32)
        .filter(|at| in_sentence(&record.entities[*at as usize]))
        .collect()
}

/// The value that was met first among those that are equal.
fn shared<T: Clone + Eq + Hash>(known: &mut FxHashSet<T>, value: &T) -> T {
    match known.get(value) {
        Some(known) => known.clone(),
        None => {
            known.insert(value.clone());
            value.clone()
        }
    }
}
