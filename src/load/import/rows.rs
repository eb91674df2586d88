//! The rows of a table with a header, each field with the place where it stands. (The crate `csv` tells a record's
//! place but not a field's.)

use std::io::{self, BufRead};
use std::ops::Range;

use super::lines::{Line, Lines};

/// The most lines that a quoted field may go over.
const LONGEST: usize = 200;

/// A field, and its bytes in the row.
pub(super) struct Field {
    pub value: String,
    pub at: Range<usize>,
}

/// A table being read.
pub(super) struct Rows<'i> {
    lines: Lines<'i>,
    separator: char,
    /// The header's names, in small letters.
    pub header: Vec<String>,
    /// The header's line.
    pub first: Line,
}

impl<'i> Rows<'i> {
    /// Reads the header; `None` where the table is empty. What separates the fields is what the header has most of.
    pub(super) fn new(input: &'i mut dyn BufRead) -> io::Result<Option<Self>> {
        let mut lines = Lines::new(input);
        let Some((first, _)) = lines.next()? else {
            return Ok(None);
        };
        let count = |separator: char| first.text.matches(separator).count();
        let separator = [',', '\t', ';', '|']
            .into_iter()
            .rev()
            .max_by_key(|separator| count(*separator))
            .unwrap_or(',');
        let header = split(&first.text, separator)
            .0
            .into_iter()
            .map(|field| field.value.trim().to_lowercase())
            .collect();
        Ok(Some(Self {
            lines,
            separator,
            header,
            first,
        }))
    }

    /// The next row that is not blank.
    pub(super) fn next(&mut self) -> io::Result<Option<(Line, Vec<Field>)>> {
        loop {
            let Some((mut line, _)) = self.lines.next()? else {
                return Ok(None);
            };
            for _ in 0..LONGEST {
                if !self.open(&line.text) {
                    break;
                }
                let Some((more, _)) = self.lines.next()? else {
                    break;
                };
                line.text.push('\n');
                line.text.push_str(&more.text);
            }
            if !line.text.trim().is_empty() {
                let fields = split(&line.text, self.separator).0;
                return Ok(Some((line, fields)));
            }
        }
    }

    /// Whether a quoted field goes on in the next line.
    fn open(&self, row: &str) -> bool {
        self.separator != '\t' && split(row, self.separator).1
    }

    /// The column that one of these names heads.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        names
            .iter()
            .find_map(|name| self.header.iter().position(|own| own == name))
    }
}

/// The fields of a row, and whether the last is left open. By RFC 4180 quotes hold separators, and two of them are one;
/// between tabs a quote is a letter like others.
fn split(row: &str, separator: char) -> (Vec<Field>, bool) {
    let mut fields = Vec::new();
    let mut value = String::new();
    let (mut start, mut quoted) = (0, false);
    let mut chars = row.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' if quoted && chars.peek().is_some_and(|(_, next)| *next == '"') => {
                chars.next();
                value.push('"');
            }
            '"' if separator != '\t' && (quoted || value.is_empty()) => quoted = !quoted,
            _ if c == separator && !quoted => {
                fields.push(Field {
                    value: std::mem::take(&mut value),
                    at: start..at,
                });
                start = at + 1;
            }
            _ => value.push(c),
        }
    }
    fields.push(Field {
        value,
        at: start..row.len(),
    });
    (fields, quoted)
}
