//! Finds the articles under the paths that a user names, in an order that does not depend on the disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::metadata::{ID, Metadata, field};
use super::{csv_rows, document, html, json_rows};
use crate::model::{Diagnostic, Document, Severity};

/// The file that lists a folder's articles.
const INDEX: &str = "index.jsonl";

/// The kinds of file that are read where a folder has no index.
const KINDS: [&str; 8] = [
    "txt", "md", "markdown", "html", "htm", "jsonl", "ndjson", "csv",
];

/// The bytes of an article at most. Three million words are no article; a file that holds more is likely many.
const MOST_BYTES: u64 = 16 << 20;

/// One article that has been found and not been read yet.
#[derive(Debug, Clone)]
pub struct Source {
    /// The document's id.
    pub id: String,
    /// The file, as the user named it, with forward slashes.
    pub path: String,
    /// What an index or its row tells of it.
    pub metadata: Metadata,
    pub(super) content: SourceContent,
}

/// Where an article's text is.
#[derive(Debug, Clone)]
pub(super) enum SourceContent {
    /// In a file of its own.
    File(PathBuf),
    /// In a row that has been read.
    Text(String),
}

impl Source {
    /// Reads it.
    ///
    /// # Errors
    /// Where the file cannot be read, is huge, is binary, is no UTF-8 or holds nothing.
    pub fn read(self) -> Result<Document, Box<Diagnostic>> {
        match self.content {
            SourceContent::Text(text) => {
                if text.len() as u64 > MOST_BYTES {
                    let message = format!("the text of `{}` has {} bytes", self.id, text.len());
                    return Err(huge(&self.path, message));
                }
                let bytes = text.clone().into_bytes();
                Ok(document(self.id, self.path, text, &bytes, self.metadata))
            }
            SourceContent::File(file) => {
                let problem = |message: String, help: &str| {
                    let diagnostic = Diagnostic::of_file(Severity::Error, &self.path, message);
                    Box::new(diagnostic.with_help(help))
                };
                let unread =
                    |error: std::io::Error| problem(error.to_string(), "the file is left out");
                let length = fs::metadata(&file).map_err(unread)?.len();
                if length > MOST_BYTES {
                    let message = format!("the file has {length} bytes");
                    return Err(huge(&self.path, message));
                }
                let bytes = fs::read(&file).map_err(unread)?;
                if bytes.contains(&0) {
                    let help = "the file is left out; articles are text files";
                    return Err(problem("no text, but a binary file".into(), help));
                }
                let text = match String::from_utf8(bytes.clone()) {
                    Ok(text) => text,
                    Err(error) => {
                        let at = error.utf8_error().valid_up_to();
                        let help = "the file is left out; save it as UTF-8 (iconv -t UTF-8)";
                        return Err(problem(format!("no UTF-8: byte {at} is none"), help));
                    }
                };
                if text
                    .trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
                    .is_empty()
                {
                    return Err(problem("the file is empty".into(), "it is left out"));
                }
                if matches!(extension(&file).as_str(), "html" | "htm") {
                    let page = html::extract(&text);
                    let metadata = Metadata {
                        title: self.metadata.title.or(page.title),
                        ..self.metadata
                    };
                    return Ok(document(self.id, self.path, page.text, &bytes, metadata));
                }
                Ok(document(self.id, self.path, text, &bytes, self.metadata))
            }
        }
    }

    /// Whether the document's text is not simply the file's content.
    pub fn is_extracted(&self) -> bool {
        match &self.content {
            SourceContent::Text(_) => true,
            SourceContent::File(file) => matches!(extension(file).as_str(), "html" | "htm"),
        }
    }
}

fn huge(path: &str, message: String) -> Box<Diagnostic> {
    let help = format!(
        "it is left out, for articles have {} MB at most; split it, or make it rows of JSON Lines",
        MOST_BYTES >> 20
    );
    Box::new(Diagnostic::of_file(Severity::Error, path, message).with_help(help))
}

/// Finds the articles under these files and folders, ordered by document id.
pub fn find(paths: &[PathBuf]) -> (Vec<Source>, Vec<Diagnostic>) {
    let (mut sources, mut diagnostics) = (Vec::new(), Vec::new());
    for path in paths {
        if path.is_dir() {
            folder(path, &mut sources, &mut diagnostics);
        } else if path.is_file() {
            file(path, &mut sources, &mut diagnostics);
        } else {
            diagnostics.push(
                Diagnostic::of_file(Severity::Error, shown(path), "no such file or folder")
                    .with_help("name a file of articles, or a folder with such files"),
            );
        }
    }
    let (sources, doubles) = unique(sources);
    diagnostics.extend(doubles);
    (sources, diagnostics)
}

/// Sorts by id and leaves out every second article of one id, with an error that names both files.
/// The same file named twice is read once, without a word.
pub fn unique(sources: Vec<Source>) -> (Vec<Source>, Vec<Diagnostic>) {
    let (mut by_id, mut diagnostics) = (BTreeMap::<String, Source>::new(), Vec::new());
    for source in sources {
        match by_id.get(&source.id) {
            None => {
                by_id.insert(source.id.clone(), source);
            }
            Some(first)
                if first.path == source.path
                    && matches!(source.content, SourceContent::File(_)) => {}
            Some(first) => diagnostics.push(
                Diagnostic::of_file(
                    Severity::Error,
                    &source.path,
                    format!("its id `{}` is also that of {}", source.id, first.path),
                )
                .with_help("rename one of them; the first alone is read"),
            ),
        }
    }
    (by_id.into_values().collect(), diagnostics)
}

fn folder(path: &Path, sources: &mut Vec<Source>, diagnostics: &mut Vec<Diagnostic>) {
    let index = path.join(INDEX);
    if index.is_file() {
        return indexed(path, &index, sources, diagnostics);
    }
    let mut inside: Vec<PathBuf> = match fs::read_dir(path) {
        Ok(entries) => entries
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .collect(),
        Err(error) => {
            diagnostics.push(Diagnostic::of_file(
                Severity::Error,
                shown(path),
                error.to_string(),
            ));
            return;
        }
    };
    inside.sort();
    let before = sources.len();
    for path in inside {
        let hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
        } else if path.is_dir() {
            folder(&path, sources, diagnostics);
        } else if KINDS.contains(&extension(&path).as_str()) {
            file(&path, sources, diagnostics);
        }
    }
    if sources.len() == before {
        diagnostics.push(
            Diagnostic::of_file(Severity::Warning, shown(path), "no article in this folder")
                .with_help(format!("files that are read: .{}", KINDS.join(", ."))),
        );
    }
}

fn indexed(
    folder: &Path,
    index: &Path,
    sources: &mut Vec<Source>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let text = match fs::read_to_string(index) {
        Ok(text) => text,
        Err(error) => {
            diagnostics.push(Diagnostic::of_file(
                Severity::Error,
                shown(index),
                error.to_string(),
            ));
            return;
        }
    };
    let mut start = 0;
    for line in text.split('\n') {
        let at = start..start + line.len();
        start = at.end + 1;
        if line.trim().is_empty() {
            continue;
        }
        let mut report = |severity, message: String, help: &str| {
            diagnostics.push(
                Diagnostic::at(severity, shown(index), &text, at.clone(), message).with_help(help),
            );
        };
        let fields: Map<String, Value> = match serde_json::from_str(line) {
            Ok(fields) => fields,
            Err(error) => {
                report(
                    Severity::Error,
                    format!("no JSON object: {error}"),
                    "each line must be one JSON object with `id` and `file`",
                );
                continue;
            }
        };
        let named = field(&fields, &["file", "path"]);
        let Some(name) = named.or_else(|| field(&fields, ID).map(|id| format!("{id}.txt"))) else {
            report(
                Severity::Error,
                "neither `file` nor `id`".into(),
                "name the article's file",
            );
            continue;
        };
        let path = folder.join(&name);
        if !path.is_file() {
            report(
                Severity::Error,
                format!("no such file: {name}"),
                "paths count from the index's folder",
            );
            continue;
        }
        let (metadata, problem) = Metadata::from_fields(&fields);
        if let Some(problem) = problem {
            report(
                Severity::Error,
                problem,
                "expected YYYY-MM-DD; the date is left out",
            );
        }
        // The id is the file's name, so that an index can be mended without changing what was cited.
        sources.push(Source {
            id: stem(&path),
            path: shown(&path),
            metadata,
            content: SourceContent::File(path),
        });
    }
}

fn file(path: &Path, sources: &mut Vec<Source>, diagnostics: &mut Vec<Diagnostic>) {
    let kind = extension(path);
    if matches!(kind.as_str(), "jsonl" | "ndjson" | "csv") {
        match fs::read(path) {
            Ok(bytes) if kind == "csv" => {
                sources.extend(csv_rows(&shown(path), &stem(path), &bytes, diagnostics));
            }
            Ok(bytes) => {
                for (source, wrong) in json_rows(&shown(path), &stem(path), bytes.as_slice()) {
                    sources.extend(source);
                    diagnostics.extend(wrong);
                }
            }
            Err(error) => {
                diagnostics.push(Diagnostic::of_file(
                    Severity::Error,
                    shown(path),
                    error.to_string(),
                ));
            }
        }
        return;
    }
    sources.push(Source {
        id: stem(path),
        path: shown(path),
        metadata: Metadata::default(),
        content: SourceContent::File(path.to_owned()),
    });
}

fn extension(path: &Path) -> String {
    path.extension()
        .map(|extension| extension.to_string_lossy().to_lowercase())
        .unwrap_or_default()
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
