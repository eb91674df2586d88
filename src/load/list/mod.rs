//! Compiled lists: a million names or more in one file that opens at once.
//!
//! A list holds entities, each in a row of fixed length and a text, a finite-state transducer from
//! the folded keys of names to entities, and another from ids. Nothing is decoded before it is asked for. The file is
//! read whole, since mapping it into memory would need `unsafe` code.

mod format;
mod sort;
mod write;

use std::fmt;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use fst::raw::Fst;

use super::Entity;
use crate::model::{Class, EntityId};

use format::{Header, Row, Section};
pub use format::{ListError, VERSION};
pub use write::{ListWriter, Written};

/// How many decoded entities are kept together.
const CHUNK: usize = 256;

type Chunk = Box<[OnceLock<Box<Entity>>]>;

/// A compiled list of entities.
pub struct List {
    name: String,
    header: Header,
    bytes: Arc<Vec<u8>>,
    /// Kinds, states and origins, which many entities share.
    words: Vec<String>,
    keys: Fst<Part>,
    ids: Fst<Part>,
    decoded: Vec<OnceLock<Chunk>>,
}

/// A part of the file.
struct Part {
    bytes: Arc<Vec<u8>>,
    range: Range<usize>,
}

impl AsRef<[u8]> for Part {
    fn as_ref(&self) -> &[u8] {
        &self.bytes[self.range.clone()]
    }
}

/// One name of an entity of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// The entity's index in the list.
    pub entity: u32,
    /// The index among its names, the label first.
    pub name: u16,
}

impl Posting {
    /// In a transducer's value or a list of postings.
    const fn packed(self) -> u64 {
        (self.entity as u64) << 16 | self.name as u64
    }

    const fn unpack(packed: u64) -> Self {
        Self {
            entity: (packed >> 16) as u32,
            name: packed as u16,
        }
    }
}

/// Marks a value that is the place of several postings.
const SEVERAL: u64 = 1 << 63;

impl fmt::Debug for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("List")
            .field("name", &self.name)
            .field("entities", &self.len())
            .finish_non_exhaustive()
    }
}

impl List {
    /// Opens a list. `spelling` is the fingerprint of the spelling rules that its keys must have been made by
    /// ([`names::spelling`](crate::names::spelling)).
    ///
    /// # Errors
    /// Where the file cannot be read, is no list, is damaged, or was made by another version of the program or by other
    /// spelling rules.
    pub fn open(path: &Path, spelling: u64) -> Result<Self, ListError> {
        let name = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned();
        Self::from_bytes(name, fs::read(path)?, spelling)
    }

    /// Opens a list from its bytes; `name` is how reasons call it.
    ///
    /// # Errors
    /// As [`List::open`].
    pub fn from_bytes(name: String, bytes: Vec<u8>, spelling: u64) -> Result<Self, ListError> {
        let header = Header::read(&bytes)?;
        if header.spelling != spelling {
            return Err(ListError::Spelling);
        }
        let bytes = Arc::new(bytes);
        let part = |section: Section| Part {
            bytes: Arc::clone(&bytes),
            range: header.range(section),
        };
        let fst = |section| Fst::new(part(section)).map_err(|_| ListError::Damaged);
        let words = std::str::from_utf8(part(Section::Words).as_ref())
            .map_err(|_| ListError::Damaged)?
            .split('\n')
            .map(str::to_owned)
            .collect();
        let rows = header.range(Section::Rows).len() / Row::LENGTH;
        let keys = fst(Section::Keys)?;
        let ids = fst(Section::Ids)?;
        let mut decoded = Vec::new();
        decoded.resize_with(rows.div_ceil(CHUNK), OnceLock::new);
        Ok(Self {
            name,
            header,
            words,
            keys,
            ids,
            decoded,
            bytes,
        })
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the maker of the list said of where it comes from.
    pub fn origin(&self) -> &str {
        std::str::from_utf8(self.section(Section::Origin)).unwrap_or_default()
    }

    /// The checksum of the content, in hexadecimal digits.
    pub fn checksum(&self) -> String {
        format!("{:016x}", self.header.checksum)
    }

    /// How many entities it has.
    pub fn len(&self) -> usize {
        self.section(Section::Rows).len() / Row::LENGTH
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The transducer from folded keys.
    pub fn keys(&self) -> &Fst<impl AsRef<[u8]>> {
        &self.keys
    }

    /// The names behind a value of [`List::keys`], the best known first.
    pub fn postings(&self, value: u64) -> impl Iterator<Item = Posting> + '_ {
        let mut several: &[u8] = &[];
        let mut one = None;
        if value & SEVERAL == 0 {
            one = Some(Posting::unpack(value));
        } else {
            let at = (value & !SEVERAL) as usize;
            let all = self
                .section(Section::Postings)
                .get(at..)
                .unwrap_or_default();
            if let Some((count, rest)) = all.split_at_checked(8) {
                let length = (number(count) as usize).saturating_mul(8);
                several = rest.get(..length).unwrap_or_default();
            }
        }
        one.into_iter().chain(
            several
                .chunks_exact(8)
                .map(|packed| Posting::unpack(number(packed))),
        )
    }

    /// The class of an entity.
    pub fn class(&self, entity: u32) -> Option<Class> {
        Class::ALL
            .get(usize::from(self.row(entity)?.class))
            .copied()
    }

    /// The state of an entity.
    pub fn country(&self, entity: u32) -> Option<&str> {
        self.word(self.row(entity)?.country)
    }

    /// The finer kind of an entity.
    pub fn kind(&self, entity: u32) -> Option<&str> {
        self.word(self.row(entity)?.kind)
    }

    /// How well known an entity is among those of its name: its population, say.
    pub fn prominence(&self, entity: u32) -> u32 {
        self.row(entity).map_or(0, |row| row.prominence)
    }

    /// The id of an entity.
    pub fn id(&self, entity: u32) -> &str {
        self.text(entity)
            .split(format::FIELD)
            .next()
            .unwrap_or_default()
    }

    /// A name as the list has it.
    pub fn written(&self, posting: Posting) -> &str {
        let names = self.text(posting.entity).split(format::REST).next();
        let name = names
            .unwrap_or_default()
            .split(format::FIELD)
            .nth(usize::from(posting.name) + 1);
        name.unwrap_or_default()
            .split(format::PART)
            .next()
            .unwrap_or_default()
    }

    /// An entity, decoded when it is first asked for.
    pub fn entity(&self, entity: u32) -> Option<&Entity> {
        let row = self.row(entity)?;
        let at = entity as usize;
        let chunk = self.decoded.get(at / CHUNK)?.get_or_init(|| {
            let mut chunk = Vec::new();
            chunk.resize_with(CHUNK, OnceLock::new);
            chunk.into_boxed_slice()
        });
        let one = chunk.get(at % CHUNK)?.get_or_init(|| {
            let word = |at| self.word(at).map(str::to_owned);
            Box::new(format::decode(
                self.text(entity),
                &row,
                word(row.kind),
                word(row.country).map(EntityId::from),
                word(row.origin),
            ))
        });
        Some(one)
    }

    /// The entity with this id.
    pub fn find(&self, id: &str) -> Option<&Entity> {
        let index = self.ids.get(id.as_bytes())?.value();
        self.entity(u32::try_from(index).ok()?)
    }

    fn section(&self, section: Section) -> &[u8] {
        &self.bytes[self.header.range(section)]
    }

    fn row(&self, entity: u32) -> Option<Row> {
        let start = (entity as usize).checked_mul(Row::LENGTH)?;
        let row = self
            .section(Section::Rows)
            .get(start..start + Row::LENGTH)?;
        Some(Row::read(row))
    }

    fn text(&self, entity: u32) -> &str {
        let start = |entity: u32| self.row(entity).map(|row| row.text as usize);
        let texts = self.section(Section::Texts);
        let Some(from) = start(entity) else {
            return "";
        };
        let to = start(entity + 1).unwrap_or(texts.len());
        let text = texts.get(from..to).unwrap_or_default();
        std::str::from_utf8(text).unwrap_or_default()
    }

    /// A shared word; the first stands for none.
    fn word(&self, at: u16) -> Option<&str> {
        (at > 0)
            .then(|| self.words.get(usize::from(at)))
            .flatten()
            .map(String::as_str)
    }
}

/// Eight bytes, or fewer, as a number, the least first.
fn number(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .rev()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests;
