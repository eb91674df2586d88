//! The listed names as one automaton over the keys of [`super::fold`], walked from the beginnings of words, so
//! that a match begins and ends with whole words by construction.

mod build;
mod needs;
mod walk;

use std::ops::Range;

use aho_corasick::Anchored;
use aho_corasick::automaton::{Automaton as _, StateID};
use aho_corasick::nfa::contiguous::NFA;
use rustc_hash::FxHashMap;

use super::context::Context;
use super::fold::Folder;
use super::lexicon::Flags;
use super::pieces::{Gap, Pieces};
use super::words::{Begins, NO_LETTER, Single, Word, Words, initial};
use crate::load::Gazetteer;
use crate::model::Class;
use build::{Builder, Stems};
use walk::{Path, Walk};

pub(super) use build::spellings;
pub(super) use needs::{Needs, Present};

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
    /// The words of which its alias needs one in the text.
    needs: Option<u32>,
    /// The entity's class.
    pub class: Class,
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
    pub needs: Needs,
    /// The keys of names that may begin with a small letter, sorted.
    small: Vec<Vec<u8>>,
    /// Whether words with which no name begins or goes on are passed over; tests show that this changes nothing.
    pub passes: bool,
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
            needs: Needs::default(),
            words: Words::default(),
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
        let mut small: Vec<Vec<u8>> = order
            .iter()
            .filter(|(_, form)| {
                let form = &builder.forms[*form as usize];
                form.case || !(form.initials || form.capital)
            })
            .map(|(pattern, _)| keys[*pattern].clone())
            .collect();
        small.sort_unstable();
        small.dedup();
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
            needs: builder.needs,
            small,
            passes: true,
        }
    }

    /// The states behind a key, and before its last "s", where some name goes on from there.
    pub(super) fn states(&self, key: &[u8]) -> (Option<StateID>, Option<StateID>) {
        let Some(automaton) = &self.automaton else {
            return (None, None);
        };
        let Ok(mut state) = automaton.start_state(Anchored::Yes) else {
            return (None, None);
        };
        let mut short = None;
        for (at, byte) in key.iter().enumerate() {
            if at > 0 && at + 1 == key.len() && *byte == b's' {
                short = Some(state);
            }
            state = automaton.next_state(Anchored::Yes, state, *byte);
            if automaton.is_dead(state) {
                return (None, short);
            }
        }
        (Some(state), short)
    }

    /// The letters with which some name goes on from a state.
    pub(super) fn follows(&self, state: StateID) -> u32 {
        let Some(automaton) = self.automaton.as_ref().filter(|_| self.passes) else {
            return u32::MAX;
        };
        (0..=u8::MAX)
            .filter(|letter| {
                !automaton.is_dead(automaton.next_state(Anchored::Yes, state, *letter))
            })
            .fold(NO_LETTER, |letters, letter| letters | initial(letter))
    }

    /// Where a listed name may begin with a word of a key, whose states are found.
    pub(super) fn begins(&self, word: &Word, key: &[u8]) -> Begins {
        // No name begins with a small "the" or "was".
        let light = word.flags.any(Flags::FUNCTION) && !word.capital && !word.article;
        if !self.passes && !light {
            return Begins::Anywhere;
        }
        let unknown = word.whole.is_none() && word.short.is_none() && !word.article;
        if light || unknown {
            return Begins::Nowhere;
        }
        let short = key.strip_suffix(b"s");
        let small = self.begins_small(key)
            || short.is_some_and(|short| self.small.binary_search_by(|k| (**k).cmp(short)).is_ok());
        if word.small && !word.article && !small {
            return Begins::Uncased;
        }
        Begins::Anywhere
    }

    /// Whether the key of a name that may begin with a small letter begins so.
    fn begins_small(&self, beginning: &[u8]) -> bool {
        let at = self.small.partition_point(|key| &**key < beginning);
        self.small
            .get(at)
            .is_some_and(|key| key.starts_with(beginning))
    }

    /// Appends the names that one word is by itself, at the state behind a key of `depth` letters.
    pub(super) fn singles(
        &self,
        folder: &Folder,
        state: Option<StateID>,
        depth: usize,
        letters: &str,
        flags: Flags,
        singles: &mut Vec<Single>,
    ) {
        let forms = state.and_then(|state| self.forms_at(state, depth));
        for number in forms.into_iter().flatten() {
            let form = &self.forms[number as usize];
            if let Some(distance) = walk::spelled_alone(folder, form, letters, flags) {
                singles.push(Single {
                    form: number,
                    distance,
                });
            }
        }
    }

    /// The forms of the name that ends at a state, `depth` letters from the beginning.
    fn forms_at(&self, state: StateID, depth: usize) -> Option<Range<u32>> {
        let automaton = self.automaton.as_ref()?;
        if depth == 0 || !automaton.is_match(state) {
            return None;
        }
        // A state's own pattern is the first of its matches; the others began inside the walk.
        let pattern = automaton.match_pattern(state, 0);
        if automaton.pattern_len(pattern) != depth {
            return None;
        }
        let pattern = pattern.as_usize();
        Some(self.patterns[pattern]..self.patterns[pattern + 1])
    }

    fn may_begin(&self, pieces: &Pieces<'_>, start: usize, context: &Context<'_>) -> bool {
        match pieces.all[start].begins {
            Begins::Nowhere => false,
            Begins::Uncased => pieces.shouted || context.lower,
            Begins::Anywhere => true,
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
        let (Some(automaton), true) = (&self.automaton, self.may_begin(pieces, start, context))
        else {
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
