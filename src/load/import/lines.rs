//! The lines of a list of any size, numbered, with problems told in their place.

use std::io::{self, BufRead, Read as _};
use std::ops::Range;

use crate::model::{Diagnostic, Severity};

/// The longest line that is read, in bytes; what is longer is no list of entities.
const LONGEST: u64 = 4 << 20;

/// One line, without its break.
pub(super) struct Line {
    /// From 1.
    pub number: usize,
    pub text: String,
}

impl Line {
    /// A problem at some bytes of the line.
    pub(super) fn problem(
        &self,
        file: &str,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Diagnostic {
        let mut problem = Diagnostic::at(Severity::Error, file, &self.text, span, message);
        if let Some((line, _)) = &mut problem.position {
            *line = self.number;
        }
        // A long row is shown around the place alone.
        if let Some((text, columns)) = &mut problem.excerpt
            && text.len() > 160
        {
            let from = columns.start.saturating_sub(60);
            *text = text.chars().skip(from).take(160).collect();
            let end = columns.end.min(from + 160);
            *columns = columns.start - from..end.max(columns.start + 1) - from;
        }
        problem.with_help(help)
    }
}

/// Reads lines one by one; bytes that are no UTF-8 are told by `wrong` and replaced.
pub(super) struct Lines<'i> {
    input: &'i mut dyn BufRead,
    number: usize,
    buffer: Vec<u8>,
}

impl<'i> Lines<'i> {
    pub(super) fn new(input: &'i mut dyn BufRead) -> Self {
        Self {
            input,
            number: 0,
            buffer: Vec::new(),
        }
    }

    /// The next line, and where it is no UTF-8; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<(Line, Option<usize>)>> {
        self.buffer.clear();
        let read = (&mut *self.input)
            .take(LONGEST)
            .read_until(b'\n', &mut self.buffer)?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        if read as u64 == LONGEST && self.buffer.last() != Some(&b'\n') {
            self.skip_rest()?;
        }
        while matches!(self.buffer.last(), Some(b'\n' | b'\r')) {
            self.buffer.pop();
        }
        let mut bytes = self.buffer.as_slice();
        if self.number == 1 {
            bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        }
        let wrong = std::str::from_utf8(bytes)
            .err()
            .map(|error| error.valid_up_to());
        let text = String::from_utf8_lossy(bytes).into_owned();
        Ok(Some((
            Line {
                number: self.number,
                text,
            },
            wrong,
        )))
    }

    fn skip_rest(&mut self) -> io::Result<()> {
        loop {
            let part = self.input.fill_buf()?;
            if part.is_empty() {
                return Ok(());
            }
            let end = part.iter().position(|byte| *byte == b'\n');
            let length = end.map_or(part.len(), |at| at + 1);
            self.input.consume(length);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}
