//! What several commands read: the data files, and the folder that a build left.

use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use clap::Args;

use super::style;
use crate::load::{self, DataFile, Ledger, List};
use crate::model::{Build, Diagnostic, Record, Severity};
use crate::names;
use crate::pipeline::Data;
use crate::resolve::resolve;

/// Where the data is that analysts edit.
#[derive(Debug, Clone, Args)]
pub(super) struct DataArgs {
    /// A folder of gazetteer files to use in place of the project's own, which is built in
    #[arg(long, value_name = "DIR")]
    pub gazetteer: Option<PathBuf>,
    /// A compiled list of names to use beneath the gazetteer; may be given several times
    #[arg(long = "name-list", value_name = "FILE")]
    pub name_lists: Vec<PathBuf>,
    /// A folder with relations, queries and the ontology to use in place of the project's own
    #[arg(long, value_name = "DIR")]
    pub ontology: Option<PathBuf>,
    /// The ledger of who is the same and who is not, where one is kept
    #[arg(long, value_name = "FILE", default_value = "identity.toml")]
    pub identity: PathBuf,
}

/// The files of the gazetteer and of the ontology, with the folder that each is named under.
pub(super) struct DataFiles {
    pub gazetteer: (Vec<DataFile>, String),
    pub ontology: (Vec<DataFile>, String),
    /// The ledger of identity; `None` where none is kept.
    pub identity: Option<DataFile>,
    /// Compiled lists: those in the gazetteer's folder, then those that the user named.
    pub lists: Vec<PathBuf>,
}

impl DataFiles {
    /// Checks the files and gives the data, with what is wrong in it.
    ///
    /// # Errors
    /// Where a compiled list cannot be used.
    pub fn check(&self) -> Result<(Data, Vec<Diagnostic>)> {
        let (mut data, mut diagnostics) = Data::load(&self.gazetteer.0, &self.ontology.0);
        if let Some(file) = &self.identity {
            let (ledger, wrong) = Ledger::load(file);
            data.ledger = ledger;
            diagnostics.extend(wrong);
        }
        let spelling = names::spelling(&data.gazetteer.forms);
        for path in &self.lists {
            let list = List::open(path, spelling)
                .with_context(|| format!("cannot use the list {}", path.display()))?;
            data.gazetteer.lists.push(Arc::new(list));
        }
        Ok((data, diagnostics))
    }
}

impl DataArgs {
    /// Reads the files, without checking them.
    pub fn files(&self) -> Result<DataFiles> {
        let read =
            |folder: &Option<PathBuf>, bundled: fn() -> Vec<DataFile>, name: &str| match folder {
                None => Ok((bundled(), name.to_owned())),
                Some(folder) => load::read_folder(folder)
                    .map(|files| (files, folder.to_string_lossy().replace('\\', "/")))
                    .with_context(|| format!("cannot read the {name} folder")),
            };
        Ok(DataFiles {
            gazetteer: read(&self.gazetteer, load::bundle::gazetteer, "gazetteer")?,
            ontology: read(&self.ontology, load::bundle::ontology, "ontology")?,
            identity: read_ledger(&self.identity)?,
            lists: self.lists()?,
        })
    }

    fn lists(&self) -> Result<Vec<PathBuf>> {
        let mut lists = match &self.gazetteer {
            Some(folder) => load::lists_in(folder).context("cannot read the gazetteer folder")?,
            None => Vec::new(),
        };
        lists.extend(self.name_lists.iter().cloned());
        Ok(lists)
    }

    /// Reads and checks the files of a build, and shows what is wrong in them; whether that is more than a warning comes with
    /// them. The rest is used.
    pub fn load_files(&self) -> Result<(DataFiles, Data, bool)> {
        let files = self.files()?;
        let (data, diagnostics) = files.check()?;
        let wrong = self.show(&diagnostics)?;
        if data.gazetteer.entities.is_empty() {
            bail!("the gazetteer holds no entity; see `dossier check`");
        }
        Ok((files, data, wrong))
    }

    /// Loads the data, and shows on standard error what is wrong in the ledger and the folders that the user named. The
    /// rest is used.
    pub fn load(&self) -> Result<Data> {
        Ok(self.load_files()?.1)
    }
}

impl DataArgs {
    /// Shows what is wrong in the ledger and in the folders that the user named, and tells whether it is more than a
    /// warning; what is built in is `dossier check`'s to show.
    pub fn show(&self, diagnostics: &[Diagnostic]) -> Result<bool> {
        if self.gazetteer.is_some() || self.ontology.is_some() {
            show(diagnostics)?;
            return Ok(any_error(diagnostics));
        }
        let ledger = self.identity.to_string_lossy().replace('\\', "/");
        let of_ledger: Vec<Diagnostic> = diagnostics
            .iter()
            .filter(|diagnostic| *diagnostic.file == *ledger)
            .cloned()
            .collect();
        show(&of_ledger)?;
        Ok(any_error(&of_ledger))
    }
}

/// Where a build is left, and with what data it is made.
#[derive(Debug, Clone, Args)]
pub(super) struct LeaveArgs {
    /// The folder to leave the build in
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
    #[command(flatten)]
    pub data: DataArgs,
}

/// Where the build is that a command reads.
#[derive(Debug, Clone, Args)]
pub(super) struct OutArgs {
    /// The folder that a build left
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
}

impl OutArgs {
    /// A file of the build.
    ///
    /// # Errors
    /// Where it is not there; the message says what to do.
    pub fn file(&self, name: &str) -> Result<PathBuf> {
        let path = self.out.join(name);
        if !path.is_file() {
            bail!(
                "{} is missing: run `dossier build PATHS --out {}` first",
                path.display(),
                self.out.display()
            );
        }
        Ok(path)
    }

    /// The records of the build, and what they say together.
    pub fn build(&self, data: &Data) -> Result<Build> {
        let path = self.file("extractions.jsonl")?;
        Ok(resolve(read_records(&path)?, data.background()))
    }
}

/// Which build a command reads, and with what data it resolves the build's records.
#[derive(Debug, Clone, Args)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    pub out: OutArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

impl BuildArgs {
    /// The data, and the records of the build with what they say together.
    pub fn open(&self) -> Result<(Data, Build)> {
        let data = self.data.load()?;
        let build = self.out.build(&data)?;
        Ok((data, build))
    }
}

fn read_ledger(path: &Path) -> Result<Option<DataFile>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(DataFile {
            path: path.to_string_lossy().replace('\\', "/"),
            text,
        })),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| path.display().to_string()),
    }
}

/// Reads a file of extraction records.
pub(super) fn read_records(path: &Path) -> Result<Vec<Record>> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let mut records = Vec::new();
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let line = line.with_context(|| path.display().to_string())?;
        if !line.trim().is_empty() {
            records.push(serde_json::from_str(&line).with_context(|| {
                format!("{}:{}: no extraction record", path.display(), number + 1)
            })?);
        }
    }
    Ok(records)
}

/// Whether something was left out.
pub(super) fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Shows diagnostics on standard error, the errors coloured.
pub(super) fn show(diagnostics: &[Diagnostic]) -> Result<()> {
    let mut err = anstream::stderr().lock();
    for diagnostic in diagnostics {
        let (word, style) = match diagnostic.severity {
            Severity::Warning => ("warning:", style::WARNING),
            Severity::Error => ("error:", style::ERROR),
        };
        let coloured = format!("{style}{word}{}", style::PLAIN);
        writeln!(
            err,
            "{}",
            diagnostic.to_string().replacen(word, &coloured, 1)
        )?;
    }
    Ok(())
}
