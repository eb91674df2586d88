//! `dossier path`: how two entities hang together, with the evidence for each step.

use std::io::Write;

use anyhow::Result;

use super::explain::write_proposition;
use super::input::BuildArgs;
use super::{Outcome, named};
use crate::graph::{Graph, measures::shortest_path};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// One entity: its id or a name of it
    #[arg(value_name = "A")]
    from: String,
    /// The other
    #[arg(value_name = "B")]
    to: String,
    #[command(flatten)]
    of: BuildArgs,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let (data, build) = args.of.open()?;
    let graph = Graph::new(&build, &data.ontology);
    let find = |name: &str| -> Result<_> { Ok(graph.node(named::entity(&build, name)?.as_str())) };
    let path = find(&args.from)?
        .zip(find(&args.to)?)
        .and_then(|(from, to)| shortest_path(&graph, from, to));
    let Some(path) = path else {
        writeln!(
            out,
            "nothing that is told leads from {} to {}",
            args.from, args.to
        )?;
        return Ok(Outcome::Nothing);
    };
    for edge in path {
        let id = graph.graph[edge].proposition;
        if let Ok(at) = build.propositions.binary_search_by_key(&id, |p| p.id) {
            write_proposition(&build, &build.propositions[at], out)?;
            writeln!(out)?;
        }
    }
    Ok(Outcome::Done)
}
