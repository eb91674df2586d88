//! What the whole document tells about its names: its habits of writing, its words, its countries.

use rustc_hash::{FxHashMap, FxHashSet};

use super::index::{Needs, Present};
use super::pieces::{Piece, Pieces};
use crate::model::{Byte, Span};

/// What the whole document tells.
pub(super) struct Context<'t> {
    text: &'t str,
    /// Whether it has lost its apostrophes, so that "Syrias" may stand for "Syria's".
    pub lost_apostrophes: bool,
    /// Whether it is written in small letters alone.
    pub lower: bool,
    present: Present<'t>,
    /// How often each state, by its index among the entities, is spoken of, itself or by what belongs to it.
    states: FxHashMap<u32, f32>,
    /// The most of these counts.
    most: f32,
    /// The listed entities that are spoken of beyond doubt.
    pub seen: FxHashSet<u32>,
}

impl<'t> Context<'t> {
    pub(super) fn new(text: &'t str, sentences: &[Pieces<'_>], needs: &Needs, lower: bool) -> Self {
        let mut pieces = sentences.iter().flat_map(|pieces| pieces.all).peekable();
        let lost_apostrophes = pieces.peek().is_some()
            && pieces.all(|piece| !piece.possessive)
            && !text.contains('\'')
            && !text.contains('’');
        Self {
            text,
            lost_apostrophes,
            lower,
            present: Present::new(needs, text, sentences),
            states: FxHashMap::default(),
            most: 0.0,
            seen: FxHashSet::default(),
        }
    }

    /// The text of a piece.
    pub(super) fn text(&self, piece: &Piece) -> &str {
        Span::<Byte>::new(piece.start, piece.end).of(self.text)
    }

    /// Counts a state once more.
    pub(super) fn speaks_of(&mut self, state: u32) {
        let count = self.states.entry(state).or_default();
        *count += 1.0;
        self.most = self.most.max(*count);
    }

    /// Whether it speaks of some state.
    pub(super) fn has_states(&self) -> bool {
        !self.states.is_empty()
    }

    /// How large a part of what is said of states is said of one.
    pub(super) fn share(&self, state: u32) -> f32 {
        self.states
            .get(&state)
            .map_or(0.0, |count| count / self.most.max(1.0))
    }

    /// Whether the document has one of the words that an alias needs.
    pub(super) fn has_any(&self, needs: &Needs, set: u32) -> bool {
        self.present.any(needs, set)
    }
}

/// Whether a document is written in small letters alone.
pub(super) fn in_small_letters(pieces: &[Piece]) -> bool {
    let capital = pieces.iter().filter(|piece| piece.capital).count();
    pieces.len() >= 6 && capital * 50 < pieces.len()
}
