//! Which mentions cannot be one thing: two ends of a verb, two members of a coordination.

use super::discourse::Placed;
use super::view::View;
use crate::model::Dependency;

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
