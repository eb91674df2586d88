//! Finds what a noun phrase may take up among what the text has spoken of.

use super::binding::{named_in_clause, same_clause};
use super::discourse::{Antecedent, Discourse, Local, Placed};
use super::nominals::{Case, Settled};
use crate::model::Class;

/// How far ahead of the next the most present entity must be, for a noun without "the" to speak of it.
const CLEAR: f32 = 1.3;
/// How many sentences back a noun without "the" may reach.
const NEAR: u32 = 3;
/// How many sentences back a place that was called "town" is the town.
const SAID: u32 = 2;
/// What being of a kind that the noun mostly means adds.
const LIKELY: f32 = 3.0;
/// What belonging to the state that the text is about adds, for a noun that a state's own needs no name for.
const HOME: f32 = 1.5;
/// What having said something before adds for one who says something: "the army said" goes on with a speaker.
const SPOKE: f32 = 2.0;

/// Whether class and kind of an entity are such that the noun can speak of it.
pub(super) fn fits_kind(case: &Case<'_, '_>, local: &Local) -> bool {
    let sense = case.sense;
    // Of an unlisted place nobody knows what it is; but a border or a hill would be called one.
    let settlement = sense.kinds.iter().any(|kind| kind == "settlement");
    let unlisted = settlement && !local.entity.known && local.entity.class == Class::Place;
    sense.classes.contains(&local.entity.class)
        && (sense.kinds.is_empty() || local.has_word(&sense.kinds) || unlisted)
}

/// Whether an entity is of the people that the phrase tells: "the Kurdish militia".
fn is_of(case: &Case<'_, '_>, local: &Local) -> bool {
    case.phrase.modifiers.iter().all(|at| {
        let word = case.view.word(*at);
        !case.nominals.peoples.contains(word) || local.has_beginning(word.get(..4).unwrap_or(word))
    })
}

/// The entities that the phrase could take up, the likeliest first.
pub(super) fn candidates(discourse: &Discourse<'_, '_>, case: &Case<'_, '_>) -> Vec<Antecedent> {
    let (view, sense, phrase) = (case.view, case.sense, case.phrase);
    let noun = view.lower.get(phrase.noun.range()).unwrap_or_default();
    let fits = |local: &Local, placed: &Placed| {
        fits_kind(case, local)
            && (!sense.same || noun.iter().any(|word| local.has_word(&[word])))
            && (!sense.own || local.entity.described)
            && is_of(case, local)
            // What only words describe is taken up by those words.
            && (!local.entity.described || noun.iter().any(|word| local.has_noun(word)))
            && !named_in_clause(view, phrase.node, placed.mention.entity)
            && case
                .state
                .as_ref()
                .is_none_or(|state| local.country.as_ref() == Some(state))
    };
    let bars = |placed: &Placed| same_clause(view, phrase.node, placed);
    let mut found = discourse.antecedents(view.index, fits, bars);
    for antecedent in &mut found {
        let likely = discourse
            .locals
            .get(antecedent.entity as usize)
            .is_some_and(|local| local.has_word(&sense.likely));
        if likely {
            antecedent.presence *= LIKELY;
        }
        let local = discourse.locals.get(antecedent.entity as usize);
        let home =
            local.is_some_and(|local| local.country.is_some() && local.country == discourse.home);
        if sense.role.is_some() && home {
            antecedent.presence *= HOME;
        }
        if case.speaks && antecedent.spoke {
            antecedent.presence *= SPOKE;
        }
    }
    if sense.classes.iter().all(|class| !class.is_actor()) {
        // A place is not what a text is about but where it is: the last one named; before it, one that was just
        // called by the noun.
        let called = |antecedent: &Antecedent| {
            antecedent.distance <= SAID
                && discourse
                    .locals
                    .get(antecedent.entity as usize)
                    .is_some_and(|local| noun.iter().any(|word| local.has_word(&[word])))
        };
        found.sort_by_key(|antecedent| (!called(antecedent), std::cmp::Reverse(antecedent.last)));
    } else {
        Antecedent::sort(&mut found);
    }
    found
}

/// Takes up the likeliest, where that is clear enough.
pub(super) fn antecedent(discourse: &Discourse<'_, '_>, case: &Case<'_, '_>) -> Option<Settled> {
    let found = candidates(discourse, case);
    let mut best = found.first()?;
    if let Some(role) = &case.sense.role
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
    if !case.definite {
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
            case.sense.id,
            best.distance,
            discourse.label(best.entity)
        ),
    })
}
