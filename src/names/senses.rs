//! What a proposed name may stand for.

use crate::model::Class;

/// One thing that a proposed name may stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sense {
    /// A listed entity by one of its names.
    Listed { entity: u32, distance: f32 },
    /// A listed entity by its name without the last words ("Homs" of "Homs Governorate"); `shown` where
    /// such words stand beside it.
    Stem {
        entity: u32,
        shown: bool,
        distance: f32,
    },
    /// What fills a role of a state.
    Role { country: u32, role: u32 },
    /// The border of a state, with another where the text names two.
    Border { one: u32, other: Option<u32> },
    /// An entity of a compiled list; `single` where its name is one word.
    Compiled {
        list: u16,
        entity: u32,
        distance: f32,
        single: bool,
    },
    /// A name that nobody listed, by a form.
    Formed { form: u32 },
    /// A name that nobody listed, by its place in the sentence.
    Placed { class: Class, cue: &'static str },
}

/// The senses of a proposal, in the order in which they were found: mostly one, which is kept without an allocation.
#[derive(Debug, Clone)]
pub(super) struct Senses {
    first: Sense,
    others: Vec<Sense>,
}

impl Senses {
    pub(super) fn one(sense: Sense) -> Self {
        Self {
            first: sense,
            others: Vec::new(),
        }
    }

    /// Adds a sense unless it is there.
    pub(super) fn add(&mut self, sense: Sense) {
        if !self.iter().any(|known| *known == sense) {
            self.others.push(sense);
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Sense> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// Whether it is the only one.
    pub(super) fn single(&self) -> bool {
        self.others.is_empty()
    }
}
