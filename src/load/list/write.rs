//! Writes a compiled list. Everything of any size goes to files beside the one to come, so that memory does not grow with
//! the list but for a few bytes of each entity.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use fst::MapBuilder;
use indexmap::IndexSet;

use super::format::{Checksum, Header, ListError, Row, Section, encode};
use super::sort::Sorter;
use super::{Posting, SEVERAL};
use crate::load::Entity;
use crate::model::Class;

/// The most entities that are kept of one name, the best known ones.
const MOST: usize = 64;

/// A list in the making.
pub struct ListWriter {
    path: PathBuf,
    spelling: u64,
    origin: String,
    words: IndexSet<String>,
    rows: Spool,
    texts: Spool,
    ids: Sorter,
    keys: Sorter,
    prominence: Vec<u32>,
}

/// What a list that was written holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Its entities.
    pub entities: u64,
    /// Its keys: names that are spelled alike have one.
    pub keys: u64,
    /// The length of the file, in bytes.
    pub bytes: u64,
    /// Entities whose id another had before, and which are not in it.
    pub repeated: u64,
}

impl std::fmt::Debug for ListWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ListWriter")
            .field("path", &self.path)
            .field("entities", &self.prominence.len())
            .finish_non_exhaustive()
    }
}

/// A file that a section is gathered in.
struct Spool {
    path: PathBuf,
    file: BufWriter<File>,
    length: u64,
}

impl Spool {
    fn new(list: &Path, name: &str) -> io::Result<Self> {
        let path = beside(list, name);
        let file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .open(&path)?;
        Ok(Self {
            path,
            file: BufWriter::new(file),
            length: 0,
        })
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.length += bytes.len() as u64;
        self.file.write_all(bytes)
    }
}

impl io::Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Spool::write(self, bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn beside(list: &Path, name: &str) -> PathBuf {
    let mut path = list.to_owned().into_os_string();
    path.push(".");
    path.push(name);
    PathBuf::from(path)
}

fn of_fst(error: fst::Error) -> ListError {
    match error {
        fst::Error::Io(error) => ListError::Io(error),
        fst::Error::Fst(_) => ListError::Damaged,
    }
}

impl ListWriter {
    /// Begins a list at `path`; `spelling` is the fingerprint of the rules that the keys are made by, `origin` a note for
    /// those who find the file.
    ///
    /// # Errors
    /// Where no file can be written there.
    pub fn new(path: &Path, spelling: u64, origin: &str) -> Result<Self, ListError> {
        Ok(Self {
            path: path.to_owned(),
            spelling,
            origin: origin.to_owned(),
            words: IndexSet::from([String::new()]),
            rows: Spool::new(path, "rows")?,
            texts: Spool::new(path, "texts")?,
            ids: Sorter::new(&beside(path, "ids")),
            keys: Sorter::new(&beside(path, "keys")),
            prominence: Vec::new(),
        })
    }

    /// Adds an entity with the keys of its names: each with the index of the name, the label first.
    ///
    /// # Errors
    /// Where a file cannot be written, or the list grows beyond what its format holds.
    pub fn add(
        &mut self,
        entity: &Entity,
        prominence: u32,
        keys: &[(Vec<u8>, u16)],
    ) -> Result<(), ListError> {
        let index = u32::try_from(self.prominence.len())
            .map_err(|_| ListError::TooLarge("more than 4,294,967,295 entities"))?;
        let text = u32::try_from(self.texts.length)
            .map_err(|_| ListError::TooLarge("more than 4 GB of names"))?;
        let (latitude, longitude) = Row::place(entity.at);
        let row = Row {
            text,
            class: Class::ALL
                .iter()
                .position(|class| *class == entity.class)
                .unwrap_or_default() as u8,
            kind: self.word(entity.kind.as_deref()),
            country: self.word(entity.country.as_ref().map(|id| id.as_str())),
            origin: self.word(entity.origin.as_deref()),
            latitude,
            longitude,
            prominence,
        };
        let mut bytes = Vec::with_capacity(Row::LENGTH);
        row.write(&mut bytes);
        self.rows.write(&bytes)?;
        self.texts.write(encode(entity).as_bytes())?;
        self.prominence.push(prominence);
        self.ids
            .add(entity.id.as_str().as_bytes(), u64::from(index))?;
        for (key, name) in keys {
            let posting = Posting {
                entity: index,
                name: *name,
            };
            if !key.is_empty() {
                self.keys.add(key, posting.packed())?;
            }
        }
        Ok(())
    }

    /// The index of a shared word; 0 for none, and where there are too many.
    fn word(&mut self, word: Option<&str>) -> u16 {
        let Some(word) = word else { return 0 };
        let word = word.replace('\n', " ");
        if let Some(at) = self.words.get_index_of(&word) {
            return at as u16;
        }
        if self.words.len() > usize::from(u16::MAX) {
            return 0;
        }
        self.words.insert_full(word).0 as u16
    }

    /// Writes the file.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn finish(self) -> Result<Written, ListError> {
        let Self {
            path,
            spelling,
            origin,
            words,
            mut rows,
            mut texts,
            ids,
            keys,
            prominence,
        } = self;
        let mut repeated = vec![false; prominence.len()];
        let mut count = 0;
        let mut id_fst = MapBuilder::new(Spool::new(&path, "id-fst")?).map_err(of_fst)?;
        let mut last: Option<Vec<u8>> = None;
        let mut failed = None;
        ids.finish(|id, index| {
            if last.as_deref() == Some(id) {
                count += 1;
                repeated[index as usize] = true;
            } else if let Err(error) = id_fst.insert(id, index) {
                failed = Some(error);
            }
            last = Some(id.to_vec());
            Ok(())
        })?;
        let mut id_fst = id_fst.into_inner().map_err(of_fst)?;

        let mut postings = Spool::new(&path, "postings")?;
        let mut key_fst = MapBuilder::new(Spool::new(&path, "key-fst")?).map_err(of_fst)?;
        let mut key_count = 0;
        let mut current: Vec<u8> = Vec::new();
        let mut own: Vec<u64> = Vec::new();
        let mut put = |key: &[u8], own: &mut Vec<u64>| -> io::Result<()> {
            own.dedup();
            own.sort_by_key(|packed| {
                let posting = Posting::unpack(*packed);
                (
                    std::cmp::Reverse(prominence[posting.entity as usize]),
                    *packed,
                )
            });
            own.truncate(MOST);
            let value = match own.as_slice() {
                [] => return Ok(()),
                [one] => *one,
                all => {
                    let at = postings.length;
                    postings.write(&(all.len() as u64).to_le_bytes())?;
                    for packed in all {
                        postings.write(&packed.to_le_bytes())?;
                    }
                    at | SEVERAL
                }
            };
            own.clear();
            key_count += 1;
            if let Err(error) = key_fst.insert(key, value) {
                failed = Some(error);
            }
            Ok(())
        };
        keys.finish(|key, packed| {
            if key != current {
                put(&current, &mut own)?;
                current.clear();
                current.extend_from_slice(key);
            }
            if !repeated[Posting::unpack(packed).entity as usize] {
                own.push(packed);
            }
            Ok(())
        })?;
        put(&current, &mut own)?;
        if let Some(error) = failed {
            return Err(of_fst(error));
        }
        let mut key_fst = key_fst.into_inner().map_err(of_fst)?;

        let words = words.into_iter().collect::<Vec<_>>().join("\n");
        let mut header = Header {
            checksum: 0,
            spelling,
            lengths: [0; 7],
        };
        for (section, length) in [
            (Section::Origin, origin.len() as u64),
            (Section::Words, words.len() as u64),
            (Section::Rows, rows.length),
            (Section::Texts, texts.length),
            (Section::Ids, id_fst.length),
            (Section::Keys, key_fst.length),
            (Section::Postings, postings.length),
        ] {
            header.lengths[section as usize] = length;
        }
        let partial = beside(&path, "partial");
        let mut file = BufWriter::new(File::create(&partial)?);
        let mut checksum = Checksum::default();
        let head = header.write();
        checksum.add(&head[Header::CHECKED..]);
        file.write_all(&head)?;
        for text in [&origin, &words] {
            checksum.add(text.as_bytes());
            file.write_all(text.as_bytes())?;
        }
        for spool in [
            &mut rows,
            &mut texts,
            &mut id_fst,
            &mut key_fst,
            &mut postings,
        ] {
            copy(spool, &mut file, &mut checksum)?;
        }
        header.checksum = checksum.finish();
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&header.write())?;
        file.flush()?;
        drop(file);
        fs::rename(&partial, &path)?;
        Ok(Written {
            entities: prominence.len() as u64 - count,
            keys: key_count,
            bytes: Header::LENGTH as u64 + header.lengths.iter().sum::<u64>(),
            repeated: count,
        })
    }
}

fn copy(spool: &mut Spool, file: &mut BufWriter<File>, checksum: &mut Checksum) -> io::Result<()> {
    spool.file.flush()?;
    let own = spool.file.get_mut();
    own.seek(SeekFrom::Start(0))?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = own.read(&mut buffer)?;
        if read == 0 {
            return Ok(());
        }
        checksum.add(&buffer[..read]);
        file.write_all(&buffer[..read])?;
    }
}
