//! Who speaks where a sentence ends with its speaker and no comma sets him off: "… in the old town a group
//! monitoring the war said". The tree takes him for a part of what is said; the words show him.

use crate::model::{Byte, Class, Dependency, PartOfSpeech, Span};

use super::Speech;
use crate::relate::arguments::{Arguments, is_ing};
use crate::relate::view::View;

/// A speaker behind what he says.
pub(super) struct Closing {
    /// The noun that names him.
    pub(super) node: usize,
    /// The words that name him.
    pub(super) span: Span<Byte>,
}

/// More words than this name nobody.
const LONGEST: usize = 16;

impl Speech {
    /// The speaker right before a speech verb that ends a sentence, where the tree's is another.
    pub(super) fn closing(
        &self,
        arguments: &Arguments<'_, '_>,
        verb: usize,
        speaker: Option<usize>,
        passive: bool,
    ) -> Option<Closing> {
        let view = arguments.view;
        let speech = &arguments.words.language.speech;
        let lemma = view.lemma(verb);
        let quoting = speech.quoting.iter().any(|word| word == lemma);
        let fits = if passive {
            quoting
        } else {
            arguments.words.strong.contains(lemma) && !is_ing(view, verb)
        };
        let more = (verb + 1..view.len())
            .any(|at| view.tag(at) == PartOfSpeech::Verb && !is_ing(view, at));
        if !fits || more {
            return None;
        }
        let mut end = verb;
        while end > 0
            && matches!(
                view.tag(end - 1),
                PartOfSpeech::Auxiliary | PartOfSpeech::Adverb
            )
        {
            end -= 1;
        }
        let last = end.checked_sub(1)?;
        if !noun(view, last) || dated(arguments, last) {
            return None;
        }
        let known = speaker.is_some_and(|speaker| {
            speaker == last || (speaker < last && view.dominates(speaker, last))
        });
        let start = start_of(arguments, last);
        let told = (0..start).any(|at| view.tag(at) == PartOfSpeech::Verb);
        if known || !told {
            return None;
        }
        let node = head_in(arguments, start, last)?;
        let first = first_of(arguments, start, node);
        Some(Closing {
            node,
            span: view.bytes(first).join(view.bytes(last)),
        })
    }
}

fn noun(view: &View<'_>, at: usize) -> bool {
    matches!(view.tag(at), PartOfSpeech::Noun | PartOfSpeech::ProperNoun)
}

/// Whether a word is part of a date, which no speaker's name holds.
fn dated(arguments: &Arguments<'_, '_>, at: usize) -> bool {
    let time = &arguments.words.language.time;
    let form = arguments.view.form(at);
    time.weekdays.contains_key(form)
        || time.months.contains_key(form)
        || time.days.contains_key(form)
}

/// Where the words that could name a speaker begin.
fn start_of(arguments: &Arguments<'_, '_>, last: usize) -> usize {
    let view = arguments.view;
    let mut at = last;
    while let Some(before) = at.checked_sub(1)
        && last - at < LONGEST
        && !dated(arguments, before)
    {
        let nominal = before > 0 && noun(view, before - 1);
        let goes_on = match view.tag(before) {
            PartOfSpeech::Noun | PartOfSpeech::ProperNoun => {
                // "… in Aleppo General X": a name beside a name is another's.
                !(view.own_mention(before).is_some() && view.own_mention(at).is_some())
            }
            PartOfSpeech::Adjective | PartOfSpeech::Particle => true,
            PartOfSpeech::Numeral => noun(view, at) || view.tag(at) == PartOfSpeech::Adjective,
            PartOfSpeech::Punctuation => view.form(before) == "-",
            PartOfSpeech::Adposition => {
                nominal || (before > 0 && view.tag(before - 1) == PartOfSpeech::Adjective)
            }
            PartOfSpeech::Verb => {
                nominal && (is_ing(view, before) || view.form(before).ends_with("ed"))
            }
            PartOfSpeech::Determiner => {
                let inside = before > 0
                    && (view.tag(before - 1) == PartOfSpeech::Adposition
                        || is_ing(view, before - 1));
                if !inside {
                    return before;
                }
                true
            }
            _ => false,
        };
        if !goes_on {
            break;
        }
        at = before;
    }
    at
}

/// The noun that names the speaker.
fn head_in(arguments: &Arguments<'_, '_>, start: usize, last: usize) -> Option<usize> {
    let view = arguments.view;
    let speech = &arguments.words.language.speech;
    let unnamed = |at: usize| noun(view, at) && arguments.words.unnamed.contains(view.lemma(at));
    let person = |at: usize| {
        view.own_mention(at)
            .is_some_and(|mention| view.class(mention.entity) == Class::Person)
    };
    if unnamed(last) || person(last) {
        return Some(last);
    }
    // "a source at the ministry", "Igor Petrov, the head of the office"
    let described = (start..last).rev().find(|at| {
        let behind = view.tag(*at + 1);
        (unnamed(*at) || person(*at))
            && matches!(
                behind,
                PartOfSpeech::Adposition
                    | PartOfSpeech::Adjective
                    | PartOfSpeech::Verb
                    | PartOfSpeech::Noun
            )
    });
    if described.is_some() {
        return described;
    }
    // "a group monitoring the war"
    let reduced = (start + 1..last)
        .find(|at| is_ing(view, *at) && view.tag(*at) == PartOfSpeech::Verb)
        .filter(|_| view.tag(start) == PartOfSpeech::Determiner)
        .map(|at| at - 1);
    if reduced.is_some() {
        return reduced;
    }
    let actor = view
        .own_mention(last)
        .is_some_and(|mention| view.class(mention.entity).is_actor());
    let body = speech.bodies.iter().any(|word| word == view.lemma(last));
    (actor || body).then_some(last)
}

/// The first word of a speaker's own noun phrase.
fn first_of(arguments: &Arguments<'_, '_>, start: usize, node: usize) -> usize {
    let view = arguments.view;
    let mut at = node;
    while at > start
        && !matches!(
            view.tag(at - 1),
            PartOfSpeech::Adposition | PartOfSpeech::Verb
        )
    {
        at -= 1;
    }
    at
}

/// Whether a clause stands behind a speech verb as what is said.
pub(super) fn says_more(view: &View<'_>, verb: usize) -> bool {
    view.children(verb).any(|child| {
        child > verb && matches!(view.relation(child), Dependency::Ccomp | Dependency::Xcomp)
    })
}
