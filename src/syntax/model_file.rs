//! The model file: a mark, a version, a checksum, then the parts in order.
//!
//! Counts are LEB128, strings carry their length, scales are little-endian floats. Embeddings are held in 8 bits with
//! one scale for each row, the other parameters in 16 bits with one scale for each block.

use super::labels::Labels;
use super::lemma::Lexicon;
use super::network::Shape;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use thiserror::Error;

const MAGIC: &[u8; 8] = b"DOSSIER\x01";

/// The layout that this program writes and reads.
pub const VERSION: u32 = 2;

/// Why a model file is refused.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModelError {
    /// The file begins with something else.
    #[error("not a parser model of Dossier: it does not begin with the model's mark")]
    Foreign,
    /// Written by another version of the program.
    #[error(
        "parser model of layout {found}, while this program reads layout {VERSION}; train it again with `dossier syntax train`"
    )]
    Version {
        /// The layout that the file says it has.
        found: u32,
    },
    /// The checksum disagrees with the content.
    #[error("damaged parser model: its checksum does not fit its content; copy or train it again")]
    Damaged,
}

/// Builds the content of a model file.
#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.bytes.extend(text.as_bytes());
    }

    /// Writes the scale at which the values reach from minus to plus `steps`, and gives it.
    fn scale(&mut self, values: &[f32], steps: f32) -> f32 {
        let greatest = values
            .iter()
            .fold(0.0_f32, |greatest, value| greatest.max(value.abs()));
        let scale = if greatest > 0.0 {
            greatest / steps
        } else {
            1.0
        };
        self.bytes.extend(scale.to_le_bytes());
        scale
    }

    /// The whole file.
    fn finish(self) -> Vec<u8> {
        let mut file = MAGIC.to_vec();
        file.extend(VERSION.to_le_bytes());
        file.extend(Sha256::digest(&self.bytes));
        file.extend(self.bytes);
        file
    }
}

/// Reads the content of a model file. Whatever is missing is [`ModelError::Damaged`].
struct Reader<'f> {
    rest: &'f [u8],
}

impl<'f> Reader<'f> {
    /// Checks mark, version and checksum.
    fn new(file: &'f [u8]) -> Result<Reader<'f>, ModelError> {
        let rest = file.strip_prefix(MAGIC).ok_or(ModelError::Foreign)?;
        let (version, rest) = rest.split_first_chunk::<4>().ok_or(ModelError::Damaged)?;
        let found = u32::from_le_bytes(*version);
        if found != VERSION {
            return Err(ModelError::Version { found });
        }
        let (checksum, rest) = rest.split_first_chunk::<32>().ok_or(ModelError::Damaged)?;
        if Sha256::digest(rest).as_slice() != checksum {
            return Err(ModelError::Damaged);
        }
        Ok(Reader { rest })
    }

    fn byte(&mut self) -> Result<u8, ModelError> {
        let (first, rest) = self.rest.split_first().ok_or(ModelError::Damaged)?;
        self.rest = rest;
        Ok(*first)
    }

    fn number(&mut self) -> Result<u32, ModelError> {
        let mut number = 0_u32;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(ModelError::Damaged)
    }

    fn float(&mut self) -> Result<f32, ModelError> {
        let (bytes, rest) = self
            .rest
            .split_first_chunk::<4>()
            .ok_or(ModelError::Damaged)?;
        self.rest = rest;
        Ok(f32::from_le_bytes(*bytes))
    }

    fn list(&mut self) -> Result<Vec<String>, ModelError> {
        let count = self.number()?;
        (0..count).map(|_| self.text().map(str::to_owned)).collect()
    }

    fn take(&mut self, length: usize) -> Result<&'f [u8], ModelError> {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(ModelError::Damaged)?;
        self.rest = rest;
        Ok(taken)
    }

    fn text(&mut self) -> Result<&'f str, ModelError> {
        let length = self.number()? as usize;
        std::str::from_utf8(self.take(length)?).map_err(|_| ModelError::Damaged)
    }
}

/// A trained parser in the form in which it is written to a file.
pub struct Model {
    pub(super) labels: Labels,
    pub(super) lexicon: Lexicon,
    pub(super) shape: Shape,
    /// Row of the table by hash value of a feature.
    pub(super) dictionary: FxHashMap<u32, u32>,
    /// Embeddings, row by row; row 0 is that of unknown forms.
    pub(super) table: Vec<f32>,
    pub(super) parameters: Vec<f32>,
}

/// Parameters that share a scale.
const BLOCK: usize = 64;

/// Sizes beyond this are refused before memory is asked for.
const LARGEST: usize = 1 << 26;

impl Model {
    /// The model file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        for labels in [&self.labels.tags, &self.labels.relations] {
            writer.number(labels.len() as u32);
            labels.iter().for_each(|label| writer.text(label));
        }
        let (bases, exceptions) = self.lexicon.lists();
        writer.number(bases.len() as u32);
        bases.into_iter().for_each(|base| writer.text(base));
        writer.number(exceptions.len() as u32);
        for (key, lemma) in exceptions {
            writer.text(key);
            writer.text(lemma);
        }
        for size in [
            self.shape.hidden,
            self.shape.layers,
            self.shape.arc,
            self.shape.label,
        ] {
            writer.number(size as u32);
        }
        // Rows in the order of their hash values, so that the values need only their differences.
        let mut features: Vec<(u32, u32)> = self
            .dictionary
            .iter()
            .map(|(hash, row)| (*hash, *row))
            .collect();
        features.sort_unstable();
        writer.number(features.len() as u32);
        let mut before = 0;
        for (hash, _) in &features {
            writer.number(hash - before);
            before = *hash;
        }
        let width = self.shape.width();
        for row in std::iter::once(0).chain(features.iter().map(|(_, row)| *row)) {
            let values = self
                .table
                .get(row as usize * width..(row as usize + 1) * width)
                .unwrap_or_default();
            let scale = writer.scale(values, 127.0);
            writer.bytes.extend(
                values
                    .iter()
                    .map(|value| (value / scale).round() as i8 as u8),
            );
        }
        for block in self.parameters.chunks(BLOCK) {
            let scale = writer.scale(block, 32767.0);
            for value in block {
                writer
                    .bytes
                    .extend(((value / scale).round() as i16).to_le_bytes());
            }
        }
        writer.finish()
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// When it is no model, has another layout, or is damaged.
    pub(super) fn from_bytes(file: &[u8]) -> Result<Model, ModelError> {
        let mut reader = Reader::new(file)?;
        let labels = Labels::new(reader.list()?, reader.list()?);
        let bases = reader.list()?;
        let count = reader.number()?;
        let exceptions = (0..count)
            .map(|_| Ok((reader.text()?, reader.text()?)))
            .collect::<Result<Vec<_>, ModelError>>()?;
        let lexicon = Lexicon::from_lists(bases.iter().map(String::as_str), exceptions.into_iter());
        let mut size = || Ok(reader.number()? as usize);
        let (hidden, layers, arc, label) = (size()?, size()?, size()?, size()?);
        let count = size()?;
        if [hidden, layers, arc, label]
            .iter()
            .any(|size| *size == 0 || *size > 4096)
        {
            return Err(ModelError::Damaged);
        }
        let shape = Shape {
            hidden,
            layers,
            arc,
            label,
            tags: labels.tags.len(),
            relations: labels.relations.len(),
        };
        let (width, total) = (shape.width(), shape.layout().total);
        if shape.tags == 0 || shape.relations == 0 || count > LARGEST / width || total > LARGEST {
            return Err(ModelError::Damaged);
        }
        let mut dictionary = FxHashMap::default();
        let mut hash = 0_u32;
        for row in 1..=count as u32 {
            hash = hash.wrapping_add(reader.number()?);
            dictionary.insert(hash, row);
        }
        let mut table = Vec::with_capacity((count + 1) * width);
        for _ in 0..=count {
            let scale = reader.float()?;
            table.extend(
                reader
                    .take(width)?
                    .iter()
                    .map(|value| f32::from(*value as i8) * scale),
            );
        }
        let mut parameters = Vec::with_capacity(total);
        while parameters.len() < total {
            let scale = reader.float()?;
            let values = reader.take(2 * BLOCK.min(total - parameters.len()))?;
            parameters.extend(
                values
                    .chunks_exact(2)
                    .map(|pair| f32::from(i16::from_le_bytes([pair[0], pair[1]])) * scale),
            );
        }
        Ok(Model {
            labels,
            lexicon,
            shape,
            dictionary,
            table,
            parameters,
        })
    }
}
