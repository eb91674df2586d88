//! Files that hold one article a row: JSON Lines and CSV.

use serde_json::{Map, Value};

use super::metadata::{ID, Metadata, TEXT, field};
use super::{Source, find::SourceContent};
use crate::model::{Diagnostic, Severity};

/// The articles of a JSON Lines file. A row without an `id` gets the file's name and its line's number.
pub fn json_rows(
    path: &str,
    stem: &str,
    text: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Source> {
    let mut sources = Vec::new();
    let mut start = 0;
    for (number, line) in text.split('\n').enumerate() {
        let at = start..start + line.len();
        start = at.end + 1;
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Map<String, Value>>(line) {
            Ok(fields) => {
                let place = |message: &str| {
                    Diagnostic::at(Severity::Error, path, text, at.clone(), message)
                };
                row(
                    path,
                    stem,
                    number + 1,
                    fields,
                    &place,
                    diagnostics,
                    &mut sources,
                );
            }
            Err(error) => diagnostics.push(
                Diagnostic::at(
                    Severity::Error,
                    path,
                    text,
                    at,
                    format!("no JSON object: {error}"),
                )
                .with_help("each line must be one JSON object with a `text`"),
            ),
        }
    }
    sources
}

/// The articles of a CSV file with a header.
pub fn csv_rows(
    path: &str,
    stem: &str,
    text: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Source> {
    let mut sources = Vec::new();
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
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
    for record in reader.records() {
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
        let position = record
            .position()
            .map_or(0, |position| position.byte() as usize);
        let number = record
            .position()
            .map_or(0, |position| position.line() as usize);
        let fields = header
            .iter()
            .zip(record.iter())
            .map(|(name, value)| (name.clone(), Value::String(value.to_owned())))
            .collect();
        let place = |message: &str| {
            Diagnostic::at(Severity::Error, path, text, position..position + 1, message)
        };
        row(
            path,
            stem,
            number,
            fields,
            &place,
            diagnostics,
            &mut sources,
        );
    }
    sources
}

fn row(
    path: &str,
    stem: &str,
    number: usize,
    fields: Map<String, Value>,
    place: &dyn Fn(&str) -> Diagnostic,
    diagnostics: &mut Vec<Diagnostic>,
    sources: &mut Vec<Source>,
) {
    let Some(text) = field(&fields, TEXT) else {
        diagnostics.push(
            place("no text")
                .with_help(format!("a row needs one of the fields {}", TEXT.join(", "))),
        );
        return;
    };
    let (metadata, problem) = Metadata::from_fields(&fields);
    if let Some(problem) = problem {
        let mut diagnostic = place(&problem).with_help("expected YYYY-MM-DD; the date is left out");
        diagnostic.severity = Severity::Warning;
        diagnostics.push(diagnostic);
    }
    sources.push(Source {
        id: field(&fields, ID).unwrap_or_else(|| format!("{stem}-{number}")),
        path: path.to_owned(),
        metadata,
        content: SourceContent::Text(text),
    });
}
