//! Who stands on one side: what one of them holds, the other does not contest.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Background;
use crate::load::Mark;
use crate::model::{EntityId, Knowledge};

/// The sides, as the gazetteer and the claims have them.
pub(super) struct Sides {
    /// What each entity is, or is part of, by any number of steps.
    above: FxHashMap<EntityId, Vec<EntityId>>,
    /// Pairs that some claim puts on one side, the lesser first.
    claimed: FxHashSet<(EntityId, EntityId)>,
}

impl Sides {
    pub fn new(knowledge: &Knowledge, background: Background<'_>) -> Self {
        let mut sides = Self {
            above: FxHashMap::default(),
            claimed: FxHashSet::default(),
        };
        for entity in knowledge
            .entities
            .values()
            .filter(|entity| entity.class.is_actor())
        {
            let mut above = vec![entity.id.clone()];
            let mut at = 0;
            while let Some(id) = above.get(at) {
                at += 1;
                if let Some(entry) = background.gazetteer.get(id.as_str()) {
                    let more = [
                        &entry.part_of,
                        &entry.member_of,
                        &entry.leads,
                        &entry.speaks_for,
                    ];
                    let new: Vec<EntityId> = more
                        .into_iter()
                        .flatten()
                        .filter(|id| !above.contains(id))
                        .cloned()
                        .collect();
                    above.extend(new);
                }
            }
            if above.len() > 1 {
                sides.above.insert(entity.id.clone(), above);
            }
        }
        for proposition in &knowledge.propositions {
            let one_side = background
                .ontology
                .relation(proposition.relation.as_str())
                .is_some_and(|relation| relation.has(Mark::OneSide));
            if let Some(subject) = &proposition.subject
                && one_side
                && proposition
                    .claims
                    .iter()
                    .any(|claim| knowledge.affirms(&knowledge.claims[*claim as usize]))
            {
                sides.claimed.insert(pair(subject, &proposition.object));
            }
        }
        sides
    }

    /// Whether two stand on one side.
    pub fn one(&self, a: &EntityId, b: &EntityId) -> bool {
        let above = |id: &EntityId| {
            self.above
                .get(id)
                .cloned()
                .unwrap_or_else(|| vec![id.clone()])
        };
        let (over_a, over_b) = (above(a), above(b));
        over_a.iter().any(|id| over_b.contains(id))
            || over_a
                .iter()
                .any(|a| over_b.iter().any(|b| self.claimed.contains(&pair(a, b))))
    }
}

fn pair(a: &EntityId, b: &EntityId) -> (EntityId, EntityId) {
    let (low, high) = if a <= b { (a, b) } else { (b, a) };
    (low.clone(), high.clone())
}
