//! `dossier assemble`: the second half of a build, from extraction records to the folder.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

use super::Outcome;
use super::input::{LeaveArgs, any_error, show};
use super::leave::{Leaving, text_name};
use crate::export::RecordPlaces;
use crate::model::{Diagnostic, Outline, Severity};
use crate::resolve::Outliner;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files of extraction records, as `dossier extract` and `dossier build` leave them
    #[arg(value_name = "RECORDS", required = true)]
    records: Vec<PathBuf>,
    /// Folders with the texts that offsets point into, where those are not simply files: what `dossier extract --texts`
    /// leaves; a folder `texts` beside a file of records is found by itself
    #[arg(long, value_name = "DIR")]
    texts: Vec<PathBuf>,
    #[command(flatten)]
    leave: LeaveArgs,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let started = Instant::now();
    let (files, data, wrong_data) = args.leave.data.load_files()?;
    let mut outliner = Outliner::default();
    let mut outlines: Vec<Outline> = Vec::new();
    let (mut places, mut diagnostics) = RecordPlaces::find(&args.records, |record| {
        outlines.push(outliner.outline(&record));
    })?;
    drop(outliner);
    diagnostics.extend(order(&mut outlines, &mut places));
    show(&diagnostics)?;
    if outlines.is_empty() {
        bail!("no record to assemble");
    }
    let mut leaving = Leaving::open(&args.leave.out)?;
    copy_texts(args, &outlines, &mut leaving)?;
    let knowledge = leaving.finish_with(outlines, &places, &files, &data)?;
    writeln!(
        out,
        "{} documents, {} claims of {} propositions, {} contradictions, in {:.1} s: {}",
        knowledge.outlines.len(),
        knowledge.claims.len(),
        knowledge.propositions.len(),
        knowledge.contradictions.len(),
        started.elapsed().as_secs_f64(),
        args.leave.out.display(),
    )?;
    Ok(if wrong_data || any_error(&diagnostics) {
        Outcome::Problems
    } else {
        Outcome::Done
    })
}

/// Brings records into the order of their documents' ids. Of several with one id the first is kept.
fn order(outlines: &mut Vec<Outline>, places: &mut RecordPlaces) -> Vec<Diagnostic> {
    let mut order: Vec<usize> = (0..outlines.len()).collect();
    order.sort_by(|a, b| outlines[*a].doc.cmp(&outlines[*b].doc).then(a.cmp(b)));
    let mut diagnostics = Vec::new();
    let mut kept: Vec<usize> = Vec::with_capacity(order.len());
    for at in order {
        match kept.last().map(|last| &outlines[*last]) {
            Some(first) if first.doc == outlines[at].doc => diagnostics.push(
                Diagnostic::of_file(
                    Severity::Error,
                    &*outlines[at].path,
                    format!(
                        "a second record has the id `{}`, which is also that of {}",
                        first.doc, first.path
                    ),
                )
                .with_help("the first alone is used"),
            ),
            _ => kept.push(at),
        }
    }
    places.select(&kept);
    let mut taken: Vec<Option<Outline>> = std::mem::take(outlines).into_iter().map(Some).collect();
    outlines.extend(kept.iter().filter_map(|at| taken[*at].take()));
    diagnostics
}

fn copy_texts(args: &Args, outlines: &[Outline], leaving: &mut Leaving) -> Result<()> {
    let beside = args
        .records
        .iter()
        .filter_map(|file| Some(file.parent()?.join("texts")));
    let mut found: BTreeMap<String, PathBuf> = BTreeMap::new();
    for folder in args.texts.iter().cloned().chain(beside) {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error)
                if error.kind() == io::ErrorKind::NotFound && !args.texts.contains(&folder) =>
            {
                continue;
            }
            Err(error) => return Err(error).with_context(|| folder.display().to_string()),
        };
        for entry in entries {
            let path = entry.with_context(|| folder.display().to_string())?.path();
            if let Some(name) = path.file_name().and_then(|name| name.to_str()) {
                found.entry(name.to_owned()).or_insert(path);
            }
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    for outline in outlines {
        let name = text_name(&outline.doc);
        if let Some(path) = found.get(&name) {
            let text = fs::read(path).with_context(|| path.display().to_string())?;
            leaving.text(&name, &text)?;
        }
    }
    Ok(())
}
