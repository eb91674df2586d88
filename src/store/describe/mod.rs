//! Turns what is known into triples, graph by graph, as the ontology has it.
//!
//! No blank nodes: every node has an IRI made of content, so that the same input gives the same bytes.

mod build;
mod document;
mod entity;
mod finding;
mod proposition;
mod schema;
mod speakers;

use std::cmp::Ordering;

use oxigraph::model::{NamedNode, NamedOrBlankNode, Term, Triple};

pub use self::build::{BuildDescription, UsedFile};
use self::speakers::Speakers;
use super::terms::Terms;
use crate::load::{Gazetteer, Ontology};
use crate::model::Build;

/// Triples for one named graph, sorted, each once. A large graph comes in several parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GraphPart {
    /// The graph's name.
    pub name: NamedNode,
    /// What stands in it.
    pub triples: Vec<Triple>,
}

/// Which propositions put their triple into the graph of what is asserted.
///
/// A proposition that is only planned or possible never stands there, and neither does one that is denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssertionPolicy {
    /// How many independent origins must affirm it as a fact.
    pub min_origins: usize,
}

impl Default for AssertionPolicy {
    fn default() -> Self {
        Self { min_origins: 1 }
    }
}

impl AssertionPolicy {
    /// The policy in words, as the build records it.
    pub fn in_words(self) -> String {
        let origins = match self.min_origins {
            0 | 1 => "one origin".to_owned(),
            number => format!("{number} independent origins"),
        };
        format!("affirmed as a fact by at least {origins}, and denied by none")
    }
}

/// Everything that goes into the store.
#[derive(Debug, Clone, Copy)]
pub struct Content<'a> {
    /// What all documents say together.
    pub knowledge: &'a Build,
    /// What is known of entities apart from documents.
    pub gazetteer: &'a Gazetteer,
    /// The vocabulary.
    pub ontology: &'a Ontology,
    /// Which propositions are asserted.
    pub policy: AssertionPolicy,
    /// What went into the build.
    pub build: &'a BuildDescription,
}

/// How many subjects a part of a large graph describes.
const PART: usize = 20_000;

/// Gives every graph part to `visit`: the documents in the order of their ids, then the common graphs.
///
/// # Errors
/// The first error that `visit` returns.
pub fn each_part<E>(
    content: Content<'_>,
    mut visit: impl FnMut(GraphPart) -> Result<(), E>,
) -> Result<(), E> {
    let terms = Terms::new(&content.ontology.vocabulary);
    let mut emit = |name: &NamedNode, mut triples: Vec<Triple>| {
        if triples.is_empty() {
            return Ok(());
        }
        triples.sort_by(compare);
        triples.dedup();
        visit(GraphPart {
            name: name.clone(),
            triples,
        })
    };
    let speakers = Speakers::new(content.knowledge, content.gazetteer, &terms);
    let mut claims = 0;
    for (index, record) in content.knowledge.records.iter().enumerate() {
        let behind = content.knowledge.claims[claims..]
            .partition_point(|claim| claim.record as usize <= index);
        let of_record = &content.knowledge.claims[claims..claims + behind];
        claims += behind;
        let graph = terms.node("doc", &record.doc);
        emit(
            &graph,
            document::describe(content, &terms, &speakers, record, of_record),
        )?;
    }
    for part in content.knowledge.propositions.chunks(PART) {
        emit(
            &terms.propositions,
            proposition::describe(content.knowledge, &terms, &speakers, part),
        )?;
    }
    for part in proposition::asserted(content, &terms).chunks(PART * 10) {
        emit(&terms.asserted, part.to_vec())?;
    }
    emit(
        &terms.gazetteer,
        speakers.unlisted_publishers(&content.knowledge.outlines, &terms),
    )?;
    for part in entity::ids(content, &speakers).chunks(PART) {
        emit(&terms.gazetteer, entity::describe(content, &terms, part))?;
    }
    for part in content.knowledge.contradictions.chunks(PART) {
        emit(
            &terms.contradictions,
            finding::contradictions(content.knowledge, &terms, part),
        )?;
    }
    for part in content.knowledge.events.chunks(PART) {
        emit(
            &terms.events,
            finding::events(content.knowledge, &terms, part),
        )?;
    }
    emit(
        &terms.ontology_graph,
        schema::describe(content.ontology, &terms),
    )?;
    emit(&terms.build_graph, build::describe(content, &terms))
}

/// By subject, then predicate with the type first, then object.
fn compare(a: &Triple, b: &Triple) -> Ordering {
    let behind_type = |triple: &Triple| !triple.predicate.as_str().ends_with("#type");
    subject(a)
        .cmp(subject(b))
        .then_with(|| behind_type(a).cmp(&behind_type(b)))
        .then_with(|| a.predicate.as_str().cmp(b.predicate.as_str()))
        .then_with(|| object_key(a).cmp(&object_key(b)))
}

fn subject(triple: &Triple) -> &str {
    match &triple.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(node) => node.as_str(),
    }
}

fn object_key(triple: &Triple) -> (u8, &str, &str, &str) {
    match &triple.object {
        Term::NamedNode(node) => (0, node.as_str(), "", ""),
        Term::BlankNode(node) => (1, node.as_str(), "", ""),
        Term::Literal(literal) => (
            2,
            literal.value(),
            literal.datatype().as_str(),
            literal.language().unwrap_or_default(),
        ),
    }
}
