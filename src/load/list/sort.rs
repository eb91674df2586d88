//! Sorts more keys than should be in memory: sorted runs go to files and are merged.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// The bytes of keys that are sorted in memory at a time.
const RUN: usize = 48 << 20;

/// Keys with a number each, to be given back in order.
pub(super) struct Sorter {
    /// Where runs go: the path that their names begin with.
    place: PathBuf,
    bytes: Vec<u8>,
    /// Where each key stands in `bytes`, and its number.
    keys: Vec<(u32, u16, u64)>,
    runs: Vec<PathBuf>,
}

/// A key with its number.
type Pair = (Vec<u8>, u64);

impl Sorter {
    pub(super) fn new(place: &Path) -> Self {
        Self {
            place: place.to_owned(),
            bytes: Vec::new(),
            keys: Vec::new(),
            runs: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, key: &[u8], number: u64) -> io::Result<()> {
        let length = key.len().min(usize::from(u16::MAX));
        self.keys
            .push((self.bytes.len() as u32, length as u16, number));
        self.bytes.extend_from_slice(&key[..length]);
        if self.bytes.len() + self.keys.len() * 16 > RUN {
            self.spill()?;
        }
        Ok(())
    }

    fn spill(&mut self) -> io::Result<()> {
        self.sort();
        let mut name = self.place.clone().into_os_string();
        name.push(format!(".run{}", self.runs.len()));
        let path = PathBuf::from(name);
        let mut file = BufWriter::new(File::create(&path)?);
        self.runs.push(path);
        for (start, length, number) in &self.keys {
            let start = *start as usize;
            file.write_all(&length.to_le_bytes())?;
            file.write_all(&self.bytes[start..start + usize::from(*length)])?;
            file.write_all(&number.to_le_bytes())?;
        }
        file.flush()?;
        self.bytes.clear();
        self.keys.clear();
        Ok(())
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        let key = |(start, length, _): &(u32, u16, u64)| {
            let start = *start as usize;
            &bytes[start..start + usize::from(*length)]
        };
        self.keys
            .sort_unstable_by(|a, b| key(a).cmp(key(b)).then(a.2.cmp(&b.2)));
    }

    /// Calls `each` with every key and number, in their order.
    pub(super) fn finish(
        mut self,
        mut each: impl FnMut(&[u8], u64) -> io::Result<()>,
    ) -> io::Result<()> {
        if self.runs.is_empty() {
            self.sort();
            for (start, length, number) in &self.keys {
                let start = *start as usize;
                each(&self.bytes[start..start + usize::from(*length)], *number)?;
            }
            return Ok(());
        }
        self.spill()?;
        let mut files = Vec::with_capacity(self.runs.len());
        for run in &self.runs {
            files.push(BufReader::with_capacity(1 << 18, File::open(run)?));
        }
        let mut heap: BinaryHeap<Reverse<(Pair, usize)>> = BinaryHeap::new();
        for (run, file) in files.iter_mut().enumerate() {
            heap.extend(next(file)?.map(|pair| Reverse((pair, run))));
        }
        while let Some(Reverse(((key, number), run))) = heap.pop() {
            each(&key, number)?;
            heap.extend(next(&mut files[run])?.map(|pair| Reverse((pair, run))));
        }
        Ok(())
    }
}

impl Drop for Sorter {
    fn drop(&mut self) {
        for run in &self.runs {
            let _ = fs::remove_file(run);
        }
    }
}

fn next(file: &mut BufReader<File>) -> io::Result<Option<Pair>> {
    let mut length = [0; 2];
    if file.read(&mut length[..1])? == 0 {
        return Ok(None);
    }
    file.read_exact(&mut length[1..])?;
    let mut key = vec![0; usize::from(u16::from_le_bytes(length))];
    file.read_exact(&mut key)?;
    let mut number = [0; 8];
    file.read_exact(&mut number)?;
    Ok(Some((key, u64::from_le_bytes(number))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_merged_in_order() {
        let folder = std::env::temp_dir().join(format!("dossier-sort-{}", std::process::id()));
        let mut sorter = Sorter::new(&folder);
        for number in [5_u64, 3, 9, 1] {
            sorter
                .add(format!("key{number}").as_bytes(), number)
                .unwrap();
            sorter.spill().unwrap();
        }
        sorter.add(b"key3", 2).unwrap();
        let mut found = Vec::new();
        sorter
            .finish(|key, number| {
                found.push((String::from_utf8_lossy(key).into_owned(), number));
                Ok(())
            })
            .unwrap();
        let found: Vec<(&str, u64)> = found.iter().map(|(key, n)| (key.as_str(), *n)).collect();
        assert_eq!(
            found,
            [
                ("key1", 1),
                ("key3", 2),
                ("key3", 3),
                ("key5", 5),
                ("key9", 9)
            ]
        );
    }
}
