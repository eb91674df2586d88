//! The store in memory, read from the N-Quads that a build leaves.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::NamedNode;
use oxigraph::store as oxigraph_store;
use oxigraph::store::{LoaderError, StorageError};
use thiserror::Error;

use crate::load::{Ontology, Vocabulary};

/// Why the store could not be opened or changed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A file cannot be loaded.
    #[error("{path}: {message}")]
    File {
        /// The file.
        path: String,
        /// Why not.
        message: String,
    },
    /// The N-Quads are none, or could not be read.
    #[error("the graph cannot be loaded: {0}")]
    Load(#[from] LoaderError),
    /// The store itself fails.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The program was built without the store on disk.
    #[error("this program was built without the store on disk; build it with `--features disk`")]
    NoDisk,
}

/// The quads of a build, ready for queries.
#[derive(Clone)]
pub struct Store {
    pub(super) store: oxigraph_store::Store,
    pub(super) vocabulary: Vocabulary,
}

impl Store {
    /// Loads the N-Quads of a build into memory: about three seconds and 350 MB for a million.
    ///
    /// # Errors
    /// Where the file cannot be read or is no N-Quads; the message names it.
    pub fn open(path: &Path, ontology: &Ontology) -> Result<Self, StoreError> {
        let named = |message: String| StoreError::File {
            path: path.display().to_string(),
            message,
        };
        let file = File::open(path).map_err(|error| named(error.to_string()))?;
        Self::read(BufReader::new(file), &ontology.vocabulary)
            .map_err(|error| named(error.to_string()))
    }

    /// Loads N-Quads into memory.
    ///
    /// # Errors
    /// Where the input cannot be read or is no N-Quads.
    pub fn read(nquads: impl Read, vocabulary: &Vocabulary) -> Result<Self, StoreError> {
        Self::fill(oxigraph_store::Store::new()?, nquads, vocabulary)
    }

    /// Loads N-Quads into a store.
    ///
    /// # Errors
    /// Where the input cannot be read or is no N-Quads, or the store fails.
    pub(super) fn fill(
        store: oxigraph_store::Store,
        nquads: impl Read,
        vocabulary: &Vocabulary,
    ) -> Result<Self, StoreError> {
        let mut loader = store.bulk_loader();
        loader.load_from_reader(RdfParser::from_format(RdfFormat::NQuads), nquads)?;
        loader.commit()?;
        Ok(Self {
            store,
            vocabulary: vocabulary.clone(),
        })
    }

    /// The number of quads; counts them all.
    ///
    /// # Errors
    /// Where the store fails.
    pub fn quads(&self) -> Result<usize, StoreError> {
        Ok(self.store.len()?)
    }

    /// Drops all that one document says. What all documents say together is left as it is.
    ///
    /// # Errors
    /// Where the store fails.
    pub fn drop_document(&self, id: &str) -> Result<(), StoreError> {
        let graph = NamedNode::new_unchecked(self.vocabulary.iri_of("doc", id));
        self.store.remove_named_graph(&graph)?;
        Ok(())
    }
}
