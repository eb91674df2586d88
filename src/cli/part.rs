//! The part of the graph that a command is about.

use anyhow::{Result, bail};

use super::named;
use crate::graph::{Filter, Graph};
use crate::load::similar;
use crate::model::{Build, EntityId, PartialDate, RelationName};
use crate::pipeline::Data;

/// Which part of the graph to take; all of it without any.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct PartArgs {
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
}

impl PartArgs {
    /// The part of a build's graph.
    ///
    /// # Errors
    /// Where nothing is called by the name, or the ontology lacks a relation.
    pub fn graph(&self, build: &Build, data: &Data) -> Result<Graph> {
        let about = self.about.as_deref();
        let about: Option<EntityId> = about.map(|name| named::entity(build, name)).transpose()?;
        let mut relations: Vec<RelationName> = Vec::new();
        for name in &self.relation {
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
            hops: self.hops,
            relations,
            since: self.since,
            until: self.until,
            min_origins: self.min_origins.unwrap_or(0),
        };
        Ok(Graph::new(build, &data.ontology).filtered(&filter))
    }
}
