//! What a build was made of and what it left, so that two builds can be compared and one can be trusted.

use std::fs::File;
use std::io;
use std::path::Path;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::folder::hex;
use crate::load::DataFile;
use crate::store::UsedFile;

/// The manifest of one build. It holds no time of day: the same input gives the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Manifest {
    /// The program's version.
    pub dossier: String,
    /// SHA-256 over the gazetteer's files.
    pub gazetteer: String,
    /// The checksum and the name of each compiled list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<String>,
    /// SHA-256 over the ontology's files.
    pub ontology: String,
    /// SHA-256 of the ledger of identity, where one is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
    /// SHA-256 of the parser's model.
    pub parser: String,
    /// How many there are of what, in the order of the story.
    pub counts: IndexMap<String, u64>,
    /// The articles, ordered by document id.
    pub inputs: Vec<Input>,
    /// The files left, ordered by name.
    pub outputs: Vec<Output>,
}

/// One article that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// The document's id.
    pub doc: String,
    /// The file it came from.
    pub path: String,
    /// SHA-256 of what was read.
    pub sha256: String,
}

/// One file that was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// Its name inside the folder.
    pub file: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// SHA-256 of its content.
    pub sha256: String,
}

/// SHA-256 over data files: the name of each inside its folder, its length and its text. Where the folder lies
/// makes no difference.
pub fn hash_of(files: &[DataFile], folder: &str) -> String {
    let mut hash = Sha256::new();
    for file in files {
        hash.update(inside(file, folder).as_bytes());
        hash.update([0]);
        hash.update((file.text.len() as u64).to_be_bytes());
        hash.update(file.text.as_bytes());
    }
    hex(&hash.finalize())
}

/// SHA-256 of a file's content.
///
/// # Errors
/// Where the file cannot be read; the message names it.
pub fn hash_of_file(path: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    File::open(path)
        .and_then(|mut file| io::copy(&mut file, &mut hash))
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?;
    Ok(hex(&hash.finalize()))
}

/// The data files that went into a build, each by its name inside its folder and the hash of its text; `role` stands
/// for the folder, since where that lies makes no difference.
pub fn used_files(files: &[DataFile], folder: &str, role: &str) -> Vec<UsedFile> {
    files
        .iter()
        .map(|file| UsedFile {
            path: format!("{role}/{}", inside(file, folder)),
            sha256: hex(&Sha256::digest(file.text.as_bytes())),
        })
        .collect()
}

fn inside<'f>(file: &'f DataFile, folder: &str) -> &'f str {
    file.path
        .strip_prefix(folder)
        .unwrap_or(&file.path)
        .trim_start_matches('/')
}
