//! Parts of the graph.

use std::cmp::Reverse;

use petgraph::graph::NodeIndex;

use super::{Edge, Graph, LeftOut, Limits};
use crate::model::{EntityId, PartialDate, RelationName};

/// Which part of a graph to keep. The default keeps all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only what lies around this entity.
    pub about: Option<EntityId>,
    /// How many edges away from it, the edges between those entities included.
    pub hops: usize,
    /// Only these relations; all where empty.
    pub relations: Vec<RelationName>,
    /// Only what a claim dates on this date or later; what no claim dates is left out.
    pub since: Option<PartialDate>,
    /// Only what a claim dates on this date or earlier; what no claim dates is left out.
    pub until: Option<PartialDate>,
    /// Only what so many independent origins affirm.
    pub min_origins: usize,
}

impl Filter {
    fn keeps(&self, edge: &Edge) -> bool {
        let in_time = self.since.is_none() && self.until.is_none()
            || edge.evidence.iter().any(|evidence| {
                evidence.when.is_some_and(|when| {
                    let end = evidence.when_end.unwrap_or(when);
                    self.since
                        .is_none_or(|since| end >= since || end.compatible(since))
                        && self
                            .until
                            .is_none_or(|until| when <= until || when.compatible(until))
                })
            });
        in_time
            && edge.support.len() >= self.min_origins
            && (self.relations.is_empty() || self.relations.contains(&edge.relation))
    }
}

impl Graph {
    /// The part that a filter keeps, without entities that no edge reaches (but for the one it is about).
    pub fn filtered(&self, filter: &Filter) -> Self {
        let mut kept = self.graph.filter_map(
            |_, node| Some(node.clone()),
            |_, edge| filter.keeps(edge).then(|| edge.clone()),
        );
        let center = filter
            .about
            .as_ref()
            .map(|id| kept.node_indices().find(|at| kept[*at].id == *id));
        if let Some(center) = center {
            let near = center
                .map(|center| within(&kept, center, filter.hops))
                .unwrap_or_default();
            kept.retain_nodes(|_, node| near.get(node.index()).copied().unwrap_or(false));
        }
        kept.retain_nodes(|graph, node| {
            graph.neighbors_undirected(node).next().is_some()
                || filter.about.as_ref() == Some(&graph[node].id)
        });
        Self {
            graph: kept,
            classes: self.classes.clone(),
            families: self.families.clone(),
            without_subject: self.without_subject,
            left_out: self.left_out,
        }
    }

    /// As much of it as limits let be shown. Entities that no statement is left of are left out too, unless they stood
    /// alone before.
    pub fn strongest(&self, limits: Limits) -> Self {
        let mut ranked: Vec<(usize, usize, NodeIndex)> = self
            .graph
            .node_indices()
            .map(|node| {
                let out = self
                    .graph
                    .edges_directed(node, petgraph::Direction::Outgoing);
                let into = self
                    .graph
                    .edges_directed(node, petgraph::Direction::Incoming);
                let edges: Vec<&Edge> = out.chain(into).map(|edge| edge.weight()).collect();
                let support = edges.iter().map(|edge| edge.support.len()).sum();
                (support, edges.len(), node)
            })
            .collect();
        ranked.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then(a.2.cmp(&b.2)));
        let mut keep = vec![false; self.graph.node_count()];
        let mut drawn = vec![false; self.graph.node_count()];
        for (_, edges, node) in ranked.into_iter().take(limits.entities) {
            keep[node.index()] = true;
            drawn[node.index()] = edges == 0;
        }
        let mut between: Vec<_> = self
            .edges()
            .filter(|(_, from, to, _)| keep[from.index()] && keep[to.index()])
            .collect();
        between.sort_by_key(|(_, _, _, edge)| Reverse((edge.support.len(), edge.claims)));
        between.truncate(limits.statements);
        let mut shown = vec![false; self.graph.edge_count()];
        for (edge, from, to, _) in between {
            shown[edge.index()] = true;
            drawn[from.index()] = true;
            drawn[to.index()] = true;
        }
        let graph = self.graph.filter_map(
            |at, node| (keep[at.index()] && drawn[at.index()]).then(|| node.clone()),
            |at, edge| shown[at.index()].then(|| edge.clone()),
        );
        let left_out = LeftOut {
            entities: self.left_out.entities + self.graph.node_count() - graph.node_count(),
            statements: self.left_out.statements + self.graph.edge_count() - graph.edge_count(),
        };
        Self {
            graph,
            classes: self.classes.clone(),
            families: self.families.clone(),
            without_subject: self.without_subject,
            left_out,
        }
    }
}

/// Which nodes lie at most so many edges away.
fn within<N>(
    graph: &petgraph::graph::DiGraph<N, Edge>,
    center: NodeIndex,
    hops: usize,
) -> Vec<bool> {
    let mut near = vec![false; graph.node_count()];
    near[center.index()] = true;
    let mut rim = vec![center];
    for _ in 0..hops {
        let mut next = Vec::new();
        for node in rim {
            for other in graph.neighbors_undirected(node) {
                if !std::mem::replace(&mut near[other.index()], true) {
                    next.push(other);
                }
            }
        }
        rim = next;
    }
    near
}
