use std::collections::BTreeMap;

use crate::graph::Neighbours;

/// For each node, the number of its community, from 0 in the order of their first nodes
/// (the Louvain method: Blondel and others, 2008). Nodes are visited in order, so the result is always the same.
pub fn communities(neighbours: &Neighbours) -> Vec<usize> {
    let mut of_node: Vec<usize> = (0..neighbours.len()).collect();
    // A node of a coarser level stands for a community; its own weight is that of the edges inside.
    let mut level: Vec<BTreeMap<usize, f64>> = neighbours
        .of
        .iter()
        .map(|near| near.iter().copied().collect())
        .collect();
    loop {
        let moved = numbered(&local_moves(&level));
        for community in &mut of_node {
            *community = moved[*community];
        }
        let count = moved.iter().max().map_or(0, |last| last + 1);
        if count == level.len() {
            return numbered(&of_node);
        }
        let mut coarser = vec![BTreeMap::new(); count];
        for (node, near) in level.iter().enumerate() {
            for (other, weight) in near {
                *coarser[moved[node]].entry(moved[*other]).or_insert(0.0) += weight;
            }
        }
        level = coarser;
    }
}

/// Moves each node to the community that raises modularity most, until none does.
fn local_moves(level: &[BTreeMap<usize, f64>]) -> Vec<usize> {
    let degree: Vec<f64> = level.iter().map(|near| near.values().sum()).collect();
    let total: f64 = degree.iter().sum();
    let mut community: Vec<usize> = (0..level.len()).collect();
    if total == 0.0 {
        return community;
    }
    let mut inside = degree.clone();
    for _ in 0..100 {
        let mut changed = false;
        for node in 0..level.len() {
            let mut links: BTreeMap<usize, f64> = BTreeMap::new();
            for (other, weight) in &level[node] {
                if *other != node {
                    *links.entry(community[*other]).or_insert(0.0) += weight;
                }
            }
            let own = community[node];
            inside[own] -= degree[node];
            let gain = |to: usize| {
                links.get(&to).copied().unwrap_or(0.0) - inside[to] * degree[node] / total
            };
            let (mut best, mut best_gain) = (own, gain(own));
            for to in links.keys() {
                if gain(*to) > best_gain + 1e-12 {
                    (best, best_gain) = (*to, gain(*to));
                }
            }
            inside[best] += degree[node];
            if best != own {
                community[node] = best;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    community
}

/// The same communities, numbered from 0 in the order in which they first appear.
fn numbered(communities: &[usize]) -> Vec<usize> {
    let mut numbers = BTreeMap::new();
    communities
        .iter()
        .map(|community| {
            let next = numbers.len();
            *numbers.entry(*community).or_insert(next)
        })
        .collect()
}

/// How much more weight lies inside the communities than chance would have it (Newman and Girvan, 2004).
pub fn modularity(neighbours: &Neighbours, communities: &[usize]) -> f64 {
    let degree = |node: usize| {
        neighbours.of[node]
            .iter()
            .map(|(_, weight)| weight)
            .sum::<f64>()
    };
    let total: f64 = (0..neighbours.len()).map(degree).sum();
    if total == 0.0 {
        return 0.0;
    }
    let mut inside = 0.0;
    let mut degrees: BTreeMap<usize, f64> = BTreeMap::new();
    for (node, near) in neighbours.of.iter().enumerate() {
        *degrees.entry(communities[node]).or_insert(0.0) += degree(node);
        inside += near
            .iter()
            .filter(|(other, _)| communities[*other] == communities[node])
            .map(|(_, weight)| weight)
            .sum::<f64>();
    }
    inside / total
        - degrees
            .values()
            .map(|degree| (degree / total).powi(2))
            .sum::<f64>()
}
