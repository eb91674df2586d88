//! Gathers claims into the propositions that they state, and counts who supports each.

use std::collections::BTreeMap;

use crate::load::Ontology;
use crate::model::{
    ContentId, EntityId, Knowledge, Modality, Origin, Polarity, Proposition, RelationName,
    ResolvedClaim,
};

use super::{hash, origin};

/// A claim on its way to its proposition.
struct Stated {
    claim: ContentId,
    record: u32,
    relation: u32,
    origin: Origin,
    proposition: ContentId,
}

/// Fills in the knowledge's claims, origins and propositions.
pub(super) fn state(knowledge: &mut Knowledge, ontology: &Ontology) {
    let mut parts: BTreeMap<ContentId, (Option<EntityId>, RelationName, EntityId)> =
        BTreeMap::new();
    let mut stated: Vec<Stated> = Vec::new();
    for (at, record) in knowledge.records.iter().enumerate() {
        let first = stated.len();
        for (position, relation) in record.relations.iter().enumerate() {
            let resolved = |id: &EntityId| {
                knowledge
                    .entity(id)
                    .map_or_else(|| id.clone(), |e| e.id.clone())
            };
            let (mut subject, mut object) = (
                relation.subject.as_ref().map(resolved),
                resolved(&relation.object),
            );
            if ontology.is_symmetric(relation.predicate.as_str())
                && let Some(other) = subject.take()
            {
                let (low, high) = if other <= object {
                    (other, object)
                } else {
                    (object, other)
                };
                (subject, object) = (Some(low), high);
            }
            let proposition = hash::proposition_id(subject.as_ref(), &relation.predicate, &object);
            parts
                .entry(proposition)
                .or_insert((subject, relation.predicate.clone(), object));
            let claim = hash::claim_id(&record.doc, relation);
            // The same statement found twice in one sentence is one claim.
            if stated[first..].iter().any(|other| other.claim == claim) {
                continue;
            }
            stated.push(Stated {
                claim,
                record: at as u32,
                relation: position as u32,
                origin: origin::of(knowledge, record, relation),
                proposition,
            });
        }
    }
    let mut origins: Vec<Origin> = stated.iter().map(|claim| claim.origin.clone()).collect();
    origins.sort();
    origins.dedup_by(|a, b| a.key == b.key);
    let ids: Vec<ContentId> = parts.keys().copied().collect();
    let mut propositions: Vec<Proposition> = parts
        .into_iter()
        .map(|(id, (subject, relation, object))| Proposition {
            id,
            subject,
            relation,
            object,
            claims: Vec::new(),
            support: Vec::new(),
            denial: Vec::new(),
            corroborated: false,
        })
        .collect();
    for claim in stated {
        let proposition = ids.partition_point(|id| *id < claim.proposition) as u32;
        let origin = origins.partition_point(|origin| origin.key < claim.origin.key) as u32;
        propositions[proposition as usize]
            .claims
            .push(knowledge.claims.len() as u32);
        knowledge.claims.push(ResolvedClaim {
            id: claim.claim,
            record: claim.record,
            relation: claim.relation,
            proposition,
            origin,
        });
    }
    knowledge.origins = origins;
    for proposition in &mut propositions {
        count(knowledge, proposition);
    }
    knowledge.propositions = propositions;
}

/// Counts the origins that affirm and that deny, and tells whether two affirm it of one time and place.
fn count(knowledge: &Knowledge, proposition: &mut Proposition) {
    let mut affirming: Vec<(u32, &crate::model::RecordRelation)> = Vec::new();
    for claim in proposition
        .claims
        .iter()
        .map(|claim| &knowledge.claims[*claim as usize])
    {
        let relation = knowledge.relation(claim);
        match (relation.polarity, relation.modality) {
            (Polarity::Negative, _) => proposition.denial.push(claim.origin),
            (Polarity::Positive, Modality::Actual) => {
                proposition.support.push(claim.origin);
                affirming.push((claim.origin, relation));
            }
            (Polarity::Positive, _) => {}
        }
    }
    for origins in [&mut proposition.support, &mut proposition.denial] {
        origins.sort_unstable();
        origins.dedup();
    }
    proposition.corroborated = proposition.subject.is_some()
        && affirming.iter().enumerate().any(|(at, (origin, one))| {
            affirming[at + 1..].iter().any(|(other_origin, other)| {
                origin != other_origin
                    && one
                        .when
                        .zip(other.when)
                        .is_none_or(|(a, b)| a.compatible(b))
                    && one
                        .place
                        .as_ref()
                        .zip(other.place.as_ref())
                        .is_none_or(|(a, b)| a == b)
            })
        });
}
