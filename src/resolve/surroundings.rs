//! What stands around each entity that the gazetteer does not list: its forms, and the known entities near it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Class, EntityId, MentionKind, Record, RecordMention};

/// How far a known entity stands from a mention at most to be part of its surroundings, in code points.
const NEAR: u32 = 300;

/// The known entities kept of one entity's surroundings.
const KEPT: usize = 64;

/// An unlisted entity as all documents together show it.
#[derive(Debug, Clone)]
pub(super) struct Profile {
    pub class: Class,
    /// The fullest form.
    pub label: String,
    /// Whether only a description names it ("003-…/moderate-rebels"): the words of its id.
    pub described: Option<String>,
    /// The documents that mention it.
    pub documents: BTreeSet<u32>,
    /// How often it is mentioned.
    pub mentions: u32,
    /// How many claims it is an end of.
    pub claims: u32,
    /// The known entities near it, without countries, which stand near everything.
    pub near: BTreeSet<EntityId>,
}

/// The profiles of all unlisted entities.
pub(super) fn profiles(records: &[Record]) -> BTreeMap<EntityId, Profile> {
    let mut profiles: BTreeMap<EntityId, Profile> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        if record.entities.iter().all(|entity| entity.known) {
            continue;
        }
        let mut known: Vec<(u32, &EntityId)> = record
            .entities
            .iter()
            .filter(|entity| entity.known && entity.class != Class::Country)
            .flat_map(|entity| entity.mentions.iter().map(|m| (m.start, &entity.id)))
            .collect();
        known.sort_unstable();
        for entity in record.entities.iter().filter(|entity| !entity.known) {
            let described = entity
                .id
                .as_str()
                .strip_prefix(record.doc.as_str())
                .and_then(|rest| rest.strip_prefix('/'))
                .map(str::to_owned);
            let profile = profiles
                .entry(entity.id.clone())
                .or_insert_with(|| Profile {
                    class: entity.class,
                    label: String::new(),
                    described,
                    documents: BTreeSet::new(),
                    mentions: 0,
                    claims: 0,
                    near: BTreeSet::new(),
                });
            if entity.label.len() > profile.label.len() {
                profile.label.clone_from(&entity.label);
            }
            profile.documents.insert(at as u32);
            profile.mentions += entity.mentions.len() as u32;
            let named = |mention: &&RecordMention| mention.kind != MentionKind::Pronoun;
            for mention in entity.mentions.iter().filter(named) {
                let from = mention.start.saturating_sub(NEAR);
                let first = known.partition_point(|(start, _)| *start < from);
                for (_, id) in known[first..]
                    .iter()
                    .take_while(|(start, _)| *start <= mention.end + NEAR)
                {
                    if profile.near.len() < KEPT {
                        profile.near.insert((*id).clone());
                    }
                }
            }
        }
        for relation in &record.relations {
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
