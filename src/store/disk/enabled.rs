//! With the feature `disk`: RocksDB through oxigraph.

use std::io::Read;
use std::path::Path;

use oxigraph::store as oxigraph_store;

use crate::load::Vocabulary;
use crate::store::{Store, StoreError};

/// Opens the store in a folder to read it.
///
/// # Errors
/// Where the folder holds no store, or it cannot be read.
pub fn open(folder: &Path, vocabulary: &Vocabulary) -> Result<Store, StoreError> {
    Ok(Store {
        store: oxigraph_store::Store::open_read_only(folder)?,
        vocabulary: vocabulary.clone(),
    })
}

/// Loads N-Quads into a new store in a folder.
///
/// # Errors
/// Where the folder cannot be written or the input is no N-Quads.
pub fn fill(
    folder: &Path,
    nquads: impl Read,
    vocabulary: &Vocabulary,
) -> Result<Store, StoreError> {
    let database = Store::fill(oxigraph_store::Store::open(folder)?, nquads, vocabulary)?;
    database.store.optimize()?;
    database.store.flush()?;
    Ok(database)
}

/// Writes a copy of the store that others may open.
///
/// # Errors
/// Where the folder exists or cannot be written.
pub fn backup(database: &Store, folder: &Path) -> Result<(), StoreError> {
    Ok(database.store.backup(folder)?)
}
