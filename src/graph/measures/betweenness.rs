use std::collections::VecDeque;

use crate::graph::Neighbours;

/// For each node, how many shortest paths between two others lead over it, each pair counted once and its paths
/// sharing one (Brandes, 2001). Directions and weights do not count.
pub fn betweenness(neighbours: &Neighbours) -> Vec<f64> {
    let count = neighbours.len();
    let mut centrality = vec![0.0; count];
    let mut distance = vec![usize::MAX; count];
    let mut paths = vec![0.0; count];
    let mut dependency = vec![0.0; count];
    for source in 0..count {
        distance.fill(usize::MAX);
        paths.fill(0.0);
        dependency.fill(0.0);
        distance[source] = 0;
        paths[source] = 1.0;
        let mut order = Vec::new();
        let mut queue = VecDeque::from([source]);
        while let Some(node) = queue.pop_front() {
            order.push(node);
            for (other, _) in &neighbours.of[node] {
                if distance[*other] == usize::MAX {
                    distance[*other] = distance[node] + 1;
                    queue.push_back(*other);
                }
                if distance[*other] == distance[node] + 1 {
                    paths[*other] += paths[node];
                }
            }
        }
        for node in order.into_iter().rev() {
            for (before, _) in &neighbours.of[node] {
                if distance[*before] + 1 == distance[node] {
                    dependency[*before] += paths[*before] / paths[node] * (1.0 + dependency[node]);
                }
            }
            if node != source {
                centrality[node] += dependency[node] / 2.0;
            }
        }
    }
    centrality
}
