//! `dossier export`: the graph, or a part of it, as a file for other graph tools, with measures on its nodes.

use std::io::Write;

use anyhow::Result;

use super::Outcome;
use super::input::BuildArgs;
use super::part::PartArgs;
use crate::export::{gexf, graphml, node_link, table};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to write
    #[arg(long, value_enum)]
    format: Form,
    #[command(flatten)]
    part: PartArgs,
    #[command(flatten)]
    of: BuildArgs,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Form {
    /// GraphML, for NetworkX, igraph, Gephi, Cytoscape, yEd and Neo4j
    Graphml,
    /// GEXF 1.3, for Gephi
    Gexf,
    /// JSON in node-link form, for NetworkX and D3
    Json,
    /// The nodes as a table, for spreadsheets and Gephi
    Nodes,
    /// The edges as a table
    Edges,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let (data, build) = args.of.open()?;
    let graph = args.part.graph(&build, &data)?;
    match args.format {
        Form::Graphml => graphml::write(&graph, out)?,
        Form::Gexf => gexf::write(&graph, out)?,
        Form::Json => node_link::write(&graph, out)?,
        Form::Nodes => table::write_nodes(&graph, out)?,
        Form::Edges => table::write_edges(&graph, out)?,
    }
    Ok(if graph.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}
