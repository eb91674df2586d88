//! The graph without directions and with one edge between two entities, as most measures want it.

use std::collections::BTreeMap;

use super::Graph;

/// For each node, its neighbours with the weights of all edges between the two, added up.
///
/// Only what somebody affirms as a fact counts; an edge from a node to itself does not.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Neighbours {
    /// By the index of the node; neighbours in the order of their indices.
    pub of: Vec<Vec<(usize, f64)>>,
}

impl Neighbours {
    /// Those of a graph.
    pub fn new(graph: &Graph) -> Self {
        let mut weights = vec![BTreeMap::new(); graph.graph.node_count()];
        for (_, from, to, edge) in graph.edges() {
            if from != to && edge.weight() > 0.0 {
                *weights[from.index()].entry(to.index()).or_insert(0.0) += edge.weight();
                *weights[to.index()].entry(from.index()).or_insert(0.0) += edge.weight();
            }
        }
        Self {
            of: weights
                .into_iter()
                .map(|weights| weights.into_iter().collect())
                .collect(),
        }
    }

    /// The number of nodes.
    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// Whether there are no nodes.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }
}
