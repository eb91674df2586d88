//! `dossier diff`: what came, went or changed between two builds.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;

use super::input::{DataArgs, OutArgs};
use super::{Outcome, style};
use crate::resolve::difference;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder of the earlier build
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The folder of the later build
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let data = args.data.load()?;
    let read = |folder: &PathBuf| {
        OutArgs {
            out: folder.clone(),
        }
        .build(&data)
    };
    let difference = difference(&read(&args.old)?, &read(&args.new)?);
    match args.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &difference)?;
            writeln!(out)?;
        }
        Format::Text => {
            for (name, change) in difference.kinds() {
                let (came, went, changed) =
                    (change.came.len(), change.went.len(), change.changed.len());
                writeln!(
                    out,
                    "{}{name}{}: {came} came, {went} went, {changed} changed",
                    style::HEADING,
                    style::PLAIN
                )?;
                for (sign, things) in [
                    ("+", &change.came),
                    ("-", &change.went),
                    ("~", &change.changed),
                ] {
                    for thing in things {
                        writeln!(out, "  {sign} {}  {}", thing.id, thing.text)?;
                        for differs in &thing.differs {
                            writeln!(out, "      {differs}")?;
                        }
                    }
                }
            }
        }
    }
    Ok(if difference.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}
