//! Who is harmed and who strikes, and which ground is taken, as the verbs and nouns around a phrase tell.

use super::phrases::Phrase;
use super::view::View;
use crate::load::Nominals;
use crate::model::{Dependency, PartOfSpeech};

/// Whether something is done to those the phrase speaks of, or their death is spoken of.
pub(super) fn is_harmed(view: &View<'_>, nominals: &Nominals, phrase: &Phrase) -> bool {
    suffers(
        view,
        phrase,
        |lemma| nominals.harming.contains(lemma),
        |lemma| nominals.harm.contains(lemma),
    )
}

/// Whether the ground that the phrase speaks of is taken, entered or fought over.
pub(super) fn is_taken(view: &View<'_>, nominals: &Nominals, phrase: &Phrase) -> bool {
    suffers(
        view,
        phrase,
        |lemma| nominals.taking.contains(lemma),
        |lemma| nominals.deeds.contains(lemma),
    )
}

fn suffers(
    view: &View<'_>,
    phrase: &Phrase,
    is_verb: impl Fn(&str) -> bool,
    is_noun: impl Fn(&str) -> bool,
) -> bool {
    let Some(node) = phrase.node else {
        return phrase.counted;
    };
    // "Nine people injured", where "were" is left out.
    let behind = |child: usize| {
        child > node
            && is_verb(view.lemma(child))
            && !view.has_child(child, Dependency::Obj)
            && is_participle(view, child)
            && view
                .relation(child)
                .is_some_and(|(relation, _)| matches!(relation, Dependency::Acl | Dependency::Amod))
    };
    if view.children(node).any(behind) {
        return true;
    }
    let mut at = view.first_conjunct(node);
    let mut passive = false;
    // "Dozens of civilians", "bodies of civilians": up to the verb, over a few nouns.
    for _ in 0..4 {
        let Some((relation, Some(head))) = view.relation(at) else {
            return false;
        };
        let lemma = view.lemma(head);
        let nominal = matches!(relation, Dependency::Nmod | Dependency::NmodPoss);
        let listed = |conjunct: usize| {
            view.relation(conjunct)
                .is_some_and(|(relation, _)| relation == Dependency::Conj)
                && is_noun(view.lemma(conjunct))
        };
        // "The torture and killing of teachers".
        if nominal && (is_noun(lemma) || view.children(head).any(listed)) {
            return true;
        }
        // "Got injured", "left a woman dead", "took them hostage".
        let left = |child: usize| {
            child != at
                && is_verb(view.lemma(child))
                && view.relation(child).is_some_and(|(relation, _)| {
                    matches!(
                        relation,
                        Dependency::Xcomp | Dependency::Obl | Dependency::Nmod | Dependency::Amod
                    )
                })
                && is_participle(view, child)
        };
        let direct = matches!(
            relation,
            Dependency::Obj | Dependency::NsubjPass | Dependency::Nsubj
        );
        if direct && view.children(head).any(left) {
            return true;
        }
        match relation {
            Dependency::Obj | Dependency::NsubjPass | Dependency::Obl | Dependency::Iobj => {
                passive = true;
            }
            Dependency::Nsubj | Dependency::Nmod | Dependency::Conj | Dependency::Appos => {}
            _ => return false,
        }
        let deed = |child: usize| {
            view.relation(child)
                .is_some_and(|(relation, _)| relation == Dependency::Obj)
                && is_noun(view.lemma(child))
        };
        // "Launched an offensive on X", "took control of X".
        if relation == Dependency::Obl && view.children(head).any(deed) {
            return true;
        }
        if is_verb(lemma) {
            return passive
                || view.has_child(head, Dependency::AuxPass)
                // "Die", "flee": done by those who suffer it; and headlines leave out "were".
                || !view.has_child(head, Dependency::Obj);
        }
        at = view.first_conjunct(head);
    }
    false
}

/// Whether a node is a participle of the passive or a word for a state: "injured", "dead", "hostage".
fn is_participle(view: &View<'_>, node: usize) -> bool {
    let Some(start) = view
        .tree
        .and_then(|tree| Some(tree.nodes.get(node)?.words.start))
    else {
        return false;
    };
    let word = view.word(start as usize);
    !word.ends_with("ing")
        && (word != view.lemma(node) || !view.has_child(node, Dependency::Mark))
        && view.tag(start as usize) != Some(PartOfSpeech::ProperNoun)
        && (word.ends_with("ed") || word == view.lemma(node) || word.ends_with('n'))
}

/// Whether those the phrase speaks of strike: the subject of a verb of harm with an object, or its agent.
pub(super) fn strikes(view: &View<'_>, nominals: &Nominals, phrase: &Phrase) -> bool {
    let Some((relation, Some(head))) = phrase
        .node
        .and_then(|node| view.relation(view.first_conjunct(node)))
    else {
        return false;
    };
    let lemma = view.lemma(head);
    match relation {
        Dependency::Nsubj => {
            nominals.striking.contains(lemma)
                || nominals.harming.contains(lemma) && view.has_child(head, Dependency::Obj)
        }
        Dependency::OblAgent => nominals.harming.contains(lemma),
        _ => false,
    }
}
