//! Without the feature `disk`: every function says so.

use std::io::Read;
use std::path::Path;

use crate::load::Vocabulary;
use crate::store::{Store, StoreError};

/// Opens the store in a folder to read it.
///
/// # Errors
/// Always: the feature `disk` is off.
pub fn open(_folder: &Path, _vocabulary: &Vocabulary) -> Result<Store, StoreError> {
    Err(StoreError::NoDisk)
}

/// Loads N-Quads into a new store in a folder.
///
/// # Errors
/// Always: the feature `disk` is off.
pub fn fill(
    _folder: &Path,
    _nquads: impl Read,
    _vocabulary: &Vocabulary,
) -> Result<Store, StoreError> {
    Err(StoreError::NoDisk)
}

/// Writes a copy of the store that others may open.
///
/// # Errors
/// Always: the feature `disk` is off.
pub fn backup(_database: &Store, _folder: &Path) -> Result<(), StoreError> {
    Err(StoreError::NoDisk)
}
