//! Decides of whom a noun phrase speaks: of an entity named before, of the state's own that needs no
//! name, of a group that only these words describe, or of none.

use super::discourse::{Antecedent, Discourse, Local, Placed};
use super::phrases::{Determiner, Phrase};
use super::view::View;
use crate::load::{Nominals, Sense};
use crate::model::{Class, Dependency, EntityId, LocalEntity};

/// How far ahead of the next the most present entity must be, for a noun without "the" to speak of it.
const CLEAR: f32 = 1.3;
/// How many sentences back a noun without "the" may reach.
const NEAR: u32 = 3;

/// Whom a phrase speaks of, and why.
pub(super) struct Settled {
    pub(super) entity: u32,
    pub(super) reason: String,
}

/// Settles one phrase; `possessor` is the entity of its possessive pronoun or name.
pub(super) fn settle(
    discourse: &mut Discourse<'_, '_>,
    view: &View<'_>,
    nominals: &Nominals,
    phrase: &Phrase,
    possessor: Option<u32>,
) -> Option<Settled> {
    let sense = nominals.senses.get(phrase.sense)?;
    if let Some(settled) = apposition(discourse, view, sense, phrase) {
        return Some(settled);
    }
    if let Some(body) = phrase.body {
        return Some(Settled {
            entity: body,
            reason: format!("people of {}", discourse.label(body)),
        });
    }
    if matches!(phrase.determiner, Determiner::Possessor(_)) {
        return owned(discourse, view, sense, phrase, possessor?);
    }
    if sense.possessed {
        return None;
    }
    if phrase.determiner == Determiner::Indefinite && !phrase.plural {
        return None;
    }
    let definite = phrase.determiner == Determiner::Definite;
    let bare = sense.bare && (phrase.plural || sense.role.is_some());
    if !definite && !bare {
        return None;
    }
    if sense.harmed && !is_harmed(view, nominals, phrase) && !(definite && sense.own) {
        return None;
    }
    if let Some(generic) = &sense.generic {
        let entity = discourse.facts.listed(generic).unwrap_or(LocalEntity {
            id: EntityId::from(generic.as_str()),
            label: generic.clone(),
            class: *sense.classes.first()?,
            known: true,
            described: false,
        });
        let reason = format!("people to whom something is done: {}", entity.label);
        return Some(enter(discourse, entity, reason));
    }
    let state = state_of(discourse, view, phrase);
    let country = state.clone().or_else(|| discourse.home.clone());
    if sense.home {
        return home(discourse, view, phrase);
    }
    if sense.seat {
        let seat = discourse.facts.seat(country.as_ref()?)?;
        let reason = format!(
            "the capital of the state that the text is about: {}",
            seat.label
        );
        return Some(enter(discourse, seat, reason));
    }
    let describing = describing(discourse, view, nominals, phrase);
    if sense.described && !describing {
        return None;
    }
    if sense.umbrella && !describing {
        let role = sense.role.as_deref()?;
        if let Some(holder) = discourse.facts.claimed(country.as_ref()?, role) {
            let reason = format!(
                "generic, and the text is about {}: {}",
                country?, holder.label
            );
            return Some(enter(discourse, holder, reason));
        }
    }
    if let (Some(class), true) = (sense.introduces, describing || phrase.counted || sense.own) {
        let words = phrase.described(view);
        let entity = discourse.described(&words, class);
        let seen = discourse.entered(entity.id.as_str()).is_some();
        let apart = describing || sense.own;
        if seen
            || (!definite && apart)
            || sense.own
            || !refers_back(discourse, view, sense, phrase, &state)
        {
            if definite && !seen && !apart {
                return None;
            }
            let reason = if seen {
                format!("the same words as before: {}", entity.label)
            } else {
                "no name, set apart by its own words".to_owned()
            };
            return Some(enter(discourse, entity, reason));
        }
    }
    if let Some(settled) = antecedent(discourse, view, sense, phrase, &state) {
        return Some(settled);
    }
    // "The local government" is not the state's.
    if let (Some(role), Some(country)) = (&sense.role, country)
        && (!describing || state.is_some())
        && let Some(holder) = discourse.facts.holder(&country, role)
    {
        let reason = format!("the text is about {country}: {}", holder.label);
        return Some(enter(discourse, holder, reason));
    }
    let class = sense.introduces?;
    if definite || !is_argument(view, phrase) {
        return None;
    }
    let entity = discourse.described(&phrase.described(view), class);
    Some(enter(
        discourse,
        entity,
        "no name, and none before that it could speak of".to_owned(),
    ))
}

fn enter(discourse: &mut Discourse<'_, '_>, entity: LocalEntity, reason: String) -> Settled {
    Settled {
        entity: discourse.enter(entity),
        reason,
    }
}

/// "X, a monitoring group", "the group, X".
fn apposition(
    discourse: &Discourse<'_, '_>,
    view: &View<'_>,
    sense: &Sense,
    phrase: &Phrase,
) -> Option<Settled> {
    let node = phrase.node?;
    let (relation, head) = view.relation(node)?;
    let tree = view.tree?;
    let beside = |node: usize| {
        let word = tree.nodes.get(node)?.words.start as usize;
        let name = view.name_at(word)?;
        let class = discourse.class(name.entity)?;
        sense.classes.contains(&class).then_some(name.entity)
    };
    let up = (relation == Dependency::Appos)
        .then_some(head)
        .flatten()
        .and_then(beside);
    let down = || {
        tree.children(node)
            .filter(|child| tree.nodes[*child].relation == Dependency::Appos)
            .find_map(beside)
    };
    let entity = up.or_else(down)?;
    Some(Settled {
        entity,
        reason: format!("stands in apposition to {}", discourse.label(entity)),
    })
}

/// "Its allies", "their fighters", "Syria's army".
fn owned(
    discourse: &mut Discourse<'_, '_>,
    view: &View<'_>,
    sense: &Sense,
    phrase: &Phrase,
    possessor: u32,
) -> Option<Settled> {
    let class = discourse.class(possessor)?;
    let owner = discourse.label(possessor).to_owned();
    let country = discourse
        .locals
        .get(possessor as usize)
        .and_then(|local| local.country.clone());
    if let Some(introduced) = sense.introduces
        && (sense.possessed || sense.classes == [Class::Population])
    {
        let id = discourse
            .locals
            .get(possessor as usize)?
            .entity
            .id
            .to_string();
        let id = id.rsplit('/').next().unwrap_or_default();
        let words = phrase.described(view);
        let mut entity = discourse.described(&format!("{words} of {id}"), introduced);
        entity.label = format!("{words} of {owner}");
        return Some(enter(
            discourse,
            entity,
            format!("those of {owner}, a group of their own"),
        ));
    }
    if sense.seat {
        let seat = discourse.facts.seat(&country?)?;
        let reason = format!("the capital of {owner}");
        return Some(enter(discourse, seat, reason));
    }
    if sense.classes.contains(&class) && phrase.plural {
        return Some(Settled {
            entity: possessor,
            reason: format!("its own people: {owner}"),
        });
    }
    if let (Some(role), Some(country), Class::Country | Class::Government) =
        (&sense.role, country, class)
    {
        let holder = discourse.facts.holder(&country, role)?;
        let reason = format!("that of {owner}: {}", holder.label);
        return Some(enter(discourse, holder, reason));
    }
    None
}

/// "The country".
fn home(discourse: &mut Discourse<'_, '_>, view: &View<'_>, phrase: &Phrase) -> Option<Settled> {
    if phrase.determiner != Determiner::Definite {
        return None;
    }
    let home = discourse.home.clone()?;
    let entity = discourse.facts.listed(home.as_str())?;
    // A state in which something happens in the same sentence is nearer than what the whole text is about.
    let fits = |local: &Local, placed: &Placed| {
        local.entity.class == Class::Country
            && placed.mention.sentence == view.index
            && matches!(
                placed.relation,
                Some(Dependency::Obl | Dependency::Nmod | Dependency::NmodPoss)
            )
    };
    let near = discourse.antecedents(view.index, fits, |_| false);
    if let [only] = near.as_slice() {
        return Some(Settled {
            entity: only.entity,
            reason: format!(
                "the state named in the same sentence: {}",
                discourse.label(only.entity)
            ),
        });
    }
    let reason = format!("the state that the text is about: {}", entity.label);
    Some(enter(discourse, entity, reason))
}

/// "The foreign ministry": the role of a state whose name the text leaves out.
pub(super) fn role(
    discourse: &mut Discourse<'_, '_>,
    view: &View<'_>,
    role: &str,
    class: Class,
) -> Option<Settled> {
    // A ministry is that of the state that speaks, a force that of the state in which the text plays.
    let speaking = (class == Class::Government)
        .then(|| {
            let fits = |local: &Local, placed: &Placed| {
                matches!(local.entity.class, Class::Country | Class::Government)
                    && local.country.is_some()
                    && placed.mention.sentence + 1 >= view.index
            };
            let found = discourse.antecedents(view.index, fits, |_| false);
            let first = discourse.locals.get(found.first()?.entity as usize)?;
            first.country.clone()
        })
        .flatten();
    let country = speaking.or_else(|| discourse.home.clone())?;
    let holder = discourse.facts.holder(&country, role)?;
    let reason = format!(
        "that of {country}, of which the text speaks: {}",
        holder.label
    );
    Some(enter(discourse, holder, reason))
}

/// The state that an adjective or a name among the modifiers tells.
fn state_of(discourse: &Discourse<'_, '_>, view: &View<'_>, phrase: &Phrase) -> Option<EntityId> {
    phrase.modifiers.iter().find_map(|at| {
        if view.word(at + 1) == "-" {
            return None;
        }
        let demonym = discourse.facts.demonym(view.word(*at)).cloned();
        demonym.or_else(|| {
            let name = view.name_at(*at)?;
            let local = discourse.locals.get(name.entity as usize)?;
            (local.entity.class == Class::Country).then(|| local.entity.id.clone())
        })
    })
}

/// Whether the modifiers set the group apart from others.
fn describing(
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

/// Whether there is anything before that the phrase could take up.
fn refers_back(
    discourse: &Discourse<'_, '_>,
    view: &View<'_>,
    sense: &Sense,
    phrase: &Phrase,
    state: &Option<EntityId>,
) -> bool {
    !candidates(discourse, view, sense, phrase, state).is_empty()
}

fn candidates(
    discourse: &Discourse<'_, '_>,
    view: &View<'_>,
    sense: &Sense,
    phrase: &Phrase,
    state: &Option<EntityId>,
) -> Vec<Antecedent> {
    let noun = view.lower.get(phrase.noun.range()).unwrap_or_default();
    let ground = sense.classes.iter().all(|class| !class.is_actor());
    let fits = |local: &Local, _: &Placed| {
        sense.classes.contains(&local.entity.class)
            && (sense.kinds.is_empty() || is_kind(local, sense))
            && (!sense.same || noun.iter().any(|word| local.has_word(&[word])))
            && (!sense.own || local.entity.described)
            // What only words describe is taken up by those words.
            && (!local.entity.described || noun.iter().any(|word| local.has_noun(word)))
            && !named_in_clause(view, phrase.node, discourse.entered(local.entity.id.as_str()).unwrap_or(u32::MAX))
            && state
                .as_ref()
                .is_none_or(|state| local.country.as_ref() == Some(state))
    };
    let bars = |placed: &Placed| same_clause(view, phrase.node, placed);
    let mut found = discourse.antecedents(view.index, fits, bars);
    if ground {
        // A place is not what a text is about but where it is: the last one named.
        found.sort_by_key(|antecedent| std::cmp::Reverse(antecedent.last));
    }
    found
}

fn is_kind(local: &Local, sense: &Sense) -> bool {
    local.has_word(&sense.kinds) || (!local.entity.known && local.entity.class == Class::Place)
}

/// Whether the mention and the node are two ends of one verb or of one coordination, which two words for one
/// thing are not.
pub(super) fn same_clause(view: &View<'_>, node: Option<usize>, placed: &Placed) -> bool {
    if placed.mention.sentence != view.index {
        return false;
    }
    let (Some(node), Some(other)) = (node, placed.node) else {
        return false;
    };
    meets(view, node, other)
}

/// The same of a name that may stand behind.
pub(super) fn named_in_clause(view: &View<'_>, node: Option<usize>, entity: u32) -> bool {
    let Some(node) = node else { return false };
    view.names.iter().any(|name| {
        name.entity == entity
            && view
                .head_node(name.words)
                .is_some_and(|other| meets(view, node, other))
    })
}

fn meets(view: &View<'_>, node: usize, other: usize) -> bool {
    if node == other {
        return false;
    }
    if view.first_conjunct(node) == view.first_conjunct(other) {
        return true;
    }
    let ends = |node| {
        view.relation(view.first_conjunct(node))
            .is_some_and(|(relation, _)| {
                matches!(
                    relation,
                    Dependency::Nsubj
                        | Dependency::NsubjPass
                        | Dependency::Obj
                        | Dependency::Iobj
                        | Dependency::Obl
                        | Dependency::OblAgent
                )
            })
    };
    if !ends(node) || !ends(other) {
        return false;
    }
    let theirs = view.clause(other);
    view.clause(node)
        .into_iter()
        .flatten()
        .any(|verb| theirs[0] == Some(verb))
}

fn antecedent(
    discourse: &Discourse<'_, '_>,
    view: &View<'_>,
    sense: &Sense,
    phrase: &Phrase,
    state: &Option<EntityId>,
) -> Option<Settled> {
    let found = candidates(discourse, view, sense, phrase, state);
    let mut best = found.first()?;
    if let Some(role) = &sense.role
        && let Some(country) = discourse
            .locals
            .get(best.entity as usize)
            .and_then(|local| local.country.clone())
        && let Some(holder) = discourse.facts.holder(&country, role)
    {
        // A command or a branch was named, but the whole as well.
        let whole = discourse.entered(holder.id.as_str());
        let listed = found.iter().find(|other| Some(other.entity) == whole);
        best = listed.unwrap_or(best);
    }
    if phrase.determiner != Determiner::Definite {
        let clear = found
            .get(1)
            .is_none_or(|next| best.presence > next.presence * CLEAR);
        if best.distance > NEAR || !clear {
            return None;
        }
    }
    Some(Settled {
        entity: best.entity,
        reason: format!(
            "the {} most present here, {} sentences back: {}",
            sense.id,
            best.distance,
            discourse.label(best.entity)
        ),
    })
}

/// Whether something is done to those the phrase speaks of, or their death is spoken of.
fn is_harmed(view: &View<'_>, nominals: &Nominals, phrase: &Phrase) -> bool {
    let Some(node) = phrase.node else {
        return phrase.counted;
    };
    let mut at = view.first_conjunct(node);
    let mut passive = false;
    // "Dozens of civilians", "bodies of civilians": up to the verb, over a few nouns.
    for _ in 0..4 {
        let Some((relation, Some(head))) = view.relation(at) else {
            return false;
        };
        let lemma = view.lemma(head);
        if nominals.harm.contains(lemma)
            && matches!(relation, Dependency::Nmod | Dependency::NmodPoss)
        {
            return true;
        }
        match relation {
            Dependency::Obj | Dependency::NsubjPass | Dependency::Obl | Dependency::Iobj => {
                passive = true
            }
            Dependency::Nsubj | Dependency::Nmod | Dependency::Conj | Dependency::Appos => {}
            _ => return false,
        }
        if nominals.harming.contains(lemma) {
            return passive
                || view.has_child(head, Dependency::AuxPass)
                // "Die", "flee": done by those who suffer it; and headlines leave out "were".
                || !view.has_child(head, Dependency::Obj);
        }
        at = view.first_conjunct(head);
    }
    false
}

/// Whether the phrase is an end of a verb.
fn is_argument(view: &View<'_>, phrase: &Phrase) -> bool {
    let Some(node) = phrase.node else {
        return false;
    };
    matches!(
        view.relation(view.first_conjunct(node)),
        Some((
            Dependency::Nsubj | Dependency::NsubjPass | Dependency::Obj | Dependency::OblAgent,
            _
        ))
    )
}
