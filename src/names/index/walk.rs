//! Walks the automaton of names over the pieces of a sentence, and weighs what it comes to.

use aho_corasick::Anchored;
use aho_corasick::automaton::{Automaton as _, StateID};
use aho_corasick::nfa::contiguous::NFA;

use super::{Hit, Index, LONGEST, NameForm};
use crate::load::{Alias, Gazetteer};
use crate::model::Class;
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
        let piece = &self.pieces.all[at];
        let bare = self.context.lost_apostrophes && !self.pieces.plain(at).ends_with("ss");
        let key = self.pieces.key(at);
        let shortened = (piece.possessive || bare) && key.len() > 1 && key.last() == Some(&b's');
        self.path.push(at);
        let mut follows = u32::MAX;
        if self.path.length == 1 {
            // From the root on, the way is known.
            let word = self.pieces.words().get(piece.word);
            if shortened && word.short.is_some() {
                self.take_alone(piece.word, at, true);
            }
            let Some(whole) = word.whole else {
                self.path.pop();
                return;
            };
            state = whole;
            follows = word.follows;
            depth = key.len();
            self.take_alone(piece.word, at, false);
        } else {
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
        }
        if self.pieces.joined(at) {
            let next = at + 1;
            if self.pieces.all[next].article && self.pieces.joined(next) {
                let article = &self.pieces.all[next];
                let plain = self.pieces.plain(next);
                if Folder::assimilates(plain, self.pieces.plain(next + 1))
                    && (article.gap == Gap::Hyphen
                        || article.capital
                        || plain.ends_with(['l', 'z']))
                    && self.pieces.all[next + 1].initial & follows != 0
                {
                    self.from(state, depth, next + 1);
                }
            }
            if self.pieces.all[next].initial & follows != 0 {
                self.from(state, depth, next);
            }
        }
        self.path.pop();
    }

    /// Takes the names that end at a state behind several words.
    fn take(&mut self, state: StateID, depth: usize, at: usize, possessive: bool) {
        let index = self.index;
        for form in index.forms_at(state, depth).into_iter().flatten() {
            let of = &index.forms[form as usize];
            if self.stands(of, possessive)
                && let Some(distance) = self.spelling(of, possessive)
            {
                self.hit(at, possessive, form, distance);
            }
        }
    }

    /// Takes the names that the first word is by itself.
    fn take_alone(&mut self, word: u32, at: usize, possessive: bool) {
        for single in self.pieces.words().singles(word, possessive) {
            if self.stands(&self.index.forms[single.form as usize], possessive) {
                self.hit(at, possessive, single.form, single.distance);
            }
        }
    }

    fn hit(&mut self, at: usize, possessive: bool, form: u32, distance: f32) {
        self.hits.push(Hit {
            start: self.start,
            end: at + 1,
            possessive,
            form,
            distance,
        });
    }

    /// Whether a listed name may stand where the walk went, however it is spelled.
    fn stands(&self, form: &NameForm, possessive: bool) -> bool {
        let start = self.path.first();
        let first = &self.pieces.all[start];
        let uncased = self.pieces.shouted || self.context.lower;
        if form.initials || form.case {
            let upper = self.path.iter().all(|at| self.pieces.all[at].upper);
            if form.initials && !form.case {
                let titled = first.capital && form.plain.len() >= 4 && !form.common;
                let small = self.context.lower && form.plain.len() >= 4 && !form.common;
                if !(upper || titled || small) {
                    return false;
                }
            } else if !self
                .alias(form)
                .is_some_and(|alias| self.written_as(&alias.name, possessive))
            {
                return false;
            }
            if upper && self.pieces.shouted && form.common && !self.shown_as_name() {
                return false;
            }
        } else if form.capital && !first.capital {
            if !uncased || form.common || form.plain.len() < 4 {
                return false;
            }
        } else if form.common {
            let sentence_start = start == 0 || self.pieces.gap_before(start) == Gap::Break;
            if (sentence_start || self.pieces.titled || uncased) && !self.shown_as_name() {
                return false;
            }
        }
        if self.path.length == 1 && self.misleads(form, self.pieces.flags(start)) {
            return false;
        }
        form.needs
            .is_none_or(|needs| self.context.has_any(&self.index.needs, needs))
    }

    fn alias(&self, form: &NameForm) -> Option<&Alias> {
        self.gazetteer
            .entities
            .get_index(form.entity as usize)
            .and_then(|(_, entity)| entity.aliases.get(form.alias as usize))
    }

    /// How far the spelling of several words walked is from a listed name's.
    fn spelling(&self, form: &NameForm, possessive: bool) -> Option<f32> {
        let last = self.path.last();
        let words = self.path.iter().map(|at| {
            let plain = self.pieces.plain(at);
            if at == last && possessive {
                plain.strip_suffix('s').unwrap_or(plain)
            } else {
                plain
            }
        });
        if is_made_of(&form.plain, words.clone()) {
            return Some(0.0);
        }
        let fused = !form.plain.contains(' ');
        // "Homs is" is not "Homsis".
        let function = |at: usize| {
            self.pieces.flags(at).any(Flags::FUNCTION)
                && !self.pieces.all[at].capital
                && !self.pieces.all[at].article
        };
        // "The Libyan" is not "Taliban", nor "The district" "Tay district".
        let first = self.path.first();
        let opened = self.pieces.flags(first).any(Flags::FUNCTION)
            && !self.pieces.all[first].article
            && form.plain.split(' ').next() != Some(self.pieces.plain(first));
        let article = &self.pieces.all[self.path.last()];
        let loose = article.article && !article.capital;
        if opened || fused && (loose || self.path.iter().skip(1).any(function)) {
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
        // Two words, one of them no more than letters, are not one other word: "NE Syria".
        let letters = |at: usize| self.pieces.all[at].upper && self.pieces.plain(at).len() <= 3;
        if fused && self.path.iter().any(letters) {
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
        // "The" is no spelling of "Tay", though both may stand before "neighbourhood".
        if flags.any(Flags::FUNCTION) && self.pieces.plain(at) != &*form.plain {
            return true;
        }
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
        matches!(form.class, Class::Place | Class::Facility)
            && (flags.any(Flags::DEMONYM)
                || alone
                || (flags.any(Flags::FIRST_NAME) && goes_on)
                || (person && goes_on && !whole))
    }

    /// Whether the words walked have the very letters and capitals of an alias.
    fn written_as(&self, name: &str, possessive: bool) -> bool {
        let written = self
            .path
            .iter()
            .flat_map(|at| self.context.text(&self.pieces.all[at]).chars())
            .filter(|c| c.is_alphanumeric());
        let name = name.chars().filter(|c| c.is_alphanumeric());
        written.clone().eq(name.clone()) || possessive && written.eq(name.chain(Some('s')))
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

/// Whether a name is made of these words, with a space between.
fn is_made_of<'w>(name: &str, words: impl Iterator<Item = &'w str>) -> bool {
    let mut rest = Some(name);
    for (number, word) in words.enumerate() {
        if number > 0 {
            rest = rest.and_then(|rest| rest.strip_prefix(' '));
        }
        rest = rest.and_then(|rest| rest.strip_prefix(word));
    }
    rest == Some("")
}

/// How far one word in plain letters is from a listed name; `None` where it is another.
pub(super) fn spelled_alone(
    folder: &Folder,
    form: &NameForm,
    letters: &str,
    flags: Flags,
) -> Option<f32> {
    if *form.plain == *letters {
        return Some(0.0);
    }
    let same = form.plain.bytes().filter(|byte| *byte != b' ');
    if same.eq(letters.bytes()) {
        return Some(if form.strict { 0.0 } else { 0.05 });
    }
    if form.strict || flags.any(Flags::COMMON.or(Flags::DEMONYM).or(Flags::FIRST_NAME)) {
        return None;
    }
    let (distance, sounds) = distance(folder, &form.plain, letters);
    close_enough(distance, sounds).then_some(distance)
}
