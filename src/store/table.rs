//! Rows as columns for a reader, long cells wrapped.

use std::io::{self, Write};

use super::query::Value;

/// No column is wider than this; longer texts take several lines.
const WIDEST: usize = 56;

pub fn write(
    columns: &[String],
    rows: &[Vec<Option<Value>>],
    cut: bool,
    mut out: impl Write,
) -> io::Result<()> {
    let cells: Vec<Vec<Vec<String>>> = rows
        .iter()
        .map(|row| {
            row.iter()
                .map(|value| wrap(value.as_ref().map_or("", |value| &value.shown)))
                .collect()
        })
        .collect();
    let widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let lines = cells.iter().filter_map(|row| row.get(at)).flatten();
            lines
                .chain([name])
                .map(|line| line.chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut line = |texts: &[&str]| {
        let mut line = String::new();
        for (text, width) in texts.iter().zip(&widths) {
            line.push_str(text);
            line.extend(std::iter::repeat_n(' ', width + 2 - text.chars().count()));
        }
        writeln!(out, "{}", line.trim_end())
    };
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    line(&names)?;
    let rules: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    line(&rules.iter().map(String::as_str).collect::<Vec<_>>())?;
    for row in &cells {
        let height = row.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..height {
            let texts: Vec<&str> = row
                .iter()
                .map(|cell| cell.get(at).map_or("", String::as_str))
                .collect();
            line(&texts)?;
        }
    }
    let rows = match rows.len() {
        1 => "1 row".to_owned(),
        number => format!("{number} rows"),
    };
    let more = if cut { "; there are more" } else { "" };
    writeln!(out, "({rows}{more})")
}

/// Breaks a text at spaces into lines no wider than a column may be.
fn wrap(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let mut word: String = word.to_owned();
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDEST {
            lines.push(std::mem::take(&mut line));
        }
        while word.chars().count() > WIDEST {
            lines.push(word.chars().take(WIDEST).collect());
            word = word.chars().skip(WIDEST).collect();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    lines.push(line);
    lines
}
