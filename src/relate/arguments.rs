//! Who does what to whom, before any rule is asked: the deep arguments of verbs, nouns and adjectives.
//!
//! A predicate's arguments are the same whether the clause is active or passive, relative, reduced,
//! infinitive, coordinated or turned into a noun. The idea is that of PredPatt (White et al. 2016) and of
//! the enhanced dependencies of Universal Dependencies, kept to what rules ask for.

mod adjective;
mod answer;
mod noun;
mod title;
mod verb;

pub(super) use verb::UNNAMED_DOER;

use crate::load::ArgumentRole;
use crate::model::{Dependency, PartOfSpeech};

use super::view::View;
use super::words::Words;

pub(super) use verb::{bound_before, touching};

/// One argument, and how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) role: ArgumentRole,
    pub(super) node: usize,
    pub(super) how: &'static str,
}

/// A predicate with its deep arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Predicate {
    pub(super) node: usize,
    /// Its subject is the one to whom it is done.
    pub(super) passive: bool,
    /// The light verb that carries a noun.
    pub(super) light: Option<usize>,
    pub(super) arguments: Vec<Found>,
}

impl Predicate {
    fn new(node: usize) -> Self {
        Self {
            node,
            passive: false,
            light: None,
            arguments: Vec::new(),
        }
    }

    /// The nodes in a role, the nearest way first.
    pub(super) fn in_role<'p>(&'p self, role: &'p ArgumentRole) -> impl Iterator<Item = &'p Found> {
        self.arguments
            .iter()
            .filter(move |found| found.role == *role)
    }

    pub(super) fn first(&self, role: &ArgumentRole) -> Option<usize> {
        self.in_role(role).next().map(|found| found.node)
    }

    /// What the grammar calls the subject: of an active the agent, of a passive the patient.
    fn surface_subject(&self) -> Option<usize> {
        match self.passive {
            true => self.first(&ArgumentRole::Patient),
            false => self.first(&ArgumentRole::Agent),
        }
    }

    fn add(&mut self, role: ArgumentRole, node: usize, how: &'static str) {
        let there = |found: &Found| found.role == role && found.node == node;
        if node != self.node && !self.arguments.iter().any(there) {
            self.arguments.push(Found { role, node, how });
        }
    }

    fn has(&self, role: &ArgumentRole) -> bool {
        self.first(role).is_some()
    }
}

/// Finds the arguments of one sentence's predicates, each once.
pub(super) struct Arguments<'v, 'a> {
    pub(super) view: &'v View<'a>,
    pub(super) words: &'v Words,
    verbs: Vec<Option<Predicate>>,
    nouns: Vec<Option<Predicate>>,
}

/// How far control and coordination are followed.
const DEPTH: u32 = 6;

impl<'v, 'a> Arguments<'v, 'a> {
    pub(super) fn new(view: &'v View<'a>, words: &'v Words) -> Self {
        Self {
            view,
            words,
            verbs: vec![None; view.len()],
            nouns: vec![None; view.len()],
        }
    }

    /// The arguments of a verb.
    pub(super) fn verb(&mut self, node: usize) -> Predicate {
        self.verb_at(node, DEPTH)
    }

    /// The arguments of a noun.
    pub(super) fn noun(&mut self, node: usize) -> Predicate {
        self.noun_at(node, DEPTH)
    }

    fn verb_at(&mut self, node: usize, depth: u32) -> Predicate {
        if let Some(known) = &self.verbs[node] {
            return known.clone();
        }
        let found = verb::arguments(self, node, depth);
        if depth == DEPTH {
            self.verbs[node] = Some(found.clone());
        }
        found
    }

    fn noun_at(&mut self, node: usize, depth: u32) -> Predicate {
        if let Some(known) = &self.nouns[node] {
            return known.clone();
        }
        let found = noun::arguments(self, node, depth);
        if depth == DEPTH {
            self.nouns[node] = Some(found.clone());
        }
        found
    }

    /// The arguments of an adjective, or of a participle used as one.
    pub(super) fn adjective(&mut self, node: usize) -> Predicate {
        self.adjective_at(node, DEPTH)
    }

    fn adjective_at(&mut self, node: usize, depth: u32) -> Predicate {
        adjective::arguments(self, node, depth)
    }

    /// The arguments of whatever a node is.
    fn any(&mut self, node: usize, depth: u32) -> Predicate {
        match self.view.tag(node) {
            PartOfSpeech::Verb | PartOfSpeech::Auxiliary => self.verb_at(node, depth),
            PartOfSpeech::Adjective | PartOfSpeech::Adverb => {
                adjective::arguments(self, node, depth)
            }
            _ if self.view.child(node, Dependency::Cop).is_some() => {
                adjective::arguments(self, node, depth)
            }
            _ => self.noun_at(node, depth),
        }
    }

    /// The prepositional arguments that hang on a node.
    pub(super) fn prepositional(&self, node: usize, into: &mut Predicate, how: &'static str) {
        let view = self.view;
        for child in view.children(node) {
            let oblique = matches!(
                view.relation(child),
                Dependency::Obl
                    | Dependency::Nmod
                    | Dependency::OblAgent
                    | Dependency::Advcl
                    | Dependency::Dep
                    | Dependency::Acl
                    | Dependency::Xcomp
                    | Dependency::Advmod
                    | Dependency::Amod
            );
            if oblique {
                self.behind_preposition(child, into, how);
            }
        }
    }

    /// The roles of one prepositional phrase: "from", also the last word of "out of", "north of" with what
    /// stands before, "in cooperation with" through the noun between.
    fn behind_preposition(&self, child: usize, into: &mut Predicate, how: &'static str) {
        let view = self.view;
        let role = |words: &str| ArgumentRole::Preposition(words.into());
        let words = view.preposition(child);
        let inner = |top: usize| view.children(top).filter(move |inner| *inner > top);
        // "killed in rebel shelling": a deed in the form of a verb.
        let deed = || {
            is_ing(view, child)
                && view.first_case(child).is_some()
                && (self.words.is_deed(view.lemma(child)) || self.words.is_deed(view.form(child)))
        };
        if !view.is_nominal(child) && !deed() {
            // "located north of X": the adverb between.
            for below in inner(child) {
                if let Some(preposition) =
                    view.preposition(below).filter(|_| view.is_nominal(below))
                {
                    into.add(
                        role(&format!("{} {preposition}", view.form(child))),
                        below,
                        how,
                    );
                }
            }
            return;
        }
        let Some(words) = words else { return };
        into.add(role(&words), child, how);
        if let Some((_, last)) = words.rsplit_once(' ') {
            into.add(role(last), child, how);
        }
        if let Some(before) = view.first_case(child).and_then(|case| case.checked_sub(1))
            && matches!(
                view.tag(before),
                PartOfSpeech::Adverb | PartOfSpeech::Noun | PartOfSpeech::Adjective
            )
        {
            into.add(role(&format!("{} {words}", view.form(before))), child, how);
            // "in cooperation with", with the last part hung on the verb.
            if view.tag(before) == PartOfSpeech::Noun
                && let Some(outer) = view.preposition(before)
                && view
                    .first_case(before)
                    .is_some_and(|case| case + 1 == before)
            {
                into.add(
                    role(&format!("{outer} {} {words}", view.form(before))),
                    child,
                    how,
                );
            }
        }
        for below in inner(child) {
            match view.relation(below) {
                // "in Homs and against Hama": the second has its own preposition.
                Dependency::Conj => {
                    if let Some(words) = view.preposition(below) {
                        into.add(role(&words), below, how);
                    }
                }
                Dependency::Nmod | Dependency::Obl if view.own_mention(child).is_none() => {
                    if let Some(next) = view.preposition(below) {
                        into.add(
                            role(&format!("{words} {} {next}", view.lemma(child))),
                            below,
                            how,
                        );
                    }
                }
                _ => {}
            }
        }
    }

    /// What hangs on a name by a preposition that names seldom take belongs to what stands above the name:
    /// "the bombardment of X by Y", "captured X from Y".
    pub(super) fn nested(&self, into: &mut Predicate) {
        let view = self.view;
        let names: Vec<usize> = into
            .arguments
            .iter()
            .filter(|found| {
                matches!(
                    found.role,
                    ArgumentRole::Patient | ArgumentRole::Preposition(_)
                ) && found.node > into.node
                    && view.own_mention(found.node).is_some()
            })
            .map(|found| found.node)
            .collect();
        for name in names {
            for child in view.children(name) {
                let hangs = matches!(
                    view.relation(child),
                    Dependency::Nmod | Dependency::Obl | Dependency::Acl
                ) && child > name;
                if hangs && view.preposition(child).is_some_and(|words| words != "of") {
                    self.behind_preposition(child, into, "hung on the name before");
                }
            }
        }
    }

    /// What follows a node's words directly as a prepositional phrase, wherever the parser hung it.
    pub(super) fn following(&self, node: usize) -> Option<(String, usize)> {
        let view = self.view;
        let next = node + 1;
        if next >= view.len() || view.tag(next) != PartOfSpeech::Adposition {
            return None;
        }
        let head = view.head(next)?;
        let plain = matches!(view.relation(next), Dependency::Case | Dependency::Mark);
        if !plain || head <= next || !view.is_nominal(head) {
            return None;
        }
        Some((view.preposition(head)?, head))
    }
}

/// Whether a verb's subject is the one to whom it is done.
fn verb_is_passive(view: &View<'_>, verb: usize) -> bool {
    verb::is_passive(view, verb)
}

/// Whether a node stands as a noun in its sentence, whatever its part of speech was taken for.
pub(super) fn noun_like(view: &View<'_>, node: usize) -> bool {
    let marked = || {
        view.children(node).any(|child| {
            child < node
                && matches!(
                    view.relation(child),
                    Dependency::Det
                        | Dependency::NmodPoss
                        | Dependency::Compound
                        | Dependency::Nummod
                        | Dependency::Case
                )
        })
    };
    view.is_nominal(node)
        || (matches!(view.tag(node), PartOfSpeech::Adjective | PartOfSpeech::Verb) && marked())
        || (view.tag(node) == PartOfSpeech::Verb
            && node
                .checked_sub(1)
                .is_some_and(|before| matches!(view.form(before), "with" | "for" | "of")))
}

/// Whether a form is a present participle or gerund.
pub(super) fn is_ing(view: &View<'_>, node: usize) -> bool {
    view.form(node).ends_with("ing") && !view.lemma(node).ends_with("ing")
}

/// Whether a form can be a past participle.
pub(super) fn is_past(view: &View<'_>, node: usize) -> bool {
    let (form, lemma) = (view.form(node), view.lemma(node));
    let unchanged = [
        "hit", "put", "set", "cut", "shut", "beset", "split", "hurt", "overrun", "run", "come",
    ];
    !is_ing(view, node) && (form != lemma || unchanged.contains(&lemma)) && !form.ends_with('s')
}

/// Whether an infinitive's "to" stands before a node.
pub(super) fn is_infinitive(view: &View<'_>, node: usize) -> bool {
    view.children(node).any(|child| {
        view.form(child) == "to"
            && child < node
            && matches!(
                view.relation(child),
                Dependency::Mark | Dependency::Aux | Dependency::Case
            )
            && view.tag(node) == PartOfSpeech::Verb
    })
}
