//! Deeds that stand where a doer would: "the attack killed twelve", "killed in the strikes". Where the sentence
//! does not tell who did it, the text has often done so just before, and else the doer is unknown.

use crate::load::{ArgumentRole, Rule};
use crate::model::{Dependency, End, MentionKind, PartOfSpeech, Polarity};

use super::Compiled;
use super::arguments::{Predicate, is_ing};
use super::ends::EndAt;
use super::sentence::Candidate;
use super::view::View;
use super::words::Words;

/// How many sentences on a deed is still spoken of as "the attack".
pub(super) const REACH: u32 = 2;

/// How many sentences on, where the same word is used of it: "the strike" of a strike.
const SAME_WORD: u32 = 6;

/// A deed of the text, and who did it.
#[derive(Debug, Clone)]
struct Told {
    sentence: u32,
    doer: End,
    /// Whom or what it struck.
    object: u32,
    /// The word by which it was told.
    word: Box<str>,
}

/// The deeds that a text has told so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Deeds {
    told: Vec<Told>,
}

impl Deeds {
    /// Takes up the last deed among the claims found at one place of a sentence.
    pub(super) fn take(
        &mut self,
        relations: &[Compiled<'_>],
        view: &View<'_>,
        found: &[Candidate],
    ) {
        let last = found
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
                    object: candidate.claim.object.entity,
                    word: view.last_word(candidate.node).into(),
                })
            });
        self.told.extend(last);
    }

    /// The deed that a noun speaks of again: one told by the same word, else the last within `reach`.
    fn again(&self, view: &View<'_>, noun: usize, reach: u32) -> Option<&Told> {
        let within = |told: &&Told, reach: u32| view.index - told.sentence <= reach;
        let word = stem(view.last_word(noun));
        self.told
            .iter()
            .rev()
            .take_while(|told| within(told, SAME_WORD))
            .find(|told| {
                let other = stem(&told.word);
                word.ends_with(other) || other.ends_with(word)
            })
            .or_else(|| {
                self.told
                    .last()
                    .filter(|told| reach > 0 && within(told, reach))
            })
    }
}

/// What a noun for a deed and its verb have in common: "bombing", "bombed".
fn stem(word: &str) -> &str {
    ["ing", "ment", "ments", "s", "ed", "e"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|stem| stem.len() > 3)
        .unwrap_or(word)
}

/// Whether a rule takes a deed in the place of its doer.
pub(super) fn takes_deeds(rule: &Rule) -> bool {
    rule.subject
        .arguments
        .iter()
        .any(|argument| argument.deed && argument.role == ArgumentRole::Agent)
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

/// Whether a noun speaks of a deed that the reader knows: "the strike", "Friday's strikes".
fn is_definite(view: &View<'_>, node: usize) -> bool {
    view.children(node).any(|child| match view.relation(child) {
        Dependency::Det => matches!(
            view.form(child),
            "the" | "this" | "that" | "these" | "those" | "both"
        ),
        Dependency::NmodPoss => {
            view.own_mention(child).is_none() && view.tag(child) != PartOfSpeech::Pronoun
        }
        _ => false,
    })
}

/// Whether what hangs on a noun makes it another deed than the one told.
fn is_another(view: &View<'_>, node: usize, told: &Told) -> bool {
    view.children(node).any(|child| {
        matches!(
            view.relation(child),
            Dependency::Nmod | Dependency::AclRelcl | Dependency::Acl | Dependency::NmodPoss
        ) && view.own_mention(child).is_some_and(|mention| {
            mention.kind != MentionKind::Pronoun && mention.entity != told.object
        })
    })
}

/// Who did the deed that a definite noun takes up; by another word for it, at most `reach` sentences on.
pub(super) fn doer_of_noun(
    view: &View<'_>,
    words: &Words,
    node: usize,
    deeds: &Deeds,
    reach: u32,
) -> Option<EndAt> {
    if !is_deed(view, words, node) || !is_definite(view, node) {
        return None;
    }
    let told = deeds.again(view, node, reach)?;
    (!is_another(view, node, told)).then_some(EndAt {
        end: told.doer,
        argument: node,
        node,
    })
}

/// Who did the deed that a predicate takes up: by a definite noun, or right behind it.
pub(super) fn doer_told(
    view: &View<'_>,
    words: &Words,
    rule: &Rule,
    predicate: &Predicate,
    told: &Deeds,
) -> Option<EndAt> {
    // "a bomb killed twelve" tells of a deed of its own.
    let fresh = deeds(view, words, rule, predicate).any(|node| {
        view.children(node).any(|child| {
            view.relation(child) == Dependency::Det
                && matches!(view.form(child), "a" | "an" | "another")
        })
    });
    deeds(view, words, rule, predicate)
        .find_map(|node| doer_of_noun(view, words, node, told, REACH))
        .or_else(|| {
            let last = told.told.last().filter(|_| !fresh)?;
            let near = takes_deeds(rule) && view.index - last.sentence <= 1;
            near.then_some(EndAt {
                end: last.doer,
                argument: predicate.node,
                node: predicate.node,
            })
        })
}
