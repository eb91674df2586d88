//! Where the boxes of a picture stand: stress majorization (Gansner, Koren and North, 2004) for each connected part,
//! boxes pushed apart, parts packed in rows. Only sums, products and square roots are used, which
//! every machine computes alike.

use std::collections::VecDeque;

use petgraph::visit::EdgeRef;

use super::Graph;

/// Width and height, or x and y.
pub type Pair = [f64; 2];

/// How far apart things stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spacing {
    /// The length that an edge should have.
    pub edge: f64,
    /// The least room between two boxes, across and down.
    pub gap: Pair,
}

/// The middle of each node's box, by the node's index, and the size of the whole. Boxes do not overlap.
pub fn layout(graph: &Graph, sizes: &[Pair], spacing: Spacing) -> (Vec<Pair>, Pair) {
    let near = adjacency(graph);
    let mut positions = vec![[0.0; 2]; near.len()];
    let mut parts: Vec<(Vec<usize>, Pair)> = Vec::new();
    for nodes in components(&near) {
        let mut places = stress(&nodes, &near, spacing.edge);
        let boxes: Vec<Pair> = nodes.iter().map(|node| sizes[*node]).collect();
        separate(&mut places, &boxes, spacing.gap);
        let (low, high) = bounds(&places, &boxes);
        for (node, place) in nodes.iter().zip(&places) {
            positions[*node] = [place[0] - low[0], place[1] - low[1]];
        }
        parts.push((nodes, [high[0] - low[0], high[1] - low[1]]));
    }
    let size = pack(
        &parts,
        &mut positions,
        [spacing.gap[0] * 2.0, spacing.gap[1] * 2.0],
    );
    (positions, size)
}

fn adjacency(graph: &Graph) -> Vec<Vec<usize>> {
    let mut near = vec![Vec::new(); graph.graph.node_count()];
    for edge in graph.graph.edge_references() {
        let (from, to) = (edge.source().index(), edge.target().index());
        if from != to {
            near[from].push(to);
            near[to].push(from);
        }
    }
    for nodes in &mut near {
        nodes.sort_unstable();
        nodes.dedup();
    }
    near
}

/// The connected parts, the largest first, each in breadth-first order from its best connected node.
fn components(near: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut seen = vec![false; near.len()];
    let mut order: Vec<usize> = (0..near.len()).collect();
    order.sort_by_key(|node| (std::cmp::Reverse(near[*node].len()), *node));
    let mut parts = Vec::new();
    for start in order {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut nodes = vec![start];
        let mut at = 0;
        while at < nodes.len() {
            for next in &near[nodes[at]] {
                if !std::mem::replace(&mut seen[*next], true) {
                    nodes.push(*next);
                }
            }
            at += 1;
        }
        parts.push(nodes);
    }
    parts.sort_by_key(|nodes| std::cmp::Reverse(nodes.len()));
    parts
}

/// Places such that distances in the plane come near to distances in the graph.
fn stress(nodes: &[usize], near: &[Vec<usize>], edge: f64) -> Vec<Pair> {
    let count = nodes.len();
    let mut index = vec![usize::MAX; near.len()];
    for (at, node) in nodes.iter().enumerate() {
        index[*node] = at;
    }
    let ideals: Vec<Vec<f64>> = nodes
        .iter()
        .map(|node| distances(*node, near, &index, count, edge))
        .collect();
    let mut places = spiral(count, edge);
    for _ in 0..200 {
        let mut moved = 0.0;
        for i in 0..count {
            let (mut sum, mut weights) = ([0.0; 2], 0.0);
            for j in 0..count {
                if i == j || ideals[i][j] == f64::MAX {
                    continue;
                }
                let ideal = ideals[i][j];
                let weight = 1.0 / (ideal * ideal);
                let delta = [places[i][0] - places[j][0], places[i][1] - places[j][1]];
                let distance = (delta[0] * delta[0] + delta[1] * delta[1]).sqrt().max(1e-6);
                for axis in 0..2 {
                    sum[axis] += weight * (places[j][axis] + ideal * delta[axis] / distance);
                }
                weights += weight;
            }
            if weights > 0.0 {
                for axis in 0..2 {
                    let next = sum[axis] / weights;
                    moved += (next - places[i][axis]).abs();
                    places[i][axis] = next;
                }
            }
        }
        if moved < edge * 0.001 * count as f64 {
            break;
        }
    }
    upright(&mut places);
    // Words run across, so rooms are made wider than high.
    for place in &mut places {
        *place = [place[0] * 1.25, place[1] * 0.8];
    }
    places
}

/// How far apart the others should stand: the length of the shortest path, where an edge is the longer the more
/// edges its ends have, so that there is room around the nodes that everything meets in.
fn distances(
    from: usize,
    near: &[Vec<usize>],
    index: &[usize],
    count: usize,
    edge: f64,
) -> Vec<f64> {
    let length =
        |a: usize, b: usize| edge * (0.55 + 0.1 * ((near[a].len() + near[b].len()) as f64).sqrt());
    let mut far = vec![f64::MAX; count];
    far[index[from]] = 0.0;
    let mut queue = VecDeque::from([from]);
    while let Some(node) = queue.pop_front() {
        for next in &near[node] {
            let way = far[index[node]] + length(node, *next);
            if way < far[index[*next]] {
                far[index[*next]] = way;
                queue.push_back(*next);
            }
        }
    }
    far
}

/// A sunflower's spiral: each place is turned by the golden angle against the one before.
fn spiral(count: usize, edge: f64) -> Vec<Pair> {
    const COSINE: f64 = -0.737_368_878_078_319_7;
    const SINE: f64 = 0.675_490_294_261_523_8;
    let mut direction = [1.0, 0.0];
    (0..count)
        .map(|at| {
            let radius = edge * 0.7 * (at as f64).sqrt();
            let place = [direction[0] * radius, direction[1] * radius];
            direction = [
                direction[0] * COSINE - direction[1] * SINE,
                direction[0] * SINE + direction[1] * COSINE,
            ];
            place
        })
        .collect()
}

/// Turns the places so that they spread across more than down, as screens and pages in a report do.
fn upright(places: &mut [Pair]) {
    let count = places.len().max(1) as f64;
    let mean = [0, 1].map(|axis| places.iter().map(|place| place[axis]).sum::<f64>() / count);
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for place in places.iter_mut() {
        *place = [place[0] - mean[0], place[1] - mean[1]];
        xx += place[0] * place[0];
        yy += place[1] * place[1];
        xy += place[0] * place[1];
    }
    // The axis of the greatest spread, by its eigenvector.
    let half = (xx - yy) / 2.0;
    let root = (half * half + xy * xy).sqrt();
    let mut axis = [half + root, xy];
    let length = (axis[0] * axis[0] + axis[1] * axis[1]).sqrt();
    if length < 1e-9 {
        axis = if xx >= yy { [1.0, 0.0] } else { [0.0, 1.0] };
    } else {
        axis = [axis[0] / length, axis[1] / length];
    }
    for place in places {
        *place = [
            place[0] * axis[0] + place[1] * axis[1],
            place[1] * axis[0] - place[0] * axis[1],
        ];
    }
}

/// Pushes boxes apart, each pair along the axis where the push is shorter, until none overlap.
fn separate(places: &mut [Pair], boxes: &[Pair], gap: Pair) {
    for _ in 0..400 {
        let mut moved = false;
        for i in 0..places.len() {
            for j in i + 1..places.len() {
                let overlap = [0, 1].map(|axis| {
                    (boxes[i][axis] + boxes[j][axis]) / 2.0 + gap[axis]
                        - (places[i][axis] - places[j][axis]).abs()
                });
                if overlap[0] <= 0.01 || overlap[1] <= 0.01 {
                    continue;
                }
                moved = true;
                let axis = usize::from(overlap[1] < overlap[0]);
                let push = overlap[axis] / 2.0 + 0.005;
                let sign = if places[i][axis] < places[j][axis] {
                    -1.0
                } else {
                    1.0
                };
                places[i][axis] += sign * push;
                places[j][axis] -= sign * push;
            }
        }
        if !moved {
            return;
        }
    }
    // Where pushing does not settle, spreading out does.
    for _ in 0..60 {
        let overlapping = (0..places.len()).any(|i| {
            (i + 1..places.len()).any(|j| {
                [0, 1].into_iter().all(|axis| {
                    (boxes[i][axis] + boxes[j][axis]) / 2.0
                        > (places[i][axis] - places[j][axis]).abs()
                })
            })
        });
        if !overlapping {
            return;
        }
        for place in places.iter_mut() {
            *place = [place[0] * 1.1, place[1] * 1.1];
        }
    }
}

fn bounds(places: &[Pair], boxes: &[Pair]) -> (Pair, Pair) {
    let (mut low, mut high) = ([f64::MAX; 2], [f64::MIN; 2]);
    for (place, size) in places.iter().zip(boxes) {
        for axis in 0..2 {
            low[axis] = low[axis].min(place[axis] - size[axis] / 2.0);
            high[axis] = high[axis].max(place[axis] + size[axis] / 2.0);
        }
    }
    (low, high)
}

/// Sets the parts in rows, the largest first, and gives the size of the whole.
fn pack(parts: &[(Vec<usize>, Pair)], positions: &mut [Pair], gap: Pair) -> Pair {
    let area: f64 = parts
        .iter()
        .map(|(_, size)| (size[0] + gap[0]) * (size[1] + gap[1]))
        .sum();
    let widest = parts.iter().map(|(_, size)| size[0]).fold(0.0, f64::max);
    let width = widest.max((area * 1.6).sqrt());
    let (mut x, mut y, mut row, mut used) = (0.0, 0.0, 0.0_f64, 0.0_f64);
    for (nodes, size) in parts {
        if x > 0.0 && x + size[0] > width {
            y += row + gap[1];
            (x, row) = (0.0, 0.0);
        }
        for node in nodes {
            positions[*node][0] += x;
            positions[*node][1] += y;
        }
        x += size[0] + gap[0];
        used = used.max(x - gap[0]);
        row = row.max(size[1]);
    }
    [used, y + row]
}
