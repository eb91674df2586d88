//! Who answers for a deed, and what stands under it: "claimed responsibility for the attack", "those behind the
//! attack", "blamed X for the attack", "the town is under attack".

use crate::load::ArgumentRole;
use crate::model::{Dependency, PartOfSpeech};

use super::Arguments;

/// Those whom the text makes answer for a deed.
pub(super) fn who(all: &mut Arguments<'_, '_>, deed: usize, depth: u32) -> Vec<usize> {
    let view = all.view;
    // Of "the attack and the raid" the first carries the preposition.
    let mut top = deed;
    while view.relation(top) == Dependency::Conj
        && let Some(head) = view.head(top)
        && head < top
    {
        top = head;
    }
    let Some(preposition) = view.preposition(top) else {
        return Vec::new();
    };
    if preposition == "behind" {
        return behind(all, top, depth);
    }
    let Some(mut head) = view.head(top) else {
        return Vec::new();
    };
    if all.words.blamed(view.lemma(head), &preposition) && view.tag(head) == PartOfSpeech::Verb {
        let verb = all.verb_at(head, depth - 1);
        return verb
            .in_role(&ArgumentRole::Patient)
            .map(|found| found.node)
            .take(1)
            .collect();
    }
    // The preposition may hang on the verb: "claimed responsibility on Friday for the attack".
    if view.tag(head) == PartOfSpeech::Verb
        && let Some(object) = view.child(head, Dependency::Obj).or_else(|| {
            view.child(head, Dependency::Xcomp)
                .filter(|complement| view.tag(*complement) == PartOfSpeech::Adjective)
        })
    {
        head = object;
    }
    if !all.words.answers(view.lemma(head), &preposition) {
        return Vec::new();
    }
    if view.tag(head) == PartOfSpeech::Adjective {
        return all
            .adjective_at(head, depth - 1)
            .first(&ArgumentRole::Agent)
            .into_iter()
            .collect();
    }
    let Some(verb) = view
        .head(head)
        .filter(|verb| view.tag(*verb) == PartOfSpeech::Verb)
    else {
        return Vec::new();
    };
    let subject = all.verb_at(verb, depth - 1).first(&ArgumentRole::Agent);
    subject.into_iter().collect()
}

/// "X is behind the attack", "the group behind the attack".
fn behind(all: &Arguments<'_, '_>, deed: usize, depth: u32) -> Vec<usize> {
    let view = all.view;
    if !all.words.is_deed(view.lemma(deed)) || depth == 0 {
        return Vec::new();
    }
    let head = view.head(deed);
    let agent = view.child(deed, Dependency::Nsubj).or_else(|| {
        let head = head?;
        match view.tag(head) {
            PartOfSpeech::Verb | PartOfSpeech::Auxiliary => None,
            _ => view.is_nominal(head).then_some(head),
        }
    });
    agent.into_iter().collect()
}

/// What is said to be under the noun: "**X** is under siege", "**X**, under the control of", "brought **X** under".
pub(super) fn bearer(all: &mut Arguments<'_, '_>, noun: usize, depth: u32) -> Option<usize> {
    let view = all.view;
    if view.preposition(noun).as_deref() != Some("under") {
        return None;
    }
    if let Some(subject) = view
        .child(noun, Dependency::Nsubj)
        .or_else(|| view.child(noun, Dependency::NsubjPass))
    {
        return Some(subject);
    }
    let head = view.head(noun)?;
    if view.relation(noun) == Dependency::AclRelcl || view.is_nominal(head) {
        return Some(head);
    }
    if !matches!(view.tag(head), PartOfSpeech::Verb | PartOfSpeech::Auxiliary) {
        return None;
    }
    let verb = all.verb_at(head, depth - 1);
    match verb.passive {
        true => verb.first(&ArgumentRole::Patient),
        false => verb
            .first(&ArgumentRole::Patient)
            .or_else(|| verb.first(&ArgumentRole::Agent)),
    }
}
