//! Compiled lists beneath the gazetteer: the keys that a list is made of, and the walk over them.
//!
//! A list of a million names has one for almost every word, so that a name found there needs more to be taken than a
//! listed one: it must stand by itself, and a place whose name is one word must be shown to be one, once in the text. What the gazetteer itself lists, composes or spells always comes first.

use fst::raw::{CompiledAddr, Fst, Output};

use super::context::Context;
use super::fold::{Folder, close_enough, distance};
use super::index::{LONGEST, leads, spellings};
use super::lexicon::{Cue, Flags};
use super::pieces::{Gap, Pieces};
use super::propose::{Proposal, Proposer};
use super::senses::Sense;
use super::words::Words;
use crate::load::{Entity, Forms, Gazetteer, List};
use crate::model::{Candidate, Class, MentionKind};

/// The most entities of one name that are weighed.
const MOST: usize = 16;
/// The farthest spelling of one word that is still the name.
const CLOSE: f32 = 0.06;

/// The fingerprint of the rules by which keys are made: a list works only with those it was compiled by.
pub fn spelling(forms: &Forms) -> u64 {
    let mut text = String::from("keys 1");
    for set in forms.same.iter().chain(&forms.same_beginnings) {
        text.push('\n');
        text.push_str(&set.join(" "));
    }
    let mut articles = forms.articles.clone();
    articles.sort_unstable();
    text.push('\n');
    text.push_str(&articles.join(" "));
    // FNV-1a, 64 bits.
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Makes the keys of names for a list.
#[derive(Debug)]
pub struct KeyMaker {
    folder: Folder,
}

impl KeyMaker {
    /// One that works by the spelling rules of a gazetteer.
    pub fn new(gazetteer: &Gazetteer) -> Self {
        Self {
            folder: Folder::new(&gazetteer.forms),
        }
    }

    /// The keys of all names of an entity, each with the name's index. Names that are too short to be found surely have
    /// none.
    pub fn keys(&self, entity: &Entity) -> Vec<(Vec<u8>, u16)> {
        let mut keys = Vec::new();
        let mut words = Words::default();
        for (at, alias) in entity
            .aliases
            .iter()
            .enumerate()
            .take(usize::from(u16::MAX))
        {
            let pieces = words.name(&alias.name, &self.folder);
            let letters = alias.name.chars().filter(|c| c.is_alphabetic()).count();
            if pieces.len() == 0 || pieces.len() > LONGEST || letters < 3 {
                continue;
            }
            for words in spellings(&pieces, pieces.len(), false) {
                let mut key = Vec::new();
                for word in &words {
                    self.folder.key(word, &mut key);
                }
                let pair = (key, at as u16);
                if !keys.contains(&pair) {
                    keys.push(pair);
                }
            }
        }
        keys
    }
}

/// A name of a list found in a sentence.
#[derive(Debug, Clone, Copy)]
struct Found {
    start: usize,
    /// The first piece behind an article.
    first: usize,
    end: usize,
    possessive: bool,
    value: u64,
}

/// A walk over the keys of a list from one piece.
struct Walk<'w, D: AsRef<[u8]>> {
    keys: &'w Fst<D>,
    pieces: &'w Pieces<'w>,
    start: usize,
    first: usize,
    found: &'w mut Vec<Found>,
}

impl<D: AsRef<[u8]>> Walk<'_, D> {
    fn from(&mut self, mut state: CompiledAddr, mut output: Output, at: usize) {
        if at >= self.first + LONGEST {
            return;
        }
        let key = self.pieces.key(at);
        let piece = &self.pieces.all[at];
        for (offset, byte) in key.iter().enumerate() {
            if piece.possessive && offset > 0 && offset + 1 == key.len() {
                self.take(state, output, at, true);
            }
            let node = self.keys.node(state);
            let Some(next) = node.find_input(*byte) else {
                return;
            };
            let transition = node.transition(next);
            output = output.cat(transition.out);
            state = transition.addr;
        }
        self.take(state, output, at, false);
        if self.pieces.joined(at) && !piece.possessive {
            let next = at + 1;
            if self.pieces.all[next].article && leads(self.pieces, next) {
                self.from(state, output, next + 1);
            }
            self.from(state, output, next);
        }
    }

    fn take(&mut self, state: CompiledAddr, output: Output, at: usize, possessive: bool) {
        let node = self.keys.node(state);
        if node.is_final() {
            self.found.push(Found {
                start: self.start,
                first: self.first,
                end: at + 1,
                possessive,
                value: output.cat(node.final_output()).value(),
            });
        }
    }
}

impl Proposer<'_> {
    /// Proposes names of the compiled lists where the gazetteer has none. The listed and composed names must be proposed
    /// before.
    /// `covered` is room for a mark on each piece.
    pub(super) fn compiled(&mut self, covered: &mut [bool]) {
        let lists = &self.gazetteer().lists;
        if lists.is_empty() || self.pieces.lower {
            return;
        }
        let known: Vec<(usize, usize)> = self
            .found
            .iter()
            .filter(|proposal| !proposal.loose())
            .map(|proposal| (proposal.start, proposal.end))
            .collect();
        covered.fill(false);
        for (start, end) in &known {
            covered[*start..*end].fill(true);
        }
        let mut found = Vec::new();
        for (number, list) in lists.iter().enumerate() {
            let keys = list.keys();
            for start in 0..self.pieces.len() {
                let piece = &self.pieces.all[start];
                let article = piece.article && leads(self.pieces, start);
                let begins = piece.capital && !self.flags(start).any(Flags::FUNCTION);
                if !article && !begins {
                    continue;
                }
                let root = keys.root().addr();
                found.clear();
                for first in [start + 1, start] {
                    if first == start && begins || first > start && article {
                        let mut walk = Walk {
                            keys,
                            pieces: self.pieces,
                            start,
                            first,
                            found: &mut found,
                        };
                        walk.from(root, Output::zero(), first);
                    }
                }
                for hit in &found {
                    if self.stands(hit, &known, covered) {
                        self.propose_compiled(number as u16, list, hit);
                    }
                }
            }
        }
    }

    /// Whether a name found may be taken as far as its own words and those beside it tell.
    fn stands(&self, hit: &Found, known: &[(usize, usize)], covered: &[bool]) -> bool {
        let clash = known.iter().any(|(start, end)| {
            let apart = *end <= hit.start || hit.end <= *start;
            let inside =
                hit.start <= *start && *end <= hit.end && hit.end - hit.start > *end - *start;
            !(apart || inside)
        });
        if clash {
            return false;
        }
        let last = hit.end - 1;
        let barred = Flags::COMMON
            .or(Flags::CALENDAR)
            .or(Flags::DEMONYM)
            .or(Flags::FIRST_NAME)
            .or(Flags::TITLE)
            .or(Flags::ROLE)
            .or(Flags::INSIDE)
            .or(Flags::SPEECH)
            .or(Flags::COMPASS);
        if hit.end - hit.first == 1 {
            let abbreviation = self.pieces.all[last].upper;
            let word = self
                .tagger
                .lexicon
                .at(self.pieces, hit.first)
                .next()
                .is_some();
            if abbreviation
                || word
                || self.flags(hit.first).any(barred)
                || self.pieces.plain(hit.first).chars().count() < 3
                || self.pieces.titled
                || self.pieces.shouted
            {
                return false;
            }
        } else {
            let small = |at: usize| {
                !self.pieces.all[at].capital
                    && !self.pieces.all[at].article
                    && !self.flags(at).any(Flags::INSIDE.or(Flags::PARTICLE))
            };
            let plain = (hit.first..hit.end).all(|at| self.flags(at).any(barred));
            if plain || (hit.first..hit.end).any(small) || !self.pieces.all[last].capital {
                return false;
            }
        }
        !self.goes_on(hit, covered)
    }

    /// Whether a name is only a part of a longer one.
    fn goes_on(&self, hit: &Found, covered: &[bool]) -> bool {
        if self.pieces.titled || self.pieces.shouted {
            return false;
        }
        let light = Flags::FUNCTION
            .or(Flags::PLACE_BEFORE)
            .or(Flags::ACTOR_BEFORE)
            .or(Flags::COMPASS)
            .or(Flags::DEMONYM)
            .or(Flags::CALENDAR);
        if hit.start > 0 && matches!(self.pieces.gap_before(hit.start), Gap::Space | Gap::Hyphen) {
            let before = hit.start - 1;
            let piece = &self.pieces.all[before];
            let hyphen = piece.gap == Gap::Hyphen;
            if hyphen
                || self.flags(before).any(Flags::TITLE.or(Flags::FIRST_NAME))
                || piece.capital
                    && !piece.possessive
                    && !covered[before]
                    && !self.flags(before).any(light)
                    && self.forms_before(hit.start).is_empty()
            {
                return true;
            }
        }
        let last = hit.end - 1;
        if hit.possessive || !self.pieces.joined(last) {
            return false;
        }
        let next = &self.pieces.all[hit.end];
        let form = self
            .tagger
            .lexicon
            .at(self.pieces, hit.end)
            .any(|phrase| matches!(phrase.cue, Cue::Last { .. } | Cue::After { .. }));
        self.pieces.all[last].gap == Gap::Hyphen
            || next.capital && !form && !covered[hit.end] && !self.flags(hit.end).any(light)
    }

    fn propose_compiled(&mut self, number: u16, list: &List, hit: &Found) {
        let folder = self.tagger.lexicon.folder();
        let single = hit.end - hit.first == 1;
        let person = self.flags(hit.first).any(Flags::FIRST_NAME);
        let mut walked: Vec<String> = Vec::new();
        for at in hit.first..hit.end {
            if at > hit.first && self.pieces.all[at].article && leads(self.pieces, at) {
                continue;
            }
            let last = at + 1 == hit.end && hit.possessive;
            let word = if last {
                self.pieces.stem_of(at)
            } else {
                self.pieces.plain(at)
            };
            walked.push(word.to_owned());
        }
        let walked = walked.join(" ");
        let placed = self
            .before(hit.start)
            .any(Flags::SHOWS_PLACE.or(Flags::PLACE_BEFORE));
        let mut forms = self.forms_before(hit.start);
        forms.extend(self.forms_after(hit.end));
        for posting in list.postings(hit.value).take(MOST) {
            let Some(class) = list.class(posting.entity) else {
                continue;
            };
            // "Abdul Karim" is a person before it is a village.
            if person && class.is_ground() || self.tagger.has_outside(list.id(posting.entity)) {
                continue;
            }
            if single
                && matches!(class, Class::Place | Class::Facility)
                && !(placed || self.fits_list(&forms, list, posting.entity))
            {
                continue;
            }
            let name = list.written(posting);
            let away = apart(folder, name, &walked);
            if away.is_none_or(|away| single && away > CLOSE) {
                continue;
            }
            let sense = Sense::Compiled {
                list: number,
                entity: posting.entity,
                distance: away.unwrap_or_default(),
                single,
            };
            let kind = MentionKind::Name;
            self.propose(hit.start, hit.end, hit.possessive, kind, sense);
        }
    }

    /// What the word before a piece is.
    fn before(&self, start: usize) -> Flags {
        match self.pieces.gap_before(start) {
            Gap::Space => self.flags(start - 1),
            _ => Flags::default(),
        }
    }

    /// Whether the words of one of the forms fit an entity of a list.
    fn fits_list(&self, forms: &[u32], list: &List, entity: u32) -> bool {
        let (class, kind) = (list.class(entity), list.kind(entity));
        forms.iter().any(|form| {
            let form = &self.gazetteer().forms.forms[*form as usize];
            class == Some(form.class)
                && kind.is_some_and(|kind| {
                    form.kind.as_deref() == Some(kind) || form.fits.iter().any(|fit| fit == kind)
                })
        })
    }

    /// The entity of a list that a name most likely stands for, with its weight and why; `None` where nothing shows that the
    /// name is one.
    pub(super) fn likeliest(
        &self,
        proposal: &Proposal,
        forms: &[u32],
        context: &Context<'_>,
    ) -> Option<(Sense, f32, String)> {
        let before = self.before(proposal.start);
        let mut best: Option<(Sense, f32, &List, &'static str)> = None;
        let mut count = 0;
        for sense in proposal.senses.iter() {
            let Sense::Compiled {
                list,
                entity,
                distance,
                single,
            } = sense
            else {
                continue;
            };
            let list = &*self.gazetteer().lists[usize::from(*list)];
            let Some(class) = list.class(*entity) else {
                continue;
            };
            count += 1;
            let fits = self.fits_list(forms, list, *entity);
            let share = list
                .country(*entity)
                .and_then(|id| self.gazetteer().entities.get_index_of(id))
                .map_or(0.0, |state| context.share(state as u32));
            let placed =
                before.any(Flags::SHOWS_PLACE) || share > 0.0 && before.any(Flags::PLACE_BEFORE);
            let ground = matches!(class, Class::Place | Class::Facility);
            if *single && ground && !(fits || placed) {
                continue;
            }
            let mut weight = 1.4 - 2.0 * distance + 2.0 * share;
            weight += (1.0 + list.prominence(*entity) as f32).log10() * 0.12;
            let mut why = "the best known of its name";
            if share > 0.0 {
                why = "it lies in a state that the text speaks of";
            }
            if fits {
                weight += 2.0;
                why = "the word beside it fits";
            }
            if best.as_ref().is_none_or(|(_, other, ..)| weight > *other) {
                best = Some((*sense, weight, list, why));
            }
        }
        let (sense, weight, list, why) = best?;
        let mut reason = format!("in the list {}", list.name());
        if count > 1 {
            reason = format!("{reason}, one of {count} of this name: {why}");
        }
        Some((sense, weight, reason))
    }
}

impl Proposer<'_> {
    /// An entity of a list as a candidate.
    pub(super) fn of_list(&self, sense: Sense, score: f32, reason: String) -> Option<Candidate> {
        let Sense::Compiled { list, entity, .. } = sense else {
            return None;
        };
        let entity = self
            .gazetteer()
            .lists
            .get(usize::from(list))?
            .entity(entity)?;
        Some(Candidate {
            id: entity.id.clone(),
            label: entity.label.clone(),
            class: entity.class,
            known: true,
            score,
            reason,
        })
    }
}

/// How far a name as walked is from a list's; `None` where it is another.
fn apart(folder: &Folder, name: &str, walked: &str) -> Option<f32> {
    let mut words = Words::default();
    let pieces = words.name(name, folder);
    let mut nearest: Option<f32> = None;
    for words in spellings(&pieces, pieces.len(), false) {
        let listed = words.join(" ");
        let tight = |text: &str| -> String { text.chars().filter(|c| *c != ' ').collect() };
        let away = if listed == walked {
            0.0
        } else if tight(&listed) == tight(walked) {
            0.05
        } else {
            let (away, sounds) = distance(folder, &listed, walked);
            if !close_enough(away, sounds) {
                continue;
            }
            away
        };
        nearest = Some(nearest.map_or(away, |nearest| nearest.min(away)));
    }
    nearest
}
