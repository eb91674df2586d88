//! The day that a story has reached: what is told next, with no word of time of its own, happened on that day.
//!
//! News tells when something happened once, and goes on: "… on Friday. The blast killed five." What is plainly
//! background (another time is named, the verb stands in another tense) does not belong to that day.

use crate::model::{Claim, Modality, PartOfSpeech, Polarity, Sentence, When};

use super::arguments::is_ing;
use super::sentence::Candidate;
use super::time::{Clock, Expression};
use super::view::View;
use super::words::Words;

/// How many sentences on a day still is the day of the story.
const REACH: u32 = 3;

#[derive(Debug, Default)]
pub(super) struct Story {
    /// The day that was told last, and the last sentence that told of it.
    day: Option<(When, u32)>,
    /// The first day that was told, and in which sentence.
    first: Option<(When, u32)>,
}

impl Story {
    /// Dates what a sentence tells on the day of the story, and takes the day that it tells itself.
    pub(super) fn date(
        &mut self,
        view: &View<'_>,
        words: &Words,
        times: &[Expression],
        clock: &mut Clock,
        found: &mut [Candidate],
    ) {
        let carried = |candidate: &Candidate| {
            words
                .language
                .time
                .story
                .iter()
                .any(|name| *name == candidate.claim.relation.as_str())
        };
        let told = found
            .iter()
            .filter(|candidate| {
                carried(candidate) && candidate.claim.polarity == Polarity::Positive
            })
            .filter(|candidate| candidate.claim.modality == Modality::Actual)
            .filter_map(|candidate| candidate.claim.when)
            .find(|when| {
                times
                    .iter()
                    .any(|time| time.gives_day() && time.when.span == when.span)
            });
        let named = || {
            times
                .iter()
                .find(|time| time.gives_day())
                .map(|time| time.when)
        };
        let own = told.or_else(named);
        if let Some(when) = own {
            clock.tell(when.date);
            self.day = Some((when, view.index));
            self.first = self.first.or(self.day);
        }
        let elsewhere = own.is_none() && times.iter().any(|time| !time.dates_speech());
        if elsewhere {
            self.day = None;
        }
        let Some((when, last)) = self.day else { return };
        if view.sentence.headline || view.index - last > REACH {
            return;
        }
        if stretches(view, words) {
            return;
        }
        if view.index > last && turns(view, words) {
            self.day = None;
            return;
        }
        for candidate in found.iter_mut() {
            let fits = candidate.claim.when.is_none()
                && candidate.claim.modality != Modality::Intended
                && carried(candidate)
                && goes_on(view, candidate);
            if fits {
                candidate.claim.when = Some(when);
                self.day = Some((when, view.index));
            }
        }
    }

    /// Dates what the headline tells as the story that follows at once.
    pub(super) fn finish(&self, words: &Words, sentences: &[Sentence], claims: &mut [Claim]) {
        let headline = |claim: &Claim| {
            sentences
                .get(claim.sentence as usize)
                .is_some_and(|sentence| sentence.headline)
        };
        let Some((when, first)) = self.first else {
            return;
        };
        for claim in claims.iter_mut() {
            let carried = words
                .language
                .time
                .story
                .iter()
                .any(|name| *name == claim.relation.as_str());
            let fits = headline(claim)
                && first <= claim.sentence + 2
                && claim.when.is_none()
                && claim.modality != Modality::Intended
                && carried;
            if fits {
                claim.when = Some(when);
            }
        }
    }
}

/// Whether a sentence says that it goes on to something else: "Meanwhile, …", "In a separate incident, …".
fn turns(view: &View<'_>, words: &Words) -> bool {
    (0..view.len().min(5)).any(|at| {
        words
            .language
            .time
            .turns
            .iter()
            .any(|word| word == view.form(at))
    })
}

/// Whether a sentence tells of a stretch of time up to now: "so far", "since the campaign began".
fn stretches(view: &View<'_>, words: &Words) -> bool {
    words.language.time.stretches.iter().any(|phrase| {
        (0..view.len()).any(|at| {
            phrase
                .split(' ')
                .enumerate()
                .all(|(offset, word)| at + offset < view.len() && view.form(at + offset) == word)
        })
    })
}

/// Whether a claim's words go on telling: in the simple past, not in a tense of background, of plan or of habit.
fn goes_on(view: &View<'_>, candidate: &Candidate) -> bool {
    let mut at = candidate.node;
    let spoken = !candidate.claim.speakers.is_empty();
    for _ in 0..view.len() {
        let helped = |forms: &[&str]| {
            view.children(at).any(|child| {
                view.tag(child) == PartOfSpeech::Auxiliary && forms.contains(&view.form(child))
            })
        };
        if helped(&[
            "has", "have", "'ve", "will", "would", "can", "could", "is", "are", "'s", "may",
            "might",
        ]) || (!spoken && helped(&["had", "'d"]))
        {
            return false;
        }
        if view.tag(at) == PartOfSpeech::Verb
            && !is_ing(view, at)
            && view.form(at) != view.lemma(at)
        {
            let present = view.form(at).ends_with('s');
            return !present;
        }
        match view.head(at) {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}
