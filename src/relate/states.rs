//! States that a text names by an adjective alone ("the Iraqi city of X"), or inside the name of a border.

use rustc_hash::FxHashMap;

use crate::load::Gazetteer;
use crate::model::{Class, Dependency, EntityId, Mentions, PartOfSpeech};

use super::view::View;

/// What the gazetteer tells of states.
#[derive(Default)]
pub(super) struct States {
    /// Adjectives and names of peoples, in lower case.
    demonyms: FxHashMap<String, EntityId>,
    /// Places that lie in two states or more, with these states.
    shared: FxHashMap<EntityId, Vec<EntityId>>,
}

impl States {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let mut states = Self::default();
        for country in gazetteer.countries() {
            for demonym in &country.demonyms {
                states
                    .demonyms
                    .entry(demonym.to_lowercase())
                    .or_insert_with(|| country.id.clone());
            }
        }
        let is_state = |id: &&EntityId| {
            gazetteer
                .get(id.as_str())
                .is_some_and(|entity| entity.class == Class::Country)
        };
        for entity in gazetteer.entities.values() {
            let lies_in: Vec<EntityId> = entity.within.iter().filter(is_state).cloned().collect();
            if lies_in.len() > 1 {
                states.shared.insert(entity.id.clone(), lies_in);
            }
        }
        states
    }

    /// The states that a node's words name, those alone that the document speaks of also by name.
    pub(super) fn of(&self, view: &View<'_>, node: usize) -> Vec<u32> {
        let mut found = Vec::new();
        if let Some(mention) = view.own_mention(node)
            && let Some(states) = self.shared.get(&view.mentions.entity(mention).id)
        {
            found.extend(
                states
                    .iter()
                    .filter_map(|state| index_of(view.mentions, state)),
            );
        }
        let adjectives = view.children(node).filter(|child| {
            *child < node
                && matches!(
                    view.relation(*child),
                    Dependency::Amod | Dependency::Compound | Dependency::Nmod
                )
                && matches!(
                    view.tag(*child),
                    PartOfSpeech::Adjective | PartOfSpeech::ProperNoun
                )
                && view.own_mention(*child).is_none()
        });
        for adjective in adjectives {
            let state = self.demonyms.get(view.form(adjective));
            found.extend(state.and_then(|state| index_of(view.mentions, state)));
        }
        found
    }
}

fn index_of(mentions: &Mentions, id: &EntityId) -> Option<u32> {
    mentions
        .entities
        .iter()
        .position(|entity| entity.id == *id)
        .map(|at| at as u32)
}
