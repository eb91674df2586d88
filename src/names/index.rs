//! The listed names as one automaton over the keys of [`super::fold`], walked from the beginnings of words, so
//! that a match begins and ends with whole words by construction.

mod build;
mod walk;

use aho_corasick::Anchored;
use aho_corasick::automaton::Automaton as _;
use aho_corasick::nfa::contiguous::NFA;
use rustc_hash::{FxHashMap, FxHashSet};

use super::context::Context;
use super::fold::Folder;
use super::lexicon::Flags;
use super::pieces::{Gap, Pieces};
use crate::load::Gazetteer;
use build::{Builder, Stems};
use walk::{Path, Walk};

pub(super) use build::spellings;

/// The longest name, in words.
pub(super) const LONGEST: usize = 16;

/// One way to write one name of an entity.
#[derive(Debug, Clone)]
pub(super) struct NameForm {
    /// The entity's index in the gazetteer.
    pub entity: u32,
    /// The index among its aliases.
    pub alias: u32,
    /// The words in plain letters, with a space between.
    plain: Box<str>,
    /// Whether every letter counts.
    strict: bool,
    /// The name without its last words ("Homs" of "Homs Governorate"): the form that these words have.
    pub stem: Option<u32>,
    /// Capitals alone: an abbreviation.
    initials: bool,
    /// Whether the first word needs a capital.
    capital: bool,
    /// Whether it is one word that is also a common one.
    common: bool,
    /// Whether its alias counts only with these very capitals.
    case: bool,
    /// Whether its alias counts only in a text with certain words.
    needs: bool,
    /// Whether it is a place or a facility.
    ground: bool,
}

/// A listed name found in a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub start: usize,
    pub end: usize,
    /// Whether it ends before a possessive "s".
    pub possessive: bool,
    /// The index of its form.
    pub form: u32,
    /// How far its spelling is from the listed one.
    pub distance: f32,
}

/// The automaton and the forms behind its patterns.
pub(super) struct Index {
    automaton: Option<NFA>,
    /// For each pattern, where its forms begin; those of one pattern stand together.
    patterns: Vec<u32>,
    pub forms: Vec<NameForm>,
    /// The beginnings of the keys of names that may begin with a small letter.
    small: FxHashSet<[u8; 3]>,
}

impl Index {
    pub(super) fn new(
        gazetteer: &Gazetteer,
        folder: &Folder,
        is_common: &dyn Fn(&str) -> bool,
    ) -> Self {
        let mut builder = Builder {
            folder,
            is_common,
            keys: FxHashMap::default(),
            order: Vec::new(),
            forms: Vec::new(),
        };
        let stems = Stems::new(&gazetteer.forms.forms, folder);
        for (index, entity) in gazetteer.entities.values().enumerate() {
            for (at, alias) in entity.aliases.iter().enumerate() {
                builder.add(index as u32, at as u32, entity, alias, &stems);
            }
        }
        let keys = &builder.order;
        let automaton = NFA::builder().build(keys).ok().filter(|_| !keys.is_empty());
        let mut order: Vec<(usize, u32)> = builder
            .keys
            .into_values()
            .flat_map(|(pattern, forms)| forms.into_iter().map(move |form| (pattern, form)))
            .collect();
        order.sort_unstable();
        let small = order
            .iter()
            .filter(|(_, form)| {
                let form = &builder.forms[*form as usize];
                form.case || !(form.initials || form.capital)
            })
            .filter_map(|(pattern, _)| keys[*pattern].first_chunk().copied())
            .collect();
        let mut patterns = Vec::with_capacity(keys.len() + 1);
        let mut unordered: Vec<Option<NameForm>> = builder.forms.into_iter().map(Some).collect();
        let mut forms = Vec::with_capacity(order.len());
        for (pattern, form) in order {
            while patterns.len() <= pattern {
                patterns.push(forms.len() as u32);
            }
            forms.extend(unordered[form as usize].take());
        }
        patterns.push(forms.len() as u32);
        Self {
            automaton,
            patterns,
            forms,
            small,
        }
    }

    /// The listed names that begin at a piece, the guards of their aliases met.
    pub(super) fn hits_at(
        &self,
        pieces: &Pieces<'_>,
        start: usize,
        context: &Context<'_>,
        folder: &Folder,
        gazetteer: &Gazetteer,
        hits: &mut Vec<Hit>,
    ) {
        // No name begins with a small "the" or "was".
        let first = &pieces.all[start];
        if first.flags.any(Flags::FUNCTION) && !first.capital && !first.article {
            return;
        }
        let key = pieces.key(start);
        let small =
            pieces.starts_small(start) && !(first.article || pieces.shouted || context.lower);
        // A key of three letters may be one of two and a genitive "s".
        if small
            && let Some(beginning) = key.first_chunk()
            && !self.small.contains(beginning)
            && !(key.len() == 3 && key.ends_with(b"s"))
        {
            return;
        }
        let Some(automaton) = &self.automaton else {
            return;
        };
        let Ok(state) = automaton.start_state(Anchored::Yes) else {
            return;
        };
        let mut walk = Walk {
            index: self,
            automaton,
            pieces,
            start,
            context,
            folder,
            gazetteer,
            path: Path::default(),
            hits,
        };
        let from = walk.hits.len();
        if pieces.all[start].article && leads(pieces, start) {
            walk.from(state, 0, start + 1);
        }
        walk.from(state, 0, start);
        let hits = walk.hits;
        let mut at = from;
        while at < hits.len() {
            let hit = hits[at];
            let better = hits[from..].iter().enumerate().any(|(other, rival)| {
                from + other != at
                    && (rival.end, rival.form, rival.possessive)
                        == (hit.end, hit.form, hit.possessive)
                    && (rival.distance, from + other) < (hit.distance, at)
            });
            if better {
                hits.remove(at);
            } else {
                at += 1;
            }
        }
    }
}

/// Whether an article stands before a name: "al-Tanf", "Al Tanf", but not "as Syria" or "An Iraqi".
pub(super) fn leads(pieces: &Pieces<'_>, at: usize) -> bool {
    if !pieces.joined(at) {
        return false;
    }
    let article = &pieces.all[at];
    let next = pieces.plain(at + 1);
    if !Folder::assimilates(pieces.plain(at), next) {
        return false;
    }
    match article.gap {
        Gap::Hyphen => true,
        _ if pieces.plain(at).ends_with('l') => pieces.all[at + 1].capital || !article.capital,
        _ => article.capital && pieces.all[at + 1].capital && pieces.gap_before(at) != Gap::Break,
    }
}
