//! Walks the automaton of names over the pieces of a sentence, and weighs what it comes to.

use aho_corasick::Anchored;
use aho_corasick::automaton::{Automaton as _, StateID};
use aho_corasick::nfa::contiguous::NFA;

use super::{Hit, Index, LONGEST, NameForm};
use crate::load::{Alias, Gazetteer};
use crate::names::context::Context;
use crate::names::fold::{Folder, close_enough, distance};
use crate::names::lexicon::Flags;
use crate::names::pieces::{Gap, Pieces};

/// One walk, from one piece on.
pub(super) struct Walk<'w> {
    pub(super) index: &'w Index,
    pub(super) automaton: &'w NFA,
    pub(super) pieces: &'w Pieces<'w>,
    pub(super) start: usize,
    pub(super) context: &'w Context<'w>,
    pub(super) folder: &'w Folder,
    pub(super) gazetteer: &'w Gazetteer,
    pub(super) path: Path,
    pub(super) hits: &'w mut Vec<Hit>,
}

/// The pieces that a walk went over.
#[derive(Default)]
pub(super) struct Path {
    pieces: [u32; LONGEST],
    length: usize,
}

impl Path {
    fn push(&mut self, piece: usize) {
        self.pieces[self.length] = piece as u32;
        self.length += 1;
    }

    fn pop(&mut self) {
        self.length -= 1;
    }

    fn first(&self) -> usize {
        self.pieces[0] as usize
    }

    fn last(&self) -> usize {
        self.pieces[self.length.saturating_sub(1)] as usize
    }

    fn iter(&self) -> impl Iterator<Item = usize> + Clone + '_ {
        self.pieces[..self.length]
            .iter()
            .map(|piece| *piece as usize)
    }
}

impl Walk<'_> {
    pub(super) fn from(&mut self, mut state: StateID, mut depth: usize, at: usize) {
        if self.path.length >= LONGEST {
            return;
        }
        let key = self.pieces.key(at);
        let piece = &self.pieces.all[at];
        let bare = self.context.lost_apostrophes && !self.pieces.plain(at).ends_with("ss");
        let shortened = (piece.possessive || bare) && key.len() > 1 && key.last() == Some(&b's');
        self.path.push(at);
        for (offset, byte) in key.iter().enumerate() {
            if shortened && offset + 1 == key.len() {
                self.take(state, depth, at, true);
            }
            state = self.automaton.next_state(Anchored::Yes, state, *byte);
            if self.automaton.is_dead(state) {
                self.path.pop();
                return;
            }
            depth += 1;
        }
        self.take(state, depth, at, false);
        if self.pieces.joined(at) {
            let next = at + 1;
            if self.pieces.all[next].article && self.pieces.joined(next) {
                let article = &self.pieces.all[next];
                let plain = self.pieces.plain(next);
                if Folder::assimilates(plain, self.pieces.plain(next + 1))
                    && (article.gap == Gap::Hyphen
                        || article.capital
                        || plain.ends_with(['l', 'z']))
                {
                    self.from(state, depth, next + 1);
                }
            }
            self.from(state, depth, next);
        }
        self.path.pop();
    }

    fn take(&mut self, state: StateID, depth: usize, at: usize, possessive: bool) {
        if depth == 0 || !self.automaton.is_match(state) {
            return;
        }
        // A state's own pattern is the first of its matches; the others began inside the walk.
        let pattern = self.automaton.match_pattern(state, 0);
        if self.automaton.pattern_len(pattern) != depth {
            return;
        }
        let pattern = pattern.as_usize();
        for form in self.index.patterns[pattern]..self.index.patterns[pattern + 1] {
            if let Some(distance) = self.fits(&self.index.forms[form as usize], possessive) {
                self.hits.push(Hit {
                    start: self.start,
                    end: at + 1,
                    possessive,
                    form,
                    distance,
                });
            }
        }
    }

    /// How far the words walked are from a listed name; `None` where they may not be it.
    fn fits(&self, form: &NameForm, possessive: bool) -> Option<f32> {
        let start = self.path.first();
        let first = &self.pieces.all[start];
        let uncased = self.pieces.shouted || self.context.lower;
        if form.initials || form.case {
            let upper = self.path.iter().all(|at| self.pieces.all[at].upper);
            if form.initials && !form.case {
                let titled = first.capital && form.plain.len() >= 4 && !form.common;
                let small = self.context.lower && form.plain.len() >= 4 && !form.common;
                if !(upper || titled || small) {
                    return None;
                }
            } else if !self.written_as(&self.alias(form)?.name, possessive) {
                return None;
            }
            if upper && self.pieces.shouted && form.common && !self.shown_as_name() {
                return None;
            }
        } else if form.capital && !first.capital {
            if !uncased || form.common || form.plain.len() < 4 {
                return None;
            }
        } else if form.common {
            let sentence_start = start == 0 || self.pieces.gap_before(start) == Gap::Break;
            if (sentence_start || self.pieces.titled || uncased) && !self.shown_as_name() {
                return None;
            }
        }
        let single = self.path.length == 1;
        let flags = self.pieces.flags(start);
        if single && self.misleads(form, flags) {
            return None;
        }
        let distance = self.spelling(form, possessive, single, flags)?;
        if form.needs && !self.context.has_any(&self.alias(form)?.needs) {
            return None;
        }
        Some(distance)
    }

    fn alias(&self, form: &NameForm) -> Option<&Alias> {
        self.gazetteer
            .entities
            .get_index(form.entity as usize)
            .and_then(|(_, entity)| entity.aliases.get(form.alias as usize))
    }

    /// How far the spelling of the words walked is from a listed name's.
    fn spelling(
        &self,
        form: &NameForm,
        possessive: bool,
        single: bool,
        flags: Flags,
    ) -> Option<f32> {
        let last = self.path.last();
        let words = self.path.iter().map(|at| {
            let plain = self.pieces.plain(at);
            if at == last && possessive {
                plain.strip_suffix('s').unwrap_or(plain)
            } else {
                plain
            }
        });
        if form.plain.split(' ').eq(words.clone()) {
            return Some(0.0);
        }
        let fused = form.plain.contains(' ') != (self.path.length > 1);
        // "Homs is" is not "Homsis".
        let function = |at: usize| {
            self.pieces.flags(at).any(Flags::FUNCTION)
                && !self.pieces.all[at].capital
                && !self.pieces.all[at].article
        };
        let article = &self.pieces.all[self.path.last()];
        let loose = !single && article.article && !article.capital;
        if fused && (loose || self.path.iter().skip(1).any(function)) {
            return None;
        }
        let same = form
            .plain
            .bytes()
            .filter(|byte| *byte != b' ')
            .eq(words.clone().flat_map(str::bytes));
        if form.strict {
            return same.then_some(0.0);
        }
        if same {
            return Some(0.05);
        }
        if single && flags.any(Flags::COMMON.or(Flags::DEMONYM).or(Flags::FIRST_NAME)) {
            return None;
        }
        // Two words, one of them no more than letters, are not one other word: "NE Syria".
        let letters = |at: usize| self.pieces.all[at].upper && self.pieces.plain(at).len() <= 3;
        if fused && !single && self.path.iter().any(letters) {
            return None;
        }
        let mut written = String::with_capacity(form.plain.len() + 8);
        for (number, word) in words.enumerate() {
            if number > 0 {
                written.push(' ');
            }
            written.push_str(word);
        }
        let (distance, sounds) = distance(self.folder, &form.plain, &written);
        close_enough(distance, sounds).then_some(distance)
    }

    /// Whether one word is rather a month, a nationality or a first name than the place of that name.
    fn misleads(&self, form: &NameForm, flags: Flags) -> bool {
        if flags.any(Flags::CALENDAR) {
            return true;
        }
        let at = self.path.first();
        let goes_on = self.pieces.joined(at)
            && (self.pieces.all[at + 1].capital || self.pieces.all[at + 1].article);
        // "Activist Rashad Hilal": whoever bears a place's name does not lie there.
        let before = self.pieces.flags(at.wrapping_sub(1));
        let person =
            before.any(Flags::ROLE.or(Flags::TITLE)) && self.pieces.gap_before(at) != Gap::Break;
        let next = self.pieces.flags(at + 1);
        let whole =
            next.any(Flags::COMMON) || self.pieces.all.get(at + 1).is_none_or(|next| next.upper);
        let alone = flags.any(Flags::COMPASS) && !self.pieces.lower;
        form.ground
            && (flags.any(Flags::DEMONYM)
                || alone
                || (flags.any(Flags::FIRST_NAME) && goes_on)
                || (person && goes_on && !whole))
    }

    /// Whether the words walked have the very letters and capitals of an alias.
    fn written_as(&self, name: &str, possessive: bool) -> bool {
        let mut text = String::new();
        for at in self.path.iter() {
            text.push_str(self.context.text(&self.pieces.all[at]));
        }
        let letters =
            |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
        let (written, name) = (letters(&text), letters(name));
        written == name || (possessive && written.strip_suffix('s') == Some(&name))
    }

    /// Whether what stands around a doubtful word shows a name: a preposition of place, a verb of speech, a hyphen.
    fn shown_as_name(&self) -> bool {
        let last = self.path.last();
        let before = self.start.checked_sub(1).map(|at| self.pieces.flags(at));
        let after = self.pieces.flags(last + 1);
        let shown = Flags::PLACE_BEFORE.or(Flags::ACTOR_BEFORE);
        before.is_some_and(|flags| flags.any(shown))
            || (self.pieces.joined(last) && after.any(Flags::SPEECH))
            || self.pieces.all[last].gap == Gap::Hyphen
    }
}
