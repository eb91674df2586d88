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
        let start = floor(source, span.start);
        let before = &source[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = source[line_start..].split('\n').next().unwrap_or_default();
        let line = line.strip_suffix('\r').unwrap_or(line);
        let column = source[line_start..start].chars().count();
        let end = floor(source, span.end.max(start))
            .min(line_start + line.len())
            .max(start);
        let width = source[start..end].chars().count().max(1);
        Self {
            severity,
            file: file.into(),
            position: Some((before.matches('\n').count() + 1, column + 1)),
            excerpt: Some((line.to_owned(), column..column + width)),
            message: message.into(),
            help: None,
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
