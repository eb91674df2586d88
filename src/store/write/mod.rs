//! Writes the store's content as files: N-Quads for machines, TriG for readers.

mod nquads;
mod trig;

use std::io::{self, Write};
use std::path::Path;

use self::nquads::SortedLines;
use self::trig::TrigWriter;
pub(super) use self::trig::write_turtle;
use super::describe::{AssertionPolicy, BuildDescription, Content, each_part};
use crate::load::{Gazetteer, Ontology};
use crate::model::Build;

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

/// Writes everything as sorted N-Quads, with the usual policy, sorted in memory.
///
/// # Errors
/// Where `out` fails.
pub fn write_nquads(
    knowledge: &Build,
    gazetteer: &Gazetteer,
    ontology: &Ontology,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut lines = SortedLines::new(Path::new(""), usize::MAX);
    each_part(
        plain(knowledge, gazetteer, ontology, &this_build()),
        |part| {
            part.triples
                .iter()
                .try_for_each(|triple| lines.push(format_args!("{triple} {} .", part.name)))
        },
    )?;
    lines.finish(out)?;
    Ok(())
}

/// Writes everything as TriG, with the usual policy.
///
/// # Errors
/// Where `out` fails.
pub fn write_trig(
    knowledge: &Build,
    gazetteer: &Gazetteer,
    ontology: &Ontology,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut readable = TrigWriter::new(out, &ontology.vocabulary)?;
    each_part(
        plain(knowledge, gazetteer, ontology, &this_build()),
        |part| readable.part(&part),
    )?;
    readable.finish()
}

fn this_build() -> BuildDescription {
    BuildDescription {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        files: Vec::new(),
    }
}

fn plain<'a>(
    knowledge: &'a Build,
    gazetteer: &'a Gazetteer,
    ontology: &'a Ontology,
    build: &'a BuildDescription,
) -> Content<'a> {
    Content {
        knowledge,
        gazetteer,
        ontology,
        policy: AssertionPolicy::default(),
        build,
    }
}
