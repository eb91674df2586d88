//! `dossier draw`: the graph, or a part of it, as a picture.

use std::io::Write;

use anyhow::{Result, bail};

use super::Outcome;
use super::explain::find_entity;
use super::input::{DataArgs, OutArgs};
use crate::export::{dot, svg};
use crate::graph::{Filter, Graph};
use crate::load::similar;
use crate::model::{EntityId, PartialDate, RelationName};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only what lies around this entity (its id or a name of it)
    #[arg(long, value_name = "NAME")]
    about: Option<String>,
    /// How many edges away from it
    #[arg(long, value_name = "N", default_value_t = 1, requires = "about")]
    hops: usize,
    /// Only this relation; may be given again
    #[arg(long, value_name = "RELATION")]
    relation: Vec<String>,
    /// Only what happened on this date or later
    #[arg(long, value_name = "DATE")]
    since: Option<PartialDate>,
    /// Only what happened on this date or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<PartialDate>,
    /// Only what so many independent origins say
    #[arg(long, value_name = "N")]
    min_origins: Option<usize>,
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
    let about: Option<EntityId> = match &args.about {
        None => None,
        Some(name) => match find_entity(&build, name) {
            Some(id) => Some(id),
            None => {
                let labels = build.entities.values().map(|entity| entity.label.as_str());
                let hint = similar(name, labels)
                    .map(|near| format!(": did you mean `{near}`?"))
                    .unwrap_or_default();
                bail!("nothing in this build is called `{name}`{hint}");
            }
        },
    };
    let mut relations: Vec<RelationName> = Vec::new();
    for name in &args.relation {
        if data.ontology.relation(name).is_none() {
            let known = data.ontology.relations.keys().map(RelationName::as_str);
            let hint = similar(name, known)
                .map(|near| format!(": did you mean `{near}`?"))
                .unwrap_or_default();
            bail!("the ontology has no relation `{name}`{hint}");
        }
        relations.push(name.as_str().into());
    }
    let filter = Filter {
        about,
        hops: args.hops,
        relations,
        since: args.since,
        until: args.until,
        min_origins: args.min_origins.unwrap_or(0),
    };
    let graph = Graph::new(&build, &data.ontology).filtered(&filter);
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
