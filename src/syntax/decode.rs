//! From scores of arcs to a tree: the best arborescence with one root.
//!
//! Chu and Liu 1965, Edmonds 1967. Where each node's best head already makes a tree, which is the usual case, nothing
//! more is done.

/// What each arc from the root pays, so that only one is used.
const ROOT_PRICE: f32 = 1000.0;

/// The head of each node by a matrix of one row for each node and one column for each head, the root first. `None` is
/// the root.
pub(super) fn heads(scores: &[f32], count: usize) -> Vec<Option<u32>> {
    let columns = count + 1;
    let mut best = vec![0; columns];
    for (node, row) in scores.chunks_exact(columns).enumerate() {
        best[node + 1] = greatest(row);
    }
    if best[1..].iter().filter(|head| **head == 0).count() != 1 || cycle(&best).is_some() {
        let mut matrix = vec![f32::NEG_INFINITY; columns];
        for row in scores.chunks_exact(columns) {
            matrix.push(row[0] - ROOT_PRICE);
            matrix.extend_from_slice(&row[1..]);
        }
        best = arborescence(&matrix, columns);
    }
    best[1..]
        .iter()
        .map(|head| head.checked_sub(1).map(|head| head as u32))
        .collect()
}

fn greatest(row: &[f32]) -> usize {
    let mut best = 0;
    for (at, score) in row.iter().enumerate() {
        if *score > row[best] {
            best = at;
        }
    }
    best
}

/// The nodes of one cycle, if there is any.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut visit = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && visit[at] == 0 {
            visit[at] = start;
            at = heads[at];
        }
        if at != 0 && visit[at] == start {
            let mut found = vec![at];
            let mut next = heads[at];
            while next != at {
                found.push(next);
                next = heads[next];
            }
            return Some(found);
        }
    }
    None
}

/// Heads of the best arborescence of a square matrix; node 0 is the root and its row is not read.
fn arborescence(scores: &[f32], size: usize) -> Vec<usize> {
    let mut best = vec![0; size];
    for node in 1..size {
        let row = &scores[node * size..(node + 1) * size];
        best[node] = (0..size)
            .filter(|head| *head != node)
            .fold(
                0,
                |best, head| if row[head] > row[best] { head } else { best },
            );
    }
    let Some(cycle) = cycle(&best) else {
        return best;
    };
    let inside: Vec<bool> = (0..size).map(|node| cycle.contains(&node)).collect();
    let outside: Vec<usize> = (0..size).filter(|node| !inside[*node]).collect();
    // The cycle becomes one node, the last of a smaller graph.
    let smaller = outside.len() + 1;
    let mut contracted = vec![f32::NEG_INFINITY; smaller * smaller];
    let mut leaves = vec![0; outside.len()];
    let mut enters = vec![0; outside.len()];
    for (at, node) in outside.iter().enumerate() {
        for (to, head) in outside.iter().enumerate() {
            contracted[at * smaller + to] = scores[node * size + head];
        }
        let mut leave = cycle[0];
        let mut enter = cycle[0];
        let gain =
            |member: usize| scores[member * size + node] - scores[member * size + best[member]];
        for member in &cycle {
            if scores[node * size + member] > scores[node * size + leave] {
                leave = *member;
            }
            if gain(*member) > gain(enter) {
                enter = *member;
            }
        }
        contracted[at * smaller + smaller - 1] = scores[node * size + leave];
        contracted[(smaller - 1) * smaller + at] = gain(enter);
        leaves[at] = leave;
        enters[at] = enter;
    }
    let solved = arborescence(&contracted, smaller);
    for (at, node) in outside.iter().enumerate().skip(1) {
        best[*node] = if solved[at] == smaller - 1 {
            leaves[at]
        } else {
            outside[solved[at]]
        };
    }
    let from = solved[smaller - 1];
    best[enters[from]] = outside[from];
    best
}

#[cfg(test)]
mod tests {
    use super::heads;
    use proptest::prelude::*;

    /// The best tree with one root, by trying every assignment of heads.
    fn by_trial(scores: &[f32], count: usize) -> f32 {
        let columns = count + 1;
        let mut best = f32::NEG_INFINITY;
        for code in 0..columns.pow(count as u32) {
            let chosen: Vec<usize> = (0..count)
                .map(|node| code / columns.pow(node as u32) % columns)
                .collect();
            let reaches = |start: usize| {
                let mut at = start + 1;
                for _ in 0..=count {
                    if at == 0 {
                        return true;
                    }
                    at = chosen[at - 1];
                }
                false
            };
            if chosen.iter().filter(|head| **head == 0).count() == 1 && (0..count).all(reaches) {
                best = best.max(
                    (0..count)
                        .map(|node| scores[node * columns + chosen[node]])
                        .sum(),
                );
            }
        }
        best
    }

    proptest! {
        #[test]
        fn the_tree_is_the_best_of_all(count in 1_usize..5, values in prop::collection::vec(-10_i32..10, 20)) {
            let columns = count + 1;
            let mut scores: Vec<f32> = values[..count * columns].iter().map(|value| *value as f32).collect();
            for node in 0..count {
                scores[node * columns + node + 1] = f32::NEG_INFINITY;
            }
            let found = heads(&scores, count);
            let total: f32 = (0..count).map(|node| scores[node * columns + found[node].map_or(0, |head| head as usize + 1)]).sum();
            prop_assert_eq!(total, by_trial(&scores, count));
        }
    }
}
