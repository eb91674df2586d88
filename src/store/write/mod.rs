//! Writes the store's content as files: N-Quads for machines, TriG for readers.

mod nquads;
mod trig;

use std::io::{self, Write};
use std::path::Path;

use self::nquads::SortedLines;
pub(super) use self::trig::write_turtle;
use self::trig::{Prefixes, TrigWriter, block};
use super::describe::{Content, Describer, GraphPart};
use crate::model::Record;

/// How much was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Quads, each counted once.
    pub quads: u64,
}

/// The bytes of lines that are sorted in memory at once.
const MEMORY: usize = 128 << 20;

/// Writes everything, once over the records: N-Quads sorted by bytes to `nquads`, TriG to `trig`. `records` are those of
/// the content's knowledge, in its order.
///
/// What does not fit in memory while it is sorted goes to files in `spill`, which are gone afterwards.
///
/// # Errors
/// Where a record cannot be read, or a writer or the folder `spill` fails.
pub fn write(
    content: Content<'_>,
    records: impl Iterator<Item = io::Result<Record>>,
    nquads: impl Write,
    trig: impl Write,
    spill: &Path,
) -> io::Result<Written> {
    let describer = Describer::new(content);
    let prefixes = Prefixes::new(&content.ontology.vocabulary);
    let mut sorted = SortedLines::new(spill, MEMORY);
    let mut readable = TrigWriter::new(trig, &prefixes)?;
    let prepare = |_: &Record, part: GraphPart| {
        let block = block(&part, &prefixes)?;
        Ok((lines(&part)?, block))
    };
    describer.each_document(records, prepare, |prepared: io::Result<_>| {
        let (lines, block) = prepared?;
        sorted.push(&lines)?;
        readable.write_block(&block)
    })?;
    describer.each_common_part(|part| {
        sorted.push(&lines(&part)?)?;
        readable.part(&part)
    })?;
    readable.finish()?;
    let quads = sorted.finish(nquads)?;
    Ok(Written { quads })
}

/// The quads of a part as N-Quads, each line with its line break.
fn lines(part: &GraphPart) -> io::Result<Vec<u8>> {
    let mut lines = Vec::with_capacity(part.triples.len() * 200);
    for triple in &part.triples {
        writeln!(lines, "{triple} {} .", part.name)?;
    }
    Ok(lines)
}
