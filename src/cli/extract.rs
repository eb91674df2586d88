//! `dossier extract`: the first half of a build, documents in, extraction records out, in order.

use std::io::{Read as _, Write};
use std::path::PathBuf;

use anyhow::{Result, bail};

use super::Outcome;
use super::input::{DataArgs, show};
use crate::export::write_records;
use crate::model::Severity;
use crate::pipeline::Pipeline;
use crate::read;

/// Articles that are worked on at a time; their records are written before the next are read.
const AT_A_TIME: usize = 256;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Articles: files, or folders; none for JSON Lines on standard input, each with `id` and `text`
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let data = args.data.load()?;
    let (sources, mut diagnostics) = if args.paths.is_empty() {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        read::rows_of("-", "stdin", &text)
    } else {
        read::find(&args.paths)
    };
    show(&diagnostics)?;
    if sources.is_empty() {
        bail!("no article to read");
    }
    let pipeline = Pipeline::new(&data);
    let mut sources = sources.into_iter();
    loop {
        let part: Vec<_> = sources.by_ref().take(AT_A_TIME).collect();
        if part.is_empty() {
            break;
        }
        let (analyses, unread) = pipeline.extract(part, || {});
        show(&unread)?;
        diagnostics.extend(unread);
        for analysis in analyses {
            write_records(&[analysis.record()], out)?;
        }
        out.flush()?;
    }
    let failed = diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(if failed {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}
