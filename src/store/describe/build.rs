//! The graph of the build: what went into it, by hash; never when it ran.

use oxigraph::model::Triple;
use sha2::{Digest, Sha256};

use super::Content;
use crate::store::terms::{About, Terms, text};

/// A file that the build read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedFile {
    /// Its path, with forward slashes.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// What went into a build beside the documents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BuildDescription {
    /// The program's version.
    pub version: String,
    /// The files of the gazetteer and the ontology, in the order of their paths.
    pub files: Vec<UsedFile>,
}

pub fn describe(content: Content<'_>, terms: &Terms) -> Vec<Triple> {
    let mut hash = Sha256::new();
    let policy = content.policy.in_words();
    let mut add = |part: &str| {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    };
    add(&content.build.version);
    add(&policy);
    for file in &content.build.files {
        add(&file.path);
        add(&file.sha256);
    }
    for outline in &content.knowledge.outlines {
        add(&outline.doc);
        add(&outline.sha256);
    }
    let id: String = hash.finalize()[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let build = terms.node("build", &id);
    let documents = content
        .knowledge
        .outlines
        .iter()
        .map(|outline| terms.node("doc", &outline.doc));
    let files = content
        .build
        .files
        .iter()
        .map(|file| terms.node("file", &file.path));
    let mut triples = Vec::new();
    About::new(build.clone(), &mut triples)
        .say(&terms.a, terms.build_class.clone())
        .say(&terms.version, text(&content.build.version))
        .say(&terms.assertion_policy, text(&policy))
        .say_each(&terms.used, documents)
        .say_each(&terms.used, files);
    for graph in [
        &terms.asserted,
        &terms.contradictions,
        &terms.events,
        &terms.gazetteer,
        &terms.propositions,
    ] {
        About::new(graph.clone(), &mut triples).say(&terms.generated_by, build.clone());
    }
    for file in &content.build.files {
        About::new(terms.node("file", &file.path), &mut triples)
            .say(&terms.a, terms.data_file_class.clone())
            .say(&terms.path, text(&file.path))
            .say(&terms.sha256, text(&file.sha256));
    }
    triples
}
