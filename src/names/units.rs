//! Unlisted names of numbered units: "22 Brigade", "36th Marine Brigade", "Battalion 101".

use super::lexicon::Cue;
use super::propose::Proposer;
use super::senses::Sense;
use crate::model::{Class, MentionKind};

/// The most words between a unit's number and its last word: "36th Independent Naval Infantry Brigade".
const BETWEEN: usize = 4;

impl Proposer<'_> {
    /// Proposes the numbered unit that begins at a piece.
    pub(super) fn numbered(&mut self, at: usize) {
        if self.is_number(at) {
            let mut next = at + 1;
            while next <= at + 1 + BETWEEN
                && self.pieces.joined(next - 1)
                && self.pieces.all[next].capital
            {
                if let Some((form, end)) = self.unit(next) {
                    self.propose_formed(at, end, form);
                    return;
                }
                next += 1;
            }
        } else if let Some((form, end)) = self.unit(at)
            && self.pieces.joined(end - 1)
            && self.is_number(end)
            && (at == 0 || !self.pieces.joined(at - 1) || !self.pieces.all[at - 1].capital)
        {
            self.propose_formed(at, end + 1, form);
        }
    }

    /// Proposes a name of a form that nobody listed.
    pub(super) fn propose_formed(&mut self, start: usize, end: usize, form: u32) {
        let possessive = self.pieces.all[end - 1].possessive;
        self.propose(
            start,
            end,
            possessive,
            MentionKind::Name,
            Sense::Formed { form },
        );
    }

    /// The form of a state's units whose word stands here with a capital, and where the word ends.
    fn unit(&self, at: usize) -> Option<(u32, usize)> {
        if !self.pieces.all.get(at)?.capital {
            return None;
        }
        self.tagger
            .lexicon
            .at(self.pieces, at)
            .find_map(|phrase| match phrase.cue {
                Cue::Last {
                    form,
                    capital: true,
                } => {
                    let form_of = self.tagger.gazetteer.forms.forms.get(form as usize)?;
                    (form_of.class == Class::ArmedForce && !form_of.unlisted)
                        .then_some((form, phrase.end))
                }
                _ => None,
            })
    }

    /// "22", "36th": a number of at most three digits; four are mostly a year.
    fn is_number(&self, at: usize) -> bool {
        let word = self.pieces.plain(at);
        let digits = word.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
        let ending = &word[digits.len()..];
        (1..=3).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && matches!(ending, "" | "st" | "nd" | "rd" | "th" | "d")
    }
}
