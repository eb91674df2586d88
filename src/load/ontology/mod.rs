//! The ontology: classes, relations with what code must know of them, IRIs, and the named queries.
//!
//! `ontology/dossier.ttl` is the only home of IRIs. Code asks [`Vocabulary`] for a term by its prefixed
//! name and [`Ontology::relation`] for a relation's signature; it names no relation itself.

mod graph;
mod query;
mod relation;
mod vocabulary;

use std::str::FromStr;

use indexmap::IndexMap;

pub use query::{NamedQuery, Parameter, ParameterError};
pub use relation::{Family, Mark, RelationSignature};
pub use vocabulary::Vocabulary;

use self::graph::TurtleGraph;
use super::DataFile;
use crate::model::{Class, ClassGroup, Diagnostic, RelationName, Severity};

/// The prefixes without which nothing can be written.
const PREFIXES: [&str; 25] = [
    "attribution",
    "build",
    "claim",
    "contradiction",
    "dcterms",
    "doc",
    "dos",
    "ent",
    "event",
    "file",
    "geo",
    "geometry",
    "graph",
    "oa",
    "outlet",
    "owl",
    "prop",
    "prov",
    "rdf",
    "rdfs",
    "schema",
    "skos",
    "source",
    "span",
    "xsd",
];

/// What the ontology says of a class of entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassDescription {
    /// The name to show.
    pub label: String,
    /// What it covers.
    pub comment: String,
    /// The colour in pictures, `#rrggbb`.
    pub color: Option<String>,
}

/// The checked ontology.
#[derive(Debug, Clone, Default)]
pub struct Ontology {
    /// Prefixes and terms.
    pub vocabulary: Vocabulary,
    /// In the order of the file.
    pub relations: IndexMap<RelationName, RelationSignature>,
    /// In the order of the file.
    pub families: IndexMap<String, Family>,
    /// In the order of the guideline.
    pub classes: IndexMap<Class, ClassDescription>,
    /// The label of every term of the namespace `dos:`, by its local name, in the order of the file.
    pub labels: IndexMap<String, String>,
    /// The patterns of IRIs of outside registers, by the register's name; `{id}` stands for an entry's id.
    pub registers: IndexMap<String, String>,
    /// In the order of their names.
    pub queries: Vec<NamedQuery>,
}

impl Ontology {
    /// Reads the Turtle files and the queries among `files`; others are left alone.
    ///
    /// What is wrong is reported in its place and left out; the rest is given back.
    pub fn load(files: &[DataFile]) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let graph = TurtleGraph::parse(
            files.iter().filter(|file| file.path.ends_with(".ttl")),
            &mut diagnostics,
        );
        let vocabulary = Vocabulary::new(&graph.base, &graph.prefixes);
        for prefix in PREFIXES {
            if vocabulary.namespace(prefix).is_none() {
                diagnostics.push(
                    Diagnostic::of_file(
                        Severity::Error,
                        graph.main_file(),
                        format!("no prefix `{prefix}:`"),
                    )
                    .with_help(format!("declare it: `@prefix {prefix}: <…> .`")),
                );
            }
        }
        let mut ontology = Self {
            families: relation::families(&graph),
            labels: graph.labels(),
            registers: registers(&graph),
            vocabulary,
            ..Self::default()
        };
        ontology.classes = classes(&graph, &mut diagnostics);
        ontology.relations = relation::relations(&graph, &ontology.families, &mut diagnostics);
        ontology.queries = query::load(
            files.iter().filter(|file| file.path.ends_with(".rq")),
            &ontology.vocabulary,
            &mut diagnostics,
        );
        (ontology, diagnostics)
    }

    /// The same with every IRI of its own under another base.
    pub fn with_base(mut self, base: &str) -> Self {
        self.vocabulary = self.vocabulary.with_base(base);
        self
    }

    /// What the ontology says of a relation.
    pub fn relation(&self, name: &str) -> Option<&RelationSignature> {
        self.relations.get(name)
    }

    /// The named query of this name.
    pub fn query(&self, name: &str) -> Option<&NamedQuery> {
        self.queries.iter().find(|query| query.name == name)
    }

    /// Whether relations of this name have ends in no order.
    pub fn is_symmetric(&self, name: &str) -> bool {
        self.relation(name)
            .is_some_and(|relation| relation.has(Mark::Symmetric))
    }
}

fn registers(graph: &TurtleGraph<'_>) -> IndexMap<String, String> {
    graph
        .of_type("dos:Register")
        .into_iter()
        .filter_map(|term| {
            let pattern = graph.text(&term, "dos:pattern")?;
            Some((term.trim_start_matches("dos:").to_owned(), pattern))
        })
        .collect()
}

fn classes(
    graph: &TurtleGraph<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> IndexMap<Class, ClassDescription> {
    let mut classes = IndexMap::new();
    for class in Class::ALL {
        let term = format!("dos:{class}");
        if !graph.has(&term, "rdf:type", "owl:Class") {
            diagnostics.push(
                Diagnostic::of_file(
                    Severity::Error,
                    graph.main_file(),
                    format!("the class {term} is missing"),
                )
                .with_help(format!(
                    "declare it: `{term} a owl:Class ; rdfs:label \"…\"@en .`"
                )),
            );
        }
        let above = graph.names(&term, "rdfs:subClassOf");
        for (group, holds) in [("Actor", class.is_actor()), ("Ground", class.is_ground())] {
            if above.iter().any(|name| name == group) != holds {
                let not = if holds { "" } else { "not " };
                diagnostics.push(graph.problem(
                    &term,
                    format!("{term} is declared otherwise than the program has it"),
                    format!("it must {not}be a subclass of dos:{group}"),
                ));
            }
        }
        classes.insert(
            class,
            ClassDescription {
                label: graph
                    .text(&term, "rdfs:label")
                    .unwrap_or_else(|| class.to_string()),
                comment: graph.text(&term, "rdfs:comment").unwrap_or_default(),
                color: graph.text(&term, "dos:color"),
            },
        );
    }
    classes
}

/// The classes that a `rdfs:domain` or `rdfs:range` names.
fn class_groups(
    graph: &TurtleGraph<'_>,
    term: &str,
    property: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<ClassGroup> {
    let names = graph.names(term, property);
    let mut groups = Vec::with_capacity(names.len());
    for name in &names {
        match ClassGroup::from_str(name) {
            Ok(group) => groups.push(group),
            Err(()) => diagnostics.push(graph.problem(
                term,
                format!("the {property} of {term} names `{name}`, which is no class"),
                "expected dos:Actor, dos:Ground or one of the classes of entities",
            )),
        }
    }
    if names.is_empty() {
        diagnostics.push(graph.problem(
            term,
            format!("{term} has no {property}"),
            "name the classes that this end may have",
        ));
    }
    groups
}

#[cfg(test)]
mod tests;
