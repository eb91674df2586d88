//! One article, as the reader gives it to the stages.

use super::{Byte, Char, PartialDate, Span};

/// One article: its text, where in it prose stands, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The file's name without its extension, or the id that an index or a row gives.
    pub id: String,
    /// The file it came from, as the user named it, with forward slashes.
    pub path: String,
    /// The whole text, exactly as decoded: offsets of every stage point into it.
    pub text: String,
    /// SHA-256 of the file's bytes, or of the row's text, in hexadecimal.
    pub sha256: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// Where it can be read.
    pub url: Option<String>,
    /// The headline inside the text.
    pub headline: Option<Span<Byte>>,
    /// The title as metadata gives it, or the headline's words.
    pub title: Option<String>,
    /// The ranges that are prose, in order, one for each paragraph, the headline among them;
    /// navigation, credits, advertising and scripts are left out.
    pub prose: Vec<Span<Byte>>,
}

/// Turns byte offsets of one text into offsets in Unicode code points.
///
/// ```
/// use dossier::model::CharOffsets;
/// let offsets = CharOffsets::new("Hašd al-Šaʿbī");
/// assert_eq!(offsets.char_at(4), 3);
/// ```
#[derive(Debug, Clone)]
pub struct CharOffsets {
    /// Code points before each block of `BLOCK` bytes; empty for ASCII, where the two agree.
    blocks: Vec<u32>,
    bytes: Vec<u8>,
}

const BLOCK: usize = 64;

impl CharOffsets {
    /// The table for `text`.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self {
                blocks: Vec::new(),
                bytes: Vec::new(),
            };
        }
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut count = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            blocks.push(count);
            count += starts(block);
        }
        blocks.push(count);
        Self {
            blocks,
            bytes: text.as_bytes().to_vec(),
        }
    }

    /// The code points before the byte at `offset`.
    pub fn char_at(&self, offset: u32) -> u32 {
        if self.blocks.is_empty() {
            return offset;
        }
        let offset = (offset as usize).min(self.bytes.len());
        let block = offset / BLOCK;
        self.blocks.get(block).copied().unwrap_or_default()
            + starts(&self.bytes[(block * BLOCK).min(offset)..offset])
    }

    /// The same span, counted in code points.
    pub fn chars(&self, span: Span<Byte>) -> Span<Char> {
        Span::new(self.char_at(span.start), self.char_at(span.end))
    }
}

fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count() as u32
}
