//! The file of a compiled list.
//!
//! A header of fixed length, then the sections one behind another. Numbers have their least byte first.
//!
//! | bytes | what |
//! | --- | --- |
//! | 16 | the mark |
//! | 4 | the version |
//! | 4 | nothing |
//! | 8 | the checksum of all that follows it |
//! | 8 | the fingerprint of the spelling rules |
//! | 16 each | where a section begins, and its length |

use std::io;
use std::ops::Range;

use super::number;
use crate::load::{Alias, Entity};
use crate::model::{Class, EntityId};

/// The first bytes of a list; the line breaks show whether it was sent as text.
const MARK: &[u8; 16] = b"DOSSIER LIST\r\n\x1a\n";

/// The version of the format that this program writes and reads.
pub const VERSION: u32 = 1;

/// Between the fields of an entity's text.
pub(super) const FIELD: char = '\u{1f}';
/// Between the parts of a name.
pub(super) const PART: char = '\u{1e}';
/// Before what few entities have.
pub(super) const REST: char = '\u{1d}';

/// Where a coordinate is missing.
const NOWHERE: i32 = i32::MIN;
/// Coordinates are kept in ten-millionths of a degree, about a centimetre.
const DEGREE: f64 = 1e7;

/// Why a list is refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ListError {
    /// It cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is something else.
    #[error("no compiled list; `dossier gazetteer compile` makes one")]
    NoList,
    /// Another version wrote it.
    #[error(
        "a list of version {0}, and this program reads version {VERSION}; make it again with `dossier gazetteer compile`"
    )]
    Version(u32),
    /// Its bytes are not those that were written.
    #[error("damaged: its checksum does not fit; make it again, or copy it again as a binary file")]
    Damaged,
    /// Its keys are of no use with these spelling rules.
    #[error(
        "made by other spelling rules than forms.toml has now; make it again with `dossier gazetteer compile`"
    )]
    Spelling,
    /// More than the format holds.
    #[error("too large: {0}")]
    TooLarge(&'static str),
}

/// The sections, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Origin,
    Words,
    Rows,
    Texts,
    Ids,
    Keys,
    Postings,
}

const SECTIONS: usize = 7;

/// What stands at the head of the file.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub checksum: u64,
    pub spelling: u64,
    pub lengths: [u64; SECTIONS],
}

impl Header {
    pub(super) const LENGTH: usize = 16 + 4 + 4 + 8 + 8 + 16 * SECTIONS;
    /// Where that begins which the checksum is of.
    pub(super) const CHECKED: usize = 32;

    /// The bytes, the checksum left open.
    pub(super) fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(Self::LENGTH);
        bytes.extend(MARK);
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend([0; 4]);
        bytes.extend(self.checksum.to_le_bytes());
        bytes.extend(self.spelling.to_le_bytes());
        let mut start = Self::LENGTH as u64;
        for length in self.lengths {
            bytes.extend(start.to_le_bytes());
            bytes.extend(length.to_le_bytes());
            start += length;
        }
        bytes
    }

    pub(super) fn read(bytes: &[u8]) -> Result<Self, ListError> {
        if !bytes.starts_with(MARK) {
            return Err(ListError::NoList);
        }
        let field = |at: usize, length: usize| bytes.get(at..at + length).map(number);
        let version = field(16, 4).ok_or(ListError::Damaged)? as u32;
        if version != VERSION {
            return Err(ListError::Version(version));
        }
        let checksum = field(24, 8).ok_or(ListError::Damaged)?;
        let checked = bytes.get(Self::CHECKED..).ok_or(ListError::Damaged)?;
        let mut sum = Checksum::default();
        sum.add(checked);
        if sum.finish() != checksum {
            return Err(ListError::Damaged);
        }
        let mut lengths = [0; SECTIONS];
        let mut start = Self::LENGTH as u64;
        for (section, length) in lengths.iter_mut().enumerate() {
            let at = 40 + 16 * section;
            *length = field(at + 8, 8).ok_or(ListError::Damaged)?;
            if field(at, 8) != Some(start) {
                return Err(ListError::Damaged);
            }
            start = start.checked_add(*length).ok_or(ListError::Damaged)?;
        }
        if start != bytes.len() as u64 {
            return Err(ListError::Damaged);
        }
        Ok(Self {
            checksum,
            spelling: field(32, 8).ok_or(ListError::Damaged)?,
            lengths,
        })
    }

    pub(super) fn range(&self, section: Section) -> Range<usize> {
        let before: u64 = self.lengths[..section as usize].iter().sum();
        let start = Self::LENGTH + before as usize;
        start..start + self.lengths[section as usize] as usize
    }
}

/// A checksum that shows damage, not tampering: four lanes of 64 bits, so that a large file is summed as fast as it is
/// read.
#[derive(Debug, Clone)]
pub(super) struct Checksum {
    lanes: [u64; 4],
    waiting: Vec<u8>,
    length: u64,
}

impl Default for Checksum {
    fn default() -> Self {
        Self {
            lanes: [1, 2, 3, 4],
            waiting: Vec::with_capacity(32),
            length: 0,
        }
    }
}

impl Checksum {
    pub(super) fn add(&mut self, mut bytes: &[u8]) {
        self.length += bytes.len() as u64;
        if !self.waiting.is_empty() {
            let missing = (32 - self.waiting.len()).min(bytes.len());
            self.waiting.extend_from_slice(&bytes[..missing]);
            bytes = &bytes[missing..];
            if self.waiting.len() < 32 {
                return;
            }
            let block = std::mem::take(&mut self.waiting);
            self.block(&block);
        }
        let mut blocks = bytes.chunks_exact(32);
        for block in &mut blocks {
            self.block(block);
        }
        self.waiting.extend_from_slice(blocks.remainder());
    }

    fn block(&mut self, block: &[u8]) {
        for (lane, word) in self.lanes.iter_mut().zip(block.chunks_exact(8)) {
            let word = word.try_into().map_or(0, u64::from_le_bytes);
            *lane = (*lane ^ word)
                .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .rotate_left(29);
        }
    }

    pub(super) fn finish(mut self) -> u64 {
        let mut last = std::mem::take(&mut self.waiting);
        last.resize(32, 0);
        self.block(&last);
        self.lanes.iter().fold(self.length, |sum, lane| {
            (sum ^ lane).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ sum >> 31
        })
    }
}

/// The row of an entity.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Row {
    pub text: u32,
    pub class: u8,
    pub kind: u16,
    pub country: u16,
    pub origin: u16,
    pub latitude: i32,
    pub longitude: i32,
    pub prominence: u32,
}

impl Row {
    pub(super) const LENGTH: usize = 24;

    /// A point in ten-millionths of a degree.
    pub(super) fn place(at: Option<[f64; 2]>) -> (i32, i32) {
        at.map_or((NOWHERE, NOWHERE), |[latitude, longitude]| {
            let fixed = |degrees: f64| (degrees * DEGREE).round() as i32;
            (fixed(latitude), fixed(longitude))
        })
    }

    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend(self.text.to_le_bytes());
        bytes.extend([self.class, 0]);
        bytes.extend(self.kind.to_le_bytes());
        bytes.extend(self.country.to_le_bytes());
        bytes.extend(self.origin.to_le_bytes());
        bytes.extend(self.latitude.to_le_bytes());
        bytes.extend(self.longitude.to_le_bytes());
        bytes.extend(self.prominence.to_le_bytes());
    }

    pub(super) fn read(bytes: &[u8]) -> Self {
        let part = |range: Range<usize>| bytes.get(range).map_or(0, number);
        Self {
            text: part(0..4) as u32,
            class: part(4..5) as u8,
            kind: part(6..8) as u16,
            country: part(8..10) as u16,
            origin: part(10..12) as u16,
            latitude: part(12..16) as u32 as i32,
            longitude: part(16..20) as u32 as i32,
            prominence: part(20..24) as u32,
        }
    }
}

/// The fields that list ids of other entities.
macro_rules! references {
    ($entity:expr) => {
        [
            ("in", &$entity.within),
            ("part_of", &$entity.part_of),
            ("sponsors", &$entity.sponsors),
            ("successor_of", &$entity.successor_of),
            ("leads", &$entity.leads),
            ("member_of", &$entity.member_of),
            ("speaks_for", &$entity.speaks_for),
        ]
    };
}

/// The text of an entity: its id, its names, and what few entities have.
pub(super) fn encode(entity: &Entity) -> String {
    let clean = |text: &str| text.replace(['\u{1d}', '\u{1e}', '\u{1f}'], " ");
    let mut text = clean(entity.id.as_str());
    for alias in &entity.aliases {
        text.push(FIELD);
        text.push_str(&clean(&alias.name));
        let parts = [
            ("l", alias.lang.clone()),
            ("s", alias.since.map(|date| date.to_string())),
            ("u", alias.until.map(|date| date.to_string())),
            ("c", alias.case.then(String::new)),
            (
                "n",
                (!alias.needs.is_empty()).then(|| alias.needs.join("|")),
            ),
        ];
        for (key, value) in parts {
            if let Some(value) = value {
                text.push(PART);
                text.push_str(key);
                text.push_str(&clean(&value));
            }
        }
    }
    let mut rest = Vec::new();
    for (register, id) in &entity.ids {
        if derived(entity.id.as_str()) != Some((register.clone(), id.clone())) {
            rest.push(format!("ids.{}={}", clean(register), clean(id)));
        }
    }
    for (field, ids) in references!(entity) {
        if !ids.is_empty() {
            let ids: Vec<&str> = ids.iter().map(EntityId::as_str).collect();
            rest.push(format!("{field}={}", ids.join(",")));
        }
    }
    for (field, value) in [
        ("since", entity.since.map(|date| date.to_string())),
        ("until", entity.until.map(|date| date.to_string())),
        (
            "precision",
            entity.precision.map(|metres| metres.to_string()),
        ),
        ("note", entity.note.as_deref().map(clean)),
    ] {
        if let Some(value) = value {
            rest.push(format!("{field}={value}"));
        }
    }
    if !rest.is_empty() {
        text.push(REST);
        text.push_str(&rest.join("\u{1f}"));
    }
    text
}

/// The outside identifier that an id says itself: `geonames-170794`, `wikidata-q42`.
fn derived(id: &str) -> Option<(String, String)> {
    let (register, number) = id.split_once('-')?;
    match register {
        "geonames" => Some((register.to_owned(), number.to_owned())),
        "wikidata" => Some((register.to_owned(), number.to_uppercase())),
        _ => None,
    }
}

pub(super) fn decode(
    text: &str,
    row: &Row,
    kind: Option<String>,
    country: Option<EntityId>,
    origin: Option<String>,
) -> Entity {
    let (names, rest) = text.split_once(REST).unwrap_or((text, ""));
    let mut names = names.split(FIELD);
    let id = names.next().unwrap_or_default();
    let aliases: Vec<Alias> = names.map(decode_alias).collect();
    let at = (row.latitude != NOWHERE)
        .then(|| [row.latitude, row.longitude].map(|fixed| f64::from(fixed) / DEGREE));
    let mut entity = Entity {
        kind,
        country,
        origin,
        at,
        ..Entity::new(
            EntityId::from(id),
            Class::ALL
                .get(usize::from(row.class))
                .copied()
                .unwrap_or(Class::Place),
            aliases,
        )
    };
    entity.ids.extend(derived(id));
    for (field, value) in rest.split(FIELD).filter_map(|part| part.split_once('=')) {
        if let Some(register) = field.strip_prefix("ids.") {
            entity.ids.insert(register.to_owned(), value.to_owned());
            continue;
        }
        let ids = || value.split(',').map(EntityId::from).collect();
        match field {
            "in" => entity.within = ids(),
            "part_of" => entity.part_of = ids(),
            "sponsors" => entity.sponsors = ids(),
            "successor_of" => entity.successor_of = ids(),
            "leads" => entity.leads = ids(),
            "member_of" => entity.member_of = ids(),
            "speaks_for" => entity.speaks_for = ids(),
            "since" => entity.since = value.parse().ok(),
            "until" => entity.until = value.parse().ok(),
            "precision" => entity.precision = value.parse().ok(),
            "note" => entity.note = Some(value.to_owned()),
            _ => {}
        }
    }
    entity
}

fn decode_alias(text: &str) -> Alias {
    let mut parts = text.split(PART);
    let mut alias = Alias {
        name: parts.next().unwrap_or_default().to_owned(),
        ..Alias::default()
    };
    for part in parts {
        let Some((key, value)) = part.split_at_checked(1) else {
            continue;
        };
        match key {
            "l" => alias.lang = Some(value.to_owned()),
            "s" => alias.since = value.parse().ok(),
            "u" => alias.until = value.parse().ok(),
            "c" => alias.case = true,
            "n" => alias.needs = value.split('|').map(str::to_owned).collect(),
            _ => {}
        }
    }
    alias
}
