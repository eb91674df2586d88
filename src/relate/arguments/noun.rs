//! The deep arguments of nouns: deeds and titles.

use crate::load::ArgumentRole;
use crate::model::{Dependency, PartOfSpeech};

use super::{Arguments, Found, Predicate, bound_before, is_past, title};

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
        for agent in super::answer::who(all, noun, depth) {
            found.add(ArgumentRole::Agent, agent, "who answers for it");
        }
        carried(all, noun, &mut found, depth);
        shared(all, noun, &mut found, &mut of, depth);
    }
    let clause = clause_agent(all, noun, depth);
    if let Some(agent) = clause {
        found.add(ArgumentRole::Clause, agent, "doer of the clause");
    }
    if let Some(participant) = participant(all, noun, depth) {
        found.add(
            ArgumentRole::Participant,
            participant,
            "who takes part in it",
        );
    }
    if depth > 0
        && let Some(bearer) = super::answer::bearer(all, noun, depth)
    {
        found.add(ArgumentRole::Bearer, bearer, "what stands under it");
    }
    title::holders(all.view, noun, &mut found);
    let behind_title = found
        .in_role(&ArgumentRole::Preposition("of".into()))
        .map(|of| of.node)
        .filter(|node| !of.contains(node))
        .collect::<Vec<_>>();
    of.extend(behind_title);
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
    beyond(all, noun, found);
    happening(all, noun, found);
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

/// "an attack on the posts by X": what does not go with the noun before goes with the deed.
fn beyond(all: &Arguments<'_, '_>, deed: usize, found: &mut Predicate) {
    let view = all.view;
    let by = ArgumentRole::Preposition("by".into());
    if !all.words.is_deed(view.lemma(deed)) || found.has(&by) {
        return;
    }
    let phrases: Vec<usize> = view
        .children(deed)
        .filter(|child| *child > deed && view.preposition(*child).is_some())
        .filter(|child| !all.words.is_deed(view.lemma(*child)))
        .flat_map(|child| view.children(child))
        .filter(|below| view.preposition(*below).as_deref() == Some("by"))
        .collect();
    for phrase in phrases {
        found.add(by.clone(), phrase, "hung on the noun of a phrase");
    }
}

/// "clashes broke out between X and Y": what happens has its sides behind the verb.
fn happening(all: &Arguments<'_, '_>, deed: usize, found: &mut Predicate) {
    let view = all.view;
    let Some(verb) = view.head(deed).filter(|verb| {
        view.tag(*verb) == PartOfSpeech::Verb
            && view.relation(deed) == Dependency::Nsubj
            && view.child(*verb, Dependency::Obj).is_none()
            && !super::verb_is_passive(view, *verb)
    }) else {
        return;
    };
    if !all.words.is_deed(view.lemma(deed)) {
        return;
    }
    let phrases: Vec<(String, usize)> = view
        .children(verb)
        .filter(|child| *child > verb && view.relation(*child) == Dependency::Obl)
        .filter_map(|child| Some((view.preposition(child)?, child)))
        .filter(|(words, _)| matches!(words.as_str(), "between" | "with" | "against" | "by"))
        .collect();
    for (words, phrase) in phrases {
        found.add(
            ArgumentRole::Preposition(words.as_str().into()),
            phrase,
            "hung on the verb of happening",
        );
    }
}

/// Who takes part in what a noun tells: "**X** was killed in clashes with", "**X** said after talks with", "**X** is at
/// the heart of the fight against", "drew **X** into the war on".
fn participant(all: &mut Arguments<'_, '_>, noun: usize, depth: u32) -> Option<usize> {
    let view = all.view;
    let mut at = noun;
    let mut into = false;
    for _ in 0..4 {
        let preposition = view.preposition(at)?;
        into |= preposition == "into";
        let hangs = matches!(
            preposition.as_str(),
            "in" | "at"
                | "on"
                | "during"
                | "after"
                | "before"
                | "for"
                | "amid"
                | "following"
                | "into"
                | "from"
                | "of"
        );
        let head = view.head(at)?;
        if !hangs || depth == 0 {
            return None;
        }
        if matches!(view.tag(head), PartOfSpeech::Verb) {
            if preposition == "of" {
                return None;
            }
            let verb = all.verb_at(head, depth - 1);
            return match into && !verb.passive {
                true => verb
                    .first(&ArgumentRole::Patient)
                    .or_else(|| verb.first(&ArgumentRole::Agent)),
                false => verb.surface_subject(),
            };
        }
        if !view.is_nominal(head) {
            return None;
        }
        // "is at the forefront of", "are a partner in"
        if let Some(subject) = view.child(head, Dependency::Nsubj)
            && view.child(head, Dependency::Cop).is_some()
        {
            return Some(subject);
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
    // "a wave of strikes": what the verb does with the wave it does with the strikes.
    let whole = view
        .head(noun)
        .filter(|whole| {
            view.preposition(noun).as_deref() == Some("of")
                && all.words.is_transparent(view.lemma(*whole))
                && view.own_mention(*whole).is_none()
        })
        .unwrap_or(noun);
    let Some(head) = view.head(whole) else {
        return;
    };
    let governed = matches!(
        view.relation(whole),
        Dependency::Obj
            | Dependency::NsubjPass
            | Dependency::Obl
            | Dependency::Nsubj
            | Dependency::Xcomp
    );
    if !governed || !matches!(view.tag(head), PartOfSpeech::Verb | PartOfSpeech::Auxiliary) {
        return;
    }
    if view.relation(whole) == Dependency::Nsubj && !super::verb_is_passive(view, head) {
        return;
    }
    if let Some(turned) = all.words.light(view, head, whole) {
        let verb = all.verb_at(head, depth - 1);
        take(found, &verb, turned, whole);
        found.light = found.light.or(Some(head));
        return;
    }
    // "resisted the attack by X on Y", "blamed for the raid on Tuesday on Y", with the phrases of the deed
    // hung on the verb.
    let answered = view.relation(noun) == Dependency::Obl && found.has(&ArgumentRole::Agent);
    if (view.relation(noun) == Dependency::Obj || answered) && all.words.is_deed(view.lemma(noun)) {
        let phrases: Vec<(String, usize)> = view
            .children(head)
            .filter(|child| *child > noun && view.relation(*child) == Dependency::Obl)
            .filter_map(|child| Some((view.preposition(child)?, child)))
            .filter(|(words, _)| matches!(words.as_str(), "by" | "on" | "against"))
            .collect();
        for (words, phrase) in phrases {
            let role = ArgumentRole::Preposition(words.as_str().into());
            if !found.has(&role) {
                found.add(role, phrase, "hung on the verb of the deed");
            }
        }
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
