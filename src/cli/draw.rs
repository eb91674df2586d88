//! `dossier draw`: the graph, or a part of it, as a picture.

use std::io::Write;

use anyhow::Result;

use super::Outcome;
use super::input::BuildArgs;
use super::leave::MOST_DRAWN;
use super::part::PartArgs;
use crate::export::{dot, svg};
use crate::graph::Limits;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    part: PartArgs,
    /// Draw so many statements at most: those that most origins affirm; the picture tells what is left out
    #[arg(long, value_name = "N", default_value_t = MOST_DRAWN.statements)]
    most: usize,
    /// What to write
    #[arg(long, value_enum, default_value_t = Picture::Dot)]
    format: Picture,
    #[command(flatten)]
    of: BuildArgs,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Picture {
    Dot,
    Svg,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let (data, build) = args.of.open()?;
    let limits = Limits {
        statements: args.most,
        ..MOST_DRAWN
    };
    let graph = args.part.graph(&build, &data)?.strongest(limits);
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
