//! Measures on the graph, exact and the same in every run. The weight of an edge is the number of independent
//! origins that affirm it, so what nobody affirms counts for nothing.

mod all;
mod betweenness;
mod communities;
mod degree;
mod page_rank;
mod shortest_path;

pub use all::Measures;
pub use betweenness::betweenness;
pub use communities::{communities, modularity};
pub use degree::weighted_degree;
pub use page_rank::page_rank;
pub use shortest_path::shortest_path;
