//! Who spoke first. A chain of attribution ends at the speaker nearest to the statement; where the text
//! credits nobody, the outlet itself is the origin. Whoever repeats a text is no origin of it.

use rustc_hash::FxHashMap;

use super::shingle;
use crate::load::Gazetteer;
use crate::model::{Class, EntityId, Knowledge, Origin, Outline, OutlineRelation};

/// Finds the origins of claims.
pub(super) struct Origins<'d> {
    gazetteer: &'d Gazetteer,
    /// The media entity behind each name of an outlet, the names in lower case.
    outlets: FxHashMap<String, &'d EntityId>,
    /// For each document the one whose text it repeats.
    copies: Vec<u32>,
}

impl<'d> Origins<'d> {
    /// Makes ready for the documents of a build.
    pub fn new(outlines: &[Outline], gazetteer: &'d Gazetteer) -> Self {
        Self {
            gazetteer,
            outlets: gazetteer.outlets(),
            copies: shingle::copies(outlines),
        }
    }

    /// The origin of one claim.
    pub fn of(&self, knowledge: &Knowledge, at: u32, relation: &OutlineRelation) -> Origin {
        let outline = &knowledge.outlines[self.copies[at as usize] as usize];
        let outlet = outline.outlet.as_deref().unwrap_or(&outline.doc);
        let listed = self.outlets.get(&outlet.to_lowercase()).copied();
        let Some(source) = &relation.source else {
            return match listed {
                Some(id) => self.entity(knowledge, id),
                None => Origin {
                    key: format!("outlet/{}", slug(outlet)),
                    label: outlet.to_owned(),
                    stance: None,
                },
            };
        };
        match &source.entity {
            Some(id) => self.entity(knowledge, id),
            // An unnamed source is told from another outlet's unnamed source, which may be somebody else.
            None => Origin {
                key: format!("outlet/{}/{}", slug(outlet), slug(&source.text)),
                label: format!("{} ({outlet})", source.text),
                stance: listed.and_then(|id| self.gazetteer.get(id.as_str())?.stance.clone()),
            },
        }
    }

    /// An entity as origin. A person who speaks for a body is that body: two spokesmen of one army are one origin. A
    /// state's outlet stays itself: what it reports is not what its state has said.
    fn entity(&self, knowledge: &Knowledge, id: &EntityId) -> Origin {
        let id = knowledge.entity(id).map_or(id, |entity| &entity.id);
        let entry = self.gazetteer.get(id.as_str());
        let spoken_for = entry
            .filter(|entry| entry.class == Class::Person)
            .and_then(|entry| entry.speaks_for.first());
        let id = spoken_for.unwrap_or(id);
        let entry = self.gazetteer.get(id.as_str()).or(entry);
        Origin {
            key: id.to_string(),
            label: entry
                .map_or_else(|| knowledge.label(id), |entry| &entry.label)
                .to_owned(),
            stance: entry.and_then(|entry| entry.stance.clone()),
        }
    }
}

/// Gives claims of one proposition whose sentences are near-identical the origin of the first of them. `claims` are in
/// order of publication; named speakers keep what they said.
pub(super) fn merge_repeated(claims: &mut [(u32, &OutlineRelation)]) {
    let repeats: Vec<usize> = (0..claims.len())
        .filter(|at| {
            claims[*at]
                .1
                .source
                .as_ref()
                .is_none_or(|source| source.entity.is_none())
        })
        .collect();
    if repeats.len() < 2 {
        return;
    }
    // The last few tellings with each shingle are enough: a text that goes round is told alike by all.
    let mut index: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut texts: Vec<Vec<u64>> = Vec::with_capacity(repeats.len());
    for (position, at) in repeats.iter().enumerate() {
        let own = shingle::shingles([&*claims[*at].1.sentence]);
        let mut candidates: Vec<usize> = own
            .iter()
            .filter_map(|shingle| index.get(shingle))
            .flatten()
            .copied()
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        let leader = candidates
            .into_iter()
            .find(|other| shingle::one_text(&texts[*other], &own));
        match leader {
            Some(leader) => claims[*at].0 = claims[repeats[leader]].0,
            None => {
                for shingle in &own {
                    let tellings = index.entry(*shingle).or_default();
                    if tellings.len() < 8 {
                        tellings.push(position);
                    }
                }
            }
        }
        texts.push(own);
    }
}

fn slug(text: &str) -> String {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("-")
}
