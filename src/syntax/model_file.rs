//! The model file: a magic number, a version, a checksum, then the parts in order.
//!
//! All numbers are LEB128 or little-endian; strings carry their length.

use sha2::{Digest, Sha256};
use thiserror::Error;

const MAGIC: &[u8; 8] = b"DOSSIER\x01";

/// The layout that this program writes and reads.
pub const VERSION: u32 = 1;

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
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.bytes.extend(text.as_bytes());
    }

    /// The whole file.
    pub(super) fn finish(self) -> Vec<u8> {
        let mut file = MAGIC.to_vec();
        file.extend(VERSION.to_le_bytes());
        file.extend(Sha256::digest(&self.bytes));
        file.extend(self.bytes);
        file
    }
}

/// Reads the content of a model file. Whatever is missing is [`ModelError::Damaged`].
pub(super) struct Reader<'f> {
    rest: &'f [u8],
}

impl<'f> Reader<'f> {
    /// Checks mark, version and checksum.
    pub(super) fn new(file: &'f [u8]) -> Result<Reader<'f>, ModelError> {
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

    pub(super) fn byte(&mut self) -> Result<u8, ModelError> {
        let (first, rest) = self.rest.split_first().ok_or(ModelError::Damaged)?;
        self.rest = rest;
        Ok(*first)
    }

    pub(super) fn number(&mut self) -> Result<u32, ModelError> {
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

    pub(super) fn take(&mut self, length: usize) -> Result<&'f [u8], ModelError> {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(ModelError::Damaged)?;
        self.rest = rest;
        Ok(taken)
    }

    pub(super) fn text(&mut self) -> Result<&'f str, ModelError> {
        let length = self.number()? as usize;
        std::str::from_utf8(self.take(length)?).map_err(|_| ModelError::Damaged)
    }
}
