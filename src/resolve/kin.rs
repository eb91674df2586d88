//! Ends of different breadth that one deed can have: a state and its forces, a force and its branch, a body and whoever
//! heads it, a coalition and the state that leads it. One text names the whole, another the part that did it.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Background;
use crate::load::{Entity, Gazetteer, Mark};
use crate::model::{Class, EntityId, Knowledge};

/// How an entity hangs together with a broader one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// What the part did, the whole did.
    PartOf,
    /// What either did may have been done by the other: the state that leads a coalition, the head of a body.
    Heads,
}

/// An entity above another, and the steps that lead to it.
#[derive(Debug, Clone)]
struct Above {
    id: EntityId,
    tie: Tie,
    why: String,
}

/// Who is kin, as the gazetteer has it, and as a document has it of a group that it alone describes.
pub(super) struct Kin {
    /// What is above each entity, itself left out.
    above: FxHashMap<EntityId, Vec<Above>>,
    /// One of all that hang together by any number of steps, for each entity that has kin.
    roots: FxHashMap<EntityId, EntityId>,
}

impl Kin {
    /// The kin of all entities of the knowledge.
    pub fn new(knowledge: &Knowledge, background: Background<'_>) -> Self {
        let steps = Steps::new(knowledge, background);
        let mut above = FxHashMap::default();
        for entity in knowledge
            .entities
            .values()
            .filter(|entity| entity.class.is_actor())
        {
            let found = steps.above(&entity.id);
            if !found.is_empty() {
                above.insert(entity.id.clone(), found);
            }
        }
        let roots = roots(knowledge, &above);
        Self { above, roots }
    }

    /// How two hang together; `None` where they do not, or are one.
    pub fn tie(&self, one: &EntityId, other: &EntityId) -> Option<Tie> {
        self.step(one, other).map(|above| above.tie)
    }

    /// Whether two are one, or one is part of the other or heads it.
    pub fn kin(&self, one: &EntityId, other: &EntityId) -> bool {
        one == other || self.step(one, other).is_some()
    }

    /// Why two hang together, in words; `None` where they do not, or are one.
    pub fn why(&self, one: &EntityId, other: &EntityId) -> Option<&str> {
        self.step(one, other).map(|above| above.why.as_str())
    }

    /// Those above an entity.
    pub fn above(&self, id: &EntityId) -> impl Iterator<Item = &EntityId> {
        self.above
            .get(id)
            .into_iter()
            .flatten()
            .map(|above| &above.id)
    }

    /// The same for all that hang together, by any number of steps.
    pub fn root<'a>(&'a self, id: &'a EntityId) -> &'a EntityId {
        self.roots.get(id).unwrap_or(id)
    }

    fn step(&self, one: &EntityId, other: &EntityId) -> Option<&Above> {
        let find = |low: &EntityId, high: &EntityId| {
            self.above.get(low)?.iter().find(|above| above.id == *high)
        };
        find(one, other).or_else(|| find(other, one))
    }
}

/// Single steps from an entity to what it is part of or heads.
struct Steps<'k> {
    knowledge: &'k Knowledge,
    gazetteer: &'k Gazetteer,
    /// The coalitions that each state leads.
    leads: BTreeMap<&'k EntityId, Vec<&'k EntityId>>,
    /// The governments that stand for each state.
    governments: BTreeMap<&'k EntityId, Vec<&'k EntityId>>,
    /// What documents say of groups that they alone describe.
    described: BTreeMap<&'k EntityId, Vec<&'k EntityId>>,
}

impl<'k> Steps<'k> {
    fn new(knowledge: &'k Knowledge, background: Background<'k>) -> Self {
        let mut steps = Self {
            knowledge,
            gazetteer: background.gazetteer,
            leads: BTreeMap::new(),
            governments: BTreeMap::new(),
            described: BTreeMap::new(),
        };
        for entity in background.gazetteer.entities.values() {
            let Some(country) = entity.country.as_ref() else {
                continue;
            };
            if entity.class == Class::Coalition {
                steps.leads.entry(country).or_default().push(&entity.id);
            } else if entity.class == Class::Government
                && stands_for_state(entity)
                && entity.part_of.is_empty()
            {
                steps
                    .governments
                    .entry(country)
                    .or_default()
                    .push(&entity.id);
            }
        }
        for proposition in &knowledge.propositions {
            let one_body = background
                .ontology
                .relation(proposition.relation.as_str())
                .is_some_and(|relation| relation.has(Mark::OneBody));
            let Some(subject) = proposition.subject.as_ref().filter(|_| one_body) else {
                continue;
            };
            // Of those who are listed the gazetteer tells whose they are; texts may quarrel over it.
            let listed = |id: &EntityId| background.gazetteer.get(id.as_str()).is_some();
            if (!listed(subject) || !listed(&proposition.object))
                && proposition
                    .claims
                    .iter()
                    .any(|at| knowledge.affirms(&knowledge.claims[*at as usize]))
            {
                let above = steps.described.entry(subject).or_default();
                above.push(&proposition.object);
            }
        }
        steps
    }

    fn above(&self, id: &EntityId) -> Vec<Above> {
        let mut found: Vec<Above> = Vec::new();
        let mut seen: FxHashSet<EntityId> = FxHashSet::from_iter([id.clone()]);
        let mut at = 0;
        let mut next = Some((id.clone(), Tie::PartOf, String::new()));
        while let Some((low, tie, why)) = next {
            for (high, own, words) in self.of(&low) {
                if seen.insert(high.clone()) {
                    let step = format!("{} {words} {}", self.label(&low), self.label(high));
                    found.push(Above {
                        id: high.clone(),
                        tie: if own == Tie::Heads { own } else { tie },
                        why: if why.is_empty() {
                            step
                        } else {
                            format!("{why}, {step}")
                        },
                    });
                }
            }
            next = found
                .get(at)
                .map(|above| (above.id.clone(), above.tie, above.why.clone()));
            at += 1;
        }
        found
    }

    /// The next above an entity, each with how it hangs together with it and in what words.
    fn of(&self, id: &EntityId) -> Vec<(&EntityId, Tie, &'static str)> {
        let mut found = Vec::new();
        if let Some(entity) = self.gazetteer.get(id.as_str()) {
            found.extend(
                entity
                    .part_of
                    .iter()
                    .map(|id| (id, Tie::PartOf, "is part of")),
            );
            let speaks = entity.speaks_for.iter();
            found.extend(speaks.map(|id| (id, Tie::PartOf, "speaks for")));
            found.extend(entity.leads.iter().map(|id| (id, Tie::Heads, "leads")));
            let is_coalition = |id: &&EntityId| {
                self.gazetteer
                    .get(id.as_str())
                    .is_some_and(|above| above.class == Class::Coalition)
            };
            let member_of = entity.member_of.iter().filter(is_coalition);
            found.extend(member_of.map(|id| (id, Tie::Heads, "is a member of")));
            if let Some(country) = entity.country.as_ref().filter(|_| stands_for_state(entity)) {
                found.push((country, Tie::PartOf, "is of"));
                if entity.class != Class::Government {
                    let governments = self.governments.get(country).into_iter().flatten();
                    found.extend(governments.map(|id| (*id, Tie::PartOf, "answers to")));
                }
            }
        }
        let leads = self.leads.get(id).into_iter().flatten();
        found.extend(leads.map(|id| (*id, Tie::Heads, "leads")));
        let described = self.described.get(id).into_iter().flatten();
        found.extend(described.map(|id| (*id, Tie::Heads, "is said to be of or to lead")));
        found
    }

    fn label<'a>(&'a self, id: &'a EntityId) -> &'a str {
        match self.knowledge.entity(id) {
            Some(entity) => &entity.label,
            None => self
                .gazetteer
                .get(id.as_str())
                .map_or(id.as_str(), |entity| &entity.label),
        }
    }
}

/// Whether an entity is its country's own army, police or government: names made of the country and a role mean it.
fn stands_for_state(entity: &Entity) -> bool {
    matches!(entity.class, Class::ArmedForce | Class::Government) && !entity.claims.is_empty()
}

fn roots(
    knowledge: &Knowledge,
    above: &FxHashMap<EntityId, Vec<Above>>,
) -> FxHashMap<EntityId, EntityId> {
    let mut over: FxHashMap<EntityId, EntityId> = FxHashMap::default();
    let top = |over: &FxHashMap<EntityId, EntityId>, id: &EntityId| {
        let mut id = id;
        while let Some(next) = over.get(id) {
            id = next;
        }
        id.clone()
    };
    // In the order of ids, so that the same knowledge gives the same roots.
    for id in knowledge.entities.keys() {
        for high in above.get(id).into_iter().flatten() {
            let (a, b) = (top(&over, id), top(&over, &high.id));
            if a != b {
                let (low, high) = if a < b { (a, b) } else { (b, a) };
                over.insert(high, low);
            }
        }
    }
    let ids: Vec<EntityId> = over.keys().cloned().collect();
    ids.into_iter()
        .map(|id| {
            let root = top(&over, &id);
            (id, root)
        })
        .collect()
}
