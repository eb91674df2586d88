//! `dossier draw`: the graph, or a part of it, as a picture.

use std::io::Write;

use anyhow::Result;

use super::Outcome;
use super::input::{DataArgs, OutArgs};
use super::part::PartArgs;
use crate::export::{dot, svg};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    part: PartArgs,
    /// What to write
    #[arg(long, value_enum, default_value_t = Picture::Dot)]
    format: Picture,
    #[command(flatten)]
    out: OutArgs,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Picture {
    Dot,
    Svg,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let data = args.data.load()?;
    let build = args.out.build(&data)?;
    let graph = args.part.graph(&build, &data)?;
    match args.format {
        Picture::Dot => dot::write(&graph, out)?,
        Picture::Svg => svg::write(&graph, out)?,
    }
    Ok(if graph.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}
