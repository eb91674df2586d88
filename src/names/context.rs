//! What the whole document tells about its names: its habits of writing, its words, its countries.

use std::cell::OnceCell;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::pieces::{Piece, Pieces};
use crate::model::{Byte, Span};

/// What the whole document tells.
pub(super) struct Context<'t> {
    text: &'t str,
    /// The text in small letters, once it is asked for.
    small: OnceCell<String>,
    /// Whether it has lost its apostrophes, so that "Syrias" may stand for "Syria's".
    pub lost_apostrophes: bool,
    /// Whether it is written in small letters alone.
    pub lower: bool,
    words: FxHashSet<&'t str>,
    /// How often each state, by its index among the entities, is spoken of, itself or by what belongs to it.
    pub states: FxHashMap<u32, f32>,
    /// The listed entities that are spoken of beyond doubt.
    pub seen: FxHashSet<u32>,
}

impl<'t> Context<'t> {
    pub(super) fn new(text: &'t str, sentences: &'t [Pieces<'t>]) -> Self {
        let count: usize = sentences.iter().map(Pieces::len).sum();
        let mut words = FxHashSet::with_capacity_and_hasher(count / 2, FxBuildHasher);
        let mut apostrophe = false;
        for pieces in sentences {
            for (at, piece) in pieces.all.iter().enumerate() {
                apostrophe |= piece.possessive;
                words.insert(pieces.plain(at));
            }
        }
        Self {
            lost_apostrophes: !apostrophe && !words.is_empty() && !text.contains(['\'', '’']),
            lower: in_small_letters(sentences),
            text,
            small: OnceCell::new(),
            words,
            states: FxHashMap::default(),
            seen: FxHashSet::default(),
        }
    }

    /// The text of a piece.
    pub(super) fn text(&self, piece: &Piece) -> &str {
        Span::<Byte>::new(piece.start, piece.end).of(self.text)
    }

    /// How large a part of what is said of states is said of one.
    pub(super) fn share(&self, state: u32) -> f32 {
        let most = self.states.values().copied().fold(0.0, f32::max);
        self.states
            .get(&state)
            .map_or(0.0, |count| count / most.max(1.0))
    }

    /// Whether the document has one of these words, or phrases, in any case.
    pub(super) fn has_any(&self, needed: &[String]) -> bool {
        needed.iter().any(|word| {
            let mut plain = String::new();
            super::fold::plain(word, &mut plain);
            if word.split_whitespace().nth(1).is_some() || word.contains('-') {
                let small = self.small.get_or_init(|| self.text.to_lowercase());
                return small.contains(&word.to_lowercase());
            }
            if self.words.contains(plain.as_str()) {
                return true;
            }
            plain.push('s');
            self.words.contains(plain.as_str())
        })
    }
}

/// Whether a document is written in small letters alone.
pub(super) fn in_small_letters(sentences: &[Pieces<'_>]) -> bool {
    let (mut words, mut capital) = (0_usize, 0_usize);
    for pieces in sentences {
        words += pieces.all.len();
        capital += pieces.all.iter().filter(|piece| piece.capital).count();
    }
    words >= 6 && capital * 50 < words
}
