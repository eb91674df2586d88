//! The store in memory, read from the N-Quads that a build leaves.

use std::io::Read;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::NamedNode;
use oxigraph::store::{LoaderError, StorageError, Store};
use thiserror::Error;

use crate::load::Vocabulary;

/// Why the store could not be opened or changed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
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
pub struct Database {
    pub(super) store: Store,
    pub(super) vocabulary: Vocabulary,
}

impl Database {
    /// Loads N-Quads into memory: about three seconds and 350 MB for a million.
    ///
    /// # Errors
    /// Where the input cannot be read or is no N-Quads.
    pub fn read(nquads: impl Read, vocabulary: &Vocabulary) -> Result<Self, StoreError> {
        Self::fill(Store::new()?, nquads, vocabulary)
    }

    /// Loads N-Quads into a store.
    ///
    /// # Errors
    /// Where the input cannot be read or is no N-Quads, or the store fails.
    pub(super) fn fill(
        store: Store,
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
