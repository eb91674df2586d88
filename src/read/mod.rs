//! Takes files of articles and gives documents, each with the ranges of its text that are prose. Must
//! not know of names.
//!
//! A folder with an `index.jsonl` is read by it; one without, by its files of known kinds. A row of a
//! JSON Lines or CSV file is a document of its own. A file that cannot be read becomes a diagnostic,
//! and the others are read all the same.

mod find;
mod html;
mod metadata;
mod prose;
mod rows;

pub use find::{Source, find, unique};
pub use metadata::Metadata;
pub use prose::{Layout, layout};
pub use rows::{csv_rows, json_rows};

use sha2::{Digest, Sha256};

use crate::model::{Document, Span};

/// Builds a document from its text and what is known of it.
///
/// `bytes` are what the hash is made of: the file's content, or the row's text.
pub fn document(
    id: String,
    path: String,
    text: String,
    bytes: &[u8],
    metadata: Metadata,
) -> Document {
    let layout = layout(&text);
    let headline_words = layout.headline.map(|span: Span<_>| {
        span.of(&text)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    });
    Document {
        sha256: hex(&Sha256::digest(bytes)),
        outlet: metadata.outlet,
        published: metadata.published,
        url: metadata.url,
        title: metadata.title.or(headline_words),
        headline: layout.headline,
        prose: layout.prose,
        id,
        path,
        text,
    }
}

/// The first 128 bits of a hash of these bytes, enough to tell ids apart.
pub fn hash_of(bytes: &[u8]) -> u128 {
    Sha256::digest(bytes)
        .iter()
        .take(16)
        .fold(0, |hash, byte| hash << 8 | u128::from(*byte))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
