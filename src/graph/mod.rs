//! What is known as a graph: entities as nodes, propositions as edges, of which there may be several between
//! two nodes. Must not know of RDF.

mod build;
mod filter;
pub mod layout;
pub mod measures;
mod neighbours;

use indexmap::IndexMap;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};

pub use filter::Filter;
pub use neighbours::Neighbours;

use crate::model::{Class, ContentId, EntityId, Modality, PartialDate, Polarity, RelationName};

/// An entity at an end of a proposition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its id.
    pub id: EntityId,
    /// The name to show.
    pub label: String,
    /// What it is.
    pub class: Class,
    /// Whether the gazetteer lists or composes it.
    pub known: bool,
    /// How often it is mentioned.
    pub mentions: u32,
    /// How many documents mention it.
    pub documents: u32,
}

/// How a proposition is told, all its claims together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Affirmed as a fact, and denied by nobody.
    Affirmed,
    /// Affirmed as a fact by one and denied by another.
    Contested,
    /// Told as a plan, an order or an attempt alone.
    Planned,
    /// Told as a possibility alone.
    Possible,
    /// Denied alone.
    Denied,
}

/// One claim behind an edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The claim.
    pub claim: ContentId,
    /// Who says it: the speaker, or the outlet, or the document.
    pub said_by: String,
    /// The document.
    pub document: String,
    /// The sentence.
    pub quote: String,
    /// When it happened.
    pub when: Option<PartialDate>,
    /// The last date of a range.
    pub when_end: Option<PartialDate>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Fact, plan or possibility.
    pub modality: Modality,
}

/// A proposition with all that is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The proposition.
    pub proposition: ContentId,
    /// Its relation.
    pub relation: RelationName,
    /// The relation's words.
    pub label: String,
    /// The relation's family, a key of `Graph::families`.
    pub family: Option<String>,
    /// Whether its ends have no order.
    pub symmetric: bool,
    /// How it is told.
    pub standing: Standing,
    /// Who affirms it as a fact, independent of each other: their names.
    pub support: Vec<String>,
    /// Who denies it, independent of each other: their names.
    pub denial: Vec<String>,
    /// Whether two or more independent origins affirm it at compatible times and places.
    pub corroborated: bool,
    /// How many claims state it.
    pub claims: usize,
    /// The claims, in the order of documents; never empty. Of an edge of a part of a large graph, the first.
    pub evidence: Vec<Evidence>,
}

impl Edge {
    /// The number of independent origins that affirm it as a fact: the weight that measures use.
    pub fn weight(&self) -> f64 {
        self.support.len() as f64
    }
}

/// The words and the colour under which a class or a family is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appearance {
    /// The words.
    pub label: String,
    /// `#rrggbb`.
    pub color: String,
}

/// Entities and the propositions between them.
#[derive(Debug, Clone)]
pub struct Graph {
    /// Nodes by id, edges by proposition.
    pub graph: DiGraph<Node, Edge>,
    /// How each class is shown.
    pub classes: IndexMap<Class, Appearance>,
    /// How each family of relations is shown.
    pub families: IndexMap<String, Appearance>,
    /// How many propositions name no subject and so are no edge.
    pub without_subject: usize,
    /// What was left out since there was too much to show.
    pub left_out: LeftOut,
}

/// How much a picture can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Entities: those that independent origins say most of.
    pub entities: usize,
    /// Statements between them: those that most origins affirm, then those that most claims state.
    pub statements: usize,
}

/// What limits left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Entities.
    pub entities: usize,
    /// Statements that name both ends.
    pub statements: usize,
}

impl Graph {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.graph.node_count() == 0
    }

    /// The node of an entity.
    pub fn node(&self, id: &str) -> Option<NodeIndex> {
        self.graph
            .node_indices()
            .find(|at| self.graph[*at].id.as_str() == id)
    }

    /// The edges with their ends, in order.
    pub fn edges(&self) -> impl Iterator<Item = (EdgeIndex, NodeIndex, NodeIndex, &Edge)> {
        self.graph.edge_indices().filter_map(|at| {
            let (from, to) = self.graph.edge_endpoints(at)?;
            Some((at, from, to, &self.graph[at]))
        })
    }

    /// How an edge's family is shown.
    pub fn appearance(&self, edge: &Edge) -> Option<&Appearance> {
        self.families.get(edge.family.as_ref()?)
    }
}

#[cfg(test)]
mod tests;
