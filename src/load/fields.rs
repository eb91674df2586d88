//! Reads the fields of a TOML table one by one, so that a wrong one is reported in its place and the
//! others are still used.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::DataFile;
use crate::model::{Diagnostic, Severity};

/// A value with the bytes of the file it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the file, in bytes.
    pub at: Range<usize>,
}

/// Parses a file as TOML. Syntax errors go into `diagnostics`; what could be read is given back all the same.
pub fn parse_toml<'f>(
    file: &'f DataFile,
    diagnostics: &mut Vec<Diagnostic>,
) -> Spanned<DeTable<'f>> {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    for error in errors {
        let at = error.span().unwrap_or(0..0);
        let help = if error.message().contains("duplicate key") {
            "it stands here for the second time: put the two together, or give one another name"
        } else {
            "the file must be TOML: https://toml.io"
        };
        diagnostics.push(file.error(at, error.message()).with_help(help));
    }
    table
}

/// The tables of a file's top level with their keys, in order; what is no table is reported.
pub fn tables<'f, 't>(
    file: &'f DataFile,
    table: &'t DeTable<'f>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(Spot<&'t str>, &'t DeTable<'f>)> {
    let mut tables = Vec::new();
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        match value.get_ref() {
            DeValue::Table(fields) => tables.push((
                Spot {
                    value: name,
                    at: key.span(),
                },
                fields,
            )),
            _ => diagnostics.push(
                file.error(key.span(), format!("`{name}` is no table"))
                    .with_help(format!("begin it with its name in brackets: `[{name}]`")),
            ),
        }
    }
    tables
}

/// One table of a file, read field by field.
///
/// Every method that finds a value of the wrong kind reports it and gives nothing back.
/// [`Fields::finish`] reports the fields that nobody asked for.
pub struct Fields<'f, 't> {
    file: &'f DataFile,
    table: &'t DeTable<'f>,
    /// Where the table's key or header stands.
    at: Range<usize>,
    asked: Vec<&'static str>,
    diagnostics: &'t mut Vec<Diagnostic>,
}

impl<'f, 't> Fields<'f, 't> {
    /// A reader of `table`; `at` is where its key or header stands in the file.
    pub fn new(
        file: &'f DataFile,
        table: &'t DeTable<'f>,
        at: Range<usize>,
        diagnostics: &'t mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            file,
            table,
            at,
            asked: Vec::new(),
            diagnostics,
        }
    }

    /// Where the table's key or header stands.
    pub fn at(&self) -> Range<usize> {
        self.at.clone()
    }

    /// Reports an error at a place in the file.
    pub fn error(&mut self, at: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let problem = Diagnostic::after(
            self.diagnostics.last(),
            Severity::Error,
            &self.file.path,
            &self.file.text,
            at,
            message,
        );
        self.diagnostics.push(problem.with_help(help));
    }

    /// Reports a warning at a place in the file.
    pub fn warning(
        &mut self,
        at: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let problem = Diagnostic::after(
            self.diagnostics.last(),
            Severity::Warning,
            &self.file.path,
            &self.file.text,
            at,
            message,
        );
        self.diagnostics.push(problem.with_help(help));
    }

    /// The raw value of a field.
    pub fn value(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'f>>> {
        self.asked.push(key);
        self.table.get(key)
    }

    /// A text.
    pub fn string(&mut self, key: &'static str) -> Option<Spot<String>> {
        let value = self.value(key)?;
        let read = string_of(value);
        if read.is_none() {
            self.wrong_kind(key, value, "a text in quotes");
        }
        read
    }

    /// A text that must be there and not be empty.
    pub fn required_string(&mut self, key: &'static str) -> Option<Spot<String>> {
        if self.table.get(key).is_none() {
            self.asked.push(key);
            let at = self.at();
            self.error(
                at,
                format!("`{key}` is missing"),
                format!("add a line `{key} = \"…\"`"),
            );
            return None;
        }
        let read = self.string(key)?;
        if read.value.trim().is_empty() {
            self.error(
                read.at,
                format!("`{key}` is empty"),
                "write a text between the quotes",
            );
            return None;
        }
        Some(read)
    }

    /// A text or a list of texts; empty where the field is absent.
    pub fn strings(&mut self, key: &'static str) -> Vec<Spot<String>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        if let Some(one) = string_of(value) {
            return vec![one];
        }
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_kind(key, value, "a text or a list of texts");
            return Vec::new();
        };
        let mut read = Vec::with_capacity(array.len());
        for item in array.iter() {
            match string_of(item) {
                Some(text) => read.push(text),
                None => self.wrong_kind(key, item, "a text in quotes"),
            }
        }
        read
    }

    /// The same without their places in the file.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.strings(key)
            .into_iter()
            .map(|text| text.value)
            .collect()
    }

    /// `true` or `false`; absent is `None`.
    pub fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        let read = value.get_ref().as_bool();
        if read.is_none() {
            self.wrong_kind(key, value, "true or false");
        }
        read
    }

    /// A number.
    pub fn number(&mut self, key: &'static str) -> Option<Spot<f64>> {
        let value = self.value(key)?;
        let read = number_of(value);
        if read.is_none() {
            self.wrong_kind(key, value, "a number");
        }
        read
    }

    /// A list of numbers.
    pub fn numbers(&mut self, key: &'static str) -> Option<Spot<Vec<f64>>> {
        let value = self.value(key)?;
        let read = value.get_ref().as_array().and_then(|array| {
            array
                .iter()
                .map(|item| number_of(item).map(|n| n.value))
                .collect::<Option<Vec<f64>>>()
        });
        match read {
            Some(numbers) => Some(Spot {
                value: numbers,
                at: value.span(),
            }),
            None => {
                self.wrong_kind(key, value, "a list of numbers");
                None
            }
        }
    }

    /// A table inside this one, as its keys with their values.
    pub fn table(&mut self, key: &'static str) -> Option<Spot<&'t DeTable<'f>>> {
        let value = self.value(key)?;
        match value.get_ref().as_table() {
            Some(table) => Some(Spot {
                value: table,
                at: value.span(),
            }),
            None => {
                self.wrong_kind(key, value, "a table");
                None
            }
        }
    }

    /// A list of tables, `[[key]]`.
    pub fn tables(&mut self, key: &'static str) -> Vec<Spot<&'t DeTable<'f>>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_kind(key, value, "a list of tables");
            return Vec::new();
        };
        let mut read = Vec::with_capacity(array.len());
        for item in array.iter() {
            match item.get_ref().as_table() {
                Some(table) => read.push(Spot {
                    value: table,
                    at: item.span(),
                }),
                None => self.wrong_kind(key, item, "a table"),
            }
        }
        read
    }

    /// Reads a table inside this one with a reader of its own.
    pub fn inner(&mut self, table: &'t DeTable<'f>, at: Range<usize>) -> Fields<'f, '_> {
        Fields {
            file: self.file,
            table,
            at,
            asked: Vec::new(),
            diagnostics: self.diagnostics,
        }
    }

    /// Reports that a value is not of the kind that was expected.
    pub fn wrong_kind(&mut self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) {
        let found = value.get_ref().type_str();
        self.error(
            value.span(),
            format!("`{key}` is of the kind {found}"),
            format!("expected {expected}"),
        );
    }

    /// Reports every field that was not asked for, with the nearest known one.
    pub fn finish(mut self) {
        let unknown: Vec<(String, Range<usize>)> = self
            .table
            .iter()
            .filter(|(key, _)| !self.asked.contains(&key.get_ref().as_ref()))
            .map(|(key, _): (&Spanned<DeString<'_>>, _)| (key.get_ref().to_string(), key.span()))
            .collect();
        for (key, at) in unknown {
            let help = match similar(&key, self.asked.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known fields: {}", self.asked.join(", ")),
            };
            self.error(at, format!("unknown field `{key}`"), help);
        }
    }
}

fn string_of(value: &Spanned<DeValue<'_>>) -> Option<Spot<String>> {
    value.get_ref().as_str().map(|text| Spot {
        value: text.to_owned(),
        at: value.span(),
    })
}

fn number_of(value: &Spanned<DeValue<'_>>) -> Option<Spot<f64>> {
    let text = match value.get_ref() {
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        _ => return None,
    };
    text.replace('_', "").parse().ok().map(|number| Spot {
        value: number,
        at: value.span(),
    })
}

/// The known word most like `word`, where one is like enough to be what was meant.
pub fn similar<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    known
        .into_iter()
        .map(|other| (strsim::jaro_winkler(word, other), other))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, other)| other)
}
