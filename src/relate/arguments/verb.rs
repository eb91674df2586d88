//! The deep arguments of verbs.

mod beside;
mod coordination;

use crate::load::ArgumentRole;
use crate::model::{Class, Dependency, PartOfSpeech};

use super::{Arguments, Predicate, is_infinitive, is_ing, is_past};
use crate::relate::view::View;
use beside::{
    behind_object, clause_subjects, clauses_of_time, doer_behind, share_object, share_phrases,
};
use coordination::coordinated;

/// Pronouns that stand for the noun that a relative clause belongs to.
const RELATIVE: [&str; 4] = ["who", "whom", "which", "that"];

pub(super) fn arguments(all: &mut Arguments<'_, '_>, verb: usize, depth: u32) -> Predicate {
    let view = all.view;
    let mut found = Predicate::new(verb);
    let relation = view.relation(verb);
    found.passive = is_passive(view, verb);
    own(all, verb, &mut found);
    if depth == 0 {
        return found;
    }
    let head = view.head(verb);
    match (relation, head) {
        (Dependency::AclRelcl, Some(head)) => relative(view, verb, head, &mut found),
        (Dependency::Acl, Some(head)) => reduced(all, verb, head, &mut found, depth),
        (Dependency::Amod | Dependency::Compound, Some(head)) => {
            attributive(view, verb, head, &mut found)
        }
        (Dependency::Xcomp | Dependency::Ccomp, Some(head)) => {
            controlled(all, verb, head, &mut found, depth);
        }
        (
            Dependency::Advcl
            | Dependency::Csubj
            | Dependency::Parataxis
            | Dependency::Dep
            | Dependency::Nmod
            | Dependency::Obl,
            Some(head),
        ) => {
            adverbial(all, verb, head, &mut found, depth);
        }
        (Dependency::Conj, Some(head)) => coordinated(all, verb, head, &mut found, depth),
        _ => {}
    }
    share_object(all, verb, &mut found);
    neighbours(view, verb, &mut found);
    all.nested(&mut found);
    behind_object(all, verb, &mut found);
    share_phrases(all, verb, &mut found, depth);
    doer_behind(all, verb, &mut found);
    found
}

/// The noun that heads the phrase which ends in this one: "forces loyal to **X**", "units of **X**".
fn phrase_head(view: &View<'_>, last: usize) -> Option<usize> {
    let mut at = last;
    for _ in 0..6 {
        if view.preposition(at).is_none() {
            return Some(at);
        }
        let head = view.head(at)?;
        if view.tag(head) == PartOfSpeech::Verb {
            // Hung on the verb itself: the noun or adjective before the preposition.
            let before = view.first_case(at)?.checked_sub(1)?;
            at = match view.tag(before) {
                PartOfSpeech::Adjective => view
                    .child(before, Dependency::Nsubj)
                    .or_else(|| before.checked_sub(1).filter(|noun| view.is_nominal(*noun)))?,
                _ if view.is_nominal(before) => before,
                _ => return None,
            };
        } else if view.is_nominal(head) && head < at {
            at = head;
        } else {
            at = view.child(head, Dependency::Nsubj)?;
        }
    }
    None
}

/// Where the tree gives an active verb no subject or no object, the noun phrases right beside it serve.
fn neighbours(view: &View<'_>, verb: usize, found: &mut Predicate) {
    if found.passive {
        return;
    }
    if !found.has(&ArgumentRole::Patient)
        && !found.has(&ArgumentRole::Recipient)
        && before_nouns(view, verb)
    {
        let mut last = None;
        for at in verb + 1..view.len().min(verb + 7) {
            let nominal = view.is_nominal(at);
            let inside = nominal
                || matches!(
                    view.tag(at),
                    PartOfSpeech::Determiner | PartOfSpeech::Adjective
                )
                || view.form(at) == "'s";
            if !inside || (last.is_some() && view.tag(at) == PartOfSpeech::Determiner) {
                break;
            }
            if nominal {
                last = Some(at);
            }
        }
        if let Some(last) = last {
            found.add(ArgumentRole::Patient, last, "nouns right behind");
        }
    }
    if !found.has(&ArgumentRole::Agent) && !is_ing(view, verb) && !is_infinitive(view, verb) {
        let mut at = verb;
        while let Some(before) = at.checked_sub(1) {
            at = before;
            if matches!(view.tag(at), PartOfSpeech::Auxiliary | PartOfSpeech::Adverb) {
                continue;
            }
            if view.is_nominal(at)
                && view.own_mention(at).is_some()
                && let Some(top) = phrase_head(view, at)
            {
                found.add(ArgumentRole::Agent, top, "noun right before");
            }
            break;
        }
    }
}

pub(super) fn is_passive(view: &View<'_>, verb: usize) -> bool {
    let relation = view.relation(verb);
    let mut by_agent = false;
    let mut object = false;
    let mut passive_subject = false;
    let mut auxiliary = false;
    let mut subject = false;
    for child in view.children(verb) {
        match view.relation(child) {
            Dependency::AuxPass => return true,
            Dependency::NsubjPass | Dependency::CsubjPass => passive_subject = true,
            Dependency::OblAgent => by_agent = true,
            Dependency::Obj => object = true,
            Dependency::Obl if bare_object(view, verb, child) => object = true,
            Dependency::Aux | Dependency::Cop => auxiliary = true,
            Dependency::Nsubj => subject = true,
            _ => {}
        }
    }
    // No passive has an object of its own, and none stands with "had" alone: the parser has misread the subject.
    let perfect = view
        .children(verb)
        .any(|child| view.relation(child) == Dependency::Aux && view.is(child, "have"));
    if passive_subject && !object && !perfect {
        return true;
    }
    if passive_subject && perfect {
        return false;
    }
    if !is_past(view, verb) || is_infinitive(view, verb) {
        return false;
    }
    match relation {
        Dependency::Acl => by_agent || (!object && !before_nouns(view, verb)),
        Dependency::Amod => true,
        Dependency::Advcl | Dependency::Dep | Dependency::Parataxis => {
            !auxiliary && !object && !subject
        }
        // A headline leaves out "was": "Town captured by rebels", "Three soldiers killed in Homs".
        Dependency::Root | Dependency::Conj => {
            !auxiliary && !object && (by_agent || (view.sentence.headline && subject))
        }
        _ => by_agent && !object,
    }
}

/// "wounded some 40 settlers", with the number in the parser's way: an oblique without a preposition.
fn bare_object(view: &View<'_>, verb: usize, child: usize) -> bool {
    let bare = view.preposition(child).is_none() && view.own_mention(child).is_some();
    // "90 per cent of the town"
    let share = view.is(child, "cent") && view.preposition(child).as_deref() == Some("per");
    child > verb && (bare || share)
}

/// Whether a noun phrase follows directly: then a past form behind a noun is no participle.
fn before_nouns(view: &View<'_>, verb: usize) -> bool {
    let next = verb + 1;
    next < view.len()
        && view.relation(next) != Dependency::OblTmod
        && matches!(
            view.tag(next),
            PartOfSpeech::Determiner
                | PartOfSpeech::Noun
                | PartOfSpeech::ProperNoun
                | PartOfSpeech::Numeral
        )
}

fn own(all: &Arguments<'_, '_>, verb: usize, found: &mut Predicate) {
    let view = all.view;
    for child in view.children(verb) {
        if view.is(child, "there") {
            continue;
        }
        match view.relation(child) {
            // "US backed militias", with the hyphen left out.
            Dependency::Nsubj
                if found.passive
                    && child + 1 == verb
                    && view.relation(verb) == Dependency::Amod
                    && view.own_mention(child).is_some() =>
            {
                found.add(ArgumentRole::Agent, child, "name before the participle");
            }
            Dependency::Nsubj if found.passive => {
                found.add(ArgumentRole::Patient, child, "subject of the passive");
            }
            Dependency::Nsubj => found.add(ArgumentRole::Agent, child, "subject"),
            Dependency::NsubjPass if found.passive => {
                found.add(ArgumentRole::Patient, child, "subject of the passive");
            }
            Dependency::NsubjPass => found.add(ArgumentRole::Agent, child, "subject"),
            Dependency::Obj => found.add(ArgumentRole::Patient, child, "object"),
            Dependency::Obl
                if !found.passive
                    && view.child(verb, Dependency::Obj).is_none()
                    && bare_object(view, verb, child) =>
            {
                found.add(ArgumentRole::Patient, child, "object");
            }
            Dependency::Iobj => found.add(ArgumentRole::Recipient, child, "indirect object"),
            Dependency::OblAgent if found.passive => {
                found.add(ArgumentRole::Agent, child, "`by` of the passive");
            }
            Dependency::Obl | Dependency::Nmod
                if found.passive && view.preposition(child).as_deref() == Some("by") =>
            {
                found.add(ArgumentRole::Agent, child, "`by` of the passive");
            }
            _ => {}
        }
    }
    // "Iran-backed", "ISIS-held": the name before the hyphen does it.
    if let Some(bound) = bound_before(view, verb)
        && is_past(view, verb)
    {
        found.add(ArgumentRole::Agent, bound, "name before the hyphen");
        found.passive = true;
    }
    all.prepositional(verb, found, "oblique");
    clauses_of_time(view, verb, found);
    clause_subjects(view, verb, found);
    if let Some((words, node)) = all.following(verb) {
        found.add(
            ArgumentRole::Preposition(words.as_str().into()),
            node,
            "next words",
        );
    }
}

/// The node that a hyphen binds to this one from before.
pub(in crate::relate) fn bound_before(view: &View<'_>, node: usize) -> Option<usize> {
    let hyphen = node.checked_sub(1)?;
    let name = node.checked_sub(2)?;
    let dash = matches!(view.form(hyphen), "-" | "‑" | "–");
    (dash && view.adjacent(hyphen, node) && touching(view, name, hyphen) && view.is_nominal(name))
        .then_some(name)
}

/// Whether no space stands between two nodes.
pub(in crate::relate) fn touching(view: &View<'_>, first: usize, second: usize) -> bool {
    view.bytes(first).end == view.bytes(second).start
}

fn relative(view: &View<'_>, verb: usize, antecedent: usize, found: &mut Predicate) {
    let mut replaced = false;
    for argument in &mut found.arguments {
        let pronoun = RELATIVE.contains(&view.lemma(argument.node)) && argument.node < verb;
        if pronoun {
            argument.node = antecedent;
            argument.how = "relative clause";
            replaced = true;
        }
    }
    if replaced {
        return;
    }
    let where_clause = view
        .children(verb)
        .any(|child| matches!(view.lemma(child), "where" | "when"));
    if where_clause {
        found.add(
            ArgumentRole::Preposition("in".into()),
            antecedent,
            "clause with `where`",
        );
    } else if found.passive {
        if !found.has(&ArgumentRole::Patient) {
            found.add(ArgumentRole::Patient, antecedent, "relative clause");
        }
    } else if !found.has(&ArgumentRole::Agent) {
        found.add(ArgumentRole::Agent, antecedent, "relative clause");
    } else if !found.has(&ArgumentRole::Patient) {
        found.add(
            ArgumentRole::Patient,
            antecedent,
            "relative clause without a pronoun",
        );
    }
}

fn reduced(
    all: &mut Arguments<'_, '_>,
    verb: usize,
    noun: usize,
    found: &mut Predicate,
    depth: u32,
) {
    let view = all.view;
    if let Some(before) = doer_before(view, verb) {
        found.add(
            ArgumentRole::Agent,
            before,
            "noun right before the participle",
        );
        return;
    }
    if is_infinitive(view, verb) {
        if !found.has(&ArgumentRole::Agent) {
            inherit(found, doer_of(all, noun, depth - 1), "infinitive of a noun");
        }
    } else if is_ing(view, verb) {
        if !found.has(&ArgumentRole::Agent) {
            // "plans for capturing X": a gerund behind a preposition is no clause of the noun.
            match view.child(verb, Dependency::Mark) {
                Some(_) => inherit(found, doer_of(all, noun, depth - 1), "gerund of a noun"),
                None if adverbial_participle(view, verb, noun) => {
                    inherit(
                        found,
                        clause_doer(all, noun, depth - 1),
                        "participle of the clause",
                    );
                }
                None => found.add(ArgumentRole::Agent, noun, "participle"),
            }
        }
    } else if found.passive && !found.has(&ArgumentRole::Patient) {
        found.add(ArgumentRole::Patient, noun, "past participle");
    } else if !found.passive && !found.has(&ArgumentRole::Agent) {
        found.add(ArgumentRole::Agent, noun, "clause of a noun");
    }
}

/// The actor right before an `-ing` form, where no preposition takes it: "with X bombing", "X collapsing in".
fn doer_before(view: &View<'_>, verb: usize) -> Option<usize> {
    if !is_ing(view, verb) {
        return None;
    }
    let before = verb.checked_sub(1)?;
    let mention = view.own_mention(before)?;
    if !view.class(mention.entity).is_actor() || !view.is_nominal(before) {
        return None;
    }
    let mut top = before;
    let listed = before.checked_sub(1).is_none_or(|at| view.form(at) != ",");
    while listed
        && view.relation(top) == Dependency::Conj
        && let Some(head) = view.head(top)
    {
        top = head;
    }
    let taken = view
        .preposition(top)
        .is_some_and(|words| words != "with" && words != "as");
    (!taken && top < verb).then_some(top)
}

/// Whether an `-ing` form hung on a noun tells more of the clause: "struck positions in X, killing twelve".
fn adverbial_participle(view: &View<'_>, verb: usize, noun: usize) -> bool {
    let comma = verb
        .checked_sub(1)
        .is_some_and(|before| view.form(before) == ",");
    let inert = view.own_mention(noun).is_some_and(|mention| {
        matches!(
            view.class(mention.entity),
            Class::Place | Class::Facility | Class::Operation
        )
    });
    comma || inert || matches!(view.tag(noun), PartOfSpeech::Numeral)
}

/// Who does what the clause says in which a noun stands.
fn clause_doer(all: &mut Arguments<'_, '_>, noun: usize, depth: u32) -> Option<usize> {
    let view = all.view;
    let mut at = noun;
    for _ in 0..view.len() {
        at = view.head(at)?;
        if view.tag(at) == PartOfSpeech::Verb {
            let verb = all.verb_at(at, depth.min(3));
            let by = verb
                .passive
                .then(|| verb.first(&ArgumentRole::Agent))
                .flatten();
            return by.or(verb.surface_subject());
        }
    }
    None
}

fn attributive(view: &View<'_>, verb: usize, noun: usize, found: &mut Predicate) {
    if is_ing(view, verb) {
        found.add(ArgumentRole::Agent, noun, "participle before its noun");
    } else if !found.has(&ArgumentRole::Patient) {
        found.passive = true;
        found.add(ArgumentRole::Patient, noun, "participle before its noun");
    }
}

/// Who would do what a noun's infinitive says: "X's plan to", "X made an attempt to".
fn doer_of(all: &mut Arguments<'_, '_>, noun: usize, depth: u32) -> Option<usize> {
    let predicate = all.any(noun, depth);
    [
        ArgumentRole::Agent,
        ArgumentRole::Possessor,
        ArgumentRole::Modifier,
    ]
    .iter()
    .find_map(|role| predicate.first(role))
    .or_else(|| {
        // "forces were part of an effort to": the clause's own subject.
        let verb = all.view.head(noun)?;
        (all.view.tag(verb) == PartOfSpeech::Verb)
            .then(|| all.verb_at(verb, depth).surface_subject())
            .flatten()
    })
}

/// Gives a clause without a subject the one it shares.
fn inherit(found: &mut Predicate, subject: Option<usize>, how: &'static str) {
    let Some(subject) = subject else { return };
    let role = match found.passive {
        true => ArgumentRole::Patient,
        false => ArgumentRole::Agent,
    };
    if !found.has(&role) && subject != found.node {
        found.add(role, subject, how);
    }
}

fn controlled(
    all: &mut Arguments<'_, '_>,
    verb: usize,
    head: usize,
    found: &mut Predicate,
    depth: u32,
) {
    if found.surface_subject().is_some() {
        return;
    }
    let parent = all.any(head, depth.saturating_sub(1));
    let object = parent
        .arguments
        .iter()
        .find(|argument| argument.role == ArgumentRole::Patient && argument.how == "object")
        // "asked them to leave", "called on them to leave"
        .or_else(|| {
            parent
                .arguments
                .iter()
                .find(|argument| match &argument.role {
                    ArgumentRole::Recipient => true,
                    ArgumentRole::Preposition(preposition) => {
                        all.words.oblique_control(all.view.lemma(head), preposition)
                    }
                    _ => false,
                })
        });
    let subject_keeps = all.words.subject_control(all.view.lemma(head));
    match object {
        Some(object) if object.node < verb && !subject_keeps => {
            inherit(found, Some(object.node), "control by the object");
        }
        _ => inherit(found, parent.surface_subject(), "control by the subject"),
    }
}

/// How the subject of a passive that names no doer is the subject of a clause that hangs on it: if it can be.
pub(in crate::relate) const UNNAMED_DOER: &str = "adverbial clause of a passive";

fn adverbial(
    all: &mut Arguments<'_, '_>,
    verb: usize,
    head: usize,
    found: &mut Predicate,
    depth: u32,
) {
    if found.surface_subject().is_some() {
        return;
    }
    let view = all.view;
    if let Some(before) = doer_before(view, verb) {
        found.add(
            ArgumentRole::Agent,
            before,
            "noun right before the participle",
        );
        return;
    }
    let dependent = is_ing(view, verb) || is_infinitive(view, verb) || found.passive;
    if !dependent {
        return;
    }
    let parent = all.any(head, depth.saturating_sub(1));
    let marker = view
        .children(verb)
        .find(|child| matches!(view.relation(*child), Dependency::Mark | Dependency::Case))
        .map(|child| view.form(child));
    // "accused X of bombing", "kept X from reaching", "praised X for retaking".
    if let Some("of" | "from" | "for" | "into") = marker
        && let Some(object) = parent
            .arguments
            .iter()
            .find(|argument| argument.how == "object")
        && object.node < verb
    {
        // "claimed responsibility for killing" is told of whoever claimed it.
        let answers = marker.is_some_and(|word| all.words.answers(view.lemma(object.node), word));
        match answers {
            true => inherit(found, parent.surface_subject(), "gerund of an answer"),
            false => inherit(found, Some(object.node), "gerund of the object"),
        }
        return;
    }
    let by = parent
        .passive
        .then(|| parent.first(&ArgumentRole::Agent))
        .flatten();
    // "was seized by X while leaving": the one who was seized left.
    let meanwhile = matches!(
        marker,
        Some("while" | "when" | "before" | "since" | "upon" | "on")
    );
    let subject = match found.passive || meanwhile {
        true => parent.surface_subject(),
        false => by.or(parent.surface_subject()),
    };
    // "Success was achieved after taking the town": who took it may be whoever achieved it, and nobody named.
    let how = match parent.passive && by.is_none() && !found.passive {
        true => UNNAMED_DOER,
        false => "adverbial clause",
    };
    inherit(found, subject, how);
}
