//! The deep arguments of nouns: deeds and titles.

use crate::load::ArgumentRole;
use crate::model::{Class, Dependency, PartOfSpeech};

use super::{Arguments, Found, Predicate, bound_before, is_past};
use crate::relate::view::View;

pub(super) fn arguments(all: &mut Arguments<'_, '_>, noun: usize, depth: u32) -> Predicate {
    let mut found = Predicate::new(noun);
    let mut of = Vec::new();
    let mut possessors = Vec::new();
    let mut modifiers = Vec::new();
    collect(
        all,
        noun,
        &mut found,
        &mut of,
        &mut possessors,
        &mut modifiers,
    );
    if depth > 0 {
        carried(all, noun, &mut found, depth);
        shared(all, noun, &mut found, &mut of, depth);
    }
    let clause = clause_agent(all, noun, depth);
    if let Some(agent) = clause {
        found.add(ArgumentRole::Clause, agent, "doer of the clause");
    }
    holders(all.view, noun, &mut found);
    let by: Vec<usize> = found
        .in_role(&ArgumentRole::Preposition("by".into()))
        .map(|by| by.node)
        .collect();
    for node in by {
        found.add(ArgumentRole::Agent, node, "`by` of a noun");
    }
    for &node in &possessors {
        found.add(ArgumentRole::Possessor, node, "possessive");
        found.add(ArgumentRole::Agent, node, "possessive");
    }
    for &node in &modifiers {
        found.add(ArgumentRole::Modifier, node, "noun before it");
        found.add(ArgumentRole::Agent, node, "noun before it");
    }
    for &node in &of {
        found.add(ArgumentRole::Patient, node, "`of` of a noun");
        found.add(ArgumentRole::Agent, node, "`of` of a noun");
    }
    if let Some(agent) = clause.filter(|_| all.words.is_deed(all.view.lemma(noun)))
        && !found.has(&ArgumentRole::Agent)
    {
        // "killed 12 in an air strike on X"
        found.add(ArgumentRole::Agent, agent, "doer of the clause");
    }
    for node in possessors {
        found.add(ArgumentRole::Patient, node, "possessive");
    }
    for node in modifiers {
        found.add(ArgumentRole::Patient, node, "noun before it");
    }
    found
}

fn collect(
    all: &Arguments<'_, '_>,
    noun: usize,
    found: &mut Predicate,
    of: &mut Vec<usize>,
    possessors: &mut Vec<usize>,
    modifiers: &mut Vec<usize>,
) {
    let view = all.view;
    for child in view.children(noun) {
        match view.relation(child) {
            Dependency::NmodPoss => possessors.push(child),
            Dependency::Compound
            | Dependency::Amod
            | Dependency::Nmod
            | Dependency::Flat
            | Dependency::Det
                if child < noun =>
            {
                if view.own_mention(child).is_some() && view.preposition(child).is_none() {
                    modifiers.push(child);
                } else if let Some(bound) = bound_before(view, child) {
                    // "US-led strikes", "ISIS-claimed attack"
                    if is_past(view, child) && all.words.is_deed(view.lemma(noun)) {
                        modifiers.push(bound);
                    }
                } else if all.words.is_transparent(view.lemma(child))
                    || all.words.is_deed(view.lemma(child))
                {
                    // "army artillery fire": through the noun between.
                    modifiers.push(child);
                }
            }
            _ => {}
        }
    }
    all.prepositional(noun, found, "prepositional phrase of a noun");
    if let Some((words, node)) = all.following(noun) {
        found.add(
            ArgumentRole::Preposition(words.as_str().into()),
            node,
            "next words",
        );
    }
    all.nested(found);
    of.extend(
        found
            .in_role(&ArgumentRole::Preposition("of".into()))
            .map(|of| of.node),
    );
}

/// Who does what the clause says in whose phrase "in", "with" or "during" the noun stands.
fn clause_agent(all: &mut Arguments<'_, '_>, noun: usize, depth: u32) -> Option<usize> {
    let view = all.view;
    let mut at = noun;
    for _ in 0..5 {
        let preposition = view.preposition(at);
        let head = view.head(at)?;
        let hangs = matches!(
            view.relation(at),
            Dependency::Obl | Dependency::Nmod | Dependency::Advcl
        ) && (matches!(
            preposition.as_deref(),
            Some("in" | "with" | "during" | "under" | "amid")
        ) || (at != noun && preposition.as_deref() == Some("of")));
        let object = at != noun && view.relation(at) == Dependency::Obj;
        if !hangs && !object {
            return None;
        }
        if view.tag(head) == PartOfSpeech::Verb {
            if depth == 0 {
                return None;
            }
            let verb = all.verb_at(head, depth - 1);
            let transitive = !verb.passive && verb.has(&ArgumentRole::Patient);
            return match transitive || preposition.as_deref() == Some("with") {
                true => verb.first(&ArgumentRole::Agent),
                false => None,
            };
        }
        if !view.is_nominal(head) {
            return None;
        }
        let subject = matches!(
            view.relation(head),
            Dependency::Nsubj | Dependency::NsubjPass
        );
        if at == noun && subject && preposition.as_deref() == Some("with") {
            // "X, with the aid of Y, captured Z"
            return Some(head);
        }
        at = head;
    }
    None
}

/// What a light verb or a participle around the noun adds.
fn carried(all: &mut Arguments<'_, '_>, noun: usize, found: &mut Predicate, depth: u32) {
    let view = all.view;
    // "strikes carried out by", "an attack that X launched on"
    let clauses: Vec<usize> = view
        .children(noun)
        .filter(|child| {
            matches!(
                view.relation(*child),
                Dependency::Acl | Dependency::AclRelcl
            )
        })
        .filter(|child| view.tag(*child) == PartOfSpeech::Verb)
        .collect();
    for clause in clauses {
        if let Some(turned) = all.words.light(view, clause, noun) {
            let verb = all.verb_at(clause, depth - 1);
            take(found, &verb, turned, noun);
            found.light = found.light.or(Some(clause));
        }
    }
    let Some(head) = view.head(noun) else { return };
    let governed = matches!(
        view.relation(noun),
        Dependency::Obj
            | Dependency::NsubjPass
            | Dependency::Obl
            | Dependency::Nsubj
            | Dependency::Xcomp
    );
    if !governed || !matches!(view.tag(head), PartOfSpeech::Verb | PartOfSpeech::Auxiliary) {
        return;
    }
    if view.relation(noun) == Dependency::Nsubj && !super::verb_is_passive(view, head) {
        return;
    }
    if let Some(turned) = all.words.light(view, head, noun) {
        let verb = all.verb_at(head, depth - 1);
        take(found, &verb, turned, noun);
        found.light = found.light.or(Some(head));
    }
}

/// Takes over a light verb's subject and prepositions.
fn take(found: &mut Predicate, verb: &Predicate, turned: bool, noun: usize) {
    for argument in &verb.arguments {
        if argument.node == noun {
            continue;
        }
        match &argument.role {
            ArgumentRole::Agent if turned => {
                found.add(
                    ArgumentRole::Patient,
                    argument.node,
                    "subject of a light verb turned round",
                );
            }
            ArgumentRole::Agent => found.add(
                ArgumentRole::Agent,
                argument.node,
                "subject of a light verb",
            ),
            ArgumentRole::Recipient => {
                found.add(
                    ArgumentRole::Recipient,
                    argument.node,
                    "indirect object of a light verb",
                );
            }
            role @ ArgumentRole::Preposition(_) => {
                found.add(role.clone(), argument.node, "oblique of a light verb");
            }
            _ => {}
        }
    }
}

/// "attacks and raids by X on Y": what one of two coordinated nouns lacks, the other gives.
fn shared(
    all: &mut Arguments<'_, '_>,
    noun: usize,
    found: &mut Predicate,
    of: &mut Vec<usize>,
    depth: u32,
) {
    let view = all.view;
    let partner = match view.relation(noun) {
        Dependency::Conj => view.head(noun),
        _ => view
            .children(noun)
            .find(|child| view.relation(*child) == Dependency::Conj),
    };
    let Some(partner) = partner.filter(|other| view.is_nominal(*other)) else {
        return;
    };
    if view.own_mention(partner).is_some() || depth < 2 {
        return;
    }
    let other = all.noun_at(partner, 1);
    let own_of = !of.is_empty();
    let new: Vec<Found> = other
        .arguments
        .iter()
        .filter(|argument| {
            argument.node > noun.max(partner) || argument.how.starts_with("subject of a light")
        })
        .filter(|argument| !found.has(&argument.role))
        .cloned()
        .collect();
    for argument in new {
        if argument.role == ArgumentRole::Preposition("of".into()) && !own_of {
            of.push(argument.node);
        }
        if !matches!(argument.role, ArgumentRole::Holder) {
            found.add(
                argument.role,
                argument.node,
                "shared with a coordinated noun",
            );
        }
    }
}

/// Who bears the title that the noun is.
fn holders(view: &View<'_>, noun: usize, found: &mut Predicate) {
    let relation = view.relation(noun);
    if let Some(head) = view.head(noun) {
        let beside = matches!(
            relation,
            Dependency::Appos
                | Dependency::Compound
                | Dependency::Flat
                | Dependency::Amod
                | Dependency::Nmod
        );
        if beside && view.own_mention(head).is_some() && view.preposition(noun).is_none() {
            found.add(ArgumentRole::Holder, head, "title beside a name");
            if matches!(
                relation,
                Dependency::Compound | Dependency::Flat | Dependency::Nmod
            ) {
                // "SOHR head Rami Abdurrahman": what stands before the title belongs to it.
                for sibling in view.children(head) {
                    let before = sibling < noun
                        && matches!(
                            view.relation(sibling),
                            Dependency::Compound
                                | Dependency::NmodPoss
                                | Dependency::Amod
                                | Dependency::Nmod
                        )
                        && view.own_mention(sibling).is_some();
                    if before {
                        found.add(ArgumentRole::Modifier, sibling, "before a title");
                    }
                }
                // "leader of X Y": what the name has by `of` belongs to the title.
                for sibling in view.children(head) {
                    if sibling > noun
                        && sibling < head
                        && view.preposition(sibling).as_deref() == Some("of")
                    {
                        found.add(
                            ArgumentRole::Preposition("of".into()),
                            sibling,
                            "between title and name",
                        );
                    }
                }
            }
        }
        if matches!(
            relation,
            Dependency::Xcomp | Dependency::Obl | Dependency::Obj
        ) && view.tag(head) == PartOfSpeech::Verb
        {
            let as_noun = view.preposition(noun).is_none_or(|words| words == "as");
            let subject = view
                .child(head, Dependency::NsubjPass)
                .or_else(|| {
                    view.child(head, Dependency::Obj)
                        .filter(|_| relation == Dependency::Xcomp)
                })
                .or_else(|| {
                    view.child(head, Dependency::Nsubj).filter(|_| {
                        relation == Dependency::Xcomp || as_noun && relation == Dependency::Obl
                    })
                });
            if let Some(subject) = subject.filter(|subject| as_noun && *subject != noun) {
                found.add(ArgumentRole::Holder, subject, "title in the predicate");
            }
        }
    }
    beside(view, noun, found);
    for child in view.children(noun) {
        match view.relation(child) {
            Dependency::Appos | Dependency::Flat => {
                found.add(ArgumentRole::Holder, child, "name beside a title")
            }
            Dependency::Nsubj if view.child(noun, Dependency::Cop).is_some() => {
                found.add(ArgumentRole::Holder, child, "copula");
            }
            _ => {}
        }
    }
}

/// The person beside a title in the order of the text, however the tree hangs them: "SOHR head X",
/// "the head of Y, X", "X, the head of Y". Titles and names are what parsers hang apart most.
fn beside(view: &View<'_>, noun: usize, found: &mut Predicate) {
    let person = |at: usize| {
        view.own_mention(at)
            .is_some_and(|mention| view.class(mention.entity) == Class::Person)
    };
    let next = noun + 1;
    if next < view.len() && person(next) {
        found.add(ArgumentRole::Holder, next, "name behind a title");
        if let Some(before) = noun.checked_sub(1) {
            let possessor = view.form(before) == "'s" || view.form(before) == "’s";
            let name = if possessor {
                before.checked_sub(1)
            } else {
                Some(before)
            };
            if let Some(name) = name.filter(|name| view.own_mention(*name).is_some()) {
                found.add(ArgumentRole::Modifier, name, "name before a title");
            }
        }
        return;
    }
    // "X chief of Y", without the comma.
    if let Some(before) = noun.checked_sub(1).filter(|before| person(*before)) {
        found.add(ArgumentRole::Holder, before, "name before a title");
    }
    // "president of the X Y": what follows the body that the title names.
    let body = found
        .in_role(&ArgumentRole::Preposition("of".into()))
        .map(|of| of.node)
        .find(|node| *node > noun);
    if let Some(body) = body {
        let comma = body + 1 < view.len() && view.form(body + 1) == ",";
        let after = body + 1 + usize::from(comma);
        if after < view.len() && person(after) {
            found.add(
                ArgumentRole::Holder,
                after,
                "name behind a title and its body",
            );
        }
    }
    // "X, the head of Y", "X, Y's head"
    let mut at = noun;
    for _ in 0..6 {
        let Some(before) = at.checked_sub(1) else {
            return;
        };
        at = before;
        if view.form(at) == "," {
            break;
        }
        let inside = matches!(
            view.tag(at),
            PartOfSpeech::Determiner
                | PartOfSpeech::Adjective
                | PartOfSpeech::Noun
                | PartOfSpeech::Particle
        ) || (view.own_mention(at).is_some() && !person(at));
        if !inside {
            return;
        }
    }
    if let Some(before) = at
        .checked_sub(1)
        .filter(|before| view.form(at) == "," && person(*before))
    {
        found.add(ArgumentRole::Holder, before, "name before a title");
    }
}
