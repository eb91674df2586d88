use crate::graph::Graph;

/// For each node, the weights of all its edges added up; an edge to itself counts twice.
pub fn weighted_degree(graph: &Graph) -> Vec<f64> {
    let mut degree = vec![0.0; graph.graph.node_count()];
    for (_, from, to, edge) in graph.edges() {
        degree[from.index()] += edge.weight();
        degree[to.index()] += edge.weight();
    }
    degree
}
