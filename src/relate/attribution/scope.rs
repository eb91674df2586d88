//! How far a speech verb reaches: which words of its sentence are said.

use super::{Scope, Speech};
use crate::model::{Dependency, PartOfSpeech, Span};
use crate::relate::arguments::{Arguments, is_ing};
use crate::relate::view::View;

impl Speech {
    /// What a speech verb's subject says.
    pub(super) fn scope(
        &self,
        arguments: &Arguments<'_, '_>,
        verb: usize,
        speaker: usize,
        object: Option<usize>,
    ) -> Option<Scope> {
        let view = arguments.view;
        let sentence = view.sentence.span;
        let cue = view.bytes(verb);
        let said: Vec<usize> = view
            .children(verb)
            .filter(|child| {
                matches!(
                    view.relation(*child),
                    Dependency::Ccomp
                        | Dependency::Xcomp
                        | Dependency::Parataxis
                        | Dependency::Advcl
                ) && view.lemma(*child) != "cite"
            })
            .collect();
        let mut complements = said
            .iter()
            .copied()
            .filter(|child| matches!(view.relation(*child), Dependency::Ccomp | Dependency::Xcomp));
        let complement = complements
            .clone()
            .find(|child| *child > verb)
            .or_else(|| complements.next());
        let spine = on_spine(view, verb);
        if view.relation(verb) == Dependency::Parataxis
            && complement.is_none_or(|child| child < verb)
        {
            // "A, he said, B": all but the clause of speaking.
            return Some(Scope::Bytes(sentence));
        }
        if let Some(complement) = complement {
            if complement > verb {
                return Some(match spine {
                    true => Scope::Bytes(Span::new(cue.end, sentence.end)),
                    false => Scope::Nodes(self.below(view, &said)),
                });
            }
            return Some(Scope::Bytes(Span::new(
                sentence.start,
                cue.start.min(view.phrase(speaker).start),
            )));
        }
        // A speech verb at the end: what stands before it is said.
        let start = cue.start.min(view.phrase(speaker).start);
        let verbs_before = (0..verb.min(speaker))
            .any(|at| view.tag(at) == PartOfSpeech::Verb && view.bytes(at).end <= start);
        let verbs_behind = (verb + 1..view.len()).any(|at| {
            view.tag(at) == PartOfSpeech::Verb
                && !is_ing(view, at)
                && at != speaker
                && !view.dominates(speaker, at)
        });
        let tail = spine || closes(view, verb);
        if tail && verbs_before && !verbs_behind && object.is_none_or(|object| object < verb) {
            return Some(Scope::Bytes(Span::new(sentence.start, start)));
        }
        let speech = &arguments.words.language.speech;
        if speech.accusing.iter().any(|word| word == view.lemma(verb)) {
            let charges = view
                .children(verb)
                .chain(object.into_iter().flat_map(|object| view.children(object)));
            let mut tops: Vec<usize> = charges
                .filter(|child| {
                    matches!(
                        view.preposition(*child).as_deref(),
                        Some("of" | "for" | "over" | "with")
                    )
                })
                .collect();
            tops.extend(said);
            return (!tops.is_empty()).then(|| Scope::Nodes(self.below(view, &tops)));
        }
        if let Some(object) = object.filter(|_| arguments.words.strong.contains(view.lemma(verb))) {
            let mut tops = said;
            tops.push(object);
            return Some(Scope::Nodes(self.below(view, &tops)));
        }
        let quoting = &arguments.words.language.speech.quoting;
        if quoting.iter().any(|word| word == view.lemma(verb)) && is_ing(view, verb) {
            return Some(Scope::Bytes(sentence));
        }
        if !said.is_empty() {
            return Some(Scope::Nodes(self.below(view, &said)));
        }
        // The parser may have missed the clause.
        (spine && verbs_behind && !verbs_before)
            .then_some(Scope::Bytes(Span::new(cue.end, sentence.end)))
    }

    pub(super) fn below(&self, view: &View<'_>, tops: &[usize]) -> Vec<usize> {
        (0..view.len())
            .filter(|node| tops.iter().any(|top| view.dominates(*top, *node)))
            .collect()
    }
}

/// Whether a speech verb with a subject of its own ends a sentence, wherever the parser hung it.
fn closes(view: &View<'_>, verb: usize) -> bool {
    view.children(verb).any(|child| {
        view.relation(child) == Dependency::Nsubj
            && !matches!(view.lemma(child), "who" | "which" | "that")
    }) && !view
        .children(verb)
        .any(|child| view.relation(child) == Dependency::Mark && view.form(child) != "as")
}

/// Whether a verb stands in the sentence's main line, in no relative or adverbial clause.
fn on_spine(view: &View<'_>, verb: usize) -> bool {
    let mut at = verb;
    for _ in 0..view.len() {
        let fits = matches!(
            view.relation(at),
            Dependency::Root
                | Dependency::Conj
                | Dependency::Parataxis
                | Dependency::Ccomp
                | Dependency::Dep
        ) || (view.relation(at) == Dependency::Advcl && is_ing(view, at));
        if !fits {
            return false;
        }
        match view.head(at) {
            Some(head) => at = head,
            None => return true,
        }
    }
    false
}
