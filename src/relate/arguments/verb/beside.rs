//! What a verb has from the words beside it: clauses of time, phrases hung on its object, an object shared.

use crate::load::ArgumentRole;
use crate::model::{Dependency, PartOfSpeech};

use super::{Arguments, Predicate};
use crate::relate::view::View;

/// "killed when X attacked": the clause stands behind its conjunction as a noun behind its preposition.
pub(super) fn clauses_of_time(view: &View<'_>, verb: usize, found: &mut Predicate) {
    for child in view.children(verb) {
        if view.relation(child) != Dependency::Advcl || view.tag(child) != PartOfSpeech::Verb {
            continue;
        }
        let conjunction = view
            .children(child)
            .filter(|mark| *mark < child)
            .map(|mark| view.form(mark))
            .find(|form| matches!(*form, "when" | "after" | "as"));
        if let Some(conjunction) = conjunction {
            found.add(
                ArgumentRole::Preposition(conjunction.into()),
                child,
                "clause of time",
            );
        }
    }
}

/// "demanded that X withdraw", "said X must withdraw": who does what the clause says.
pub(super) fn clause_subjects(view: &View<'_>, verb: usize, found: &mut Predicate) {
    for child in view.children(verb) {
        if view.relation(child) != Dependency::Ccomp || child < verb {
            continue;
        }
        if let Some(subject) = view.child(child, Dependency::Nsubj) {
            found.add(
                ArgumentRole::Preposition("that".into()),
                subject,
                "subject of the clause",
            );
        }
    }
}

/// "fired shells on X", "captured the town from Y": what hangs on the object may belong to the verb.
pub(super) fn behind_object(all: &Arguments<'_, '_>, verb: usize, found: &mut Predicate) {
    let view = all.view;
    let objects: Vec<usize> = found
        .in_role(&ArgumentRole::Patient)
        .map(|object| object.node)
        .filter(|object| *object > verb && view.own_mention(*object).is_none())
        .collect();
    for object in objects {
        let phrases: Vec<usize> = view
            .children(object)
            .filter(|child| *child > object)
            .filter(|child| view.preposition(*child).is_some_and(|words| words != "of"))
            .collect();
        for phrase in phrases {
            all.behind_preposition(phrase, found, "hung on the object");
        }
    }
}

/// "bombed and shelled the town": one object for both verbs.
pub(super) fn share_object(all: &Arguments<'_, '_>, verb: usize, found: &mut Predicate) {
    let view = all.view;
    if found.has(&ArgumentRole::Patient) || found.passive {
        return;
    }
    let object_of = |other: usize| {
        view.child(other, Dependency::Obj)
            .filter(|object| *object > verb && *object > other)
    };
    let near = |other: usize| {
        let (first, second) = (verb.min(other), verb.max(other));
        (first + 1..second).all(|between| {
            matches!(
                view.relation(between),
                Dependency::Cc | Dependency::Aux | Dependency::Advmod | Dependency::Punct
            )
        })
    };
    let partner = match view.relation(verb) {
        Dependency::Conj => view.head(verb).filter(|head| near(*head)),
        _ => None,
    };
    let partner = partner.into_iter().chain(
        view.children(verb)
            .filter(|child| view.relation(*child) == Dependency::Conj && near(*child)),
    );
    let object = partner
        .filter(|other| view.tag(*other) == PartOfSpeech::Verb)
        .find_map(object_of);
    if let Some(object) = object {
        found.add(ArgumentRole::Patient, object, "object shared by two verbs");
    }
}

/// "was declared a terrorist organization by X", "was held in a cage by X": the doer hung on a noun between.
pub(super) fn doer_behind(all: &Arguments<'_, '_>, verb: usize, found: &mut Predicate) {
    if !found.passive || found.has(&ArgumentRole::Agent) {
        return;
    }
    let view = all.view;
    let below = || {
        view.children(verb)
            .filter(|child| *child > verb && view.relation(*child) == Dependency::Obl)
            .filter(|child| view.own_mention(*child).is_none())
            .filter(|child| !all.words.is_deed(view.lemma(*child)))
            .flat_map(|child| view.children(child))
            .find(|phrase| view.preposition(*phrase).as_deref() == Some("by"))
    };
    let by = found
        .first(&ArgumentRole::Preposition("by".into()))
        .or_else(below);
    if let Some(by) = by {
        found.add(ArgumentRole::Agent, by, "`by` of the passive");
    }
}

/// "ten were killed and others wounded in a raid by X": a deed or doer named once, behind the last or the first of
/// two passives, is told of both.
pub(super) fn share_phrases(
    all: &mut Arguments<'_, '_>,
    verb: usize,
    found: &mut Predicate,
    depth: u32,
) {
    let view = all.view;
    if !found.passive || depth < 2 {
        return;
    }
    let before = match view.relation(verb) {
        Dependency::Conj => view.head(verb),
        _ => None,
    };
    let partners: Vec<usize> = view
        .children(verb)
        .filter(|child| view.relation(*child) == Dependency::Conj)
        .chain(before)
        .filter(|other| view.tag(*other) == PartOfSpeech::Verb)
        .collect();
    for partner in partners {
        let other = all.verb_at(partner, 1);
        if !other.passive {
            continue;
        }
        if !found.has(&ArgumentRole::Agent)
            && partner > verb
            && let Some(by) = other
                .in_role(&ArgumentRole::Agent)
                .find(|agent| agent.how == "`by` of the passive")
        {
            found.add(ArgumentRole::Agent, by.node, "shared with the verb behind");
        }
        for argument in other.arguments {
            let deed = matches!(
                &argument.role,
                ArgumentRole::Preposition(words)
                    if matches!(&**words, "in" | "during" | "when" | "after" | "as" | "due to" | "because of")
            ) && (all.words.is_deed(view.lemma(argument.node))
                || view.tag(argument.node) == PartOfSpeech::Verb);
            if deed && !found.has(&argument.role) {
                found.add(
                    argument.role,
                    argument.node,
                    "shared with a coordinated verb",
                );
            }
        }
    }
}
