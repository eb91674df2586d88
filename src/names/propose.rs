//! What may be a name, and what it may stand for: listed names, composed ones, and names by their form.

use super::lexicon::{Cue, Cues, Flags};
use super::pieces::{Gap, Pieces};
use super::senses::{Sense, Senses};
use super::tagger::Tagger;
use super::{context::Context, index::Hit};
use crate::load::Gazetteer;
use crate::model::{Class, MentionKind};

/// A span that may be a name.
#[derive(Debug, Clone)]
pub(super) struct Proposal {
    pub start: usize,
    pub end: usize,
    /// Whether it ends before a possessive "s".
    pub possessive: bool,
    pub kind: MentionKind,
    pub senses: Senses,
}

impl Proposal {
    /// Whether it is one word, spelled otherwise than any listed name.
    pub(super) fn loose(&self) -> bool {
        self.end == self.start + 1
            && self.senses.iter().all(|sense| match sense {
                Sense::Listed { distance, .. } | Sense::Stem { distance, .. } => *distance > 0.06,
                Sense::Compiled { single, .. } => *single,
                _ => false,
            })
    }

    /// Whether some sense is a listed or a composed one.
    pub(super) fn known(&self) -> bool {
        self.senses
            .iter()
            .any(|sense| !matches!(sense, Sense::Formed { .. } | Sense::Placed { .. }))
    }
}

/// The proposals of one sentence.
pub(super) struct Proposer<'p> {
    pub tagger: &'p Tagger<'p>,
    pub pieces: &'p Pieces<'p>,
    /// The listed names of the document, in the order of their starts.
    hits: &'p [Hit],
    /// For each piece, how many hits begin before it.
    before: &'p [u32],
    pub found: Vec<Proposal>,
}

/// The listed names of a document.
#[derive(Debug, Default)]
pub(super) struct ListedHits {
    hits: Vec<Hit>,
    /// For each piece, and for the end of each sentence, how many hits begin before it.
    before: Vec<u32>,
    /// Where each sentence begins in `before`.
    sentences: Vec<usize>,
}

impl ListedHits {
    pub(super) fn new(
        tagger: &Tagger<'_>,
        sentences: &[Pieces<'_>],
        context: &Context<'_>,
    ) -> Self {
        let pieces: usize = sentences.iter().map(Pieces::len).sum();
        let mut listed = Self {
            hits: Vec::with_capacity(pieces / 8),
            before: Vec::with_capacity(pieces + sentences.len()),
            sentences: Vec::with_capacity(sentences.len()),
        };
        let folder = tagger.lexicon.folder();
        for pieces in sentences {
            listed.sentences.push(listed.before.len());
            for at in 0..pieces.len() {
                listed.before.push(listed.hits.len() as u32);
                let hits = &mut listed.hits;
                tagger
                    .index
                    .hits_at(pieces, at, context, folder, tagger.gazetteer, hits);
            }
            listed.before.push(listed.hits.len() as u32);
        }
        listed
    }
}

/// A state named or described at a place in the sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    pub end: usize,
    pub country: u32,
    pub demonym: bool,
    pub plural: bool,
    pub possessive: bool,
}

impl<'p> Proposer<'p> {
    /// A proposer for a sentence, with the listed names found in the document ([`ListedHits`]).
    pub(super) fn new(
        tagger: &'p Tagger<'p>,
        pieces: &'p Pieces<'p>,
        listed: &'p ListedHits,
        sentence: usize,
    ) -> Self {
        let from = listed.sentences[sentence];
        Self {
            tagger,
            pieces,
            hits: &listed.hits,
            before: &listed.before[from..=from + pieces.len()],
            found: Vec::new(),
        }
    }

    pub(super) fn gazetteer(&self) -> &'p Gazetteer {
        self.tagger.gazetteer
    }

    pub(super) fn propose(
        &mut self,
        start: usize,
        end: usize,
        possessive: bool,
        kind: MentionKind,
        sense: Sense,
    ) {
        if let Some(known) =
            self.found.iter_mut().rev().take(40).find(|known| {
                (known.start, known.end, known.possessive) == (start, end, possessive)
            })
        {
            known.senses.add(sense);
            if kind == MentionKind::Name {
                known.kind = kind;
            }
            return;
        }
        self.found.push(Proposal {
            start,
            end,
            possessive,
            kind,
            senses: Senses::one(sense),
        });
    }

    /// The hits that begin at a piece.
    pub(super) fn hits_from(&self, start: usize) -> impl Iterator<Item = &'p Hit> + use<'p> {
        let hits: &'p [Hit] = match self.before.get(start..start + 2) {
            Some([from, to]) => &self.hits[*from as usize..*to as usize],
            _ => &[],
        };
        hits.iter()
    }

    /// The hits of the sentence.
    fn sentence_hits(&self) -> &'p [Hit] {
        match self.before {
            [from, .., to] => &self.hits[*from as usize..*to as usize],
            _ => &[],
        }
    }

    /// Proposes the listed names, alone and with the words of their form behind them.
    pub(super) fn listed(&mut self) {
        for mut hit in self.sentence_hits().iter().copied() {
            let form = &self.tagger.index.forms[hit.form as usize];
            let (entity, class, stem) = (form.entity, form.class, form.stem);
            if self.too_long(&hit, class) {
                continue;
            }
            if self.ends_in_common_noun(&hit, class) {
                hit.end -= 1;
                hit.possessive = false;
            }
            if let Some(of) = stem {
                // "Homs" of "Homs Governorate" alone may be meant; "Tanf" of "Tanf base" may not.
                let alone = self.tagger.gazetteer.forms.forms[of as usize].alone;
                let before = self
                    .forms_before(hit.start)
                    .into_iter()
                    .any(|form| self.fits(form, entity, stem));
                if alone || before {
                    let sense = Sense::Stem {
                        entity,
                        shown: before,
                        distance: hit.distance,
                    };
                    self.propose(hit.start, hit.end, hit.possessive, MentionKind::Name, sense);
                }
            } else {
                let sense = Sense::Listed {
                    entity,
                    distance: hit.distance,
                };
                let first = &self.pieces.all[hit.start];
                let named = first.capital
                    || first.article
                    || self.pieces.lower
                    || uncased(self.pieces, hit.start);
                let kind = if named {
                    MentionKind::Name
                } else {
                    MentionKind::Nominal
                };
                self.propose(hit.start, hit.end, hit.possessive, kind, sense);
            }
            if !class.is_ground() || !self.pieces.joined(hit.end - 1) {
                continue;
            }
            // "Aleppo northern countryside"
            if self.flags(hit.end).any(Flags::COMPASS)
                && stem.is_some()
                && self.pieces.joined(hit.end)
                && self.tagger.lexicon.at(self.pieces, hit.end + 1).any(|phrase| {
                    matches!(phrase.cue, Cue::Last { form, .. } if self.fits(form, entity, stem))
                })
            {
                let sense = Sense::Stem {
                    entity,
                    shown: true,
                    distance: hit.distance,
                };
                self.propose(hit.start, hit.end, hit.possessive, MentionKind::Name, sense);
            }
            if !self.cues(hit.end).any(Cues::LAST.or(Cues::AFTER)) {
                continue;
            }
            let phrases: Vec<_> = self.tagger.lexicon.at(self.pieces, hit.end).collect();
            for phrase in phrases {
                match phrase.cue {
                    Cue::Last { form, capital } if !capital || self.pieces.all[hit.end].capital => {
                        let possessive = self.pieces.all[phrase.end - 1].possessive;
                        if self.fits(form, entity, stem) {
                            let sense = Sense::Stem {
                                entity,
                                shown: true,
                                distance: hit.distance,
                            };
                            self.propose(
                                hit.start,
                                phrase.end,
                                possessive,
                                MentionKind::Name,
                                sense,
                            );
                        } else if stem.is_none()
                            && !hit.possessive
                            && class != Class::Country
                            && self.tagger.gazetteer.forms.forms[form as usize].unlisted
                        {
                            let sense = Sense::Formed { form };
                            self.propose(
                                hit.start,
                                phrase.end,
                                possessive,
                                MentionKind::Name,
                                sense,
                            );
                        }
                    }
                    Cue::After { form } if stem.is_some() && self.fits(form, entity, stem) => {
                        let sense = Sense::Stem {
                            entity,
                            shown: true,
                            distance: hit.distance,
                        };
                        self.propose(hit.start, hit.end, hit.possessive, MentionKind::Name, sense);
                    }
                    _ => {}
                }
            }
        }
    }

    /// Whether the last word of a listed place is a common noun in small letters that is no part of names:
    /// "Rutba district".
    fn ends_in_common_noun(&self, hit: &Hit, class: Class) -> bool {
        let last = hit.end - 1;
        class == Class::Place
            && last > hit.start
            && self.cues(last).any(Cues::AFTER)
            && !self.pieces.all[last].capital
            && self
                .tagger
                .lexicon
                .at(self.pieces, last)
                .any(|phrase| matches!(phrase.cue, Cue::After { .. }) && phrase.end == hit.end)
    }

    /// Whether a listed name holds more than the name: a common noun behind it ("Taliban militants"), where it
    /// counts without that too; or, of a place, a description before it ("the road that links X and Y",
    /// "Southern Syria").
    fn too_long(&self, hit: &Hit, class: Class) -> bool {
        if self.pieces.lower || self.pieces.shouted || hit.end == hit.start + 1 {
            return false;
        }
        let first = &self.pieces.all[hit.start];
        let described = !first.capital && !first.article && !uncased(self.pieces, hit.start);
        if described && !class.is_actor() {
            return true;
        }
        let forms = &self.tagger.index.forms;
        if class == Class::Place && self.flags(hit.start).any(Flags::COMPASS) {
            let state = self.hits_from(hit.start + 1).any(|inner| {
                inner.end == hit.end && forms[inner.form as usize].class == Class::Country
            });
            let part = self.gazetteer().forms.forms.iter().enumerate().any(|(form, of)| {
                of.alone
                    && self
                        .tagger
                        .lexicon
                        .at(self.pieces, hit.end - 1)
                        .any(|phrase| matches!(phrase.cue, Cue::Last { form: last, .. } if last as usize == form))
            });
            if state || part {
                return true;
            }
        }
        let form = &forms[hit.form as usize];
        self.hits_from(hit.start).any(|other| {
            let shorter = &forms[other.form as usize];
            other.end < hit.end
                && !other.possessive
                && shorter.entity == form.entity
                && shorter.stem.is_none()
                && (other.end..hit.end).all(|at| !self.pieces.all[at].capital)
                && !self
                    .tagger
                    .lexicon
                    .at(self.pieces, other.end)
                    .any(|phrase| {
                        phrase.end == hit.end
                            && matches!(phrase.cue, Cue::Last { capital, .. }
                                if !capital || self.pieces.all[other.end].capital)
                    })
        })
    }

    /// Whether the words of a form fit a listed entity.
    pub(super) fn fits(&self, form: u32, entity: u32, stem: Option<u32>) -> bool {
        let forms = &self.tagger.gazetteer.forms.forms;
        let form = &forms[form as usize];
        if let Some(stem) = stem {
            let stem = &forms[stem as usize];
            if stem.id == form.id {
                return true;
            }
        }
        let Some((_, entity)) = self.gazetteer().entities.get_index(entity as usize) else {
            return false;
        };
        entity.class == form.class
            && entity
                .kind
                .as_ref()
                .is_some_and(|kind| form.kind.as_ref() == Some(kind) || form.fits.contains(kind))
    }

    /// The forms whose words stand right before a piece.
    pub(super) fn forms_before(&self, start: usize) -> Vec<u32> {
        let mut forms = Vec::new();
        if start == 0 || self.pieces.gap_before(start) == Gap::Break {
            return forms;
        }
        let end = if start >= 2 && self.pieces.plain(start - 1) == "of" {
            start - 1
        } else {
            start
        };
        for at in end.saturating_sub(3)..end {
            if !self.cues(at).any(Cues::BEFORE) {
                continue;
            }
            for phrase in self.tagger.lexicon.at(self.pieces, at) {
                if let Cue::Before { form } = phrase.cue
                    && phrase.end == end
                {
                    forms.push(form);
                }
            }
        }
        forms
    }

    /// The forms whose words stand right behind a piece: "village", ", a town in".
    pub(super) fn forms_after(&self, end: usize) -> Vec<u32> {
        let mut forms = Vec::new();
        if end == 0 || end >= self.pieces.len() {
            return forms;
        }
        let mut at = end;
        match self.pieces.all[end - 1].gap {
            Gap::Space | Gap::Hyphen => {}
            Gap::Comma if matches!(self.pieces.plain(end), "a" | "an" | "the" | "another") => {
                at += 1;
                // "a strategic town"
                if !self.after_at(at, &mut forms) {
                    at += 1;
                }
            }
            _ => return forms,
        }
        forms.clear();
        self.after_at(at, &mut forms);
        forms
    }

    fn after_at(&self, at: usize, forms: &mut Vec<u32>) -> bool {
        for phrase in self.tagger.lexicon.at(self.pieces, at) {
            if let Cue::After { form } = phrase.cue {
                forms.push(form);
            }
        }
        !forms.is_empty()
    }

    /// The states that begin at a piece, named or by their adjective.
    pub(super) fn states_at(&self, at: usize) -> Vec<State> {
        let mut states = Vec::new();
        if !self.cues(at).any(Cues::DEMONYM) && self.hits_from(at).next().is_none() {
            return states;
        }
        for phrase in self.tagger.lexicon.at(self.pieces, at) {
            if let Cue::Demonym { country, plural } = phrase.cue
                && (self.pieces.all[at].capital || self.pieces.lower)
            {
                states.push(State {
                    end: phrase.end,
                    country,
                    demonym: true,
                    plural,
                    possessive: self.pieces.all[phrase.end - 1].possessive,
                });
            }
        }
        for hit in self.hits_from(at) {
            let form = &self.tagger.index.forms[hit.form as usize];
            if form.class == Class::Country {
                states.push(State {
                    end: hit.end,
                    country: form.entity,
                    demonym: false,
                    plural: false,
                    possessive: hit.possessive,
                });
            }
        }
        states.sort_by_key(|state| std::cmp::Reverse(state.end));
        states
    }

    #[inline]
    pub(super) fn flags(&self, at: usize) -> Flags {
        self.pieces.flags(at)
    }

    /// What the phrases that may begin at a piece mean.
    #[inline]
    pub(super) fn cues(&self, at: usize) -> Cues {
        self.pieces
            .all
            .get(at)
            .map_or(Cues::default(), |piece| piece.cues)
    }
}

/// Whether a piece is of a script without capitals, or a number.
fn uncased(pieces: &Pieces<'_>, at: usize) -> bool {
    !pieces
        .written(at, at + 1)
        .chars()
        .any(|c| c.is_lowercase() || c.is_uppercase())
}

/// The proposals that are used: none overlaps another; longer before shorter, known before unlisted.
pub(super) fn choose(found: &mut Vec<Proposal>) -> Vec<Proposal> {
    // A listed description with a name in it: the name counts.
    let described = |proposal: &Proposal| {
        proposal.kind == MentionKind::Nominal
            && proposal
                .senses
                .iter()
                .all(|sense| matches!(sense, Sense::Listed { .. }))
    };
    if found.iter().any(described) {
        let names: Vec<(usize, usize)> = found
            .iter()
            .filter(|proposal| proposal.kind == MentionKind::Name && proposal.known())
            .map(|proposal| (proposal.start, proposal.end))
            .collect();
        found.retain(|proposal| {
            !described(proposal)
                || !names
                    .iter()
                    .any(|(start, end)| proposal.start <= *start && *end <= proposal.end)
        });
    }
    let weight = |proposal: &Proposal| {
        (
            proposal.end - proposal.start,
            proposal.known(),
            !proposal.possessive,
        )
    };
    found.sort_by(|a, b| a.start.cmp(&b.start).then(weight(b).cmp(&weight(a))));
    let mut chosen: Vec<Proposal> = Vec::with_capacity(found.len());
    for proposal in found.drain(..) {
        let Some(last) = chosen.last() else {
            chosen.push(proposal);
            continue;
        };
        if last.end <= proposal.start {
            chosen.push(proposal);
        } else if last.start < proposal.start
            && proposal.end > last.end
            && proposal.end - proposal.start > last.end - last.start
            && (proposal.known() || !last.known())
        {
            // The later one is longer: the earlier one was its beginning's neighbour.
            chosen.pop();
            chosen.push(proposal);
        }
    }
    chosen
}
