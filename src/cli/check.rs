//! `dossier check`: is the data that analysts edit right?

use std::io::Write;

use anyhow::Result;

use super::input::{DataArgs, show};
use super::{Outcome, style};
use crate::model::Severity;
use crate::pipeline::check_examples;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let files = args.data.files()?;
    let (data, mut diagnostics) = files.check()?;
    let examples = check_examples(&data, &files.ontology.0);
    diagnostics.extend(examples.diagnostics);
    show(&diagnostics)?;
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    writeln!(
        out,
        "{} entities, {} relations, {} rules with {} examples, {} named queries",
        data.gazetteer.entities.len(),
        data.ontology.relations.len(),
        data.relations
            .relations
            .iter()
            .map(|relation| relation.rules.len())
            .sum::<usize>(),
        examples.run,
        data.ontology.queries.len(),
    )?;
    if errors + warnings == 0 {
        writeln!(out, "{}all of it holds{}", style::GOOD, style::PLAIN)?;
    } else {
        writeln!(out, "{errors} errors, {warnings} warnings")?;
    }
    Ok(if errors > 0 {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}
