//! What a verb shares with the verb that it is coordinated with.

use crate::load::ArgumentRole;
use crate::model::Dependency;

use super::super::{Arguments, Predicate, is_past};
use super::inherit;

/// Gives a verb behind "and" or "or" the subject, the voice and the agent of the one before, where it has none.
pub(super) fn coordinated(
    all: &mut Arguments<'_, '_>,
    verb: usize,
    head: usize,
    found: &mut Predicate,
    depth: u32,
) {
    let view = all.view;
    let parent = all.any(head, depth.saturating_sub(1));
    let auxiliary = view
        .children(verb)
        .any(|child| matches!(view.relation(child), Dependency::Aux | Dependency::AuxPass));
    let no_object = !found.has(&ArgumentRole::Patient) || found.passive;
    if parent.passive && !auxiliary && is_past(view, verb) && no_object {
        // "was attacked and captured by"
        found.passive = true;
        let agents: Vec<usize> = found
            .arguments
            .iter()
            .filter(|a| a.role == ArgumentRole::Preposition("by".into()))
            .map(|a| a.node)
            .collect();
        for agent in agents {
            found.add(ArgumentRole::Agent, agent, "`by` of the passive");
        }
    }
    if found.surface_subject().is_none() {
        let by = parent
            .passive
            .then(|| parent.first(&ArgumentRole::Agent))
            .flatten();
        let subject = match (parent.passive, found.passive) {
            (true, false) => parent.surface_subject().or(by),
            _ => parent.surface_subject(),
        };
        inherit(found, subject, "shared with the verb before");
    }
    if found.passive
        && parent.passive
        && !found.has(&ArgumentRole::Agent)
        && let Some(by) = by_after(&parent, verb)
    {
        found.add(ArgumentRole::Agent, by, "shared with the verb before");
    }
}

/// The agent of a passive that stands behind both of two coordinated verbs.
fn by_after(parent: &Predicate, verb: usize) -> Option<usize> {
    parent.first(&ArgumentRole::Agent).filter(|by| *by > verb)
}
