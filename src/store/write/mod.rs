//! Writes the store's content as files: N-Quads for machines, TriG for readers.

mod nquads;
mod trig;

use std::io::{self, Write};
use std::path::Path;

use self::nquads::SortedLines;
use self::trig::TrigWriter;
use super::describe::{Content, each_part};

/// How much was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Quads, each counted once.
    pub quads: u64,
}

/// The bytes of lines that are sorted in memory at once.
const MEMORY: usize = 256 << 20;

/// Writes everything, once over the content: N-Quads sorted by bytes to `nquads`, TriG to `trig`.
///
/// What does not fit in memory while it is sorted goes to files in `spill`, which are gone afterwards.
///
/// # Errors
/// Where a writer or the folder `spill` fails.
pub fn write(
    content: Content<'_>,
    nquads: impl Write,
    trig: impl Write,
    spill: &Path,
) -> io::Result<Written> {
    let mut lines = SortedLines::new(spill, MEMORY);
    let mut readable = TrigWriter::new(trig, &content.ontology.vocabulary)?;
    each_part(content, |part| {
        for triple in &part.triples {
            lines.push(format_args!("{triple} {} .", part.name))?;
        }
        readable.part(&part)
    })?;
    readable.finish()?;
    let quads = lines.finish(nquads)?;
    Ok(Written { quads })
}
