//! Gathers claims into the propositions that they state.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::origin::{Origins, merge_repeated};
use super::{Background, hash};
use crate::model::{
    ContentId, EntityId, Knowledge, Origin, OutlineRelation, Proposition, RelationName,
    ResolvedClaim,
};

/// Subject, relation and object.
type Parts = (Option<EntityId>, RelationName, EntityId);

/// A claim on its way to its proposition; the last two point into tables in the order of finding.
struct Stated {
    id: ContentId,
    record: u32,
    relation: u32,
    proposition: ContentId,
    origin: u32,
}

/// Fills in the knowledge's claims, origins and propositions; who supports them is told later.
pub(super) fn state(knowledge: &mut Knowledge, background: Background<'_>) {
    let finder = Origins::new(&knowledge.outlines, background.gazetteer);
    let mut parts: BTreeMap<ContentId, Parts> = BTreeMap::new();
    let mut origins: IndexMap<String, Origin> = IndexMap::new();
    let mut stated: Vec<Stated> = Vec::new();
    for (at, outline) in knowledge.outlines.iter().enumerate() {
        let first = stated.len();
        for (position, relation) in outline.relations.iter().enumerate() {
            let (subject, name, object) = ends(knowledge, relation, background);
            let proposition = hash::proposition_id(subject.as_ref(), &name, &object);
            let id = hash::claim_id(&outline.doc, relation);
            // The same statement found twice in one sentence is one claim.
            if stated[first..].iter().any(|other| other.id == id) {
                continue;
            }
            parts.entry(proposition).or_insert((subject, name, object));
            let found = finder.of(knowledge, at as u32, relation);
            let origin = match origins.get_index_of(&found.key) {
                Some(origin) => origin,
                None => origins.insert_full(found.key.clone(), found).0,
            };
            stated.push(Stated {
                id,
                record: at as u32,
                relation: position as u32,
                proposition,
                origin: origin as u32,
            });
        }
    }
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
            borne_out_by: Vec::new(),
        })
        .collect();
    for (at, claim) in stated.iter().enumerate() {
        let proposition = ids.partition_point(|id| *id < claim.proposition);
        propositions[proposition].claims.push(at as u32);
    }
    for proposition in &propositions {
        follow_repeated(knowledge, &mut stated, &proposition.claims);
    }

    // An origin whose every claim turned out to be somebody else's is none.
    let mut used = vec![false; origins.len()];
    for claim in &stated {
        used[claim.origin as usize] = true;
    }
    let mut sorted: Vec<usize> = (0..origins.len()).filter(|at| used[*at]).collect();
    sorted.sort_by(|a, b| origins[*a].key.cmp(&origins[*b].key));
    let mut places = vec![0_u32; origins.len()];
    for (place, at) in sorted.iter().enumerate() {
        places[*at] = place as u32;
    }
    knowledge.origins = sorted.iter().map(|at| origins[*at].clone()).collect();
    knowledge.claims = stated
        .iter()
        .map(|claim| ResolvedClaim {
            id: claim.id,
            record: claim.record,
            relation: claim.relation,
            proposition: ids.partition_point(|id| *id < claim.proposition) as u32,
            origin: places[claim.origin as usize],
        })
        .collect();
    knowledge.propositions = propositions;
}

/// What a claim states, its ends joined with what they are known as and in order where the relation has none.
fn ends(knowledge: &Knowledge, relation: &OutlineRelation, background: Background<'_>) -> Parts {
    let resolved = |id: &EntityId| {
        knowledge
            .entity(id)
            .map_or_else(|| id.clone(), |entity| entity.id.clone())
    };
    let (mut subject, mut object) = (
        relation.subject.as_ref().map(resolved),
        resolved(&relation.object),
    );
    if background
        .ontology
        .is_symmetric(relation.predicate.as_str())
        && let Some(other) = &mut subject
        && *other > object
    {
        std::mem::swap(other, &mut object);
    }
    (subject, relation.predicate.clone(), object)
}

fn follow_repeated(knowledge: &Knowledge, stated: &mut [Stated], claims: &[u32]) {
    if claims.len() < 2 {
        return;
    }
    let mut order = claims.to_vec();
    order.sort_by_key(|at| {
        let published = knowledge.outlines[stated[*at as usize].record as usize].published;
        (published.is_none(), published, *at)
    });
    let mut told: Vec<(u32, &OutlineRelation)> = order
        .iter()
        .map(|at| {
            let claim = &stated[*at as usize];
            let relation =
                &knowledge.outlines[claim.record as usize].relations[claim.relation as usize];
            (claim.origin, relation)
        })
        .collect();
    merge_repeated(&mut told);
    for (at, (origin, _)) in order.iter().zip(told) {
        stated[*at as usize].origin = origin;
    }
}

/// Whether the places that two claims name, where they name one, are one.
pub(super) fn one_place(knowledge: &Knowledge, one: &ResolvedClaim, other: &ResolvedClaim) -> bool {
    let place = |claim| {
        let id = knowledge.relation(claim).place.as_ref()?;
        Some(knowledge.entity(id).map_or(id, |entity| &entity.id))
    };
    place(one).zip(place(other)).is_none_or(|(a, b)| a == b)
}
