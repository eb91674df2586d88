//! Named queries: SPARQL files whose comment tells the question they answer.

use std::fmt::Write as _;

use indexmap::IndexMap;
use oxigraph::sparql::SparqlEvaluator;
use thiserror::Error;

use super::Vocabulary;
use crate::load::{DataFile, similar};
use crate::model::{Diagnostic, Severity};

/// One named query.
///
/// Its file opens with comments: the question, then a line for each parameter,
/// `# parameter: name = al-Tanf` or, without a default, `# parameter: name`. In the query a parameter is
/// the variable with a dollar sign, `$name`; it is replaced by the text that the user gives.
/// The ontology's prefixes need no declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedQuery {
    /// The file's name without `.rq`.
    pub name: String,
    /// What it answers: the comment's lines before the parameters, as one.
    pub question: String,
    /// In the order of the comment.
    pub parameters: Vec<Parameter>,
    /// The whole file.
    pub text: String,
}

/// A blank that the user fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Without the dollar sign.
    pub name: String,
    /// What it is where nothing is given; `None` where something must be.
    pub default: Option<String>,
}

/// Why a query's blanks could not be filled.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ParameterError {
    /// A parameter without a default was not given.
    #[error("the query `{query}` needs the parameter `{name}`")]
    Missing {
        /// The query's name.
        query: String,
        /// The parameter's name.
        name: String,
    },
    /// A parameter was given that the query does not have.
    #[error("the query `{query}` has no parameter `{name}`; it has: {known}")]
    Unknown {
        /// The query's name.
        query: String,
        /// What was given.
        name: String,
        /// Those it has, or "none".
        known: String,
    },
}

impl NamedQuery {
    /// The SPARQL with its parameters filled by `values`, name and value each.
    ///
    /// # Errors
    /// Where a parameter without a default is not given, or one is given that the query does not have.
    pub fn fill<'v>(
        &self,
        values: impl IntoIterator<Item = (&'v str, &'v str)>,
    ) -> Result<String, ParameterError> {
        let mut filled: IndexMap<&str, String> = self
            .parameters
            .iter()
            .filter_map(|parameter| Some((parameter.name.as_str(), parameter.default.clone()?)))
            .collect();
        for (name, value) in values {
            match self
                .parameters
                .iter()
                .find(|parameter| parameter.name == name)
            {
                Some(parameter) => filled.insert(&parameter.name, value.to_owned()),
                None => {
                    let known: Vec<&str> = self
                        .parameters
                        .iter()
                        .map(|parameter| parameter.name.as_str())
                        .collect();
                    return Err(ParameterError::Unknown {
                        query: self.name.clone(),
                        name: name.to_owned(),
                        known: if known.is_empty() {
                            "none".to_owned()
                        } else {
                            known.join(", ")
                        },
                    });
                }
            };
        }
        if let Some(missing) = self
            .parameters
            .iter()
            .find(|parameter| !filled.contains_key(parameter.name.as_str()))
        {
            return Err(ParameterError::Missing {
                query: self.name.clone(),
                name: missing.name.clone(),
            });
        }
        Ok(substitute(&self.text, &filled))
    }
}

/// Replaces `$name` outside comments, texts and IRIs.
fn substitute(text: &str, values: &IndexMap<&str, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['#', '"', '\'', '<', '$']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match rest.as_bytes()[0] {
            b'#' => rest.find('\n').unwrap_or(rest.len()),
            b'<' => rest
                .find(|c: char| c == '>' || c.is_whitespace())
                .map_or(rest.len(), |end| end.max(1)),
            b'$' => {
                let end = rest[1..]
                    .find(|c: char| !c.is_alphanumeric() && c != '_')
                    .map_or(rest.len(), |end| end + 1);
                if let Some(value) = values.get(&rest[1..end]) {
                    out.push_str(&literal(value));
                    rest = &rest[end..];
                    continue;
                }
                end
            }
            _ => quoted_length(rest),
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// How many bytes the quoted text at the start of `rest` takes.
fn quoted_length(rest: &str) -> usize {
    let quote = &rest[..1];
    let long = quote.repeat(3);
    let (open, close) = if rest.starts_with(&long) {
        (3, long.as_str())
    } else {
        (1, quote)
    };
    let mut at = open;
    while at < rest.len() {
        let tail = &rest.as_bytes()[at..];
        if tail[0] == b'\\' {
            at += 2;
        } else if tail.starts_with(close.as_bytes()) {
            return at + close.len();
        } else {
            at += 1;
        }
    }
    rest.len()
}

fn literal(value: &str) -> String {
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

pub(super) fn load<'f>(
    files: impl Iterator<Item = &'f DataFile>,
    vocabulary: &Vocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<NamedQuery> {
    let mut queries: Vec<NamedQuery> = Vec::new();
    for file in files {
        let query = read(file);
        if query.question.is_empty() {
            diagnostics.push(
                file.error(0..1, "the query does not say what it answers")
                    .with_help("begin the file with a comment: `# Who controls what?`"),
            );
        }
        if let Some(twin) = queries.iter().find(|other| other.name == query.name) {
            let message = format!("there are two queries named `{}`", twin.name);
            diagnostics.push(
                Diagnostic::of_file(Severity::Error, &file.path, message)
                    .with_help("rename one of the files"),
            );
            continue;
        }
        unknown_parameters(file, &query, diagnostics);
        match check(&query.text, vocabulary) {
            Ok(()) => queries.push(query),
            Err((message, at)) => {
                diagnostics.push(file.error(at, message).with_help(
                    "the query must be SPARQL 1.1: https://www.w3.org/TR/sparql11-query/",
                ))
            }
        }
    }
    queries.sort_by(|a, b| a.name.cmp(&b.name));
    queries
}

fn read(file: &DataFile) -> NamedQuery {
    let name = file.path.rsplit('/').next().unwrap_or(&file.path);
    let mut question = Vec::new();
    let mut parameters = Vec::new();
    for line in file.text.lines() {
        let Some(comment) = line.strip_prefix('#') else {
            break;
        };
        let comment = comment.trim();
        if let Some(parameter) = comment.strip_prefix("parameter:") {
            let (name, default) = match parameter.split_once('=') {
                Some((name, default)) => (name, Some(default.trim().to_owned())),
                None => (parameter, None),
            };
            parameters.push(Parameter {
                name: name.trim().to_owned(),
                default,
            });
        } else if parameters.is_empty() && !comment.is_empty() {
            question.push(comment);
        }
    }
    NamedQuery {
        name: name.trim_end_matches(".rq").to_owned(),
        question: question.join(" "),
        parameters,
        text: file.text.clone(),
    }
}

/// Reports each `$name` that is no declared parameter.
fn unknown_parameters(file: &DataFile, query: &NamedQuery, diagnostics: &mut Vec<Diagnostic>) {
    let known: Vec<&str> = query
        .parameters
        .iter()
        .map(|parameter| parameter.name.as_str())
        .collect();
    for (at, _) in file.text.match_indices('$') {
        let line_start = file.text[..at].rfind('\n').map_or(0, |at| at + 1);
        if file.text[line_start..at].contains('#') {
            continue;
        }
        let tail = &file.text[at + 1..];
        let end = tail
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(tail.len());
        let name = &tail[..end];
        if !name.is_empty() && !known.contains(&name) {
            let help = match similar(name, known.iter().copied()) {
                Some(near) => format!("did you mean `${near}`?"),
                None => format!("declare it above: `# parameter: {name}`, or write `?{name}`"),
            };
            diagnostics.push(
                file.error(
                    at..at + 1 + end,
                    format!("`${name}` is no parameter of this query"),
                )
                .with_help(help),
            );
        }
    }
}

/// The message and the place of the first syntax error.
fn check(text: &str, vocabulary: &Vocabulary) -> Result<(), (String, std::ops::Range<usize>)> {
    let mut evaluator = SparqlEvaluator::new();
    for (prefix, namespace) in vocabulary.prefixes() {
        evaluator = evaluator
            .with_prefix(prefix, namespace)
            .map_err(|error| (format!("the prefix {prefix}: {error}"), 0..0))?;
    }
    match evaluator.parse_query(text) {
        Ok(_) => Ok(()),
        Err(error) => {
            let message = error.to_string();
            let at = place(&message, text);
            Err((message, at))
        }
    }
}

/// The place that the parser's message names ("error at 3:14: …"), for it gives no other.
fn place(message: &str, text: &str) -> std::ops::Range<usize> {
    let numbers = message
        .split_once("at ")
        .map(|(_, tail)| tail)
        .and_then(|tail| {
            let (line, tail) = tail.split_once(':')?;
            let column = tail.split(|c: char| !c.is_ascii_digit()).next()?;
            Some((
                line.trim().parse::<usize>().ok()?,
                column.parse::<usize>().ok()?,
            ))
        });
    let Some((line, column)) = numbers else {
        return 0..0;
    };
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let in_line: usize = text[start..]
        .chars()
        .take(column.saturating_sub(1))
        .map(char::len_utf8)
        .sum();
    start + in_line..start + in_line + 1
}
