use petgraph::graph::{DiGraph, UnGraph};

use super::measures::*;
use super::*;
use crate::tests::corpus;

fn corpus_graph() -> Graph {
    Graph::new(&corpus::knowledge(), &corpus::ontology())
}

/// A graph whose edges have these ends and weights.
fn graph(nodes: usize, edges: &[(usize, usize, usize)]) -> Graph {
    let mut made = DiGraph::new();
    for at in 0..nodes {
        made.add_node(Node {
            id: format!("n{at:03}").into(),
            label: format!("N{at}"),
            class: Class::ArmedGroup,
            known: true,
            mentions: 1,
            documents: 1,
        });
    }
    for (at, (from, to, weight)) in edges.iter().enumerate() {
        let edge = Edge {
            proposition: ContentId(at as u64),
            relation: "one".into(),
            label: "one".to_owned(),
            family: None,
            symmetric: false,
            standing: Standing::Affirmed,
            support: vec!["somebody".to_owned(); *weight],
            denial: Vec::new(),
            corroborated: *weight > 1,
            claims: 1,
            evidence: Vec::new(),
        };
        made.add_edge(NodeIndex::new(*from), NodeIndex::new(*to), edge);
    }
    Graph {
        graph: made,
        classes: IndexMap::new(),
        families: IndexMap::new(),
        without_subject: 0,
        left_out: LeftOut::default(),
    }
}

/// Made up by a fixed rule.
fn tangle(nodes: usize, edges: usize, seed: u64) -> Graph {
    let mut state = seed;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let edges: Vec<_> = (0..edges)
        .map(|_| (next(nodes), next(nodes), 1 + next(4)))
        .collect();
    graph(nodes, &edges)
}

fn close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!(
            (found - expected).abs() < 1e-6,
            "node {at}: {found} against {expected}"
        );
    }
}

#[test]
fn the_corpus_as_a_graph() {
    let graph = corpus_graph();
    let shown: Vec<String> = graph
        .edges()
        .map(|(_, from, to, edge)| {
            format!(
                "{} {} {} {:?} {}",
                graph.graph[from].id,
                edge.relation,
                graph.graph[to].id,
                edge.standing,
                edge.support.join(", ")
            )
        })
        .collect();
    assert_eq!(graph.without_subject, 1);
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn parts_of_the_graph() {
    let date = |text: &str| Some(text.parse().unwrap());
    let whole = Filter::default();
    let cases = [
        ("all", whole.clone(), 8, 8),
        (
            "around the bridge",
            Filter {
                about: Some("tarn-bridge".into()),
                hops: 1,
                ..whole.clone()
            },
            2,
            1,
        ),
        (
            "two away",
            Filter {
                about: Some("tarn-bridge".into()),
                hops: 2,
                ..whole.clone()
            },
            5,
            4,
        ),
        (
            "alone",
            Filter {
                about: Some("tarn".into()),
                ..whole.clone()
            },
            1,
            0,
        ),
        (
            "nobody",
            Filter {
                about: Some("atlantis".into()),
                hops: 9,
                ..whole.clone()
            },
            0,
            0,
        ),
        (
            "captures",
            Filter {
                relations: vec!["captures".into()],
                ..whole.clone()
            },
            3,
            2,
        ),
        (
            "by two",
            Filter {
                min_origins: 2,
                ..whole.clone()
            },
            4,
            3,
        ),
        (
            "since",
            Filter {
                since: date("2020-03-02"),
                ..whole.clone()
            },
            4,
            2,
        ),
        (
            "until",
            Filter {
                until: date("2020-03-01"),
                ..whole.clone()
            },
            3,
            2,
        ),
        (
            "in the month",
            Filter {
                since: date("2020-03"),
                until: date("2020-03"),
                ..whole
            },
            5,
            4,
        ),
    ];
    let graph = corpus_graph();
    for (name, filter, nodes, edges) in cases {
        let part = graph.filtered(&filter);
        let found = (part.graph.node_count(), part.graph.edge_count());
        assert_eq!(found, (nodes, edges), "{name}");
    }
    for (entities, statements, nodes, edges) in [(3, 100, 3, 2), (100, 1, 2, 1)] {
        let part = graph.strongest(Limits {
            entities,
            statements,
        });
        let found = (part.graph.node_count(), part.graph.edge_count());
        assert_eq!(found, (nodes, edges), "{entities}, {statements}");
        assert_eq!(part.left_out.entities, graph.graph.node_count() - nodes);
        assert_eq!(part.left_out.statements, graph.graph.edge_count() - edges);
    }
}

#[test]
fn betweenness_is_that_of_rustworkx() {
    for seed in 1..6 {
        let graph = tangle(40, 70, seed);
        let neighbours = Neighbours::new(&graph);
        let mut simple = UnGraph::<(), ()>::default();
        let nodes: Vec<_> = (0..40).map(|_| simple.add_node(())).collect();
        for (from, near) in neighbours.of.iter().enumerate() {
            for (to, _) in near.iter().filter(|(to, _)| *to > from) {
                simple.add_edge(nodes[from], nodes[*to], ());
            }
        }
        let expected =
            rustworkx_core::centrality::betweenness_centrality(&simple, false, false, 1000);
        let expected: Vec<f64> = expected
            .into_iter()
            .map(Option::unwrap_or_default)
            .collect();
        close(&betweenness(&neighbours), &expected);
    }
}

#[test]
fn shortest_paths_have_the_length_that_rustworkx_finds() {
    for seed in 1..6 {
        let graph = tangle(40, 60, seed);
        let undirected = graph.graph.clone().into_edge_type::<petgraph::Undirected>();
        let lengths: rustworkx_core::Result<rustworkx_core::dictmap::DictMap<NodeIndex, usize>> =
            rustworkx_core::shortest_path::dijkstra(
                &undirected,
                NodeIndex::new(0),
                None,
                |_| Ok(1),
                None,
            );
        let lengths = lengths.unwrap();
        for to in graph.graph.node_indices() {
            let path = shortest_path(&graph, NodeIndex::new(0), to);
            assert_eq!(path.as_ref().map(Vec::len), lengths.get(&to).copied());
            // The edges lead from one end to the other.
            let mut at = NodeIndex::new(0);
            for edge in path.into_iter().flatten() {
                let (from, into) = graph.graph.edge_endpoints(edge).unwrap();
                at = if from == at { into } else { from };
                assert!(at == into || at == from);
                if at == to {
                    break;
                }
            }
        }
    }
}

#[test]
fn the_better_supported_of_two_shortest_paths() {
    let graph = graph(4, &[(0, 1, 1), (1, 3, 1), (0, 2, 3), (3, 2, 2)]);
    let path = shortest_path(&graph, NodeIndex::new(0), NodeIndex::new(3)).unwrap();
    assert_eq!(path, [EdgeIndex::new(2), EdgeIndex::new(3)]);
}

/// Expected values by networkx 3, `pagerank(G, weight="weight", tol=1e-14)`.
#[test]
fn page_rank_is_that_of_networkx() {
    let graph = graph(
        5,
        &[
            (0, 1, 2),
            (0, 2, 1),
            (1, 2, 1),
            (2, 0, 3),
            (3, 2, 1),
            (3, 4, 4),
        ],
    );
    close(&page_rank(&graph), &PAGE_RANK);
    assert!((page_rank(&tangle(50, 90, 3)).iter().sum::<f64>() - 1.0).abs() < 1e-9);
    assert!(page_rank(&tangle(0, 0, 1)).is_empty());
}

#[test]
fn degrees_add_up() {
    let graph = graph(3, &[(0, 1, 2), (1, 0, 1), (1, 1, 1)]);
    assert_eq!(weighted_degree(&graph), [3.0, 5.0, 0.0]);
}

#[test]
fn communities_are_found() {
    // Two cliques of four with one edge between them.
    let mut edges = vec![(3, 4, 1)];
    for base in [0, 4] {
        for from in base..base + 4 {
            edges.extend((from + 1..base + 4).map(|to| (from, to, 2)));
        }
    }
    let graph = graph(9, &edges);
    let neighbours = Neighbours::new(&graph);
    assert_eq!(communities(&neighbours), [0, 0, 0, 0, 1, 1, 1, 1, 2]);
    for seed in 1..4 {
        let neighbours = Neighbours::new(&tangle(60, 90, seed));
        let found = communities(&neighbours);
        assert_eq!(found, communities(&neighbours));
        let alone: Vec<usize> = (0..60).collect();
        assert!(modularity(&neighbours, &found) > modularity(&neighbours, &alone) + 0.3);
    }
}

#[test]
fn boxes_do_not_overlap() {
    for (nodes, edges) in [(1, 0), (2, 1), (30, 20), (60, 120), (80, 60)] {
        let graph = tangle(nodes, edges, 7);
        let sizes: Vec<layout::Pair> = (0..nodes)
            .map(|at| [40.0 + (at % 7) as f64 * 20.0, 30.0])
            .collect();
        let spacing = layout::Spacing {
            edge: 150.0,
            gap: [20.0, 15.0],
        };
        let (places, size) = layout::layout(&graph, &sizes, spacing);
        assert_eq!(
            (places.clone(), size),
            layout::layout(&graph, &sizes, spacing)
        );
        for i in 0..nodes {
            for axis in 0..2 {
                assert!(places[i][axis] - sizes[i][axis] / 2.0 > -0.01);
                assert!(places[i][axis] + sizes[i][axis] / 2.0 < size[axis] + 0.01);
            }
            for j in i + 1..nodes {
                let apart = [0, 1].into_iter().any(|axis| {
                    (places[i][axis] - places[j][axis]).abs()
                        >= (sizes[i][axis] + sizes[j][axis]) / 2.0 - 0.01
                });
                assert!(apart, "{i} and {j} of {nodes}");
            }
        }
    }
}

const PAGE_RANK: [f64; 5] = [
    0.326220857,
    0.226851767,
    0.334385383,
    0.041993281,
    0.070548712,
];
