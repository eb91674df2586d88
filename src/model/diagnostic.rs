//! What is wrong in a file that a user edits, or in an article that cannot be read.

use std::fmt;
use std::ops::Range;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look; the value is used.
    Warning,
    /// The value is left out, and `dossier check` fails.
    Error,
}

/// One problem, in its place. It never stops the rest of the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The file as the user named it, or the bundled file's path.
    pub file: String,
    /// Line and column, both from 1, the column in characters; `None` where it is about the whole file.
    pub position: Option<(usize, usize)>,
    /// The line that holds it, without its line break, and the columns to underline (in characters, from 0).
    pub excerpt: Option<(String, Range<usize>)>,
    /// What is wrong.
    pub message: String,
    /// What was expected, or what to do.
    pub help: Option<String>,
    /// The byte of the file where its line begins, from which the next problem's lines are counted.
    line_start: usize,
}

impl Diagnostic {
    /// A problem of a whole file.
    pub fn of_file(
        severity: Severity,
        file: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity,
            file: file.into(),
            position: None,
            excerpt: None,
            message: message.into(),
            help: None,
            line_start: 0,
        }
    }

    /// A problem at the bytes `span` of `source`, the file's text.
    pub fn at(
        severity: Severity,
        file: impl Into<String>,
        source: &str,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        Self::after(None, severity, file, source, span, message)
    }

    /// The same, its line counted from that of another problem of the file, where that is the nearer: a file with
    /// a problem in every line is counted through once.
    pub fn after(
        other: Option<&Self>,
        severity: Severity,
        file: impl Into<String>,
        source: &str,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        let file = file.into();
        let start = floor(source, span.start);
        let before = &source[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let text = source[line_start..].split('\n').next().unwrap_or_default();
        let text = text.strip_suffix('\r').unwrap_or(text);
        let column = source[line_start..start].chars().count();
        let end = floor(source, span.end.max(start))
            .min(line_start + text.len())
            .max(start);
        let width = source[start..end].chars().count().max(1);
        let known = other
            .filter(|other| other.file == file && source.is_char_boundary(other.line_start))
            .and_then(|other| Some((other.line_start, other.position?.0)));
        let breaks = |part: &str| part.bytes().filter(|byte| *byte == b'\n').count();
        let line = match known {
            Some((from, line)) if from <= line_start => line + breaks(&source[from..line_start]),
            Some((from, line)) if from - line_start < line_start => {
                line - breaks(&source[line_start..from])
            }
            _ => 1 + breaks(&source[..line_start]),
        };
        Self {
            severity,
            file,
            position: Some((line, column + 1)),
            excerpt: Some((text.to_owned(), column..column + width)),
            message: message.into(),
            help: None,
            line_start,
        }
    }

    /// The same, with a word on what to do.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

fn floor(source: &str, at: usize) -> usize {
    let mut at = at.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl fmt::Display for Diagnostic {
    /// One line, `file:line:column: message`, then the line shown with the place underlined, then the help.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, "{}", self.file)?;
        if let Some((line, column)) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {severity}: {}", self.message)?;
        if let (Some((line, _)), Some((text, columns))) = (self.position, &self.excerpt) {
            let number = line.to_string();
            let gutter = " ".repeat(number.len());
            // A tab stays a tab below, so that the marks stand under what they mean.
            let indent: String = text
                .chars()
                .take(columns.start)
                .map(|c| if c == '\t' { '\t' } else { ' ' })
                .collect();
            write!(
                f,
                "\n {number} | {text}\n {gutter} | {indent}{}",
                "^".repeat(columns.len())
            )?;
            if let Some(help) = &self.help {
                write!(f, "\n {gutter} = {help}")?;
            }
        } else if let Some(help) = &self.help {
            write!(f, "\n  = {help}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_counted_from_another_problem_is_the_same_line() {
        let source = "one\ntwo é\r\n\nfour\nfive";
        let at = |start: usize| Diagnostic::at(Severity::Error, "a.toml", source, start..start, "");
        for first in 0..source.len() {
            for second in 0..source.len() {
                let from = at(first);
                let counted = Diagnostic::after(
                    Some(&from),
                    Severity::Error,
                    "a.toml",
                    source,
                    second..second,
                    "",
                );
                assert_eq!(counted, at(second), "{first} {second}");
            }
        }
    }
}
