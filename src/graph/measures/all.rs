use super::{betweenness, communities, page_rank, weighted_degree};
use crate::graph::{Graph, Neighbours};

/// Entities from which on betweenness is left out: its time grows with entities times edges.
const MOST_BETWEEN: usize = 20_000;

/// All measures of the nodes of a graph, by the index of the node.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Measures {
    /// The weights of all edges added up.
    pub weighted_degree: Vec<f64>,
    /// Weighted PageRank.
    pub page_rank: Vec<f64>,
    /// How many shortest paths lead over it; empty for a graph of more than 20,000 nodes.
    pub betweenness: Vec<f64>,
    /// The number of its community.
    pub community: Vec<usize>,
}

impl Measures {
    /// Those of a graph.
    pub fn new(graph: &Graph) -> Self {
        let neighbours = Neighbours::new(graph);
        Self {
            weighted_degree: weighted_degree(graph),
            page_rank: page_rank(graph),
            betweenness: if neighbours.len() <= MOST_BETWEEN {
                betweenness(&neighbours)
            } else {
                Vec::new()
            },
            community: communities(&neighbours),
        }
    }
}
