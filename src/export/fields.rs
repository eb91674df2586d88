//! What every format for graph tools says of nodes and edges: the same fields under the same names.
//!
//! | of a node | what it is |
//! | --- | --- |
//! | `label`, `name` | the name to show; some tools look for the one, some for the other |
//! | `type` | its class |
//! | `known` | whether the gazetteer lists or composes it |
//! | `mentions`, `documents` | how often it is mentioned, and in how many documents |
//! | `weighted_degree` | the weights of its edges added up |
//! | `page_rank` | weighted PageRank, damping 0.85; over all nodes it adds up to one |
//! | `betweenness` | the shortest paths between two others that lead over it; directions and weights aside |
//! | `community` | the number of its community by the Louvain method |
//! | `color` | its class's colour |
//!
//! | of an edge | what it is |
//! | --- | --- |
//! | `label`, `interaction` | the relation in words, and its name |
//! | `weight` | how many independent origins affirm it as a fact; what nobody affirms weighs nothing |
//! | `standing` | `affirmed`, `contested`, `planned`, `possible` or `denied` |
//! | `corroborated`, `symmetric` | whether origins bear each other out; whether its ends have no order |
//! | `claims` | how many claims state it |
//! | `affirmed_by`, `denied_by` | the origins |
//! | `family`, `color` | the relation's family and its colour |
//! | `said_by`, `document`, `quote`, `when` | of its first claim |
//!
//! Measures are those of the graph that is written, so of a part, the part's. They are written with six decimals, so that
//! the same graph gives the same bytes everywhere.

use petgraph::graph::NodeIndex;

use super::picture::{class_appearance, edge_color, xml};
use crate::graph::measures::Measures;
use crate::graph::{Edge, Graph, Standing};

/// The value of a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// Words; empty where there are none.
    Text(String),
    /// A count.
    Whole(u64),
    /// A measure.
    Number(f64),
    /// Yes or no.
    Truth(bool),
}

/// The type of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A count.
    Whole,
    /// A measure.
    Number,
    /// Yes or no.
    Truth,
}

impl Kind {
    /// The name that XML formats of graph tools have for it; whole numbers are `long` in both.
    pub const fn of_xml(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Whole => "long",
            Self::Number => "double",
            Self::Truth => "boolean",
        }
    }
}

impl Field {
    /// The value as text formats write it; `None` where there is none.
    pub fn shown(&self) -> Option<String> {
        match self {
            Self::Text(text) if text.is_empty() => None,
            Self::Text(text) => Some(text.clone()),
            Self::Whole(number) => Some(number.to_string()),
            Self::Number(number) => Some(measure(*number)),
            Self::Truth(truth) => Some(truth.to_string()),
        }
    }
}

/// A measure with the decimals that all formats give it.
pub fn measure(number: f64) -> String {
    format!("{number:.6}")
}

/// The fields of nodes, in order.
pub const OF_NODES: [(&str, Kind); 11] = [
    ("label", Kind::Text),
    ("name", Kind::Text),
    ("type", Kind::Text),
    ("known", Kind::Truth),
    ("mentions", Kind::Whole),
    ("documents", Kind::Whole),
    ("weighted_degree", Kind::Number),
    ("page_rank", Kind::Number),
    ("betweenness", Kind::Number),
    ("community", Kind::Whole),
    ("color", Kind::Text),
];

/// The fields of edges, in order.
pub const OF_EDGES: [(&str, Kind); 15] = [
    ("label", Kind::Text),
    ("interaction", Kind::Text),
    ("weight", Kind::Whole),
    ("standing", Kind::Text),
    ("corroborated", Kind::Truth),
    ("symmetric", Kind::Truth),
    ("claims", Kind::Whole),
    ("affirmed_by", Kind::Text),
    ("denied_by", Kind::Text),
    ("family", Kind::Text),
    ("color", Kind::Text),
    ("said_by", Kind::Text),
    ("document", Kind::Text),
    ("quote", Kind::Text),
    ("when", Kind::Text),
];

/// The fields of both, each under the word for what it is of.
pub const DECLARED: [(&str, &[(&str, Kind)]); 2] = [("node", &OF_NODES), ("edge", &OF_EDGES)];

/// The names of fields that have a value, each with the value as XML holds it.
pub fn shown_in_xml<'n>(
    names: &'n [(&'n str, Kind)],
    fields: &'n [Field],
) -> impl Iterator<Item = (&'n str, String)> {
    let named = names.iter().zip(fields);
    named.filter_map(|((name, _), field)| Some((*name, xml(&field.shown()?))))
}

/// The values of a node's fields, in the order of `OF_NODES`.
pub fn of_node(graph: &Graph, measures: &Measures, at: NodeIndex) -> [Field; 11] {
    let node = &graph.graph[at];
    let color = class_appearance(graph, node).map_or("", |class| class.color.as_str());
    let number = |measure: &[f64]| match measure.get(at.index()) {
        Some(number) => Field::Number(*number),
        None => Field::Text(String::new()),
    };
    let community = measures.community.get(at.index());
    [
        Field::Text(node.label.clone()),
        Field::Text(node.label.clone()),
        Field::Text(node.class.to_string()),
        Field::Truth(node.known),
        Field::Whole(node.mentions.into()),
        Field::Whole(node.documents.into()),
        number(&measures.weighted_degree),
        number(&measures.page_rank),
        number(&measures.betweenness),
        Field::Whole(community.map_or(0, |number| *number as u64)),
        Field::Text(color.to_owned()),
    ]
}

/// The values of an edge's fields, in the order of `OF_EDGES`.
pub fn of_edge(graph: &Graph, edge: &Edge) -> [Field; 15] {
    let standing = match edge.standing {
        Standing::Affirmed => "affirmed",
        Standing::Contested => "contested",
        Standing::Planned => "planned",
        Standing::Possible => "possible",
        Standing::Denied => "denied",
    };
    let first = edge.evidence.first();
    let of_first = |text: fn(&crate::graph::Evidence) -> String| {
        Field::Text(first.map(text).unwrap_or_default())
    };
    let family = graph
        .appearance(edge)
        .map_or("", |family| family.label.as_str());
    [
        Field::Text(edge.label.clone()),
        Field::Text(edge.relation.to_string()),
        Field::Whole(edge.support.len() as u64),
        Field::Text(standing.to_owned()),
        Field::Truth(edge.corroborated),
        Field::Truth(edge.symmetric),
        Field::Whole(edge.claims as u64),
        Field::Text(edge.support.join("; ")),
        Field::Text(edge.denial.join("; ")),
        Field::Text(family.to_owned()),
        Field::Text(edge_color(graph, edge).to_owned()),
        of_first(|evidence| evidence.said_by.clone()),
        of_first(|evidence| evidence.document.clone()),
        of_first(|evidence| evidence.quote.clone()),
        of_first(|evidence| {
            evidence
                .when
                .map(|when| when.to_string())
                .unwrap_or_default()
        }),
    ]
}
