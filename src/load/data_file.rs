//! The text files that data is read from.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::model::{Diagnostic, Severity};

/// One data file: its path, as shown to the user, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    /// With forward slashes.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl DataFile {
    /// An error at the bytes `span` of the file.
    pub fn error(&self, span: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at(Severity::Error, &self.path, &self.text, span, message)
    }
}

/// Reads the data files of a folder and the folders in it (`.toml`, `.ttl`, `.rq`), in the order of their paths.
///
/// # Errors
/// Where the folder or a file in it cannot be read, or is no UTF-8; the message names the file.
pub fn read_folder(folder: &Path) -> io::Result<Vec<DataFile>> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// The compiled lists (`.list`) of a folder and the folders in it, in the order of their paths.
///
/// # Errors
/// Where the folder cannot be read.
pub fn lists_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut lists = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            lists.extend(lists_in(&path)?);
        } else if path.extension().is_some_and(|kind| kind == "list") {
            lists.push(path);
        }
    }
    lists.sort();
    Ok(lists)
}

fn collect(folder: &Path, files: &mut Vec<DataFile>) -> io::Result<()> {
    let named = |path: &Path, error: io::Error| {
        io::Error::new(error.kind(), format!("{}: {error}", path.display()))
    };
    for entry in fs::read_dir(folder).map_err(|error| named(folder, error))? {
        let path = entry.map_err(|error| named(folder, error))?.path();
        let kind = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            collect(&path, files)?;
        } else if matches!(kind, Some("toml" | "ttl" | "rq")) {
            let text = fs::read_to_string(&path).map_err(|error| named(&path, error))?;
            files.push(DataFile {
                path: path.to_string_lossy().replace('\\', "/"),
                text,
            });
        }
    }
    Ok(())
}
