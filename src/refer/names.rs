//! Settles which of its candidates a name stands for, with the tree at hand.

use rustc_hash::FxHashMap;

use super::view::View;
use crate::load::Nominals;
use crate::model::{Candidate, Class, Dependency, EntityId, NameMention, Span, Word};

/// How the words around a name use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// It speaks, decides or does.
    Acts,
    /// Something is or happens there.
    Locates,
    /// Nothing tells.
    Open,
}

/// The candidate chosen for each name, an index into its candidates, and why.
pub(super) fn choose(
    names: &[NameMention],
    views: &[View<'_>],
    nominals: &Nominals,
) -> Vec<(usize, String)> {
    let uses: Vec<Use> = names
        .iter()
        .map(|name| {
            views
                .get(name.sentence as usize)
                .map_or(Use::Open, |view| usage(view, nominals, name.words))
        })
        .collect();
    // What the document makes of each set of candidates where the words around tell.
    let mut settled: FxHashMap<Vec<&EntityId>, FxHashMap<usize, usize>> = FxHashMap::default();
    let mut chosen: Vec<Option<usize>> = Vec::with_capacity(names.len());
    for (name, usage) in names.iter().zip(&uses) {
        let told = told(&name.candidates, *usage);
        if let Some(told) = told {
            *settled
                .entry(key(name))
                .or_default()
                .entry(told)
                .or_default() += 1;
        }
        chosen.push(told);
    }
    names
        .iter()
        .zip(&uses)
        .zip(chosen)
        .map(|((name, usage), told)| {
            let first = name.candidates.first();
            if name.candidates.len() < 2 {
                return (0, first.map_or(String::new(), |first| first.reason.clone()));
            }
            if let Some(at) = told {
                let why = match usage {
                    Use::Acts => "it acts here",
                    Use::Locates => "it is a place here",
                    Use::Open => "as listed",
                };
                return (at, because(&name.candidates, at, why));
            }
            // A seat and its state are told apart each time anew; other names keep one meaning.
            let usual = (!is_seat(&name.candidates))
                .then(|| settled.get(&key(name)))
                .flatten()
                .and_then(|counts| {
                    counts
                        .iter()
                        .max_by_key(|(at, count)| (**count, std::cmp::Reverse(**at)))
                });
            match usual {
                Some((at, _)) => (
                    *at,
                    because(&name.candidates, *at, "as elsewhere in the text"),
                ),
                None => (0, first.map_or(String::new(), |first| first.reason.clone())),
            }
        })
        .collect()
}

fn key(name: &NameMention) -> Vec<&EntityId> {
    name.candidates
        .iter()
        .map(|candidate| &candidate.id)
        .collect()
}

fn because(candidates: &[Candidate], at: usize, why: &str) -> String {
    candidates.get(at).map_or(String::new(), |candidate| {
        if candidate.reason.is_empty() {
            why.to_owned()
        } else {
            format!("{why}; {}", candidate.reason)
        }
    })
}

fn is_seat(candidates: &[Candidate]) -> bool {
    let has = |class| candidates.iter().any(|candidate| candidate.class == class);
    has(Class::Country) && has(Class::Place)
}

/// The best candidate that the use allows, where the use tells candidates apart.
fn told(candidates: &[Candidate], usage: Use) -> Option<usize> {
    let allows = |candidate: &Candidate| match usage {
        Use::Acts => candidate.class.is_actor(),
        // A state is ground as well, but where its seat could be meant, the seat is.
        Use::Locates => matches!(candidate.class, Class::Place | Class::Facility),
        Use::Open => true,
    };
    if usage == Use::Open || candidates.iter().all(allows) || !candidates.iter().any(allows) {
        return None;
    }
    candidates.iter().position(allows)
}

fn usage(view: &View<'_>, nominals: &Nominals, words: Span<Word>) -> Use {
    let (start, end) = (words.start as usize, words.end as usize);
    let mut before = view.before(start);
    let mut at = start;
    // "In and around X", "in the X": over the article.
    if before == "the" {
        at = start.saturating_sub(1);
        before = view.before(at);
    }
    if before == "to" && view.before(at.saturating_sub(1)) == "according" {
        return Use::Acts;
    }
    if before == "of" && nominals.placed.contains(view.before(at.saturating_sub(1))) {
        return Use::Locates;
    }
    let Some(node) = view.head_node(words) else {
        return if nominals.placing.contains(before) {
            Use::Locates
        } else {
            Use::Open
        };
    };
    let first = view.first_conjunct(node);
    let shared = first != node;
    if nominals.placing.contains(before) && before != "to" && before != "from" && before != "over" {
        return Use::Locates;
    }
    match view.relation(first) {
        Some((Dependency::Nsubj, Some(head))) => {
            if nominals.speaking.contains(view.lemma(head)) || view.has_child(head, Dependency::Obj)
            {
                Use::Acts
            } else {
                Use::Open
            }
        }
        Some((Dependency::OblAgent, _)) => Use::Acts,
        // What is spoken to, blamed, armed or punished is no town.
        Some((Dependency::Obj | Dependency::Iobj, Some(head)))
            if nominals.addressing.contains(view.lemma(head)) =>
        {
            Use::Acts
        }
        // "Talks with X", "a deal with X", "allied with X".
        Some((Dependency::Obl | Dependency::Nmod, Some(head)))
            if matches!(before, "with" | "on" | "to" | "against")
                && nominals.partnering.contains(view.lemma(head)) =>
        {
            Use::Acts
        }
        Some((Dependency::Obl, Some(head))) if matches!(before, "to" | "from" | "over") => {
            if nominals.speaking.contains(view.lemma(head)) {
                Use::Open
            } else {
                Use::Locates
            }
        }
        Some((Dependency::Parataxis | Dependency::Root, _))
            if view.word(end) == ":" && start == 0 =>
        {
            Use::Acts
        }
        _ if shared => Use::Open,
        _ => Use::Open,
    }
}
