//! Deeds that stand where a doer would: "the attack killed twelve", "killed in the strikes". Where the sentence
//! does not tell who did it, the text has often done so just before, and else the doer is unknown.

use crate::load::{ArgumentRole, Rule};
use crate::model::{Dependency, End, MentionKind, Polarity};

use super::Compiled;
use super::arguments::{Predicate, is_ing};
use super::ends::EndAt;
use super::sentence::Candidate;
use super::view::View;
use super::words::Words;

/// How many sentences on a deed is still spoken of as "the attack".
const REACH: u32 = 2;

/// Who did the deed that was told last.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    sentence: u32,
    doer: End,
}

/// Whether a rule takes a deed in the place of its doer.
pub(super) fn takes_deeds(rule: &Rule) -> bool {
    rule.subject
        .arguments
        .iter()
        .any(|argument| argument.deed && argument.role == ArgumentRole::Agent)
}

/// The last deed among the claims of a sentence.
pub(super) fn last(relations: &[Compiled<'_>], found: &[Candidate]) -> Option<Told> {
    found
        .iter()
        .rev()
        .filter(|candidate| {
            relations
                .get(candidate.relation)
                .is_some_and(|relation| relation.by_deeds)
        })
        .filter(|candidate| candidate.claim.polarity == Polarity::Positive)
        .find_map(|candidate| {
            Some(Told {
                sentence: candidate.claim.sentence,
                doer: candidate.claim.subject?,
            })
        })
}

/// Whether a node is a noun for a deed and names nobody who could have done it.
pub(super) fn is_deed(view: &View<'_>, words: &Words, node: usize) -> bool {
    let named = view
        .own_mention(node)
        .is_some_and(|mention| view.class(mention.entity).is_actor());
    !named && (view.is_nominal(node) || is_ing(view, node)) && words.is_deed(view.lemma(node))
}

/// The deeds that stand among the arguments by which a rule finds its subject.
fn deeds<'p>(
    view: &'p View<'_>,
    words: &'p Words,
    rule: &'p Rule,
    predicate: &'p Predicate,
) -> impl Iterator<Item = usize> + 'p {
    rule.subject
        .arguments
        .iter()
        .flat_map(|argument| predicate.in_role(&argument.role))
        .map(|found| found.node)
        .filter(|node| is_deed(view, words, *node))
}

/// Whether a deed stands as the subject itself.
pub(super) fn as_subject(
    view: &View<'_>,
    words: &Words,
    rule: &Rule,
    predicate: &Predicate,
) -> bool {
    takes_deeds(rule)
        && predicate
            .in_role(&ArgumentRole::Agent)
            .any(|found| is_deed(view, words, found.node))
}

/// Who did the deed that a predicate takes up: by a definite noun, or right behind it.
pub(super) fn doer_told(
    view: &View<'_>,
    words: &Words,
    rule: &Rule,
    predicate: &Predicate,
    told: Option<Told>,
) -> Option<EndAt> {
    let told = told.filter(|told| view.index - told.sentence <= REACH)?;
    let definite = |node: &usize| {
        view.children(*node).any(|child| {
            view.relation(child) == Dependency::Det
                && matches!(
                    view.form(child),
                    "the" | "this" | "that" | "these" | "those" | "both"
                )
        })
    };
    let another = |node: &usize| {
        view.children(*node).any(|child| {
            matches!(
                view.relation(child),
                Dependency::Nmod | Dependency::AclRelcl | Dependency::Acl | Dependency::NmodPoss
            ) && view
                .own_mention(child)
                .is_some_and(|mention| mention.kind != MentionKind::Pronoun)
        })
    };
    let node = deeds(view, words, rule, predicate)
        .filter(definite)
        .find(|node| !another(node))
        .or_else(|| {
            (takes_deeds(rule) && view.index - told.sentence <= 1).then_some(predicate.node)
        })?;
    Some(EndAt {
        end: told.doer,
        argument: node,
        node,
    })
}
