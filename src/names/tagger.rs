//! The tagger: from a document's sentences to its names.

use rustc_hash::{FxHashMap, FxHashSet};

use super::aliases::Persons;
use super::compose_ids as ids;
use super::context::{Context, in_small_letters};
use super::index::Index;
use super::lexicon::{Cue, Cues, Lexicon};
use super::pieces::{Piece, Pieces, cut};
use super::propose::{ListedHits, Proposal, Proposer, choose};
use super::repeats;
use super::senses::Sense;
use super::words::{Reader, Shelf, Words};
use crate::load::Gazetteer;
use crate::model::{
    Byte, Candidate, Class, Document, EntityId, MentionKind, NameMention, Sentence, Span,
};

/// Finds the names of documents.
pub struct Tagger<'g> {
    pub(super) gazetteer: &'g Gazetteer,
    pub(super) index: Index,
    pub(super) lexicon: Lexicon,
    /// For each entity, the others that it is tied to.
    ties: Vec<Tie>,
    /// The listed borders, by the indices of their two states.
    pub(super) borders: FxHashMap<(u32, u32), u32>,
    /// The ids that entries of the compiled lists have where the gazetteer has them itself.
    outside: FxHashSet<String>,
    /// The role that the name of a people alone means.
    pub(super) people: Option<u32>,
    pub(super) persons: Persons,
    shelf: Shelf,
}

/// The entities that one is tied to, by their indices.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tie {
    /// The state that it belongs to.
    pub state: Option<u32>,
    /// The first place that it lies in.
    pub within: Option<u32>,
    /// The state whose government sits there.
    pub seat_of: Option<u32>,
}

/// A mention in the making.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub start: usize,
    pub end: usize,
    pub possessive: bool,
    /// Whether it is one word, spelled otherwise than any listed name.
    pub loose: bool,
    pub kind: MentionKind,
    pub candidates: Vec<Candidate>,
}

impl std::fmt::Debug for Tagger<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tagger")
            .field("forms", &self.index.forms.len())
            .finish_non_exhaustive()
    }
}

impl<'g> Tagger<'g> {
    /// Makes the gazetteer ready for matching.
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        let lexicon = Lexicon::new(gazetteer);
        let common: FxHashSet<&str> = gazetteer
            .forms
            .common
            .iter()
            .chain(&gazetteer.forms.function)
            .map(String::as_str)
            .collect();
        let index = Index::new(gazetteer, lexicon.folder(), &|word| common.contains(word));
        let persons = Persons::new(gazetteer, lexicon.folder());
        let people = gazetteer
            .roles
            .values()
            .position(|role| role.bare)
            .map(|at| at as u32);
        let mut tagger = Self {
            gazetteer,
            index,
            lexicon,
            ties: ties(gazetteer),
            borders: FxHashMap::default(),
            outside: outside(gazetteer),
            people,
            persons,
            shelf: Shelf::default(),
        };
        tagger.borders = ids::borders(&tagger);
        tagger
    }

    /// The names of a document, in the order of the text; none overlaps another.
    pub fn tag(&self, document: &Document, sentences: &[Sentence]) -> Vec<NameMention> {
        let mut words = self.shelf.take();
        let mentions = self.tag_with(&mut words, document, sentences);
        self.shelf.give(words);
        mentions
    }

    fn tag_with(
        &self,
        words: &mut Words,
        document: &Document,
        sentences: &[Sentence],
    ) -> Vec<NameMention> {
        let text = document.text.as_str();
        let by = Reader {
            folder: self.lexicon.folder(),
            lexicon: Some(&self.lexicon),
            index: Some(&self.index),
        };
        let mut all = std::mem::take(&mut words.pieces);
        all.clear();
        let mut ends = Vec::with_capacity(sentences.len());
        for sentence in sentences {
            cut(
                sentence.span.of(text),
                sentence.span.start,
                words,
                by,
                &mut all,
            );
            ends.push(all.len());
        }
        let mentions = self.name(text, sentences, &all, &ends, words);
        words.pieces = all;
        mentions
    }

    /// The names of sentences whose pieces end at `ends`.
    fn name(
        &self,
        text: &str,
        sentences: &[Sentence],
        all: &[Piece],
        ends: &[usize],
        words: &Words,
    ) -> Vec<NameMention> {
        let lower = in_small_letters(all);
        let mut start = 0;
        let pieces: Vec<Pieces<'_>> = ends
            .iter()
            .map(|&end| {
                let own = &all[std::mem::replace(&mut start, end)..end];
                Pieces::new(text, own, words, lower)
            })
            .collect();
        let mut context = Context::new(text, &pieces, &self.index.needs, lower);
        let listed = ListedHits::new(self, &pieces, &context);
        let mut chosen: Vec<Vec<Proposal>> = Vec::with_capacity(pieces.len());
        let mut found = Vec::new();
        let mut covered = vec![false; all.len()];
        for (number, pieces) in pieces.iter().enumerate() {
            let covered = &mut covered[..pieces.len()];
            let mut proposer = Proposer::new(self, pieces, &listed, number);
            proposer.found = found;
            proposer.listed();
            proposer.composed();
            proposer.compiled(covered);
            proposer.formed(covered);
            chosen.push(choose(&mut proposer.found));
            found = proposer.found;
        }
        self.survey(&chosen, &mut context);
        let mut drafts: Vec<Vec<Draft>> = Vec::with_capacity(pieces.len());
        for (number, chosen) in chosen.iter().enumerate() {
            let proposer = Proposer::new(self, &pieces[number], &listed, number);
            let mut own: Vec<Draft> = Vec::with_capacity(chosen.len());
            for proposal in chosen {
                let candidates = proposer.candidates(proposal, &context);
                if !candidates.is_empty() {
                    own.push(Draft {
                        start: proposal.start,
                        end: proposal.end,
                        possessive: proposal.possessive,
                        loose: proposal.loose(),
                        kind: proposal.kind,
                        candidates,
                    });
                }
            }
            drafts.push(own);
        }
        repeats::repeat(self, &pieces, &context, &mut drafts);
        let count = drafts.iter().map(Vec::len).sum();
        let mut mentions = Vec::with_capacity(count);
        for (number, (sentence, own)) in sentences.iter().zip(drafts).enumerate() {
            for draft in own {
                mentions.extend(mention(number, sentence, &pieces[number], draft));
            }
        }
        mentions
    }

    /// Counts the states that the document speaks of, and notes what is beyond doubt.
    fn survey(&self, chosen: &[Vec<Proposal>], context: &mut Context<'_>) {
        for proposal in chosen.iter().flatten() {
            let mut entities = proposal.senses.iter().filter_map(|sense| match sense {
                Sense::Listed { distance, .. } | Sense::Stem { distance, .. }
                    if *distance > 0.06 =>
                {
                    None
                }
                Sense::Listed { entity, .. } | Sense::Stem { entity, .. } => Some(*entity),
                Sense::Role { country, .. } => Some(*country),
                Sense::Border { one, .. } => Some(*one),
                _ => None,
            });
            let (Some(entity), None) = (entities.next(), entities.next()) else {
                continue;
            };
            context.seen.insert(entity);
            let Some((_, listed)) = self.gazetteer.entities.get_index(entity as usize) else {
                continue;
            };
            let state = if listed.class == Class::Country {
                Some(entity)
            } else {
                self.tie(entity).state
            };
            if let Some(state) = state {
                context.speaks_of(state);
            }
        }
    }

    /// What an entity is tied to.
    pub(super) fn tie(&self, entity: u32) -> Tie {
        self.ties.get(entity as usize).copied().unwrap_or_default()
    }

    /// Whether the gazetteer has an entity of a compiled list itself, by an identifier in the same register.
    pub(super) fn has_outside(&self, id: &str) -> bool {
        self.outside.contains(id) || self.gazetteer.entities.contains_key(id)
    }

    /// Whether an id is of a compiled list alone.
    pub(super) fn is_compiled(&self, id: &EntityId) -> bool {
        !self.gazetteer.lists.is_empty()
            && !self.gazetteer.entities.contains_key(id)
            && self.gazetteer.get(id.as_str()).is_some()
    }

    /// The same without a possessive "'s" and with single spaces.
    pub(super) fn stem_written(&self, pieces: &Pieces<'_>, start: usize, end: usize) -> String {
        pieces
            .stem_written(start, end)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Whether a nationality stands at a piece.
    pub(super) fn demonym_at(&self, pieces: &Pieces<'_>, at: usize) -> bool {
        let demonym = |piece: &Piece| piece.cues.any(Cues::DEMONYM);
        pieces.all.get(at).is_some_and(demonym)
            && self
                .lexicon
                .at(pieces, at)
                .any(|phrase| matches!(phrase.cue, Cue::Demonym { .. }))
    }

    /// The entity that fills a role for a state.
    pub(super) fn role_of(&self, country: u32, role: u32) -> Option<Candidate> {
        ids::role(self, country, role)
    }

    /// The border between two states, or of one.
    pub(super) fn border_of(
        &self,
        one: u32,
        other: Option<u32>,
        context: &Context<'_>,
    ) -> Option<Candidate> {
        ids::border(self, one, other, context)
    }
}

fn ties(gazetteer: &Gazetteer) -> Vec<Tie> {
    let entities = &gazetteer.entities;
    let index = |id: &EntityId| entities.get_index_of(id).map(|at| at as u32);
    let mut ties: Vec<Tie> = entities
        .values()
        .map(|entity| Tie {
            state: entity.country.as_ref().and_then(index),
            within: entity.within.first().and_then(index),
            seat_of: None,
        })
        .collect();
    for (at, entity) in entities.values().enumerate() {
        for seat in entity
            .seats
            .iter()
            .filter_map(|seat| entities.get_index_of(seat))
        {
            ties[seat].seat_of = Some(at as u32);
        }
    }
    ties
}

/// The identifiers of the gazetteer's entities in outside registers, as the ids of compiled lists have them.
fn outside(gazetteer: &Gazetteer) -> FxHashSet<String> {
    if gazetteer.lists.is_empty() {
        return FxHashSet::default();
    }
    gazetteer
        .entities
        .values()
        .flat_map(|entity| &entity.ids)
        .map(|(register, id)| format!("{register}-{}", id.to_lowercase()))
        .collect()
}

/// A draft as a mention at the edges of tokens; `None` where the tokens do not allow it.
fn mention(
    number: usize,
    sentence: &Sentence,
    pieces: &Pieces<'_>,
    draft: Draft,
) -> Option<NameMention> {
    let first = pieces.all.get(draft.start)?;
    let last = pieces.all.get(draft.end.checked_sub(1)?)?;
    let end = if draft.possessive && last.possessive {
        last.stem_end
    } else {
        last.end
    };
    let from = sentence
        .tokens
        .partition_point(|token| token.span.end <= first.start);
    let to = sentence
        .tokens
        .partition_point(|token| token.span.start < end);
    let words = Span::new(from as u32, to as u32);
    let tokens = sentence.tokens.get(words.range())?;
    let (head, tail) = (tokens.first()?, tokens.last()?);
    // A token may hold marks beyond the name, but no letters.
    let loose = |start: u32, end: u32| {
        Span::<Byte>::new(start.min(end), end)
            .of(pieces.text())
            .chars()
            .any(char::is_alphanumeric)
    };
    if loose(head.span.start, first.start) || loose(end, tail.span.end) {
        return None;
    }
    Some(NameMention {
        sentence: number as u32,
        words,
        span: Span::new(head.span.start, tail.span.end),
        kind: draft.kind,
        candidates: draft.candidates,
    })
}
