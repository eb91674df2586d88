//! The deep arguments of adjectives, and of nouns and adverbs that a copula makes predicates.

use crate::load::ArgumentRole;
use crate::model::{Dependency, PartOfSpeech};

use super::{Arguments, Predicate};

pub(super) fn arguments(all: &mut Arguments<'_, '_>, node: usize, depth: u32) -> Predicate {
    let view = all.view;
    let mut found = Predicate::new(node);
    for child in view.children(node) {
        if matches!(
            view.relation(child),
            Dependency::Nsubj | Dependency::NsubjPass
        ) {
            found.add(ArgumentRole::Agent, child, "subject");
        }
    }
    all.prepositional(node, &mut found, "oblique");
    if let Some((words, next)) = all.following(node) {
        found.add(
            ArgumentRole::Preposition(words.as_str().into()),
            next,
            "next words",
        );
    }
    let (Some(head), false) = (view.head(node), found.has(&ArgumentRole::Agent)) else {
        return found;
    };
    match view.relation(node) {
        Dependency::Amod
        | Dependency::Acl
        | Dependency::AclRelcl
        | Dependency::Appos
        | Dependency::Nmod
            if view.is_nominal(head) =>
        {
            found.add(ArgumentRole::Agent, head, "beside its noun");
        }
        Dependency::Xcomp | Dependency::Advcl | Dependency::Conj | Dependency::Dep if depth > 0 => {
            let parent = match view.tag(head) {
                PartOfSpeech::Verb => all.verb_at(head, depth - 1),
                _ => all.any(head, depth - 1),
            };
            if let Some(subject) = parent.surface_subject() {
                found.add(ArgumentRole::Agent, subject, "shared with the verb");
            }
        }
        _ => {}
    }
    found
}
