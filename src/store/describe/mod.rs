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
use std::io;

use oxigraph::model::{NamedNode, NamedOrBlankNode, Term, Triple};
use rayon::prelude::*;

pub use self::build::{BuildDescription, UsedFile};
use self::speakers::Speakers;
use super::terms::Terms;
use crate::load::{Gazetteer, Ontology};
use crate::model::{Knowledge, Record};

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
    pub knowledge: &'a Knowledge,
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

/// How many documents are described at a time.
const AT_A_TIME: usize = 64;

/// Describes everything, graph by graph: the documents in the order of their ids, then the common graphs.
pub struct Describer<'a> {
    content: Content<'a>,
    terms: Terms,
    speakers: Speakers<'a>,
}

impl<'a> Describer<'a> {
    pub fn new(content: Content<'a>) -> Self {
        let terms = Terms::new(&content.ontology.vocabulary);
        Self {
            speakers: Speakers::new(content.knowledge, content.gazetteer, &terms),
            content,
            terms,
        }
    }

    /// Gives what `prepare` makes of each document's graph to `take`. `records` are those of the knowledge, in its order;
    /// a few are held at a time and prepared on all cores.
    ///
    /// # Errors
    /// The first error of a record or of `take`; where the records are not those of the knowledge.
    pub fn each_document<T: Send>(
        &self,
        mut records: impl Iterator<Item = io::Result<Record>>,
        prepare: impl Fn(&Record, GraphPart) -> T + Sync,
        mut take: impl FnMut(T) -> io::Result<()>,
    ) -> io::Result<()> {
        let outlines = &self.content.knowledge.outlines;
        let mut first = 0;
        loop {
            let batch: Vec<Record> = records
                .by_ref()
                .take(AT_A_TIME)
                .collect::<io::Result<_>>()?;
            let known = outlines.get(first..first + batch.len()).unwrap_or_default();
            if !batch
                .iter()
                .map(|r| &*r.doc)
                .eq(known.iter().map(|o| &*o.doc))
            {
                let changed = "the records are not those that were resolved";
                return Err(io::Error::new(io::ErrorKind::InvalidData, changed));
            }
            if batch.is_empty() {
                break;
            }
            let prepared: Vec<T> = batch
                .par_iter()
                .enumerate()
                .map(|(at, record)| prepare(record, self.document(record, first + at)))
                .collect();
            prepared.into_iter().try_for_each(&mut take)?;
            first += batch.len();
        }
        if first < outlines.len() {
            let fewer = "there are fewer records than were resolved";
            return Err(io::Error::new(io::ErrorKind::InvalidData, fewer));
        }
        Ok(())
    }

    fn document(&self, record: &Record, at: usize) -> GraphPart {
        let claims = &self.content.knowledge.claims;
        let start = claims.partition_point(|claim| (claim.record as usize) < at);
        let end = start + claims[start..].partition_point(|claim| claim.record as usize == at);
        sorted(
            &self.terms.node("doc", &record.doc),
            document::describe(
                self.content,
                &self.terms,
                &self.speakers,
                record,
                &claims[start..end],
            ),
        )
    }

    /// Gives every part of the graphs that all documents have in common to `visit`.
    ///
    /// # Errors
    /// The first error of `visit`.
    pub fn each_common_part(
        &self,
        mut visit: impl FnMut(GraphPart) -> io::Result<()>,
    ) -> io::Result<()> {
        let (content, terms, speakers) = (self.content, &self.terms, &self.speakers);
        let knowledge = content.knowledge;
        let mut emit = |name: &NamedNode, triples: Vec<Triple>| {
            if triples.is_empty() {
                return Ok(());
            }
            visit(sorted(name, triples))
        };
        for part in knowledge.propositions.chunks(PART) {
            emit(
                &terms.propositions,
                proposition::describe(knowledge, terms, speakers, part),
            )?;
        }
        for part in proposition::asserted(content).chunks(PART * 5) {
            emit(
                &terms.asserted,
                proposition::describe_asserted(content, terms, part),
            )?;
        }
        emit(
            &terms.gazetteer,
            speakers.unlisted_publishers(&knowledge.outlines, terms),
        )?;
        for part in entity::ids(content, speakers).chunks(PART) {
            emit(&terms.gazetteer, entity::describe(content, terms, part))?;
        }
        for part in knowledge.contradictions.chunks(PART) {
            emit(
                &terms.contradictions,
                finding::contradictions(knowledge, terms, part),
            )?;
        }
        for part in knowledge.events.chunks(PART) {
            emit(&terms.events, finding::events(knowledge, terms, part))?;
        }
        emit(
            &terms.ontology_graph,
            schema::describe(content.ontology, terms),
        )?;
        emit(&terms.build_graph, build::describe(content, terms))
    }
}

fn sorted(name: &NamedNode, mut triples: Vec<Triple>) -> GraphPart {
    triples.sort_by(compare);
    triples.dedup();
    GraphPart {
        name: name.clone(),
        triples,
    }
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
