//! What is told of ground of which nothing tells who held it: what lies in and near it, and what happened there.

use std::collections::BTreeSet;

use super::Background;
use crate::load::Mark;
use crate::model::{EntityId, Knowledge};

/// The places of a build that lie in a place, that it lies in directly, or that are said to lie near it or by it.
/// Ordered by id.
pub fn vicinity(
    knowledge: &Knowledge,
    place: &EntityId,
    background: Background<'_>,
) -> Vec<EntityId> {
    let within = |id: &EntityId| {
        let entity = background.gazetteer.get(id.as_str());
        entity.map_or(&[][..], |entity| &entity.within)
    };
    let is_place = |id: &EntityId| {
        knowledge
            .entity(id)
            .is_some_and(|entity| entity.class.is_ground() && !entity.class.is_actor())
    };
    let mut found: BTreeSet<&EntityId> = BTreeSet::new();
    found.extend(within(place));
    let inside = knowledge.entities.keys();
    found.extend(inside.filter(|id| within(id).contains(place)));
    for proposition in &knowledge.propositions {
        let lies = background
            .ontology
            .relation(proposition.relation.as_str())
            .is_some_and(|relation| relation.has(Mark::Permanent));
        if let Some(subject) = proposition.subject.as_ref().filter(|_| lies) {
            if subject == place {
                found.insert(&proposition.object);
            } else if proposition.object == *place {
                found.insert(subject);
            }
        }
    }
    found
        .into_iter()
        .filter(|id| *id != place && is_place(id))
        .cloned()
        .collect()
}

/// The claims that something is done to a place or happens there, or that somebody does to a place, in the order of
/// propositions; where places lie is left out.
pub fn told_of_ground(
    knowledge: &Knowledge,
    id: &EntityId,
    background: Background<'_>,
) -> Vec<u32> {
    let is_it = |other: Option<&EntityId>| {
        other.is_some_and(|other| {
            knowledge
                .entity(other)
                .is_some_and(|entity| entity.id == *id)
        })
    };
    let mut found = Vec::new();
    for proposition in &knowledge.propositions {
        let signature = background.ontology.relation(proposition.relation.as_str());
        let has = |mark| signature.is_some_and(|signature| signature.has(mark));
        if has(Mark::Permanent) {
            continue;
        }
        let end = proposition.object == *id || proposition.subject.as_ref() == Some(id);
        for at in &proposition.claims {
            let relation = knowledge.relation(&knowledge.claims[*at as usize]);
            if (end && has(Mark::StatesPlace)) || is_it(relation.place.as_ref()) {
                found.push(*at);
            }
        }
    }
    found
}
