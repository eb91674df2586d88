//! The entities that composed names stand for.

use rustc_hash::FxHashMap;

use super::context::Context;
use super::tagger::Tagger;
use super::words::Words;
use crate::model::{Candidate, Class, EntityId};

/// The entity that fills a role for a state: the one that claims it, or one made for it.
pub(super) fn role(tagger: &Tagger<'_>, country: u32, role: u32) -> Option<Candidate> {
    let gazetteer = tagger.gazetteer;
    let (_, state) = gazetteer.entities.get_index(country as usize)?;
    let (_, role) = gazetteer.roles.get_index(role as usize)?;
    if let Some(claimed) = gazetteer.claimed(&state.id, &role.id) {
        return Some(Candidate {
            id: claimed.id.clone(),
            label: claimed.label.clone(),
            class: claimed.class,
            known: true,
            score: 0.0,
            reason: format!(
                "{} is the {} of {}",
                claimed.label,
                words(&role.id),
                state.label
            ),
        });
    }
    let demonym = state.demonyms.first().unwrap_or(&state.label);
    let label = role
        .label
        .replace("{Demonym}", demonym)
        .replace("{State}", &state.label);
    Some(Candidate {
        id: EntityId::from(format!("{}-{}", state.id, role.id)),
        label,
        class: role.class,
        known: true,
        score: 0.0,
        reason: format!("composed of {} and “{}”", state.label, words(&role.id)),
    })
}

fn words(id: &str) -> String {
    id.replace('-', " ")
}

/// The listed borders, by the indices of their two states in order.
pub(super) fn borders(tagger: &Tagger<'_>) -> FxHashMap<(u32, u32), u32> {
    let mut borders = FxHashMap::default();
    for (index, entity) in tagger.gazetteer.entities.values().enumerate() {
        if entity.class != Class::Place || entity.kind.as_deref() != Some("border") {
            continue;
        }
        let mut read = Words::default();
        let pieces = read.name(&entity.label, tagger.lexicon.folder());
        let mut states: Vec<u32> = Vec::new();
        for at in 0..pieces.len() {
            let word = pieces.plain(at);
            let named = tagger.gazetteer.countries().find(|country| {
                country
                    .aliases
                    .iter()
                    .map(|alias| &alias.name)
                    .chain(&country.demonyms)
                    .any(|name| name.eq_ignore_ascii_case(word))
            });
            if let Some(country) = named
                && let Some(at) = tagger.gazetteer.entities.get_index_of(&country.id)
            {
                states.push(at as u32);
            }
        }
        states.dedup();
        if let [one, other] = states[..] {
            borders
                .entry((one.min(other), one.max(other)))
                .or_insert(index as u32);
        }
    }
    borders
}

/// The border between two states; of one state, the one with the neighbour that the document speaks of most.
pub(super) fn border(
    tagger: &Tagger<'_>,
    one: u32,
    other: Option<u32>,
    context: &Context<'_>,
) -> Option<Candidate> {
    let entities = &tagger.gazetteer.entities;
    let (_, state) = entities.get_index(one as usize)?;
    let guessed = other.is_none();
    let other = other.or_else(|| {
        let mut neighbours: Vec<(u32, f32)> = state
            .borders
            .iter()
            .filter_map(|id| entities.get_index_of(id))
            .map(|at| (at as u32, context.share(at as u32)))
            .filter(|(_, share)| *share > 0.0)
            .collect();
        neighbours.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        neighbours.first().map(|(at, _)| *at)
    });
    let Some(other) = other else {
        let demonym = state.demonyms.first().unwrap_or(&state.label);
        return Some(Candidate {
            id: EntityId::from(format!("{}-border", slug(demonym))),
            label: format!("{demonym} border"),
            class: Class::Place,
            known: true,
            score: 2.0,
            reason: format!("the border of {}", state.label),
        });
    };
    let (_, neighbour) = entities.get_index(other as usize)?;
    let reason = if guessed {
        format!(
            "the border of {}; the text speaks of its neighbour {}",
            state.label, neighbour.label
        )
    } else {
        format!("the border of {} and {}", state.label, neighbour.label)
    };
    if let Some(listed) = tagger.borders.get(&(one.min(other), one.max(other))) {
        let (_, listed) = entities.get_index(*listed as usize)?;
        return Some(Candidate {
            id: listed.id.clone(),
            label: listed.label.clone(),
            class: listed.class,
            known: true,
            score: 2.0,
            reason,
        });
    }
    let mut demonyms =
        [state, neighbour].map(|state| state.demonyms.first().unwrap_or(&state.label).as_str());
    demonyms.sort_unstable();
    let [first, second] = demonyms;
    Some(Candidate {
        id: EntityId::from(format!("{}-{}-border", slug(first), slug(second))),
        label: format!("{first}-{second} border"),
        class: Class::Place,
        known: true,
        score: 2.0,
        reason,
    })
}

fn slug(text: &str) -> String {
    let mut plain = String::new();
    for word in text.split([' ', '-']) {
        if !plain.is_empty() {
            plain.push('-');
        }
        super::fold::plain(word, &mut plain);
    }
    plain
}
