//! Files that hold one article a row: JSON Lines and CSV.

use std::io::BufRead;

use serde_json::{Map, Value};

use super::metadata::{ID, Metadata, TEXT, field};
use super::{Source, find::SourceContent};
use crate::model::{Diagnostic, Severity};

/// The characters of a row that a diagnostic shows.
const SHOWN: usize = 120;

/// Where a row stands, for its diagnostics.
struct Place<'p> {
    path: &'p str,
    line: usize,
    start: String,
}

impl<'p> Place<'p> {
    fn new(path: &'p str, line: usize, row: &str) -> Self {
        let first = row.lines().next().unwrap_or_default();
        let mut start: String = first.chars().take(SHOWN).collect();
        if start.len() < first.len() {
            start.push('…');
        }
        Self { path, line, start }
    }

    fn problem(&self, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
        let mut diagnostic = Diagnostic::of_file(Severity::Error, self.path, message);
        diagnostic.position = Some((self.line, 1));
        diagnostic.excerpt = Some((self.start.clone(), 0..self.start.chars().count().max(1)));
        diagnostic.with_help(help)
    }
}

/// Reads the articles of JSON Lines one by one. A row without an `id` gets the words `stem` and its line's number.
///
/// An item is a row's article, where there is one, with what is wrong in the row.
pub fn json_rows<'r>(
    path: &'r str,
    stem: &'r str,
    mut rows: impl BufRead + 'r,
) -> impl Iterator<Item = (Option<Source>, Vec<Diagnostic>)> + 'r {
    let (mut number, mut failed) = (0, false);
    std::iter::from_fn(move || {
        while !failed {
            let mut line = Vec::new();
            number += 1;
            match rows.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => {
                    failed = true;
                    let problem = Diagnostic::of_file(Severity::Error, path, error.to_string());
                    return Some((None, vec![problem]));
                }
            }
            if number == 1 {
                line = line
                    .strip_prefix("\u{feff}".as_bytes())
                    .unwrap_or(&line)
                    .to_vec();
            }
            if !line.trim_ascii().is_empty() {
                return Some(json_row(path, stem, number, &line));
            }
        }
        None
    })
}

fn json_row(
    path: &str,
    stem: &str,
    number: usize,
    line: &[u8],
) -> (Option<Source>, Vec<Diagnostic>) {
    let text = match std::str::from_utf8(line) {
        Ok(text) => text,
        Err(error) => return (None, vec![no_utf8(path, number, line, error.valid_up_to())]),
    };
    let place = Place::new(path, number, text);
    match serde_json::from_str::<Map<String, Value>>(text) {
        Ok(fields) => article(&place, stem, fields),
        Err(error) => {
            let help = "each line must be one JSON object with a `text`";
            (
                None,
                vec![place.problem(format!("no JSON object: {error}"), help)],
            )
        }
    }
}

fn no_utf8(path: &str, number: usize, row: &[u8], at: usize) -> Diagnostic {
    let place = Place::new(path, number, &String::from_utf8_lossy(row));
    let help = "the row is left out; save the file as UTF-8 (iconv -t UTF-8)";
    place.problem(format!("no UTF-8: byte {at} of the row is none"), help)
}

/// The articles of a CSV file with a header.
pub fn csv_rows(
    path: &str,
    stem: &str,
    bytes: &[u8],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Source> {
    let mut sources = Vec::new();
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header
            .iter()
            .map(|name| name.trim().to_lowercase())
            .collect(),
        Err(error) => {
            diagnostics.push(Diagnostic::of_file(
                Severity::Error,
                path,
                format!("no CSV: {error}"),
            ));
            return sources;
        }
    };
    for record in reader.byte_records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                diagnostics.push(Diagnostic::of_file(
                    Severity::Error,
                    path,
                    error.to_string(),
                ));
                continue;
            }
        };
        let position = record.position();
        let number = position.map_or(0, |position| position.line() as usize);
        let record = match csv::StringRecord::from_byte_record(record) {
            Ok(record) => record,
            Err(error) => {
                let wrong = error.utf8_error();
                let (field, at) = (wrong.field(), wrong.valid_up_to());
                let row = error.into_byte_record();
                let before: usize = row.iter().take(field).map(|field| field.len() + 1).sum();
                let row: Vec<u8> = row.iter().collect::<Vec<_>>().join(&b',');
                diagnostics.push(no_utf8(path, number, &row, before + at));
                continue;
            }
        };
        let shown: Vec<&str> = record.iter().collect();
        let place = Place::new(path, number, &shown.join(","));
        let fields = header
            .iter()
            .zip(record.iter())
            .map(|(name, value)| (name.clone(), Value::String(value.to_owned())))
            .collect();
        let (source, wrong) = article(&place, stem, fields);
        sources.extend(source);
        diagnostics.extend(wrong);
    }
    sources
}

fn article(
    place: &Place<'_>,
    stem: &str,
    fields: Map<String, Value>,
) -> (Option<Source>, Vec<Diagnostic>) {
    let Some(text) = field(&fields, TEXT) else {
        let help = format!("a row needs one of the fields {}", TEXT.join(", "));
        return (None, vec![place.problem("no text", help)]);
    };
    let (metadata, problem) = Metadata::from_fields(&fields);
    let help = "expected YYYY-MM-DD; the date is left out";
    let wrong = problem.map(|problem| place.problem(problem, help));
    let source = Source {
        id: field(&fields, ID).unwrap_or_else(|| format!("{stem}-{}", place.line)),
        path: place.path.to_owned(),
        metadata,
        content: SourceContent::Text(text),
    };
    (Some(source), wrong.into_iter().collect())
}
