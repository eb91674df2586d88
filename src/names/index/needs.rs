//! The words of which some aliases need one in the text.

use std::cell::{Cell, OnceCell};

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use crate::names::fold::plain;
use crate::names::pieces::Pieces;

/// All words and phrases that aliases need.
#[derive(Default)]
pub(in crate::names) struct Needs {
    /// The single words, in plain letters.
    words: IndexSet<String, FxBuildHasher>,
    /// The phrases, in small letters.
    phrases: IndexSet<String>,
    /// For each alias that needs some, which.
    sets: Vec<Box<[Needed]>>,
}

/// A word or a phrase, by its index.
#[derive(Debug, Clone, Copy)]
enum Needed {
    Word(u32),
    Phrase(u32),
}

impl Needs {
    /// The index of the set of an alias that needs one of these; `None` where it needs nothing.
    pub(super) fn add(&mut self, needed: &[String]) -> Option<u32> {
        if needed.is_empty() {
            return None;
        }
        let set = needed.iter().map(|word| self.one(word)).collect();
        self.sets.push(set);
        Some(self.sets.len() as u32 - 1)
    }

    fn one(&mut self, word: &str) -> Needed {
        if word.split_whitespace().nth(1).is_some() || word.contains('-') {
            return Needed::Phrase(self.phrases.insert_full(word.to_lowercase()).0 as u32);
        }
        let mut letters = String::new();
        plain(word, &mut letters);
        Needed::Word(self.words.insert_full(letters).0 as u32)
    }

    /// The indices of the words that one in plain letters is, itself or without its last "s".
    pub(in crate::names) fn of<'n>(
        &'n self,
        letters: &'n str,
        bare: &'n str,
    ) -> impl Iterator<Item = u32> + 'n {
        let bare = Some(bare).filter(|bare| *bare != letters);
        [Some(letters), bare]
            .into_iter()
            .flatten()
            .filter_map(|word| self.words.get_index_of(word))
            .map(|at| at as u32)
    }
}

/// Which of them one document has.
pub(in crate::names) struct Present<'t> {
    text: &'t str,
    /// A bit for each single word.
    words: Vec<u64>,
    /// The text in small letters, once it is asked for.
    small: OnceCell<String>,
    /// What was asked of phrases.
    phrases: OnceCell<Box<[Cell<Option<bool>>]>>,
}

impl<'t> Present<'t> {
    pub(in crate::names) fn new(needs: &Needs, text: &'t str, sentences: &[Pieces<'_>]) -> Self {
        let mut words = vec![0; needs.words.len().div_ceil(64)];
        for pieces in sentences {
            for piece in pieces.all {
                for at in pieces.words().needed(piece.word) {
                    words[*at as usize / 64] |= 1 << (at % 64);
                }
            }
        }
        Self {
            text,
            words,
            small: OnceCell::new(),
            phrases: OnceCell::new(),
        }
    }

    /// Whether the document has one of a set of words.
    pub(in crate::names) fn any(&self, needs: &Needs, set: u32) -> bool {
        needs.sets[set as usize].iter().any(|needed| match *needed {
            Needed::Word(at) => self.words[at as usize / 64] & 1 << (at % 64) != 0,
            Needed::Phrase(at) => self.phrase(needs, at as usize),
        })
    }

    fn phrase(&self, needs: &Needs, at: usize) -> bool {
        let asked = self
            .phrases
            .get_or_init(|| vec![Cell::new(None); needs.phrases.len()].into_boxed_slice());
        let known = &asked[at];
        known.get().unwrap_or_else(|| {
            let small = self.small.get_or_init(|| self.text.to_lowercase());
            let found = small.contains(needs.phrases[at].as_str());
            known.set(Some(found));
            found
        })
    }
}
