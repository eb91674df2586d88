//! What the words in and around a noun phrase say of it.

use super::antecedents::candidates;
use super::discourse::{Discourse, Local, Placed};
use super::nominals::Case;
use super::phrases::Phrase;
use super::view::{Named, View};
use crate::load::Nominals;
use crate::model::{Class, Dependency, EntityId, PartOfSpeech, Span, Word};

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
        // "Suppression and murder of journalists".
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
