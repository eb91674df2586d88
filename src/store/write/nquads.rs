//! Sorts any number of lines in bounded memory: runs of sorted lines go to files, which are merged at the end.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

/// Runs that are merged at once at most; more are merged in stages, since a program may open so many files only.
const MOST_RUNS: usize = 200;

/// The bytes that are read ahead of each run.
const AHEAD: usize = 1 << 17;

/// Lines to be sorted by their bytes, each written once.
pub struct SortedLines {
    folder: PathBuf,
    memory: usize,
    text: Vec<u8>,
    /// Where each line starts and ends in `text`, without its line break.
    lines: Vec<(usize, usize)>,
    runs: Vec<PathBuf>,
    made: usize,
}

impl SortedLines {
    /// Holds about `memory` bytes; more goes to files in `folder`, which is made where it is not there.
    pub fn new(folder: &Path, memory: usize) -> Self {
        Self {
            folder: folder.to_owned(),
            memory,
            text: Vec::new(),
            lines: Vec::new(),
            runs: Vec::new(),
            made: 0,
        }
    }

    /// Adds lines, each of which ends with its line break.
    pub fn push(&mut self, lines: &[u8]) -> io::Result<()> {
        let held = self.text.len() + self.lines.len() * size_of::<(usize, usize)>();
        if held + lines.len() > self.memory && held > 0 {
            self.spill()?;
        }
        let mut start = self.text.len();
        self.text.extend_from_slice(lines);
        for line in lines.split_inclusive(|byte| *byte == b'\n') {
            let end = start + line.len();
            self.lines
                .push((start, end - usize::from(line.ends_with(b"\n"))));
            start = end;
        }
        Ok(())
    }

    /// Writes all lines in order and gives their number.
    pub fn finish(mut self, out: impl Write) -> io::Result<u64> {
        let mut out = BufWriter::with_capacity(AHEAD, out);
        let count = if self.runs.is_empty() {
            self.write_sorted(&mut out)?
        } else {
            self.spill()?;
            self.text = Vec::new();
            self.lines = Vec::new();
            merge(&self.runs, &mut out)?
        };
        out.flush()?;
        Ok(count)
    }

    fn write_sorted(&mut self, out: &mut impl Write) -> io::Result<u64> {
        let text = &self.text;
        // Equal lines are the same bytes, so it makes no difference which comes first.
        self.lines
            .par_sort_unstable_by(|a, b| text[a.0..a.1].cmp(&text[b.0..b.1]));
        self.lines.dedup_by(|a, b| text[a.0..a.1] == text[b.0..b.1]);
        for (start, end) in &self.lines {
            out.write_all(&text[*start..*end])?;
            out.write_all(b"\n")?;
        }
        let count = self.lines.len() as u64;
        self.lines.clear();
        self.text.clear();
        Ok(count)
    }

    fn spill(&mut self) -> io::Result<()> {
        let mut file = self.run()?;
        self.write_sorted(&mut file)?;
        file.flush()?;
        if self.runs.len() == MOST_RUNS {
            let merged = std::mem::take(&mut self.runs);
            let result = self.run().and_then(|mut file| {
                merge(&merged, &mut file)?;
                file.flush()
            });
            remove(&merged);
            result?;
        }
        Ok(())
    }

    /// Starts a new file.
    fn run(&mut self) -> io::Result<BufWriter<File>> {
        fs::create_dir_all(&self.folder)?;
        let path = self.folder.join(format!("run-{}.sorted", self.made));
        self.made += 1;
        self.runs.push(path.clone());
        Ok(BufWriter::with_capacity(AHEAD, File::create(&path)?))
    }
}

impl Drop for SortedLines {
    fn drop(&mut self) {
        remove(&self.runs);
    }
}

fn remove(runs: &[PathBuf]) {
    for run in runs {
        // A file that cannot be removed lies in a folder that the build removes.
        let _ = fs::remove_file(run);
    }
}

/// Merges files of sorted lines, each line written once.
fn merge(runs: &[PathBuf], out: &mut impl Write) -> io::Result<u64> {
    let mut readers = Vec::with_capacity(runs.len());
    let mut heads = BinaryHeap::with_capacity(runs.len());
    for (run, path) in runs.iter().enumerate() {
        let mut reader = BufReader::with_capacity(AHEAD, File::open(path)?);
        let mut line = Vec::new();
        if next_line(&mut reader, &mut line)? {
            heads.push(Reverse((line, run)));
        }
        readers.push(reader);
    }
    let mut count = 0;
    let mut last = Vec::new();
    while let Some(Reverse((line, run))) = heads.pop() {
        let mut free = line;
        if count == 0 || free != last {
            out.write_all(&free)?;
            out.write_all(b"\n")?;
            count += 1;
            std::mem::swap(&mut free, &mut last);
        }
        if next_line(&mut readers[run], &mut free)? {
            heads.push(Reverse((free, run)));
        }
    }
    Ok(count)
}

/// Reads a line without its line break over what `line` held; false at the end.
fn next_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    if reader.read_until(b'\n', line)? == 0 {
        return Ok(false);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_lines_whatever_the_memory() {
        let mut expected: Vec<String> = (0..1000_u64)
            .map(|n| format!("line {}", n.wrapping_mul(7919) % 500))
            .collect();
        let sorted = |memory: usize| {
            let folder =
                std::env::temp_dir().join(format!("dossier-sort-{memory}-{}", std::process::id()));
            fs::create_dir_all(&folder).unwrap();
            let mut lines = SortedLines::new(&folder, memory);
            for line in &expected {
                lines.push(format!("{line}\n").as_bytes()).unwrap();
            }
            let mut out = Vec::new();
            let count = lines.finish(&mut out).unwrap();
            assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
            fs::remove_dir(&folder).unwrap();
            (count, String::from_utf8(out).unwrap())
        };
        // So little memory makes more runs than are merged at once.
        let (least, few, many) = (sorted(60), sorted(1000), sorted(1 << 20));
        assert_eq!(least, many);
        assert_eq!(few, many);
        expected.sort();
        expected.dedup();
        assert_eq!(few.0, 500);
        assert_eq!(few.1, expected.join("\n") + "\n");
    }
}
