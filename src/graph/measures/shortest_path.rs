use std::cmp::Reverse;
use std::collections::BinaryHeap;

use petgraph::graph::{EdgeIndex, NodeIndex};

use crate::graph::{Edge, Graph, Standing};

/// How a node was reached: steps, their cost, the last edge and the node before.
type Reached = (u32, u64, Option<EdgeIndex>, NodeIndex);

/// What a step over an edge costs beside the step itself: less where more origins affirm it.
fn weakness(edge: &Edge) -> u64 {
    1_000_000 / (edge.support.len() as u64).max(1)
}

/// The edges from one entity to another by the fewest steps, directions aside; among those, the best supported.
///
/// Only what somebody affirms as a fact is walked. `None` where no path leads there; empty where the two are one.
pub fn shortest_path(graph: &Graph, from: NodeIndex, to: NodeIndex) -> Option<Vec<EdgeIndex>> {
    let count = graph.graph.node_count();
    let mut incident: Vec<Vec<(EdgeIndex, NodeIndex, u64)>> = vec![Vec::new(); count];
    for (at, source, target, edge) in graph.edges() {
        if matches!(edge.standing, Standing::Affirmed | Standing::Contested) {
            incident[source.index()].push((at, target, weakness(edge)));
            incident[target.index()].push((at, source, weakness(edge)));
        }
    }
    let mut best: Vec<Option<Reached>> = vec![None; count];
    let mut heap = BinaryHeap::from([Reverse((0_u32, 0_u64, from, None::<EdgeIndex>, from))]);
    while let Some(Reverse((steps, cost, node, edge, before))) = heap.pop() {
        if best[node.index()].is_some() {
            continue;
        }
        best[node.index()] = Some((steps, cost, edge, before));
        if node == to {
            break;
        }
        for (edge, next, weakness) in &incident[node.index()] {
            if best[next.index()].is_none() {
                heap.push(Reverse((
                    steps + 1,
                    cost + weakness,
                    *next,
                    Some(*edge),
                    node,
                )));
            }
        }
    }
    let mut path = Vec::new();
    let mut at = to;
    loop {
        let (_, _, edge, before) = best.get(at.index()).copied().flatten()?;
        match edge {
            Some(edge) => path.push(edge),
            None => break,
        }
        at = before;
    }
    path.reverse();
    Some(path)
}
