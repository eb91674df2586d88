//! What the whole document tells about its names: its habits of writing, its words, its countries.

use rustc_hash::{FxHashMap, FxHashSet};

use super::pieces::{Piece, Pieces};
use crate::model::{Byte, Span};

/// What the whole document tells.
pub(super) struct Context<'t> {
    text: &'t str,
    small: String,
    /// Whether it has lost its apostrophes, so that "Syrias" may stand for "Syria's".
    pub lost_apostrophes: bool,
    /// Whether it is written in small letters alone.
    pub lower: bool,
    words: FxHashSet<String>,
    /// How often each state, by its index among the entities, is spoken of, itself or by what belongs to it.
    pub states: FxHashMap<u32, f32>,
    /// The listed entities that are spoken of beyond doubt.
    pub seen: FxHashSet<u32>,
}

impl<'t> Context<'t> {
    pub(super) fn new(text: &'t str, sentences: &[Pieces<'t>]) -> Self {
        let mut words = FxHashSet::default();
        let (mut long, mut capital) = (0_u32, 0_u32);
        let mut bare_genitive = false;
        let mut apostrophe = false;
        for pieces in sentences {
            for (at, piece) in pieces.all.iter().enumerate() {
                let plain = pieces.plain(at);
                apostrophe |= piece.possessive;
                bare_genitive |= matches!(
                    plain,
                    "dont" | "didnt" | "isnt" | "doesnt" | "wasnt" | "cant"
                );
                long += 1;
                capital += u32::from(piece.capital);
                if !words.contains(plain) {
                    words.insert(plain.to_owned());
                }
            }
        }
        let has_mark = text.contains(['\'', '’']);
        Self {
            lost_apostrophes: !apostrophe && !has_mark && (long > 0 || bare_genitive),
            lower: long >= 6 && capital * 50 < long,
            text,
            small: text.to_lowercase(),
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
                return self.small.contains(&word.to_lowercase());
            }
            self.words.contains(&plain) || self.words.contains(&format!("{plain}s"))
        })
    }
}
