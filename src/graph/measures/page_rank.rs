use crate::graph::Graph;

/// How much of a node's rank follows its edges (Page and others, 1999).
const DAMPING: f64 = 0.85;

/// For each node, its weighted PageRank: the ranks add up to one.
///
/// An edge without order counts in both directions; a node without outgoing edges gives its rank to all.
/// Power iteration, until the ranks of all nodes together change by less than 1e-12.
pub fn page_rank(graph: &Graph) -> Vec<f64> {
    let count = graph.graph.node_count();
    if count == 0 {
        return Vec::new();
    }
    let mut links: Vec<(usize, usize, f64)> = Vec::with_capacity(graph.graph.edge_count());
    let mut out = vec![0.0; count];
    for (_, from, to, edge) in graph.edges() {
        let weight = edge.weight();
        if weight > 0.0 {
            links.push((from.index(), to.index(), weight));
            out[from.index()] += weight;
            if edge.symmetric && from != to {
                links.push((to.index(), from.index(), weight));
                out[to.index()] += weight;
            }
        }
    }
    let share = 1.0 / count as f64;
    let mut ranks = vec![share; count];
    for _ in 0..1000 {
        let dangling: f64 = ranks
            .iter()
            .zip(&out)
            .filter(|(_, out)| **out == 0.0)
            .map(|(rank, _)| rank)
            .sum();
        let base = (1.0 - DAMPING) * share + DAMPING * dangling * share;
        let mut next = vec![base; count];
        for (from, to, weight) in &links {
            next[*to] += DAMPING * ranks[*from] * weight / out[*from];
        }
        let change: f64 = ranks
            .iter()
            .zip(&next)
            .map(|(old, new)| (old - new).abs())
            .sum();
        ranks = next;
        if change < 1e-12 {
            break;
        }
    }
    ranks
}
