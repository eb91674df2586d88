//! What earlier builds extracted, kept so that a build reads anew only the documents that changed.
//!
//! One file for each document, `<folder>/<first two digits>/<key>.json`: a line with the version of this form, the key, the
//! SHA-256 of what follows and the number of words; then the extraction record. The key is a hash of all that the record
//! depends on: the document's id, path, text and metadata, the program's version and sources, and the data files. So an
//! entry is right or is not found. A file is written beside its place and renamed into it; one that is damaged all the
//! same is told, and its document read anew. Entries that a build had no use for are removed when it ends.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io, process};

use sha2::{Digest, Sha256};

use crate::model::{Diagnostic, Document, Record, Severity};

/// The version of the form of entries.
const FORM: &str = "dossier-extraction-1";

/// The entries of one folder that were made under the same circumstances.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    circumstances: String,
}

/// The name of an entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(String);

/// What is kept of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// How many words the document has.
    pub words: u64,
    /// Its record.
    pub record: Record,
}

impl Cache {
    /// Entries in `folder`. `data` are hashes of all that extraction depends on beside the document and the program.
    pub fn new<'d>(folder: PathBuf, data: impl IntoIterator<Item = &'d str>) -> Self {
        let own = [FORM, env!("CARGO_PKG_VERSION"), env!("DOSSIER_SOURCES")];
        Self {
            folder,
            circumstances: hash(own.into_iter().chain(data).map(Some)),
        }
    }

    /// The key of a document.
    pub fn key(&self, document: &Document) -> Key {
        let published = document.published.map(|date| date.to_string());
        Key(hash([
            Some(self.circumstances.as_str()),
            Some(&document.id),
            Some(&document.path),
            Some(&document.sha256),
            document.outlet.as_deref(),
            published.as_deref(),
            document.url.as_deref(),
            document.title.as_deref(),
            Some(&document.text),
        ]))
    }

    /// What is kept under a key; `None` where nothing is.
    ///
    /// # Errors
    /// Where the entry is damaged or cannot be read; the document must be read anew.
    pub fn get(&self, key: &Key) -> Result<Option<Entry>, Box<Diagnostic>> {
        let path = self.path(key);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(damaged(&path, &error.to_string())),
        };
        match entry(key, &bytes) {
            Some(entry) => Ok(Some(entry)),
            None => Err(damaged(&path, "what an earlier build extracted is damaged")),
        }
    }

    /// Keeps what was extracted.
    ///
    /// # Errors
    /// Where the entry cannot be written.
    pub fn put(&self, key: &Key, entry: &Entry) -> io::Result<()> {
        let record = serde_json::to_vec(&entry.record)?;
        let digest = hex(&Sha256::digest(&record));
        let mut bytes = format!("{FORM} {} {digest} {}\n", key.0, entry.words).into_bytes();
        bytes.extend(record);
        bytes.push(b'\n');
        let path = self.path(key);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let waiting = path.with_extension(format!("{}.part", process::id()));
        let written = fs::write(&waiting, bytes).and_then(|()| fs::rename(&waiting, path));
        if written.is_err() {
            let _ = fs::remove_file(waiting);
        }
        written
    }

    /// Removes all entries but these.
    ///
    /// # Errors
    /// Where the folder cannot be read or an entry not be removed.
    pub fn keep_only(&self, used: &BTreeSet<Key>) -> io::Result<()> {
        let folders = match fs::read_dir(&self.folder) {
            Ok(folders) => folders,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        for folder in folders {
            let folder = folder?.path();
            if !folder.is_dir() {
                continue;
            }
            for file in fs::read_dir(&folder)? {
                let path = file?.path();
                let key = path.file_name().and_then(|name| name.to_str());
                let key = key.and_then(|name| name.strip_suffix(".json"));
                if !key.is_some_and(|key| used.contains(&Key(key.to_owned()))) {
                    fs::remove_file(path)?;
                }
            }
        }
        Ok(())
    }

    fn path(&self, key: &Key) -> PathBuf {
        let first = key.0.get(..2).unwrap_or_default();
        self.folder.join(first).join(format!("{}.json", key.0))
    }
}

fn entry(key: &Key, bytes: &[u8]) -> Option<Entry> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let heading = std::str::from_utf8(&bytes[..end]).ok()?;
    let record = bytes[end + 1..].strip_suffix(b"\n")?;
    let words = heading.strip_prefix(&format!(
        "{FORM} {} {} ",
        key.0,
        hex(&Sha256::digest(record))
    ))?;
    Some(Entry {
        words: words.parse().ok()?,
        record: serde_json::from_slice(record).ok()?,
    })
}

fn damaged(path: &Path, why: &str) -> Box<Diagnostic> {
    let path = path.to_string_lossy().replace('\\', "/");
    let diagnostic = Diagnostic::of_file(Severity::Warning, path, why);
    Box::new(diagnostic.with_help("its article is read anew"))
}

/// SHA-256 over parts, each with its length before it; what is absent differs from what is empty.
fn hash<'p>(parts: impl IntoIterator<Item = Option<&'p str>>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        match part {
            Some(part) => {
                hash.update([1]);
                hash.update((part.len() as u64).to_be_bytes());
                hash.update(part.as_bytes());
            }
            None => hash.update([0]),
        }
    }
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::corpus;

    fn document(text: &str, title: Option<&str>) -> Document {
        let metadata = crate::read::Metadata {
            title: title.map(str::to_owned),
            ..Default::default()
        };
        let bytes = text.as_bytes();
        crate::read::document("a".into(), "a.txt".into(), text.into(), bytes, metadata)
    }

    #[test]
    fn an_entry_is_found_under_the_same_circumstances_alone_and_a_damaged_one_is_told() {
        let folder = std::env::temp_dir().join(format!("dossier-cache-{}", process::id()));
        let cache = Cache::new(folder.clone(), ["data"]);
        let key = cache.key(&document("The text.", None));
        assert_eq!(cache.get(&key).unwrap(), None);
        let kept = Entry {
            words: 3,
            record: corpus::records().remove(0),
        };
        cache.put(&key, &kept).unwrap();
        assert_eq!(cache.get(&key).unwrap().as_ref(), Some(&kept));
        for other in [
            cache.key(&document("The text!", None)),
            cache.key(&document("The text.", Some("Title"))),
            Cache::new(folder.clone(), ["other"]).key(&document("The text.", None)),
        ] {
            assert_eq!(cache.get(&other).unwrap(), None);
        }

        let path = cache.path(&key);
        let whole = fs::read(&path).unwrap();
        for at in [0, 30, 100, whole.len() / 2, whole.len() - 2] {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            fs::write(&path, bytes).unwrap();
            assert!(cache.get(&key).is_err(), "byte {at}");
        }
        fs::write(&path, &whole[..whole.len() - 9]).unwrap();
        assert!(cache.get(&key).is_err());

        let other = cache.key(&document("Another.", None));
        cache.put(&other, &kept).unwrap();
        cache.keep_only(&[other.clone()].into()).unwrap();
        assert_eq!(cache.get(&key).unwrap(), None);
        assert_eq!(cache.get(&other).unwrap(), Some(kept));
        fs::remove_dir_all(folder).unwrap();
    }
}
