//! Extraction records in files, one a line: written one after the other, and found again by their places, so that any
//! number of them can be gone through in any order while a few are in memory.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::model::{Diagnostic, Record, Severity};

/// How many lines are held and parsed at a time.
const AT_A_TIME: usize = 64;

/// The bytes that are read ahead.
const AHEAD: usize = 1 << 18;

/// Writes an extraction record as a line of JSON, and gives its length without the line break.
///
/// # Errors
/// Where writing fails.
pub fn write_record(record: &Record, out: &mut (impl Write + ?Sized)) -> io::Result<u64> {
    let line = serde_json::to_vec(record)?;
    out.write_all(&line)?;
    out.write_all(b"\n")?;
    Ok(line.len() as u64)
}

/// Where a record stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    file: u32,
    start: u64,
    length: u64,
}

/// The places of records in files.
#[derive(Debug, Default)]
pub struct RecordPlaces {
    files: Vec<PathBuf>,
    places: Vec<Place>,
}

impl RecordPlaces {
    /// Those of one file that is being written; `push` tells them.
    pub fn of_file(path: PathBuf) -> Self {
        Self {
            files: vec![path],
            places: Vec::new(),
        }
    }

    /// Tells of a record that was written at the end of the last file.
    pub fn push(&mut self, start: u64, length: u64) {
        self.places.push(Place {
            file: (self.files.len() as u32).saturating_sub(1),
            start,
            length,
        });
    }

    /// Goes once through files of records and gives each to `each`, in order. A line that is none is told and left out.
    ///
    /// # Errors
    /// Where a file cannot be read.
    pub fn find(
        paths: &[PathBuf],
        mut each: impl FnMut(Record),
    ) -> io::Result<(Self, Vec<Diagnostic>)> {
        let (mut found, mut diagnostics) = (Self::default(), Vec::new());
        for path in paths {
            let named = |error| named(path, &error);
            let mut reader = BufReader::with_capacity(AHEAD, File::open(path).map_err(named)?);
            found.files.push(path.clone());
            let (mut start, mut number) = (0, 0);
            loop {
                let mut batch: Vec<(u64, usize, Vec<u8>)> = Vec::with_capacity(AT_A_TIME);
                while batch.len() < AT_A_TIME {
                    let mut line = Vec::new();
                    let length = reader.read_until(b'\n', &mut line).map_err(named)?;
                    if length == 0 {
                        break;
                    }
                    number += 1;
                    if !line.trim_ascii().is_empty() {
                        batch.push((start, number, line));
                    }
                    start += length as u64;
                }
                if batch.is_empty() {
                    break;
                }
                let records: Vec<Result<Record, serde_json::Error>> = batch
                    .par_iter()
                    .map(|(_, _, line)| serde_json::from_slice(line))
                    .collect();
                for ((start, number, line), record) in batch.into_iter().zip(records) {
                    match record {
                        Ok(record) => {
                            found.push(start, line.len() as u64);
                            each(record);
                        }
                        Err(error) => {
                            let message = format!("line {number} is no extraction record: {error}");
                            diagnostics.push(
                                Diagnostic::of_file(
                                    Severity::Error,
                                    path.to_string_lossy().replace('\\', "/"),
                                    message,
                                )
                                .with_help(
                                    "the line is left out; `dossier extract` writes records",
                                ),
                            );
                        }
                    }
                }
            }
        }
        Ok((found, diagnostics))
    }

    /// Keeps the places with these numbers, in this order.
    pub fn select(&mut self, order: &[usize]) {
        self.places = order.iter().map(|at| self.places[*at]).collect();
    }

    /// The records, in order.
    pub fn read(&self) -> impl Iterator<Item = io::Result<Record>> + '_ {
        let mut open: Option<(u32, File)> = None;
        self.places.chunks(AT_A_TIME).flat_map(move |places| {
            let lines: Vec<io::Result<Vec<u8>>> = places
                .iter()
                .map(|place| self.line(*place, &mut open))
                .collect();
            lines
                .into_par_iter()
                .map(|line| Ok(serde_json::from_slice(&line?)?))
                .collect::<Vec<io::Result<Record>>>()
        })
    }

    /// The line of one record. Nothing is read ahead, since the next may stand anywhere.
    fn line(&self, place: Place, open: &mut Option<(u32, File)>) -> io::Result<Vec<u8>> {
        let path = &self.files[place.file as usize];
        let read = |file: &mut File| {
            file.seek(SeekFrom::Start(place.start))?;
            let mut line = vec![0; place.length as usize];
            file.read_exact(&mut line)?;
            Ok(line)
        };
        match open {
            Some((number, file)) if *number == place.file => read(file),
            _ => File::open(path).and_then(|mut file| {
                let line = read(&mut file);
                *open = Some((place.file, file));
                line
            }),
        }
        .map_err(|error| named(path, &error))
    }
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::tests::corpus;

    #[test]
    fn records_are_found_again_in_any_order() {
        let folder = std::env::temp_dir().join(format!("dossier-records-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let records = corpus::records();
        let (one, other) = records.split_at(1);
        let mut paths = Vec::new();
        for (name, part) in [("one", one), ("other", other)] {
            let mut bytes = b"\n{\"doc\": 1}\n".to_vec();
            for record in part {
                write_record(record, &mut bytes).unwrap();
            }
            paths.push(folder.join(name));
            fs::write(folder.join(name), bytes).unwrap();
        }
        let mut read = Vec::new();
        let (mut places, diagnostics) = RecordPlaces::find(&paths, |r| read.push(r)).unwrap();
        assert_eq!(read, records);
        assert_eq!(diagnostics.len(), 2);
        assert!(diagnostics[0].message.starts_with("line 2 is no"));
        let order: Vec<usize> = (0..records.len()).rev().collect();
        places.select(&order);
        let mut again: Vec<Record> = places.read().collect::<io::Result<_>>().unwrap();
        again.reverse();
        assert_eq!(again, records);
        fs::remove_dir_all(folder).unwrap();
    }
}
