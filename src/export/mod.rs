//! Takes the graph or what all documents say and writes files: one module for each format, and the folder
//! that holds them. Must not know how claims were found.

pub mod dot;
mod fields;
pub mod folder;
pub mod gexf;
pub mod graphml;
mod manifest;
pub mod node_link;
mod picture;
mod records;
pub mod report;
pub mod svg;
pub mod table;

pub use folder::{MANIFEST, Stage, StagedFile, read_manifest};
pub use manifest::{Input, Manifest, Output, hash_of, hash_of_file, used_files};
pub use records::{RecordPlaces, write_record};
