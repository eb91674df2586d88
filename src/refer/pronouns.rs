//! Decides of whom a pronoun speaks, or that it had better be left alone.

use super::binding::{named_in_clause, same_clause};
use super::discourse::{Antecedent, Discourse, Local, Placed};
use super::nominals::Settled;
use super::surroundings;
use super::view::View;
use crate::load::Nominals;
use crate::model::{Class, Dependency, MentionKind, PartOfSpeech, Span};

/// How many sentences back a pronoun may reach; people are spoken of as "he" over longer stretches.
const NEAR: u32 = 2;
const NEAR_PERSON: u32 = 4;
/// How far ahead of the next the most present entity must be: precision comes first.
const CLEAR: f32 = 1.2;

/// What having said something before adds for one who says something.
const SPOKE: f32 = 2.0;

/// How much likelier fighters are to strike than people of no body.
const UNARMED: f32 = 0.3;

/// What a pronoun asks of whom it speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    He,
    She,
    They,
    It,
}

fn kind(word: &str) -> Option<(Kind, bool)> {
    Some(match word {
        "he" | "him" => (Kind::He, false),
        "his" => (Kind::He, true),
        "she" => (Kind::She, false),
        "her" => (Kind::She, true),
        "they" | "them" => (Kind::They, false),
        "their" => (Kind::They, true),
        "it" => (Kind::It, false),
        "its" => (Kind::It, true),
        _ => return None,
    })
}

/// Settles the pronoun at a word, if there is one.
pub(super) fn settle(
    discourse: &Discourse<'_, '_>,
    view: &View<'_>,
    nominals: &Nominals,
    at: usize,
) -> Option<Settled> {
    let (kind, possessive) = kind(view.word(at))?;
    // "US" and "IT" in capitals are no pronouns, and a name may hold one.
    if view.name_at(at).is_some() {
        return None;
    }
    let node = view.node(at);
    if kind == Kind::It && !possessive && is_empty(view, nominals, node) {
        return None;
    }
    let words = Span::new(at as u32, at as u32 + 1);
    let speaks = surroundings::speaks(view, nominals, node, words);
    if possessive && let Some(entity) = coordinated(discourse, view, kind, at) {
        return Some(Settled {
            entity,
            reason: format!("“X and {}”: {}", view.word(at), discourse.label(entity)),
        });
    }
    if let Some(entity) = fronted(discourse, view, kind, at) {
        return Some(Settled {
            entity,
            reason: format!("stands before its subject: {}", discourse.label(entity)),
        });
    }
    let strikes = node
        .and_then(|node| view.relation(node))
        .is_some_and(|(relation, head)| {
            relation == Dependency::Nsubj
                && head.is_some_and(|head| {
                    nominals.harming.contains(view.lemma(head))
                        && view.has_child(head, Dependency::Obj)
                })
        });
    let above = above(view, node);
    if is_other(discourse, view, kind, &above) {
        return None;
    }
    let position = view.sentence.tokens.get(at)?.span.start;
    let fits = |local: &Local, placed: &Placed| {
        agrees(kind, speaks, local, placed)
            && (placed.mention.sentence < view.index || placed.mention.span.start < position)
            && !names_part(view, placed)
            && (possessive
                || !named_in_clause(
                    view,
                    node,
                    discourse
                        .entered(local.entity.id.as_str())
                        .unwrap_or(u32::MAX),
                ))
    };
    let bars = |placed: &Placed| !possessive && same_clause(view, node, placed);
    let mut found = discourse.antecedents(view.index, fits, bars);
    let near = if matches!(kind, Kind::He | Kind::She) {
        NEAR_PERSON
    } else {
        NEAR
    };
    found.retain(|antecedent| antecedent.distance <= near);
    for antecedent in &mut found {
        if speaks && antecedent.spoke {
            antecedent.presence *= SPOKE;
        }
        antecedent.presence *= likeness(discourse, kind, speaks, antecedent);
        let people = discourse.class(antecedent.entity) == Some(Class::Population);
        if people && strikes {
            antecedent.presence *= UNARMED;
        }
    }
    prefer_subject(discourse, view, &above, &mut found);
    let best = *found.first()?;
    let clear = found
        .get(1)
        .is_none_or(|next| best.presence >= next.presence * CLEAR);
    if !clear {
        return None;
    }
    Some(Settled {
        entity: best.entity,
        reason: format!(
            "the most present that “{}” agrees with, {} sentences back: {}",
            view.word(at),
            best.distance,
            discourse.label(best.entity)
        ),
    })
}

/// A mention that only modifies a noun ("a US official") is seldom taken up.
fn names_part(view: &View<'_>, placed: &Placed) -> bool {
    placed.mention.sentence == view.index
        && placed.relation == Some(Dependency::Compound)
        && placed.mention.kind != MentionKind::Nominal
}

/// The nodes above a pronoun, the nearest first.
fn above(view: &View<'_>, node: Option<usize>) -> Vec<usize> {
    /// Clauses inside clauses beyond this depth are a parser's errors.
    const DEPTH: usize = 8;
    let mut above = Vec::new();
    let mut at = node;
    while let Some((_, Some(head))) = at.and_then(|at| view.relation(at))
        && above.len() < DEPTH
    {
        above.push(head);
        at = Some(head);
    }
    above
}

/// Whether a clause around the pronoun has a common noun for its subject that agrees and is no mention: "elders said
/// they", "our reporter says he". The pronoun speaks of those, of whom nothing is known.
fn is_other(discourse: &Discourse<'_, '_>, view: &View<'_>, kind: Kind, above: &[usize]) -> bool {
    let Some(tree) = view.tree else { return false };
    above.iter().any(|verb| {
        tree.children(*verb).any(|child| {
            let node = &tree.nodes[child];
            let word = view.word(node.words.start as usize);
            let plural = word.ends_with('s') && !word.ends_with("ss");
            node.relation == Dependency::Nsubj
                && node.tag == PartOfSpeech::Noun
                && !above.contains(&child)
                && (plural == (kind == Kind::They))
                && discourse.ending(view.index, node.words.end).is_none()
        })
    })
}

/// The subject of the clause above, or of the clause the pronoun's own stands beside, comes first.
fn prefer_subject(
    discourse: &Discourse<'_, '_>,
    view: &View<'_>,
    above: &[usize],
    found: &mut [Antecedent],
) {
    /// What standing as subject of a clause around adds to presence.
    const PARALLEL: f32 = 60.0;
    for antecedent in found.iter_mut() {
        let governs = discourse
            .mentions
            .iter()
            .rev()
            .take_while(|placed| placed.mention.sentence == view.index)
            .any(|placed| {
                placed.mention.entity == antecedent.entity
                    && matches!(
                        placed.relation,
                        Some(Dependency::Nsubj | Dependency::NsubjPass)
                    )
                    && placed.head.is_some_and(|head| above.contains(&head))
            });
        if governs {
            antecedent.presence += PARALLEL;
        }
    }
    found.sort_by(|a, b| b.presence.total_cmp(&a.presence).then(b.last.cmp(&a.last)));
}

/// "X and its allies": of X.
fn coordinated(
    discourse: &Discourse<'_, '_>,
    view: &View<'_>,
    kind: Kind,
    at: usize,
) -> Option<u32> {
    if !matches!(kind, Kind::It | Kind::They) || view.before(at) != "and" {
        return None;
    }
    let entity = discourse.ending(view.index, at.checked_sub(1)? as u32)?;
    discourse.class(entity)?.is_actor().then_some(entity)
}

/// "In a statement on its website, X said": of the subject behind, where the phrase stands in front of it.
fn fronted(discourse: &Discourse<'_, '_>, view: &View<'_>, kind: Kind, at: usize) -> Option<u32> {
    let tree = view.tree?;
    let root = tree.root()?;
    let node = view.node(at)?;
    let subject = tree
        .children(root)
        .find(|child| tree.nodes[*child].relation == Dependency::Nsubj)?;
    let front = tree.children(root).find(|child| {
        matches!(
            tree.nodes[*child].relation,
            Dependency::Obl | Dependency::Advcl
        ) && tree.dominates(*child, node)
    })?;
    if front >= subject || node >= subject {
        return None;
    }
    let name = view.name_at(tree.nodes[subject].words.start as usize)?;
    let class = discourse.class(name.entity)?;
    let agrees = match kind {
        Kind::He | Kind::She => class == Class::Person,
        Kind::They | Kind::It => class.is_actor() && class != Class::Person,
    };
    agrees.then_some(name.entity)
}

/// How much more or less an entity of this class and number is likely to be meant.
fn likeness(
    discourse: &Discourse<'_, '_>,
    kind: Kind,
    speaks: bool,
    antecedent: &Antecedent,
) -> f32 {
    /// Bodies and media say things oftener than fighters do.
    const SPEAKER: f32 = 1.8;
    /// "They" after a plural; and after a singular army, which is "it" as well.
    const PLURAL: f32 = 1.6;
    const SINGULAR: f32 = 0.7;
    /// A place is seldom "it": it is named again, or "there".
    const GROUND: f32 = 0.6;
    let class = discourse.class(antecedent.entity);
    let plural = discourse
        .mentions
        .get(antecedent.last)
        .is_some_and(|placed| placed.plural);
    match (kind, class) {
        (Kind::It, Some(Class::Organization | Class::Media | Class::Government)) if speaks => {
            SPEAKER
        }
        (Kind::It, Some(Class::Place | Class::Facility)) => GROUND,
        (Kind::They, _) if plural => PLURAL,
        (Kind::They, Some(Class::ArmedForce)) => SINGULAR,
        _ => 1.0,
    }
}

fn agrees(kind: Kind, speaks: bool, local: &Local, placed: &Placed) -> bool {
    let class = local.entity.class;
    match kind {
        Kind::He => class == Class::Person && local.female != Some(true),
        Kind::She => class == Class::Person && local.female != Some(false),
        Kind::They => match class {
            Class::ArmedGroup | Class::ArmedForce | Class::Population => true,
            Class::Coalition | Class::Government | Class::Organization => placed.plural,
            _ => false,
        },
        Kind::It => {
            !placed.plural
                && match class {
                    Class::Person | Class::Population => false,
                    Class::Place | Class::Facility | Class::Operation => !speaks,
                    _ => true,
                }
        }
    }
}

/// Whether "it" stands for nothing: "it is clear that", "it seems", "it was unclear whether".
fn is_empty(view: &View<'_>, nominals: &Nominals, node: Option<usize>) -> bool {
    let Some((relation, Some(head))) = node.and_then(|node| view.relation(node)) else {
        return true;
    };
    if relation == Dependency::Expl {
        return true;
    }
    if relation != Dependency::Nsubj && relation != Dependency::NsubjPass {
        return !matches!(
            relation,
            Dependency::Obj | Dependency::Obl | Dependency::Iobj
        );
    }
    let tree = match view.tree {
        Some(tree) => tree,
        None => return true,
    };
    if matches!(
        view.lemma(head),
        "seem" | "appear" | "happen" | "take" | "remain" | "become" | "be" | "depend" | "matter"
    ) {
        return true;
    }
    let Some(tag) = tree.nodes.get(head).map(|node| node.tag) else {
        return true;
    };
    let copular = view.has_child(head, Dependency::Cop);
    let clausal = tree.children(head).any(|child| {
        matches!(
            tree.nodes[child].relation,
            Dependency::Csubj | Dependency::CsubjPass | Dependency::Ccomp
        )
    });
    // "It was reported that": the clause is what was reported.
    let reported = view.has_child(head, Dependency::AuxPass)
        && (clausal || nominals.speaking.contains(view.lemma(head)));
    (copular && (clausal || matches!(tag, PartOfSpeech::Adjective | PartOfSpeech::Adverb)))
        || reported
}
