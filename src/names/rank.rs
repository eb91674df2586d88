//! Orders what a name may stand for by what stands around it and by what the document speaks of, with the reason.

use super::context::Context;
use super::lexicon::{Cue, Cues, Flags};
use super::pieces::Gap;
use super::propose::{Proposal, Proposer};
use super::senses::Sense;
use crate::load::Entity;
use crate::model::{Candidate, Class, EntityId};

/// What the words around a name show.
struct Surroundings {
    /// Forms whose words stand beside it.
    forms: Vec<u32>,
    /// A preposition of place stands before it.
    placed: bool,
    /// A verb of speech or decision stands behind it, or words for an actor before it.
    acting: bool,
    /// It owns something.
    owning: bool,
}

/// What the very capitals of an abbreviation add.
const CAPITALS: f32 = 2.0;

/// How much better the first must be for the others to be left out.
const MARGIN: f32 = 1.5;

impl Proposer<'_> {
    /// What a proposed name may stand for, the best first.
    pub(super) fn candidates(&self, proposal: &Proposal, context: &Context<'_>) -> Vec<Candidate> {
        let around = self.surroundings(proposal);
        let mut candidates: Vec<Candidate> = Vec::new();
        // A place of a state that the text does not speak of, spelled otherwise, is another place.
        let likeliest = self.likeliest(proposal, &around.forms, context);
        let elsewhere = |sense: &Sense| match sense {
            Sense::Compiled { .. } => likeliest.as_ref().is_none_or(|(best, ..)| best != sense),
            Sense::Listed { entity, distance }
            | Sense::Stem {
                entity,
                distance,
                shown: false,
            } if *distance > 0.06 => self.lies_elsewhere(*entity, context),
            _ => false,
        };
        let known = proposal.senses.iter().any(|sense| {
            !matches!(sense, Sense::Formed { .. } | Sense::Placed { .. }) && !elsewhere(sense)
        });
        let spelled = |far: bool| {
            proposal.senses.iter().filter_map(move |sense| match sense {
                Sense::Listed { entity, distance } if (*distance > 0.06) == far => {
                    self.gazetteer().entities.get_index(*entity as usize)
                }
                _ => None,
            })
        };
        // One sense has no rivals.
        let several = !proposal.senses.single();
        let exact: Vec<&EntityId> = spelled(false)
            .map(|(id, _)| id)
            .filter(|_| several)
            .collect();
        let loose: Vec<&EntityId> = spelled(true)
            .map(|(id, _)| id)
            .filter(|id| several && !exact.contains(id))
            .collect();
        let whole = !exact.is_empty() && self.ends_in_form(proposal);
        for sense in proposal.senses.iter() {
            // "Castello Road" is the road of that name, not the roundabout of the same word.
            let other = matches!(sense, Sense::Stem { entity, .. }
                if whole && !exact.iter().any(|id| self.is_index(*entity, id)));
            if elsewhere(sense)
                || other
                || known && matches!(sense, Sense::Formed { .. } | Sense::Placed { .. })
            {
                continue;
            }
            self.candidate(proposal, *sense, &around, context, &mut candidates);
        }
        if candidates.is_empty()
            && let Some((sense, score, reason)) = likeliest
        {
            candidates.extend(self.of_list(sense, score, reason));
        }
        // Where one is spelled just so, the others are other names.
        if !exact.is_empty() {
            candidates.retain(|candidate| !loose.iter().any(|id| **id == candidate.id));
        }
        if candidates.len() < 2 {
            return candidates;
        }
        // The surer sense of one entity is kept.
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        let mut unique: Vec<Candidate> = Vec::new();
        for candidate in candidates {
            let best = unique.first().map_or(candidate.score, |first| first.score);
            if candidate.score + MARGIN > best
                && !unique.iter().any(|known| known.id == candidate.id)
            {
                unique.push(candidate);
            }
        }
        unique
    }

    /// Whether an entity's index is that of an id.
    fn is_index(&self, entity: u32, id: &EntityId) -> bool {
        self.gazetteer().entities.get_index_of(id) == Some(entity as usize)
    }

    /// Whether a proposal's last words are those of a form: "Road", "base".
    fn ends_in_form(&self, proposal: &Proposal) -> bool {
        (proposal.start + 1..proposal.end).any(|at| {
            self.cues(at).any(Cues::LAST)
                && self.tagger.lexicon.at(self.pieces, at).any(|phrase| {
                    phrase.end == proposal.end && matches!(phrase.cue, Cue::Last { .. })
                })
        })
    }

    /// Whether an entity is ground of a state that the document does not speak of.
    fn lies_elsewhere(&self, entity: u32, context: &Context<'_>) -> bool {
        let entities = &self.gazetteer().entities;
        if !context.has_states() {
            return false;
        }
        entities
            .get_index(entity as usize)
            .is_some_and(|(_, listed)| {
                matches!(listed.class, Class::Place | Class::Facility)
                    && self
                        .tagger
                        .tie(entity)
                        .state
                        .is_some_and(|state| context.share(state) == 0.0)
            })
    }

    fn surroundings(&self, proposal: &Proposal) -> Surroundings {
        let (start, end) = (proposal.start, proposal.end);
        let mut forms = self.forms_before(start);
        forms.extend(self.forms_after(end));
        let before = match self.pieces.gap_before(start) {
            Gap::Space => {
                let the = usize::from(start > 0 && self.pieces.plain(start - 1) == "the");
                start.checked_sub(1 + the)
            }
            _ => None,
        };
        let flags = |at: Option<usize>| at.map(|at| self.flags(at)).unwrap_or_default();
        let mut acting = flags(before).any(Flags::ACTOR_BEFORE)
            || before.is_some_and(|at| self.second_of_two(at));
        if self.pieces.gap_before(end) == Gap::Space && !proposal.possessive {
            // "Moscow has repeatedly said": the verb may stand one or two words off.
            for at in end..(end + 3).min(self.pieces.len()) {
                if self.flags(at).any(Flags::SPEECH) {
                    acting = true;
                    break;
                }
                let plain = self.pieces.plain(at);
                let light = matches!(
                    plain,
                    "has" | "had" | "have" | "also" | "is" | "was" | "would" | "will" | "could"
                ) || plain.ends_with("ly");
                if !light || !self.pieces.joined(at) {
                    break;
                }
            }
        }
        Surroundings {
            forms,
            placed: flags(before).any(Flags::PLACE_BEFORE),
            acting,
            owning: proposal.possessive,
        }
    }

    /// Whether the word before is the "and" of "between X and Y".
    fn second_of_two(&self, at: usize) -> bool {
        self.pieces.plain(at) == "and"
            && (at.saturating_sub(5)..at).any(|before| self.pieces.plain(before) == "between")
    }

    fn candidate(
        &self,
        proposal: &Proposal,
        sense: Sense,
        around: &Surroundings,
        context: &Context<'_>,
        out: &mut Vec<Candidate>,
    ) {
        match sense {
            Sense::Listed { entity, distance } => {
                let Some((_, listed)) = self.gazetteer().entities.get_index(entity as usize) else {
                    return;
                };
                let written = self.pieces.written(proposal.start, proposal.end);
                let reason = if distance > 0.1 {
                    format!("listed; “{written}” is a spelling of {}", listed.label)
                } else {
                    "listed".to_owned()
                };
                // "SANA" in capitals is what is written so, not the city of the same letters.
                let capitals = written.len() > 2
                    && written.chars().all(|letter| letter.is_ascii_uppercase())
                    && !self.pieces.shouted
                    && listed.aliases.iter().any(|alias| alias.name == written);
                let score = 2.0 - 2.0 * distance + if capitals { CAPITALS } else { 0.0 };
                out.push(self.weigh(entity, listed, score, reason, around, context));
                self.seat(entity, listed, score, around, context, out);
            }
            Sense::Stem {
                entity,
                shown,
                distance,
            } => {
                let Some((_, listed)) = self.gazetteer().entities.get_index(entity as usize) else {
                    return;
                };
                let (score, reason) = if shown {
                    (4.0, format!("{} by the word beside it", listed.label))
                } else {
                    (1.2, format!("short for {}", listed.label))
                };
                let score = score - 2.0 * distance;
                out.push(self.weigh(entity, listed, score, reason, around, context));
            }
            Sense::Role { country, role } => {
                if let Some(candidate) = self.tagger.role_of(country, role) {
                    out.push(Candidate {
                        score: candidate.score + 2.0,
                        ..candidate
                    });
                }
            }
            Sense::Border { one, other } => {
                out.extend(self.tagger.border_of(one, other, context));
            }
            Sense::Compiled { .. } => {}
            Sense::Formed { form } => {
                let Some(form) = self.gazetteer().forms.forms.get(form as usize) else {
                    return;
                };
                let reason = format!("not listed; a name of the form “{}”", form.id);
                out.push(self.unlisted(proposal, form.class, 1.0, reason));
            }
            Sense::Placed { class, cue } => {
                let person = (class == Class::Person)
                    .then(|| {
                        let persons = &self.tagger.persons;
                        persons.whole(self.pieces, proposal.start, proposal.end)
                    })
                    .flatten();
                if let Some(index) = person
                    && let Some((_, listed)) = self.gazetteer().entities.get_index(index as usize)
                {
                    let reason = format!("{} by first and last name", listed.label);
                    out.push(self.weigh(index, listed, 1.5, reason, around, context));
                    return;
                }
                let reason = format!("not listed; {cue}");
                out.push(self.unlisted(proposal, class, 0.8, reason));
            }
        }
    }

    fn unlisted(&self, proposal: &Proposal, class: Class, score: f32, reason: String) -> Candidate {
        let mut name = String::new();
        for at in proposal.start..proposal.end {
            if !name.is_empty() {
                name.push('-');
            }
            let last = at + 1 == proposal.end;
            let plain = self.pieces.plain(at);
            name.push_str(if last && proposal.possessive {
                plain.strip_suffix('s').unwrap_or(plain)
            } else {
                plain
            });
        }
        let kind = class.name().to_lowercase();
        Candidate {
            id: EntityId::from(format!("{kind}/{name}")),
            label: self
                .tagger
                .stem_written(self.pieces, proposal.start, proposal.end),
            class,
            known: false,
            score,
            reason,
        }
    }

    /// The weight of a listed entity among others of the same name.
    fn weigh(
        &self,
        index: u32,
        listed: &Entity,
        mut score: f32,
        mut reason: String,
        around: &Surroundings,
        context: &Context<'_>,
    ) -> Candidate {
        let mut add = |weight: f32, why: &str| {
            score += weight;
            if !why.is_empty() {
                reason.push_str("; ");
                reason.push_str(why);
            }
        };
        if around
            .forms
            .iter()
            .any(|form| self.fits(*form, index, None))
        {
            add(2.0, "the word beside it fits");
        } else if let Some(form) = around.forms.first()
            && listed.class.is_ground()
            && self.gazetteer().forms.forms[*form as usize].class == listed.class
        {
            add(-0.5, "");
        }
        if around.placed && !listed.class.is_ground() {
            add(-0.8, "");
        }
        if around.acting && !listed.class.is_actor() {
            add(-0.6, "");
        }
        let tie = self.tagger.tie(index);
        if let Some(state) = tie.state {
            let share = context.share(state);
            if share > 0.0 {
                add(share, "");
            } else {
                add(-0.3, "");
            }
        }
        if context.seen.contains(&index) {
            add(0.4, "");
        }
        if tie
            .within
            .is_some_and(|place| context.seen.contains(&place))
        {
            add(0.4, "");
        }
        let settled = listed.kind.as_deref() == Some("settlement");
        if settled {
            add(0.25, "");
        }
        Candidate {
            id: listed.id.clone(),
            label: listed.label.clone(),
            class: listed.class,
            known: true,
            score,
            reason,
        }
    }

    /// A seat of government may stand for its state.
    fn seat(
        &self,
        index: u32,
        listed: &Entity,
        score: f32,
        around: &Surroundings,
        context: &Context<'_>,
        out: &mut Vec<Candidate>,
    ) {
        let Some(state) = self.tagger.tie(index).seat_of else {
            return;
        };
        let Some((_, country)) = self.gazetteer().entities.get_index(state as usize) else {
            return;
        };
        // A foreign capital stands for its state more often than not.
        let abroad = context.share(state) < 0.8;
        let mut weight = if abroad { 0.2 } else { -0.8 };
        let mut why = "the seat of its government";
        if around.placed {
            weight = -1.6;
        } else if around.acting {
            weight = 0.8;
            why = "its seat of government speaks or acts here";
        } else if around.owning {
            weight = 0.3;
        }
        out.push(Candidate {
            id: country.id.clone(),
            label: country.label.clone(),
            class: country.class,
            known: true,
            score: score + weight + context.share(state),
            reason: format!("{} stands for its state: {why}", listed.label),
        });
    }
}
