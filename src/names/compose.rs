//! Composes the names of what every state has: "Turkish warplanes", "Egypt's foreign ministry", "Army of the
//! Philippines", "Syrian and Iraqi armies", "the Syrian-Iraqi border".

use super::lexicon::{Cue, Cues, Flags};
use super::pieces::Gap;
use super::propose::{Proposer, State};
use super::senses::Sense;
use crate::model::MentionKind;

/// A role found behind a state.
#[derive(Debug, Clone, Copy)]
struct Filled {
    end: usize,
    role: u32,
    kind: MentionKind,
}

impl Proposer<'_> {
    /// Proposes the composed names of the sentence.
    pub(super) fn composed(&mut self) {
        for at in 0..self.pieces.len() {
            let cues = self.cues(at);
            if !cues.any(Cues::DEMONYM.or(Cues::ROLE)) && self.hits_from(at).next().is_none() {
                continue;
            }
            for state in self.states_at(at) {
                self.with_role(at, state);
                self.border(at, state);
            }
            if cues.any(Cues::ROLE) {
                self.role_of_state(at);
            }
        }
    }

    fn with_role(&mut self, at: usize, state: State) {
        if let Some(filled) = self.role_behind(state) {
            let possessive = self.pieces.all[filled.end - 1].possessive;
            let sense = Sense::Role {
                country: state.country,
                role: filled.role,
            };
            self.propose(at, filled.end, possessive, filled.kind, sense);
            return;
        }
        if state.plural
            && let Some(role) = self.tagger.people
            && self.gap(state.end) != Gap::Hyphen
        {
            let sense = Sense::Role {
                country: state.country,
                role,
            };
            self.propose(at, state.end, state.possessive, MentionKind::Nominal, sense);
            return;
        }
        // "Syrian and Iraqi armies": the first adjective stands for its own army.
        if !(state.demonym || self.is_adjective(at, state)) {
            return;
        }
        let mut end = state.end;
        for _ in 0..4 {
            let mut next = end;
            match self.gap(end) {
                Gap::Comma => {}
                Gap::Space if matches!(self.pieces.plain(next), "and" | "or") => {}
                _ => return,
            }
            if matches!(self.pieces.plain(next), "and" | "or") {
                next += 1;
            }
            let Some(other) = self
                .states_at(next)
                .into_iter()
                .find(|state| !state.possessive)
            else {
                return;
            };
            if let Some(filled) = self.role_behind(other) {
                let sense = Sense::Role {
                    country: state.country,
                    role: filled.role,
                };
                self.propose(at, state.end, false, MentionKind::Nominal, sense);
                return;
            }
            end = other.end;
        }
    }

    /// Whether the name of a state stands as an adjective, as "US" does.
    fn is_adjective(&self, at: usize, state: State) -> bool {
        state.end == at + 1 && self.pieces.all[at].upper && !self.pieces.shouted
    }

    fn gap(&self, end: usize) -> Gap {
        self.pieces.gap_before(end)
    }

    /// The longest role whose words stand behind a state.
    fn role_behind(&self, state: State) -> Option<Filled> {
        if state.plural && !state.possessive {
            return None;
        }
        if !matches!(self.gap(state.end), Gap::Space | Gap::Dot) {
            return None;
        }
        let mut at = state.end;
        if self.flags(at).any(Flags::BETWEEN) && self.pieces.joined(at) {
            // An adjective between them counts only where no role begins with it.
            if self.role_at(at, state).is_none() {
                at += 1;
            }
        }
        self.role_at(at, state)
    }

    fn role_at(&self, at: usize, state: State) -> Option<Filled> {
        if !self.cues(at).any(Cues::ROLE) {
            return None;
        }
        let mut best: Option<Filled> = None;
        let mut names: Vec<Filled> = Vec::new();
        for phrase in self.tagger.lexicon.at(self.pieces, at) {
            let (role, kind) = match phrase.cue {
                Cue::RoleName { role, case } => {
                    let written = self.pieces.written(at, phrase.end);
                    if !self.tagger.lexicon.case_fits(case, written) {
                        continue;
                    }
                    (role, MentionKind::Name)
                }
                Cue::RoleNominal { role } => (role, MentionKind::Nominal),
                Cue::RoleDeed { role } if state.demonym => (role, MentionKind::Nominal),
                _ => continue,
            };
            if kind == MentionKind::Name && self.attributive(phrase.end) {
                continue;
            }
            let filled = Filled {
                end: phrase.end,
                role,
                kind,
            };
            if kind == MentionKind::Name {
                names.push(filled);
            }
            let longer = |best: &Filled| {
                (filled.end, filled.kind == MentionKind::Name)
                    > (best.end, best.kind == MentionKind::Name)
            };
            if best.as_ref().is_none_or(longer) {
                best = Some(filled);
            }
        }
        // "Iraqi army" in "Iraqi army troops" is the name, and says the same.
        let best = best?;
        if best.kind == MentionKind::Nominal
            && let Some(name) = names.into_iter().find(|name| name.role == best.role)
        {
            return Some(name);
        }
        Some(best)
    }

    /// Whether a role's last word is only an adjective of the next: "military" in "Syrian military sources".
    fn attributive(&self, end: usize) -> bool {
        if !self.flags(end - 1).any(Flags::ATTRIBUTIVE)
            || end >= self.pieces.len()
            || self.gap(end) != Gap::Space
        {
            return false;
        }
        let next = &self.pieces.all[end];
        let plain = self.pieces.plain(end);
        let light = Flags::FUNCTION
            .or(Flags::INSIDE)
            .or(Flags::SPEECH)
            .or(Flags::PLACE_BEFORE)
            .or(Flags::ACTOR_BEFORE);
        !next.upper
            && !self.flags(end).any(light)
            && !plain.ends_with("ed")
            && !plain.ends_with("ly")
            && (!next.capital || self.pieces.titled)
    }

    /// "Ministry of Defence of the Russian Federation".
    fn role_of_state(&mut self, at: usize) {
        let pieces = self.pieces;
        let phrases: Vec<_> = self
            .tagger
            .lexicon
            .at(pieces, at)
            .filter(|phrase| pieces.plain(phrase.end) == "of")
            .collect();
        for phrase in phrases {
            let Cue::RoleName { role, case } = phrase.cue else {
                continue;
            };
            let written = self.pieces.written(at, phrase.end);
            if !self.tagger.lexicon.case_fits(case, written)
                || self.pieces.all[phrase.end - 1].possessive
                || !self.pieces.joined(phrase.end - 1)
            {
                continue;
            }
            let mut next = phrase.end + 1;
            if self.pieces.plain(next) == "the" {
                next += 1;
            }
            if next >= self.pieces.len() || !self.pieces.joined(next - 1) {
                continue;
            }
            let Some(state) = self
                .states_at(next)
                .into_iter()
                .find(|state| !state.demonym)
            else {
                continue;
            };
            let sense = Sense::Role {
                country: state.country,
                role,
            };
            self.propose(at, state.end, state.possessive, MentionKind::Name, sense);
        }
    }

    /// "the Syrian-Iraqi border", "the Iraqi border", "the Syria-Iraq-Jordan border".
    fn border(&mut self, at: usize, state: State) {
        let mut states = vec![state.country];
        let mut end = state.end;
        if state.possessive || state.plural {
            return;
        }
        while let Gap::Hyphen | Gap::Space = self.gap(end) {
            let Some(next) = self
                .states_at(end)
                .into_iter()
                .find(|state| !state.possessive && !state.plural)
            else {
                break;
            };
            states.push(next.country);
            end = next.end;
            if states.len() > 3 {
                return;
            }
        }
        if end >= self.pieces.len()
            || !matches!(self.gap(end), Gap::Space | Gap::Dot)
            || !self.flags(end).any(Flags::BORDER)
        {
            return;
        }
        // "U.S. Border Patrol" is no border.
        let goes_on = self.pieces.joined(end)
            && self.pieces.all[end].capital
            && self.pieces.all[end + 1].capital;
        if goes_on && !self.pieces.titled && !self.pieces.shouted {
            return;
        }
        let sense = Sense::Border {
            one: states[0],
            other: states.get(1).copied(),
        };
        let end = end + 1;
        let possessive = self.pieces.all[end - 1].possessive;
        self.propose(at, end, possessive, MentionKind::Name, sense);
    }
}
