//! `dossier assemble`: the second half of a build, from extraction records to the folder.

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Result, bail};

use super::input::{DataArgs, read_records};
use super::{Outcome, build};
use crate::pipeline::assemble;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files of extraction records, as `dossier extract` and `dossier build` leave them
    #[arg(value_name = "RECORDS", required = true)]
    records: Vec<PathBuf>,
    /// The folder to leave the build in
    #[arg(long, value_name = "DIR", default_value = "out")]
    out: PathBuf,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let started = Instant::now();
    let files = args.data.files()?;
    let (data, wrong) = files.check()?;
    args.data.show(&wrong)?;
    let mut records = Vec::new();
    for path in &args.records {
        records.extend(read_records(path)?);
    }
    records.sort_by(|a, b| a.doc.cmp(&b.doc));
    for pair in records.windows(2) {
        if pair[0].doc == pair[1].doc {
            bail!(
                "two records have the id `{}`, of {} and of {}: give one of them",
                pair[0].doc,
                pair[0].path,
                pair[1].path
            );
        }
    }
    if records.is_empty() {
        bail!("no record to assemble");
    }
    let knowledge = assemble(records, &data);
    build::leave(&args.out, &files, &data, &knowledge, &[])?;
    writeln!(
        out,
        "{} documents, {} claims of {} propositions, {} contradictions, in {:.1} s: {}",
        knowledge.records.len(),
        knowledge.claims.len(),
        knowledge.propositions.len(),
        knowledge.contradictions.len(),
        started.elapsed().as_secs_f64(),
        args.out.display(),
    )?;
    Ok(Outcome::Done)
}
