//! The listed names as one automaton over the keys of [`super::fold`], walked from the beginnings of words, so
//! that a match begins and ends with whole words by construction.

use aho_corasick::Anchored;
use aho_corasick::automaton::Automaton as _;
use aho_corasick::nfa::contiguous::NFA;
use rustc_hash::{FxHashMap, FxHashSet};

use super::context::Context;
use super::fold::{Folder, close_enough, distance};
use super::lexicon::Flags;
use super::pieces::{Gap, Pieces};
use crate::load::{Alias, Entity, Form, Gazetteer};
use crate::model::Class;

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
    /// Whether its alias counts only in a text with certain words.
    needs: bool,
    /// Whether it is a place or a facility.
    ground: bool,
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
    /// The beginnings of the keys of names that may begin with a small letter.
    small: FxHashSet<[u8; 3]>,
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
        let small = order
            .iter()
            .filter(|(_, form)| {
                let form = &builder.forms[*form as usize];
                form.case || !(form.initials || form.capital)
            })
            .filter_map(|(pattern, _)| keys[*pattern].first_chunk().copied())
            .collect();
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
            small,
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
        // No name begins with a small "the" or "was".
        let first = &pieces.all[start];
        if first.flags.any(Flags::FUNCTION) && !first.capital && !first.article {
            return;
        }
        let key = pieces.key(start);
        let small =
            pieces.starts_small(start) && !(first.article || pieces.shouted || context.lower);
        // A key of three letters may be one of two and a genitive "s".
        if small
            && let Some(beginning) = key.first_chunk()
            && !self.small.contains(beginning)
            && !(key.len() == 3 && key.ends_with(b"s"))
        {
            return;
        }
        let Some(automaton) = &self.automaton else {
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

struct Walk<'w> {
    index: &'w Index,
    automaton: &'w NFA,
    pieces: &'w Pieces<'w>,
    start: usize,
    context: &'w Context<'w>,
    folder: &'w Folder,
    gazetteer: &'w Gazetteer,
    path: Path,
    hits: &'w mut Vec<Hit>,
}

/// The pieces that a walk went over.
#[derive(Default)]
struct Path {
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
    fn from(&mut self, mut state: aho_corasick::automaton::StateID, mut depth: usize, at: usize) {
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

    fn take(
        &mut self,
        state: aho_corasick::automaton::StateID,
        depth: usize,
        at: usize,
        possessive: bool,
    ) {
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
        if fused && self.path.iter().skip(1).any(function) {
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

/// The last words of forms, to find what a name is without them.
struct Stems {
    /// The words in plain letters, the kinds that they fit, the form.
    lasts: Vec<(Vec<String>, u32)>,
    kinds: Vec<Vec<String>>,
}

impl Stems {
    fn new(forms: &[Form], folder: &Folder) -> Self {
        let mut lasts = Vec::new();
        for (index, form) in forms.iter().enumerate() {
            for last in &form.last {
                let pieces = Pieces::of_name(last, folder);
                let words = (0..pieces.len())
                    .map(|at| pieces.plain(at).to_owned())
                    .collect();
                lasts.push((words, index as u32));
            }
        }
        // The longest first: "border crossing" before "crossing".
        lasts.sort_by(|a: &(Vec<String>, u32), b| b.0.len().cmp(&a.0.len()).then(a.cmp(b)));
        Self {
            lasts,
            kinds: forms
                .iter()
                .map(|form| form.kind.iter().chain(&form.fits).cloned().collect())
                .collect(),
        }
    }

    /// How many words of an entity's name are its stem, and the form of the rest.
    fn split(&self, pieces: &Pieces<'_>, entity: &Entity) -> Option<(usize, u32)> {
        if !matches!(entity.class, Class::Place | Class::Facility) {
            return None;
        }
        let kind = entity.kind.as_deref()?;
        self.lasts.iter().find_map(|(words, form)| {
            let stem = pieces.len().checked_sub(words.len())?;
            let ends = words
                .iter()
                .enumerate()
                .all(|(at, word)| pieces.plain(stem + at) == word);
            let fits = self.kinds[*form as usize].iter().any(|fit| fit == kind);
            (stem > 0 && ends && fits).then_some((stem, *form))
        })
    }
}

struct Builder<'b> {
    folder: &'b Folder,
    is_common: &'b dyn Fn(&str) -> bool,
    keys: FxHashMap<Vec<u8>, (usize, Vec<u32>)>,
    order: Vec<Vec<u8>>,
    forms: Vec<NameForm>,
}

impl Builder<'_> {
    fn add(&mut self, index: u32, at: u32, entity: &Entity, alias: &Alias, stems: &Stems) {
        let pieces = Pieces::of_name(&alias.name, self.folder);
        if pieces.len() == 0 {
            return;
        }
        let name = |stem: Option<u32>, count: usize| {
            let letters = alias.name.chars().filter(|c| c.is_alphabetic()).count();
            let initials = stem.is_none()
                && letters <= 5
                && letters > 0
                && alias.name.chars().any(char::is_uppercase)
                && alias.name.chars().all(|c| !c.is_lowercase());
            let first = (0..count).find(|at| !pieces.all[*at].article).unwrap_or(0);
            NameForm {
                entity: index,
                alias: at,
                plain: Box::default(),
                strict: initials
                    || alias.case
                    || matches!(entity.class, Class::Country | Class::Media)
                    || !alias
                        .name
                        .chars()
                        .all(|c| c < '\u{250}' || !c.is_alphabetic()),
                stem,
                initials,
                capital: pieces.all[first].capital,
                common: count == 1 && (self.is_common)(pieces.plain(0)),
                case: alias.case,
                needs: !alias.needs.is_empty(),
                ground: matches!(entity.class, Class::Place | Class::Facility),
            }
        };
        let whole = name(None, pieces.len());
        let keep = entity.class == Class::Media;
        self.variants(&pieces, pieces.len(), keep, whole);
        if let Some((count, form)) = stems.split(&pieces, entity) {
            let stem = name(Some(form), count);
            self.variants(&pieces, count, false, stem);
        }
    }

    /// Puts in all spellings of a name's beginning.
    fn variants(&mut self, pieces: &Pieces<'_>, count: usize, keep: bool, form: NameForm) {
        for words in spellings(pieces, count, keep) {
            let mut key = Vec::new();
            for word in &words {
                self.folder.key(word, &mut key);
            }
            if key.is_empty() {
                continue;
            }
            let number = self.forms.len() as u32;
            self.forms.push(NameForm {
                plain: words.join(" ").into_boxed_str(),
                ..form.clone()
            });
            match self.keys.get_mut(&key) {
                Some((_, forms)) => forms.push(number),
                None => {
                    self.keys
                        .insert(key.clone(), (self.order.len(), vec![number]));
                    self.order.push(key);
                }
            }
        }
    }
}

/// The first words of a name with its articles left out, unless they are kept, and with each one grown onto the word
/// behind it.
pub(super) fn spellings(pieces: &Pieces<'_>, count: usize, keep: bool) -> Vec<Vec<String>> {
    let articles: Vec<usize> = (0..count.saturating_sub(1))
        .filter(|&at| {
            pieces.all[at].article
                && pieces.joined(at)
                && Folder::assimilates(pieces.plain(at), pieces.plain(at + 1))
                && (pieces.all[at].gap == Gap::Hyphen || pieces.plain(at).ends_with(['l', 'z']))
        })
        .collect();
    let spell = |grown: &dyn Fn(usize) -> Option<String>| -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        let mut onto = String::new();
        for at in 0..count {
            if articles.contains(&at) {
                if let Some(article) = grown(at) {
                    onto = article;
                }
                continue;
            }
            words.push(std::mem::take(&mut onto) + pieces.plain(at));
        }
        words
    };
    let mut spellings: Vec<Vec<String>> = Vec::new();
    if !keep || articles.is_empty() {
        spellings.push(spell(&|_| None));
    }
    for &article in articles.iter().take(3) {
        let next = pieces.plain(article + 1);
        spellings.push(spell(&|at| (at == article).then(|| "al".to_owned())));
        let sun = ["t", "d", "r", "z", "s", "n"]
            .iter()
            .find(|letter| next.starts_with(**letter));
        if let Some(letter) = sun {
            spellings.push(spell(&|at| (at == article).then(|| format!("a{letter}"))));
        }
    }
    spellings
}
