//! What stands around each entity that the gazetteer does not list: its forms, and the known entities near it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Class, EntityId, MentionKind, Outline, Record, RecordMention};

/// How far a known entity stands from a mention at most to be part of its surroundings, in code points.
const NEAR: u32 = 300;

/// The known entities kept of one entity's surroundings.
const KEPT: usize = 64;

/// An unlisted entity as all documents together show it.
#[derive(Debug, Clone)]
pub(super) struct Profile {
    pub class: Class,
    /// The fullest form.
    pub label: Arc<str>,
    /// Whether only a description names it ("003-…/moderate-rebels"): the words of its id.
    pub described: Option<String>,
    /// How often it is mentioned.
    pub mentions: u32,
    /// How many claims it is an end of.
    pub claims: u32,
    /// The known entities near it, by id, without countries, which stand near everything.
    pub near: Vec<EntityId>,
}

/// For each entity of a record that the gazetteer does not list, the known entities near its mentions, as indices into
/// the record's entities, the first met first; nothing for the others.
pub(super) fn near(record: &Record) -> Vec<Vec<u32>> {
    let mut found = vec![Vec::new(); record.entities.len()];
    if record.entities.iter().all(|entity| entity.known) {
        return found;
    }
    let of_entities = record.entities.iter().enumerate();
    let mut known: Vec<(u32, &EntityId, u32)> = of_entities
        .filter(|(_, entity)| entity.known && entity.class != Class::Country)
        .flat_map(|(at, entity)| {
            let starts = entity.mentions.iter().map(|mention| mention.start);
            starts.map(move |start| (start, &entity.id, at as u32))
        })
        .collect();
    known.sort_unstable();
    for (entity, near) in record.entities.iter().zip(&mut found) {
        if entity.known {
            continue;
        }
        let named = |mention: &&RecordMention| mention.kind != MentionKind::Pronoun;
        for mention in entity.mentions.iter().filter(named) {
            let from = mention.start.saturating_sub(NEAR);
            let first = known.partition_point(|(start, ..)| *start < from);
            for (.., at) in known[first..]
                .iter()
                .take_while(|(start, ..)| *start <= mention.end + NEAR)
            {
                if near.len() < KEPT && !near.contains(at) {
                    near.push(*at);
                }
            }
        }
    }
    found
}

/// The profiles of all unlisted entities.
pub(super) fn profiles(outlines: &[Outline]) -> BTreeMap<EntityId, Profile> {
    let mut profiles: BTreeMap<EntityId, Profile> = BTreeMap::new();
    for outline in outlines {
        if outline.entities.iter().all(|entity| entity.known) {
            continue;
        }
        for entity in outline.entities.iter().filter(|entity| !entity.known) {
            let described = entity
                .id
                .as_str()
                .strip_prefix(&*outline.doc)
                .and_then(|rest| rest.strip_prefix('/'))
                .map(str::to_owned);
            let profile = profiles
                .entry(entity.id.clone())
                .or_insert_with(|| Profile {
                    class: entity.class,
                    label: "".into(),
                    described,
                    mentions: 0,
                    claims: 0,
                    near: Vec::new(),
                });
            if entity.label.len() > profile.label.len() {
                profile.label.clone_from(&entity.label);
            }
            profile.mentions += entity.mentions;
            for at in &entity.near {
                let Some(near) = outline.entities.get(*at as usize) else {
                    continue;
                };
                if profile.near.len() < KEPT
                    && let Err(place) = profile.near.binary_search(&near.id)
                {
                    profile.near.insert(place, near.id.clone());
                }
            }
        }
        for relation in &outline.relations {
            for id in relation.subject.iter().chain([&relation.object]) {
                if let Some(profile) = profiles.get_mut(id) {
                    profile.claims += 1;
                }
            }
        }
    }
    profiles
}

/// The form of a name without what writers of other scripts' names differ in: case, accents, hyphens and apostrophes,
/// articles, doubled letters.
pub(super) fn folded(name: &str, articles: &[String]) -> String {
    let plain = any_ascii::any_ascii(name).to_lowercase();
    let words = plain
        .split(|c: char| c.is_whitespace() || c == '-' || c == '_')
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty());
    let mut folded = String::new();
    let mut last = None;
    for word in words.filter(|word| {
        !articles
            .iter()
            .any(|article| article.trim_end_matches('-') == *word)
    }) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        for c in word.chars().filter(|c| c.is_alphanumeric()) {
            if last != Some(c) || c.is_ascii_digit() {
                folded.push(c);
            }
            last = Some(c);
        }
        last = None;
    }
    folded
}
