//! When: words of time, resolved against the date of publication and the date that the text last gave.

mod phrases;

use jiff::civil::Date;

use crate::model::{Byte, Dependency, PartOfSpeech, PartialDate, Span, TimeRelation, When, Word};

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
    /// Whether it dates what lies before the deed that the sentence tells: "a day after they had left".
    background: bool,
}

impl Expression {
    /// Whether the words date the saying, not what is said.
    pub(super) fn dates_speech(&self) -> bool {
        self.speech
    }

    /// Whether the words give the day on which something happened that the text goes on to tell of.
    pub(super) fn gives_day(&self) -> bool {
        !self.speech
            && !self.background
            && self.when.relation == TimeRelation::On
            && self.when.date.day.is_some()
    }
}

/// What a document's dates are reckoned from.
pub(super) struct Clock {
    published: Option<PartialDate>,
    /// The last day that the text has given.
    anchor: Option<Date>,
    /// The day of the last deed that the text has dated.
    deed: Option<Date>,
    /// How many sentences behind the headline have been read.
    sentences: usize,
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
            deed: None,
            sentences: 0,
        }
    }

    /// Remembers the day on which a deed is told to have happened.
    pub(super) fn tell(&mut self, date: PartialDate) {
        self.deed = day_of(date).or(self.deed);
    }

    /// The expressions of a sentence, in the order of the text.
    ///
    /// "Today" in a quotation is the day on which it was said: that of the deed told last.
    pub(super) fn read(
        &mut self,
        view: &View<'_>,
        words: &Words,
        quoted: &dyn Fn(Span<Byte>) -> bool,
    ) -> Vec<Expression> {
        let mut found: Vec<Expression> = Vec::new();
        let mut at = 0;
        if !view.sentence.headline {
            if self.sentences == 0 {
                at = self.dateline(view, words);
            }
            self.sentences += 1;
        }
        while at < view.len() {
            let Some(mut phrase) = phrases::at(self, view, words, at) else {
                at += 1;
                continue;
            };
            let shift = words.language.time.days.get(view.form(at));
            if let (Some(shift), Some(deed)) = (shift, self.deed)
                && quoted(phrase.when.span)
                && let Some(day) = phrases::shift_days(deed, *shift as i64)
            {
                phrase.when.date = of_day(day);
            }
            // "on Saturday and Sunday": the first.
            let goes_on = found.last_mut().filter(|last| {
                last.nodes.end as usize + 1 == at
                    && matches!(
                        view.form(at - 1),
                        "and" | "to" | "or" | "until" | "-" | "–" | "/"
                    )
            });
            if let Some(last) = goes_on {
                last.nodes.end = phrase.nodes.end;
                at = phrase.nodes.end as usize;
                continue;
            }
            if let Some(day) = day_of(phrase.when.date) {
                self.anchor = Some(day);
            }
            let governor = phrase
                .clause
                .or_else(|| governor(view, words, phrase.nodes));
            let speech =
                phrase.clause.is_none() && dates_speech(view, words, phrase.nodes, governor);
            at = phrase.nodes.end as usize;
            found.push(Expression {
                when: phrase.when,
                nodes: phrase.nodes,
                governor,
                speech,
                background: phrase.clause.is_some(),
            });
        }
        found
    }

    /// Takes the date of publication from the beginning of the text, where it stands there: "Posted on 3 May 2019 by …".
    /// Gives the node behind it.
    fn dateline(&mut self, view: &View<'_>, words: &Words) -> usize {
        let time = &words.language.time;
        let mut at = 0;
        while at < view.len().min(8) {
            let form = view.form(at).trim_end_matches('.');
            let leads =
                time.weekdays.contains_key(form) || time.dateline.iter().any(|word| word == form);
            let phrase = phrases::at(self, view, words, at);
            let whole = phrase
                .filter(|phrase| phrases::names_year(view, phrase.nodes))
                .and_then(|phrase| Some((day_of(phrase.when.date)?, phrase.nodes)));
            // "On 3 May 2019 they took the town" tells when that was.
            let told = at == 1 && matches!(view.form(0), "on" | "at" | "last" | "of");
            if let Some((day, nodes)) = whole.filter(|_| !told) {
                let near = self.published.and_then(day_of).is_none_or(|known| {
                    known
                        .since(day)
                        .is_ok_and(|apart| apart.get_days().abs() <= FAR)
                });
                if !near {
                    return 0;
                }
                self.published = Some(of_day(day));
                self.anchor = Some(day);
                return nodes.end as usize;
            }
            if !leads {
                return 0;
            }
            at += 1;
        }
        0
    }
}

/// A date at the beginning of a text that lies farther from the known date of publication, in days, is of something else.
const FAR: i32 = 31;

/// The verb or noun that an expression hangs on.
fn governor(view: &View<'_>, words: &Words, nodes: Span<Word>) -> Option<usize> {
    let mut at = nodes.start as usize;
    for _ in 0..view.len() {
        let head = view.head(at)?;
        let part = words
            .language
            .time
            .parts
            .iter()
            .any(|word| word == view.lemma(head));
        if !nodes.contains(head as u32)
            && !part
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
        .filter(|time| !aside(view, start, time.nodes.start as usize))
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

/// Whether a clause of its own that tells of something else lies between a predicate and what stands below it.
fn aside(view: &View<'_>, top: usize, below: usize) -> bool {
    let mut at = below;
    for _ in 0..view.len() {
        if at == top {
            return false;
        }
        let since = view.children(at).any(|child| {
            view.relation(child) == Dependency::Mark
                && matches!(view.form(child), "since" | "before" | "until")
        });
        if view.relation(at) == Dependency::AclRelcl || since {
            return true;
        }
        match view.head(at) {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}
