//! When: words of time, resolved against the date of publication and the date that the text last gave.

mod phrases;

use jiff::civil::Date;

use crate::model::{Dependency, PartOfSpeech, PartialDate, Span, When, Word};

use super::triggers::Matched;
use super::view::View;
use super::words::Words;

/// One expression of time in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Expression {
    pub(super) when: When,
    /// The nodes that it covers, the first and the one behind the last.
    pub(super) nodes: Span<Word>,
    /// The verb or noun that it dates.
    governor: Option<usize>,
    /// Whether it dates the saying alone.
    speech: bool,
}

/// What a document's dates are reckoned from.
pub(super) struct Clock {
    published: Option<PartialDate>,
    /// The last day that the text has given.
    anchor: Option<Date>,
}

/// A civil date of a whole day.
fn day_of(date: PartialDate) -> Option<Date> {
    Date::new(date.year, date.month? as i8, date.day? as i8).ok()
}

/// The whole day of a civil date.
fn of_day(date: Date) -> PartialDate {
    PartialDate::day(
        date.year(),
        date.month().unsigned_abs(),
        date.day().unsigned_abs(),
    )
}

impl Clock {
    pub(super) fn new(published: Option<PartialDate>) -> Self {
        Self {
            published,
            anchor: None,
        }
    }

    /// The expressions of a sentence, in the order of the text.
    pub(super) fn read(&mut self, view: &View<'_>, words: &Words) -> Vec<Expression> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < view.len() {
            let Some(phrase) = phrases::at(self, view, words, at) else {
                at += 1;
                continue;
            };
            if let Some(day) = day_of(phrase.when.date) {
                self.anchor = Some(day);
            }
            let governor = governor(view, phrase.nodes);
            let speech = dates_speech(view, words, phrase.nodes, governor);
            at = phrase.nodes.end as usize;
            found.push(Expression {
                when: phrase.when,
                nodes: phrase.nodes,
                governor,
                speech,
            });
        }
        found
    }
}

/// The verb or noun that an expression hangs on.
fn governor(view: &View<'_>, nodes: Span<Word>) -> Option<usize> {
    let mut at = nodes.start as usize;
    for _ in 0..view.len() {
        let head = view.head(at)?;
        if !nodes.contains(head as u32)
            && (view.tag(head) == PartOfSpeech::Verb
                || view.is_nominal(head)
                || view.head(head).is_none())
        {
            return Some(head);
        }
        at = head;
    }
    None
}

/// "said on Thursday", "Thursday's statement": the words date the saying.
fn dates_speech(
    view: &View<'_>,
    words: &Words,
    nodes: Span<Word>,
    governor: Option<usize>,
) -> bool {
    let mut before = (nodes.start as usize).checked_sub(1);
    while let Some(at) = before
        && matches!(
            view.tag(at),
            PartOfSpeech::Adposition | PartOfSpeech::Adverb | PartOfSpeech::Determiner
        )
    {
        before = at.checked_sub(1);
    }
    let beside = before.is_some_and(|at| {
        words.speech.contains(view.lemma(at)) && view.tag(at) == PartOfSpeech::Verb
    });
    // "announced today that", "on Sunday the army said"
    beside
        || governor.is_some_and(|verb| {
            words.speech.contains(view.lemma(verb)) && view.tag(verb) == PartOfSpeech::Verb
        })
}

/// The time of a claim: of what stands nearest on the way from its word up to its clause.
pub(super) fn choose(
    view: &View<'_>,
    words: &Words,
    times: &[Expression],
    matched: &Matched,
) -> Option<When> {
    if times.is_empty() {
        return None;
    }
    let start = matched.predicate.node;
    let mut way = vec![start];
    way.extend(matched.nodes.iter().copied().filter(|node| *node != start));
    way.extend(matched.predicate.light);
    let mut at = start;
    for _ in 0..view.len() {
        let Some(head) = view.head(at) else { break };
        let stops = match view.relation(at) {
            Dependency::Ccomp | Dependency::Parataxis => words.speech.contains(view.lemma(head)),
            Dependency::AclRelcl => true,
            _ => false,
        };
        if stops {
            break;
        }
        way.push(head);
        at = head;
    }
    for node in &way {
        let here = times
            .iter()
            .filter(|time| !time.speech && time.governor == Some(*node));
        let nearest = here.min_by_key(|time| (time.nodes.start as usize).abs_diff(*node));
        if let Some(time) = nearest {
            return Some(time.when);
        }
    }
    // Below the predicate: "the attack on the town last week".
    let below = times
        .iter()
        .filter(|time| !time.speech && view.dominates(start, time.nodes.start as usize))
        .min_by_key(|time| (time.nodes.start as usize).abs_diff(start));
    if let Some(time) = below {
        return Some(time.when);
    }
    // One time in the whole sentence, badly hung, dates its deeds.
    match times {
        [only] if !only.speech && verbs(view) <= 3 => Some(only.when),
        _ => None,
    }
}

fn verbs(view: &View<'_>) -> usize {
    (0..view.len())
        .filter(|at| view.tag(*at) == PartOfSpeech::Verb)
        .count()
}
