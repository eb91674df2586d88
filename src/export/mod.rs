//! Takes the graph or what all documents say and writes files: one module for each format, and the folder
//! that holds them. Must not know how claims were found.

pub mod dot;
pub mod folder;
mod manifest;
mod picture;
pub mod report;
pub mod svg;

use std::io::{self, Write};

pub use folder::{MANIFEST, Stage, read_manifest};
pub use manifest::{Input, Manifest, Output, hash_of};

use crate::model::Record;

/// Writes extraction records as JSON Lines.
///
/// # Errors
/// Where writing fails.
pub fn write_records(records: &[Record], out: &mut dyn Write) -> io::Result<()> {
    for record in records {
        serde_json::to_writer(&mut *out, record)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
