//! Sorts any number of lines in bounded memory: runs of sorted lines go to files, which are merged at the end.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt::Arguments;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Lines to be sorted by their bytes, each written once.
pub struct SortedLines {
    folder: PathBuf,
    memory: usize,
    text: Vec<u8>,
    /// Where each line starts and ends in `text`, without its line break.
    lines: Vec<(usize, usize)>,
    runs: Vec<PathBuf>,
}

impl SortedLines {
    /// Holds up to `memory` bytes; more goes to files in `folder`.
    pub fn new(folder: &Path, memory: usize) -> Self {
        Self {
            folder: folder.to_owned(),
            memory,
            text: Vec::new(),
            lines: Vec::new(),
            runs: Vec::new(),
        }
    }

    /// Adds a line, which must hold no line break.
    pub fn push(&mut self, line: Arguments<'_>) -> io::Result<()> {
        let start = self.text.len();
        self.text.write_fmt(line)?;
        self.lines.push((start, self.text.len()));
        if self.text.len() + self.lines.len() * size_of::<(usize, usize)>() >= self.memory {
            self.spill()?;
        }
        Ok(())
    }

    /// Writes all lines in order and gives their number.
    pub fn finish(mut self, out: impl Write) -> io::Result<u64> {
        let mut out = BufWriter::new(out);
        let count = if self.runs.is_empty() {
            self.write_sorted(&mut out)?
        } else {
            self.spill()?;
            self.merge(&mut out)?
        };
        out.flush()?;
        Ok(count)
    }

    fn write_sorted(&mut self, out: &mut impl Write) -> io::Result<u64> {
        let text = &self.text;
        self.lines
            .sort_unstable_by(|a, b| text[a.0..a.1].cmp(&text[b.0..b.1]));
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
        let path = self.folder.join(format!("run-{}.sorted", self.runs.len()));
        self.runs.push(path.clone());
        let mut file = BufWriter::new(File::create(&path)?);
        self.write_sorted(&mut file)?;
        file.flush()
    }

    fn merge(&mut self, out: &mut impl Write) -> io::Result<u64> {
        let mut readers = Vec::with_capacity(self.runs.len());
        let mut heads = BinaryHeap::new();
        for (run, path) in self.runs.iter().enumerate() {
            let mut reader = BufReader::new(File::open(path)?);
            if let Some(line) = next_line(&mut reader)? {
                heads.push(Reverse((line, run)));
            }
            readers.push(reader);
        }
        let mut count = 0;
        let mut last: Option<Vec<u8>> = None;
        while let Some(Reverse((line, run))) = heads.pop() {
            if let Some(next) = next_line(&mut readers[run])? {
                heads.push(Reverse((next, run)));
            }
            if last.as_ref() != Some(&line) {
                out.write_all(&line)?;
                out.write_all(b"\n")?;
                count += 1;
                last = Some(line);
            }
        }
        Ok(count)
    }
}

impl Drop for SortedLines {
    fn drop(&mut self) {
        for run in &self.runs {
            // A file that cannot be removed lies in a folder that the build removes.
            let _ = fs::remove_file(run);
        }
    }
}

fn next_line(reader: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    if reader.read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    }
    Ok(Some(line))
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
                lines.push(format_args!("{line}")).unwrap();
            }
            let mut out = Vec::new();
            let count = lines.finish(&mut out).unwrap();
            assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
            fs::remove_dir(&folder).unwrap();
            (count, String::from_utf8(out).unwrap())
        };
        let (few, many) = (sorted(1000), sorted(1 << 20));
        assert_eq!(few, many);
        expected.sort();
        expected.dedup();
        assert_eq!(few.0, 500);
        assert_eq!(few.1, expected.join("\n") + "\n");
    }
}
