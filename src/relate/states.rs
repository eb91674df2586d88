//! States that a text names by an adjective alone ("the Iraqi city of X", "Russian General X"), or inside the
//! name of a border; and who fills a role for them.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::load::Gazetteer;
use crate::model::{Class, EntityId, MentionKind, Mentions, PartOfSpeech};

use super::view::View;

/// How many words before a noun may go with it.
const REACH: usize = 6;

/// What the gazetteer tells of states.
#[derive(Default)]
pub(super) struct States {
    /// Adjectives and names of peoples, in lower case.
    demonyms: FxHashMap<String, EntityId>,
    /// Names of states, in lower case, for names that are composed of them.
    names: FxHashMap<String, EntityId>,
    /// Places that lie in two states or more, with these states.
    shared: FxHashMap<EntityId, Vec<EntityId>>,
    /// Entities that fill a role for a state by their own entry.
    claimed: FxHashMap<(EntityId, String), EntityId>,
    /// All states.
    states: FxHashSet<EntityId>,
    /// The states of people.
    homes: FxHashMap<EntityId, EntityId>,
    /// What places and facilities lie in.
    within: FxHashMap<EntityId, Vec<EntityId>>,
}

impl States {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let mut states = Self::default();
        for country in gazetteer.countries() {
            states.states.insert(country.id.clone());
            for demonym in &country.demonyms {
                states
                    .demonyms
                    .entry(demonym.to_lowercase())
                    .or_insert_with(|| country.id.clone());
            }
            let aliases = country.aliases.iter().map(|alias| alias.name.as_str());
            for name in aliases.chain([country.label.as_str()]) {
                states
                    .names
                    .entry(name.to_lowercase())
                    .or_insert_with(|| country.id.clone());
            }
        }
        let is_state = |id: &&EntityId| {
            gazetteer
                .get(id.as_str())
                .is_some_and(|entity| entity.class == Class::Country)
        };
        for entity in gazetteer.entities.values() {
            if entity.class.is_ground() && !entity.within.is_empty() {
                states
                    .within
                    .insert(entity.id.clone(), entity.within.clone());
            }
            let lies_in: Vec<EntityId> = entity.within.iter().filter(is_state).cloned().collect();
            if lies_in.len() > 1 {
                states.shared.insert(entity.id.clone(), lies_in);
            }
            let Some(country) = &entity.country else {
                continue;
            };
            for role in &entity.claims {
                states
                    .claimed
                    .entry((country.clone(), role.clone()))
                    .or_insert_with(|| entity.id.clone());
            }
            if entity.class == Class::Person {
                states.homes.insert(entity.id.clone(), country.clone());
            }
        }
        states
    }

    /// The states that a node's words name, those alone that the document speaks of also by name.
    pub(super) fn of(&self, view: &View<'_>, node: usize) -> Vec<u32> {
        self.named(view, node)
            .filter_map(|state| index_of(view.mentions, state))
            .collect()
    }

    /// Who fills a role for the states that a node's words name, where the document names him.
    pub(super) fn filling(&self, view: &View<'_>, node: usize, role: &str) -> Vec<u32> {
        self.named(view, node)
            .filter_map(|state| {
                let composed = || EntityId::from(format!("{state}-{role}"));
                let id = self.claimed.get(&(state.clone(), role.to_owned()));
                index_of(view.mentions, &id.cloned().unwrap_or_else(composed))
            })
            .collect()
    }

    /// The state of a person, where the document names it.
    pub(super) fn home(&self, view: &View<'_>, person: u32) -> Option<u32> {
        let id = &view.mentions.entities[person as usize].id;
        index_of(view.mentions, self.homes.get(id)?)
    }

    /// Whether the gazetteer knows that one entity lies in another; `None` where it knows not where the first lies,
    /// or nothing so wide as the second.
    pub(super) fn inside(&self, mentions: &Mentions, inner: u32, outer: u32) -> Option<bool> {
        let id = |entity: u32| &mentions.entities[entity as usize].id;
        let mut found = vec![id(inner)];
        let mut at = 0;
        while let Some(next) = found.get(at).and_then(|known| self.within.get(*known)) {
            let new = next.iter().filter(|known| !found.contains(known));
            let new: Vec<&EntityId> = new.collect();
            found.extend(new);
            at += 1;
        }
        let country = |known: &&EntityId| self.states.contains(*known);
        match found[1..].contains(&id(outer)) {
            true => Some(true),
            false => {
                (self.states.contains(id(outer)) && found[1..].iter().any(country)).then_some(false)
            }
        }
    }

    /// The states that a node's words name: inside the name of a border, or as adjectives before the noun.
    fn named(&self, view: &View<'_>, node: usize) -> impl Iterator<Item = &EntityId> {
        let mut found: Vec<&EntityId> = Vec::new();
        if let Some(mention) = view.own_mention(node)
            && let Some(states) = self.shared.get(&view.mentions.entity(mention).id)
        {
            let words = mention.span.of(view.text).to_lowercase();
            let said: Vec<&str> = words.split([' ', '-', '–', '/']).collect();
            let names = |state: &&EntityId| {
                let by_word = |word: &&str| {
                    self.demonyms.get(*word) == Some(state) || self.names.get(*word) == Some(state)
                };
                said.iter()
                    .any(|word| by_word(&word.trim_end_matches("'s").trim_end_matches("’s")))
            };
            found.extend(states.iter().filter(names));
        }
        let mut at = node;
        while let Some(before) = at.checked_sub(1).filter(|before| before + REACH >= node) {
            let bare = view
                .own_mention(before)
                .is_none_or(|mention| mention.kind == MentionKind::Nominal);
            let goes_with = bare
                && match view.tag(before) {
                    PartOfSpeech::Adjective | PartOfSpeech::Noun | PartOfSpeech::ProperNoun => true,
                    // "chief of staff", "commander-in-chief"
                    PartOfSpeech::Adposition => matches!(view.form(before), "of" | "in"),
                    PartOfSpeech::Punctuation => view.form(before) == "-",
                    _ => false,
                };
            if !goes_with {
                break;
            }
            // "South Sudanese" is not Sudanese.
            let two = before
                .checked_sub(1)
                .map(|first| format!("{} {}", view.form(first), view.form(before)))
                .and_then(|words| self.demonyms.get(&words));
            found.extend(two.or_else(|| self.demonyms.get(view.form(before))));
            at = before;
        }
        found.into_iter()
    }
}

fn index_of(mentions: &Mentions, id: &EntityId) -> Option<u32> {
    mentions
        .entities
        .iter()
        .position(|entity| entity.id == *id)
        .map(|at| at as u32)
}
