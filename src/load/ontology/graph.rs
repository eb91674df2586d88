//! The triples of the Turtle files, with the place of each subject in its file.

use std::ops::Range;

use indexmap::IndexMap;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};
use rustc_hash::FxHashMap;

use crate::load::DataFile;
use crate::model::{Diagnostic, Severity};

/// All Turtle files as one graph; questions are asked with prefixed names.
pub struct TurtleGraph<'f> {
    files: Vec<&'f DataFile>,
    /// The base of the first file that declares one.
    pub base: String,
    /// Those of all files, the first declaration of each.
    pub prefixes: IndexMap<String, String>,
    /// Subject, then predicate and object, in the order of the files.
    triples: IndexMap<String, Vec<(String, Term)>>,
    shortened: FxHashMap<String, String>,
}

impl<'f> TurtleGraph<'f> {
    /// Parses the files; a syntax error is reported and the statement behind it is tried.
    pub fn parse(
        files: impl Iterator<Item = &'f DataFile>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut graph = Self {
            files: files.collect(),
            base: String::new(),
            prefixes: IndexMap::new(),
            triples: IndexMap::new(),
            shortened: FxHashMap::default(),
        };
        for file in graph.files.clone() {
            let mut parser = RdfParser::from_format(RdfFormat::Turtle)
                .rename_blank_nodes()
                .for_slice(file.text.as_bytes());
            for quad in parser.by_ref() {
                match quad {
                    Ok(quad) => {
                        let subject = match &quad.subject {
                            NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
                            NamedOrBlankNode::BlankNode(node) => node.to_string(),
                        };
                        graph
                            .triples
                            .entry(subject)
                            .or_default()
                            .push((quad.predicate.into_string(), quad.object));
                    }
                    Err(error) => {
                        let at = error.location().map_or(0..0, |location| {
                            location.start.offset as usize..location.end.offset as usize
                        });
                        diagnostics.push(
                            file.error(at, error.to_string()).with_help(
                                "the file must be Turtle: https://www.w3.org/TR/turtle/",
                            ),
                        );
                    }
                }
            }
            for (prefix, namespace) in parser.prefixes() {
                graph
                    .prefixes
                    .entry(prefix.to_owned())
                    .or_insert_with(|| namespace.to_owned());
            }
            if graph.base.is_empty() {
                graph.base = parser.base_iri().unwrap_or_default().to_owned();
            }
        }
        // The parser gives prefixes in the order of a map.
        graph.prefixes.sort_keys();
        let subjects: Vec<String> = graph.triples.keys().cloned().collect();
        for iri in subjects {
            if let Some(name) = graph.shorten(&iri) {
                graph.shortened.insert(iri, name);
            }
        }
        graph
    }

    /// The file to name where something is missing altogether.
    pub fn main_file(&self) -> &str {
        self.files
            .first()
            .map_or("ontology", |file| file.path.as_str())
    }

    fn expand(&self, name: &str) -> String {
        match name.split_once(':') {
            Some((prefix, local)) => match self.prefixes.get(prefix) {
                Some(namespace) => format!("{namespace}{local}"),
                None => name.to_owned(),
            },
            None => name.to_owned(),
        }
    }

    fn shorten(&self, iri: &str) -> Option<String> {
        let namespace = self.prefixes.get("dos")?;
        iri.strip_prefix(namespace)
            .map(|local| format!("dos:{local}"))
    }

    fn objects(&self, subject: &str, predicate: &str) -> impl Iterator<Item = &Term> {
        let predicate = self.expand(predicate);
        self.triples
            .get(&self.expand(subject))
            .into_iter()
            .flatten()
            .filter(move |(other, _)| *other == predicate)
            .map(|(_, object)| object)
    }

    /// The subjects of the namespace `dos:` that are of a type, as prefixed names, in the order of the files.
    pub fn of_type(&self, class: &str) -> Vec<String> {
        self.triples
            .keys()
            .filter_map(|subject| self.shortened.get(subject))
            .filter(|subject| self.has(subject, "rdf:type", class))
            .cloned()
            .collect()
    }

    /// Every subject of the namespace `dos:` that has a label, by its local name, in the order of the files.
    pub fn labels(&self) -> IndexMap<String, String> {
        self.triples
            .keys()
            .filter_map(|subject| self.shortened.get(subject))
            .filter_map(|term| Some((term[4..].to_owned(), self.text(term, "rdfs:label")?)))
            .collect()
    }

    /// Whether a triple stands in the files.
    pub fn has(&self, subject: &str, predicate: &str, object: &str) -> bool {
        let object = self.expand(object);
        self.objects(subject, predicate)
            .any(|term| matches!(term, Term::NamedNode(node) if node.as_str() == object))
    }

    /// The first literal.
    pub fn text(&self, subject: &str, predicate: &str) -> Option<String> {
        self.objects(subject, predicate)
            .find_map(|term| match term {
                Term::Literal(literal) => Some(literal.value().to_owned()),
                _ => None,
            })
    }

    /// The objects of the namespace `dos:` by their local names, those of a union one by one.
    pub fn names(&self, subject: &str, predicate: &str) -> Vec<String> {
        let mut names = Vec::new();
        for term in self.objects(subject, predicate) {
            self.collect_names(term, 0, &mut names);
        }
        names
    }

    fn collect_names(&self, term: &Term, depth: usize, names: &mut Vec<String>) {
        match term {
            Term::NamedNode(node) => {
                if let Some(name) = self.shorten(node.as_str()) {
                    names.push(name[4..].to_owned());
                }
            }
            // A list that runs in a circle ends here.
            Term::BlankNode(node) if depth < 100 => {
                let node = node.to_string();
                for predicate in ["owl:unionOf", "rdf:first", "rdf:rest"] {
                    for inner in self.objects(&node, predicate) {
                        self.collect_names(inner, depth + 1, names);
                    }
                }
            }
            _ => {}
        }
    }

    /// An error at the place where a subject is declared.
    pub fn problem(
        &self,
        subject: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Diagnostic {
        for file in &self.files {
            if let Some(at) = place_of(&file.text, subject) {
                return file.error(at, message).with_help(help);
            }
        }
        Diagnostic::of_file(Severity::Error, self.main_file(), message).with_help(help)
    }
}

/// Where a line begins with `subject` as a whole word.
fn place_of(text: &str, subject: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line
            .strip_prefix(subject)
            .is_some_and(|rest| rest.starts_with(char::is_whitespace))
        {
            return Some(start..start + subject.len());
        }
        start += line.len();
    }
    None
}
