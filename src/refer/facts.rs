//! What the gazetteer knows of who a noun may speak of.

use rustc_hash::FxHashMap;

use super::discourse::slug;
use crate::load::{Gazetteer, Gender, Role};
use crate::model::{Candidate, Class, EntityId, LocalEntity};

/// The gazetteer, asked in the ways that reference needs.
#[derive(Debug)]
pub(super) struct Facts<'g> {
    gazetteer: &'g Gazetteer,
    /// States by their adjectives and the names of their peoples, in lower case.
    demonyms: FxHashMap<String, &'g EntityId>,
    /// Borders by the two states that their names tell.
    borders: FxHashMap<[&'g str; 2], &'g EntityId>,
    /// Roles by their names of two words or more, in lower case.
    roles: FxHashMap<String, &'g Role>,
}

impl<'g> Facts<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer) -> Self {
        let mut demonyms = FxHashMap::default();
        for country in gazetteer.countries() {
            for demonym in &country.demonyms {
                demonyms
                    .entry(demonym.to_lowercase())
                    .or_insert(&country.id);
            }
        }
        let mut roles = FxHashMap::default();
        for role in gazetteer.roles.values() {
            for name in role.names.iter().filter(|name| !name.case) {
                if name.name.contains(' ') {
                    roles.entry(name.name.to_lowercase()).or_insert(role);
                }
            }
        }
        let mut facts = Self {
            gazetteer,
            demonyms,
            borders: FxHashMap::default(),
            roles,
        };
        facts.borders = facts.listed_borders();
        facts
    }

    fn listed_borders(&self) -> FxHashMap<[&'g str; 2], &'g EntityId> {
        let states: FxHashMap<String, &'g EntityId> = self
            .gazetteer
            .countries()
            .map(|country| (country.label.to_lowercase(), &country.id))
            .collect();
        let mut borders = FxHashMap::default();
        for entity in self.gazetteer.entities.values() {
            if entity.class != Class::Place || entity.kind.as_deref() != Some("border") {
                continue;
            }
            let label = entity.label.to_lowercase();
            let named: Vec<&'g str> = label
                .split(|c: char| !c.is_alphanumeric())
                .filter_map(|word| self.demonym(word).or_else(|| states.get(word).copied()))
                .map(EntityId::as_str)
                .collect();
            if let [first, second] = named[..] {
                borders.insert([first, second], &entity.id);
                borders.insert([second, first], &entity.id);
            }
        }
        borders
    }

    /// Whether two states share a border.
    pub(super) fn are_neighbours(&self, one: &EntityId, other: &EntityId) -> bool {
        self.gazetteer
            .get(one.as_str())
            .is_some_and(|state| state.borders.contains(other))
    }

    /// The border between two states: the listed one, else one that bears their names.
    pub(super) fn border(&self, one: &EntityId, other: &EntityId) -> Option<LocalEntity> {
        if let Some(id) = self.borders.get(&[one.as_str(), other.as_str()]) {
            return self.listed(id.as_str());
        }
        if !self.are_neighbours(one, other) {
            return None;
        }
        let adjective = |id: &EntityId| {
            let state = self.gazetteer.get(id.as_str())?;
            Some(state.demonyms.first().unwrap_or(&state.label).clone())
        };
        let label = format!("{}-{} border", adjective(one)?, adjective(other)?);
        Some(LocalEntity {
            id: EntityId::from(format!("place/{}", slug(&label))),
            label,
            class: Class::Place,
            known: false,
            described: false,
        })
    }

    /// The state whose adjective or people `word` is, in lower case.
    pub(super) fn demonym(&self, word: &str) -> Option<&'g EntityId> {
        self.demonyms.get(word).copied()
    }

    /// The role of which these words are a name, two or more in lower case.
    pub(super) fn role_named(&self, words: &str) -> Option<&'g Role> {
        self.roles.get(words).copied()
    }

    /// The entity that fills a role for a state: the one that claims it, else the composed one.
    pub(super) fn holder(&self, country: &EntityId, role: &str) -> Option<LocalEntity> {
        if let Some(claimed) = self.claimed(country, role) {
            return Some(claimed);
        }
        let state = self.gazetteer.get(country.as_str())?;
        let role = self.gazetteer.roles.get(role)?;
        let demonym = state.demonyms.first().unwrap_or(&state.label);
        Some(LocalEntity {
            id: EntityId::from(format!("{country}-{}", role.id)),
            label: role
                .label
                .replace("{Demonym}", demonym)
                .replace("{State}", &state.label),
            class: role.class,
            known: true,
            described: false,
        })
    }

    /// The entity whose entry claims a role of a state.
    pub(super) fn claimed(&self, country: &EntityId, role: &str) -> Option<LocalEntity> {
        let entity = self.gazetteer.claimed(country, role)?;
        self.listed(entity.id.as_str())
    }

    /// An entity that the gazetteer lists.
    pub(super) fn listed(&self, id: &str) -> Option<LocalEntity> {
        let entity = self.gazetteer.get(id)?;
        Some(LocalEntity {
            id: entity.id.clone(),
            label: entity.label.clone(),
            class: entity.class,
            known: true,
            described: false,
        })
    }

    /// The nearest listed place around another whose kind is one of these.
    pub(super) fn around(&self, id: &EntityId, kinds: &[String]) -> Option<LocalEntity> {
        /// Settlement, subdistrict, district, governorate, state.
        const DEPTH: usize = 5;
        let mut at = self.gazetteer.get(id.as_str())?;
        for _ in 0..DEPTH {
            at = self.gazetteer.get(at.within.first()?.as_str())?;
            if at.class == Class::Place && at.kind.as_ref().is_some_and(|kind| kinds.contains(kind))
            {
                return self.listed(at.id.as_str());
            }
        }
        None
    }

    /// The capital of a state.
    pub(super) fn seat(&self, country: &EntityId) -> Option<LocalEntity> {
        let seat = self.gazetteer.get(country.as_str())?.seats.first()?;
        self.listed(seat.as_str())
    }

    /// The state that an entity belongs to or lies in; a state's own id for a state.
    pub(super) fn country(&self, id: &EntityId) -> Option<EntityId> {
        match self.gazetteer.get(id.as_str()) {
            Some(entity) if entity.class == Class::Country => Some(id.clone()),
            Some(entity) => entity.country.clone(),
            // A composed id is a state's and a role's, joined by a hyphen.
            None => id
                .as_str()
                .match_indices('-')
                .filter(|(at, _)| self.gazetteer.roles.contains_key(&id.as_str()[at + 1..]))
                .find_map(|(at, _)| self.gazetteer.get(&id.as_str()[..at]))
                .map(|state| state.id.clone()),
        }
    }

    /// Whether a person is spoken of as "she"; `None` where the gazetteer does not say.
    pub(super) fn female(&self, id: &EntityId) -> Option<bool> {
        let gender = self.gazetteer.get(id.as_str())?.gender?;
        Some(gender == Gender::Female)
    }

    /// The kind and the names of an entity, for nouns to be found in.
    pub(super) fn words(&self, id: &EntityId) -> Vec<&'g str> {
        let Some(entity) = self.gazetteer.get(id.as_str()) else {
            return Vec::new();
        };
        let names = entity.aliases.iter().map(|alias| alias.name.as_str());
        names.chain(entity.kind.as_deref()).collect()
    }
}

/// The entity that a candidate stands for.
pub(super) fn of_candidate(candidate: &Candidate) -> LocalEntity {
    LocalEntity {
        id: candidate.id.clone(),
        label: candidate.label.clone(),
        class: candidate.class,
        known: candidate.known,
        described: false,
    }
}
