//! The folder that a build leaves: all of its files, or none of them.
//!
//! Files are staged in a folder inside it, the manifest last, and then renamed into place, the manifest
//! last again. So a complete stage is one with a manifest: a later build rolls it forward. An incomplete
//! one is removed.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::manifest::{Manifest, Output};

/// Where files wait inside the folder.
const STAGE: &str = ".stage";

/// The file that ends a build.
pub const MANIFEST: &str = "manifest.json";

/// A build's files on their way into the folder.
#[derive(Debug)]
pub struct Stage {
    folder: PathBuf,
    outputs: Vec<Output>,
}

impl Stage {
    /// Makes the folder ready, and mends what a build that was broken off left in it.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let stage = folder.join(STAGE);
        if stage.join(MANIFEST).is_file() {
            roll_forward(folder)?;
        } else if stage.exists() {
            fs::remove_dir_all(&stage)?;
        }
        fs::create_dir_all(&stage)?;
        Ok(Self {
            folder: folder.to_owned(),
            outputs: Vec::new(),
        })
    }

    /// Writes one file; `name` may hold a folder.
    ///
    /// # Errors
    /// Where the file cannot be written, or `content` fails.
    pub fn write(
        &mut self,
        name: &str,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut file = self.create(name)?;
        content(&mut file).map_err(|error| named(&file.path, &error))?;
        self.close(file)?;
        Ok(())
    }

    /// Opens one file to be written beside others; `name` may hold a folder.
    ///
    /// # Errors
    /// Where the file cannot be made.
    pub fn create(&self, name: &str) -> io::Result<StagedFile> {
        let path = self.folder.join(STAGE).join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| named(parent, &error))?;
        }
        let file = File::create(&path).map_err(|error| named(&path, &error))?;
        Ok(StagedFile {
            name: name.to_owned(),
            path,
            inner: BufWriter::with_capacity(1 << 16, file),
            hash: Sha256::new(),
            bytes: 0,
        })
    }

    /// Takes a file into the build, and gives the place where it waits.
    ///
    /// # Errors
    /// Where its end cannot be written.
    pub fn close(&mut self, mut file: StagedFile) -> io::Result<PathBuf> {
        file.flush().map_err(|error| named(&file.path, &error))?;
        self.outputs.push(Output {
            file: file.name,
            bytes: file.bytes,
            sha256: hex(&file.hash.finalize()),
        });
        Ok(file.path)
    }

    /// A folder for files that are gone when the build is done.
    pub fn scratch(&self) -> PathBuf {
        self.folder.join(STAGE).join("scratch")
    }

    /// Ends the stage with the manifest, to which it adds the list of files, and moves all into place. Files of
    /// an earlier build that this one does not have are removed; files that no build wrote are left alone.
    ///
    /// # Errors
    /// Where a file cannot be written or moved.
    pub fn finish(mut self, mut manifest: Manifest) -> io::Result<()> {
        manifest.outputs = std::mem::take(&mut self.outputs);
        manifest.outputs.sort_by(|a, b| a.file.cmp(&b.file));
        let mut bytes = serde_json::to_vec_pretty(&manifest)?;
        bytes.push(b'\n');
        let stage = self.folder.join(STAGE);
        let waiting = stage.join("manifest.part");
        fs::write(&waiting, bytes)?;
        fs::rename(waiting, stage.join(MANIFEST))?;
        roll_forward(&self.folder)
    }
}

impl Drop for Stage {
    /// Removes what a build that failed has staged; a complete stage waits to be rolled forward.
    fn drop(&mut self) {
        let stage = self.folder.join(STAGE);
        if !stage.join(MANIFEST).exists() {
            // What cannot be removed now, the next build removes.
            let _ = fs::remove_dir_all(stage);
        }
    }
}

/// Reads the manifest of a folder that a build left.
///
/// # Errors
/// Where there is none, or it cannot be read.
pub fn read_manifest(folder: &Path) -> io::Result<Manifest> {
    let path = folder.join(MANIFEST);
    let bytes = fs::read(&path).map_err(|error| named(&path, &error))?;
    serde_json::from_slice(&bytes).map_err(|error| named(&path, &error.into()))
}

fn roll_forward(folder: &Path) -> io::Result<()> {
    let stage = folder.join(STAGE);
    let manifest: Manifest = serde_json::from_slice(&fs::read(stage.join(MANIFEST))?)?;
    let wanted: BTreeSet<&str> = manifest
        .outputs
        .iter()
        .map(|output| output.file.as_str())
        .collect();
    if let Ok(old) = read_manifest(folder) {
        for output in old
            .outputs
            .iter()
            .filter(|output| !wanted.contains(output.file.as_str()))
        {
            match fs::remove_file(folder.join(&output.file)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
    }
    for name in wanted.into_iter().chain([MANIFEST]) {
        let (from, to) = (stage.join(name), folder.join(name));
        // Moved already by the build that was broken off.
        if !from.exists() {
            continue;
        }
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::rename(from, to)?;
    }
    fs::remove_dir_all(stage)
}

/// The same error with the file that it is about.
fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// A file of a build that is being written.
#[derive(Debug)]
pub struct StagedFile {
    name: String,
    path: PathBuf,
    inner: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl StagedFile {
    /// Where it waits.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The bytes written so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }
}

impl Write for StagedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fresh(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("dossier-folder-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    fn build(folder: &Path, files: &[(&str, &str)]) {
        let mut stage = Stage::open(folder).unwrap();
        for (name, text) in files {
            stage
                .write(name, |file| file.write_all(text.as_bytes()))
                .unwrap();
        }
        stage.finish(Manifest::default()).unwrap();
    }

    #[test]
    fn a_build_replaces_its_own_files_and_no_others() {
        let folder = fresh("replace");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("README.md"), "mine").unwrap();
        build(&folder, &[("a.txt", "1"), ("texts/b.txt", "2")]);
        build(&folder, &[("a.txt", "3")]);
        assert_eq!(fs::read_to_string(folder.join("a.txt")).unwrap(), "3");
        assert!(!folder.join("texts/b.txt").exists());
        assert_eq!(
            fs::read_to_string(folder.join("README.md")).unwrap(),
            "mine"
        );
        assert!(!folder.join(STAGE).exists());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_complete_stage_is_rolled_forward_and_an_incomplete_one_removed() {
        let folder = fresh("roll");
        build(&folder, &[("a.txt", "old")]);
        let mut broken = Stage::open(&folder).unwrap();
        broken
            .write("a.txt", |file| file.write_all(b"half"))
            .unwrap();
        let stage = folder.join(STAGE);
        drop(broken);
        assert!(!stage.exists());

        // What stands here is what a build left that was killed.
        fs::create_dir_all(&stage).unwrap();
        fs::write(stage.join("a.txt"), "half").unwrap();
        drop(Stage::open(&folder).unwrap());
        assert!(!stage.exists());
        assert_eq!(fs::read_to_string(folder.join("a.txt")).unwrap(), "old");

        fs::create_dir_all(&stage).unwrap();
        fs::write(stage.join("a.txt"), "new").unwrap();
        let manifest = Manifest {
            outputs: vec![Output {
                file: "a.txt".into(),
                bytes: 3,
                sha256: String::new(),
            }],
            ..Manifest::default()
        };
        fs::write(stage.join(MANIFEST), serde_json::to_vec(&manifest).unwrap()).unwrap();
        Stage::open(&folder).unwrap();
        assert_eq!(fs::read_to_string(folder.join("a.txt")).unwrap(), "new");
        fs::remove_dir_all(folder).unwrap();
    }
}
