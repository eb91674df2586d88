//! What the words in and around a noun phrase say of it.

use super::antecedents::candidates;
use super::discourse::{Discourse, Local, Placed};
use super::nominals::Case;
use super::phrases::Phrase;
use super::view::{Named, View};
use crate::load::Nominals;
use crate::model::{Class, Dependency, EntityId, Span, Word};

/// The state that an adjective or a name among the modifiers tells.
pub(super) fn state_of(
    discourse: &Discourse<'_, '_>,
    view: &View<'_>,
    phrase: &Phrase,
) -> Option<EntityId> {
    phrase.modifiers.iter().find_map(|at| {
        if view.word(at + 1) == "-" {
            return None;
        }
        let demonym = discourse.facts.demonym(view.word(*at)).cloned();
        demonym.or_else(|| {
            let name = view.name_at(*at)?;
            let local = discourse.locals.get(name.entity as usize)?;
            match local.entity.class {
                Class::Country => Some(local.entity.id.clone()),
                // A head of state stands for what he heads.
                Class::Person => local.country.clone(),
                _ => None,
            }
        })
    })
}

/// Whether the phrase is a name that nobody listed: a singular noun in capitals with a modifier in capitals
/// that is neither a known name nor a people's adjective.
pub(super) fn is_name(discourse: &Discourse<'_, '_>, view: &View<'_>, phrase: &Phrase) -> bool {
    let capital = |at: usize| {
        view.sentence.tokens.get(at).is_some_and(|token| {
            let word = token.span.of(view.text);
            at > 0 && word.starts_with(char::is_uppercase)
        })
    };
    let named = |at: &usize| {
        capital(*at)
            && view.name_at(*at).is_none()
            && discourse.facts.demonym(view.word(*at)).is_none()
            && view.word(at + 1) != "-"
            && view.before(*at) != "-"
    };
    !phrase.plural
        && !view.sentence.headline
        && phrase.modifiers.iter().any(named)
        && phrase.noun.range().next_back().is_some_and(capital)
}

/// The subject of the sentence up to here, if it is an actor.
pub(super) fn actor(discourse: &Discourse<'_, '_>, view: &View<'_>) -> Option<u32> {
    let subjects = discourse
        .mentions
        .iter()
        .rev()
        .take_while(|placed| placed.mention.sentence == view.index);
    let actor = subjects.filter(|placed| {
        let class = discourse.class(placed.mention.entity);
        matches!(
            placed.relation,
            Some(Dependency::Nsubj | Dependency::NsubjPass)
        ) && class.is_some_and(|class| class.is_actor() && class != Class::Population)
    });
    actor.last().map(|placed| placed.mention.entity)
}

/// The state whose force, government or spokesman acts or speaks in the sentence.
pub(super) fn acting_state(discourse: &Discourse<'_, '_>, view: &View<'_>) -> Option<EntityId> {
    let acts = discourse
        .mentions
        .iter()
        .rev()
        .take_while(|placed| placed.mention.sentence == view.index)
        .filter(|placed| {
            placed.relation == Some(Dependency::Nsubj)
                && discourse.class(placed.mention.entity).is_some_and(|class| {
                    matches!(
                        class,
                        Class::Country | Class::ArmedForce | Class::Government
                    )
                })
        })
        .last()?;
    let local = discourse.locals.get(acts.mention.entity as usize)?;
    local.country.clone()
}

/// Whether the modifiers set the group apart from others.
pub(super) fn describing(
    discourse: &Discourse<'_, '_>,
    view: &View<'_>,
    nominals: &Nominals,
    phrase: &Phrase,
) -> bool {
    !phrase.behind.is_empty()
        || phrase.modifiers.iter().any(|at| {
            let word = view.word(*at);
            nominals.describing.contains(word)
                || view.name_at(*at).is_some()
                || discourse.facts.demonym(word).is_some()
        })
}

/// The state whose source speaks of those whom the phrase means: "a Syrian military source said the army".
pub(super) fn speaking_state(
    discourse: &Discourse<'_, '_>,
    view: &View<'_>,
    nominals: &Nominals,
    phrase: &Phrase,
) -> Option<EntityId> {
    /// Clauses inside clauses beyond this depth are a parser's errors.
    const DEPTH: usize = 8;
    let tree = view.tree?;
    let mut at = phrase.node?;
    for _ in 0..DEPTH {
        let (_, head) = view.relation(at)?;
        let head = head?;
        if nominals.speaking.contains(view.lemma(head)) {
            let subject = tree
                .children(head)
                .find(|child| *child != at && tree.nodes[*child].relation == Dependency::Nsubj);
            let state = subject.and_then(|subject| {
                tree.children(subject).find_map(|child| {
                    let word = tree.nodes[child].words.start as usize;
                    discourse.facts.demonym(view.word(word)).cloned()
                })
            });
            if state.is_some() {
                return state;
            }
        }
        at = head;
    }
    None
}

/// The state in which the sentence plays: that of all its settlements and sites, if it is one.
pub(super) fn scene(discourse: &Discourse<'_, '_>, view: &View<'_>) -> Option<EntityId> {
    let mut states = view.names.iter().filter_map(|name| {
        let local = discourse.locals.get(name.entity as usize)?;
        matches!(local.entity.class, Class::Place | Class::Facility)
            .then(|| local.country.clone())
            .flatten()
    });
    let only = states.next()?;
    states.all(|other| other == only).then_some(only)
}

/// Whether a name of ground stands behind "in" or "near" behind the noun: "a hospital in X".
pub(super) fn lies(view: &View<'_>, end: usize) -> Option<Span<Word>> {
    if !matches!(view.word(end), "in" | "near" | "outside") {
        return None;
    }
    let at = end + 1 + usize::from(view.word(end + 1) == "the");
    let name = view.name_at(at)?;
    Some(Span::new(end as u32, name.words.end))
}

/// Whether a verb of speech has the node for its subject, or "according to" or a headline's colon stands beside.
pub(super) fn speaks(
    view: &View<'_>,
    nominals: &Nominals,
    node: Option<usize>,
    words: Span<Word>,
) -> bool {
    let (start, end) = (words.start as usize, words.end as usize);
    if start >= 2 && view.before(start) == "to" && view.before(start - 1) == "according" {
        return true;
    }
    if view.sentence.headline && view.before(start) == ":" && end == view.lower.len() {
        return true;
    }
    // "… leaving many dead a monitor said": where commas are lost, the order of words still tells.
    if nominals
        .speaking
        .contains(view.word(end).trim_end_matches('s'))
        || matches!(view.word(end), "said" | "told")
    {
        return true;
    }
    node.and_then(|node| view.relation(view.first_conjunct(node)))
        .is_some_and(|(relation, head)| {
            relation == Dependency::Nsubj
                && head.is_some_and(|head| nominals.speaking.contains(view.lemma(head)))
        })
}

/// The neighbour of `home` that a phrase or its sentence tells, if it is only one.
pub(super) fn other_state(
    discourse: &Discourse<'_, '_>,
    case: &Case<'_, '_>,
    home: &EntityId,
) -> Option<EntityId> {
    /// How many sentences back a neighbour may have been spoken of.
    const RECENT: u32 = 2;
    /// Words between the noun and the state: "the border with neighbouring X".
    const BETWEEN: usize = 3;
    let (view, end) = (case.view, case.phrase.words.end as usize);
    if let Some(state) = &case.state
        && state != home
    {
        return Some(state.clone());
    }
    let country = |entity: u32| {
        let country = discourse.locals.get(entity as usize)?.country.clone()?;
        (country != *home).then_some(country)
    };
    if matches!(view.word(end), "with" | "from" | "between" | "of") {
        let behind = (end + 1..=end + BETWEEN).find_map(|at| view.name_at(at));
        if let Some(name) = behind {
            return country(name.entity);
        }
    }
    if !candidates(discourse, case).is_empty() {
        return None;
    }
    // "Lebanon-based" says nothing of Lebanon's borders.
    let plain = |name: &&Named| view.word(name.words.end as usize) != "-";
    let mut others = (view.names.iter().filter(plain)).filter_map(|name| country(name.entity));
    let near = |only: &EntityId| discourse.facts.are_neighbours(home, only);
    if let Some(only) = others.next() {
        return (others.all(|other| other == only) && near(&only)).then_some(only);
    }
    // Else the neighbour whose forces or government were just spoken of, if it is only one.
    let fits = |local: &Local, placed: &Placed| {
        placed.mention.sentence + RECENT >= view.index
            && matches!(
                local.entity.class,
                Class::Country | Class::ArmedForce | Class::Government
            )
            && local
                .country
                .as_ref()
                .is_some_and(|state| state != home && near(state))
    };
    let recent = discourse.antecedents(view.index, fits, |_| false);
    let mut states = recent
        .iter()
        .filter_map(|antecedent| country(antecedent.entity));
    let only = states.next()?;
    states.all(|other| other == only).then_some(only)
}

/// Whether the phrase is an end of a verb.
pub(super) fn is_argument(view: &View<'_>, phrase: &Phrase) -> bool {
    let relation = phrase
        .node
        .and_then(|node| view.relation(view.first_conjunct(node)));
    match relation.map(|(relation, _)| relation) {
        Some(
            Dependency::Nsubj
            | Dependency::NsubjPass
            | Dependency::Obj
            | Dependency::OblAgent
            | Dependency::NmodPoss,
        ) => true,
        // "Clashes with militants", "war against militants".
        Some(Dependency::Obl | Dependency::Nmod) => {
            let before = view.before(phrase.words.start as usize);
            matches!(before, "with" | "against" | "by" | "between")
        }
        _ => false,
    }
}
