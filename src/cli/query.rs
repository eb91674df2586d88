//! `dossier query`: SPARQL over what a build left.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use super::input::BuildArgs;
use super::{Outcome, style};
use crate::load::{NamedQuery, similar};
use crate::store::{Format, Store};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The question, in SPARQL 1.1; the ontology's prefixes need no declaration
    #[arg(value_name = "SPARQL")]
    sparql: Option<String>,
    /// A file that holds the question
    #[arg(long, value_name = "FILE", conflicts_with = "sparql")]
    file: Option<PathBuf>,
    /// One of the named questions
    #[arg(long, value_name = "NAME", conflicts_with_all = ["sparql", "file"])]
    name: Option<String>,
    /// Fills a parameter of a named question; may be given again
    #[arg(long, value_name = "PARAMETER=VALUE", requires = "name")]
    set: Vec<String>,
    /// Lists the named questions
    #[arg(long)]
    list: bool,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = AnswerFormat::Table)]
    format: AnswerFormat,
    #[command(flatten)]
    of: BuildArgs,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum AnswerFormat {
    Table,
    Csv,
    Tsv,
    Json,
    Xml,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let data = args.of.data.load()?;
    let queries = &data.ontology.queries;
    if args.list || (args.sparql.is_none() && args.file.is_none() && args.name.is_none()) {
        return list(queries, out);
    }
    let sparql = match (&args.sparql, &args.file, &args.name) {
        (Some(sparql), ..) => sparql.clone(),
        (_, Some(file), _) => {
            fs::read_to_string(file).with_context(|| file.display().to_string())?
        }
        (_, _, Some(name)) => named(queries, name, &args.set)?,
        _ => return list(queries, out),
    };
    let store = Store::open(&args.of.out.file("graph.nq")?, &data.ontology)?;
    let format = match args.format {
        AnswerFormat::Table => Format::Table,
        AnswerFormat::Csv => Format::Csv,
        AnswerFormat::Tsv => Format::Tsv,
        AnswerFormat::Json => Format::Json,
        AnswerFormat::Xml => Format::Xml,
    };
    let rows = store.query(&sparql, format, out)?;
    Ok(if rows == 0 {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}

fn named(queries: &[NamedQuery], name: &str, set: &[String]) -> Result<String> {
    let Some(query) = queries.iter().find(|query| query.name == name) else {
        let hint = match similar(name, queries.iter().map(|query| query.name.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`dossier query --list` shows them".to_owned(),
        };
        bail!("no question is named `{name}`: {hint}");
    };
    let mut values = Vec::new();
    for pair in set {
        let Some((parameter, value)) = pair.split_once('=') else {
            bail!("`--set {pair}`: expected PARAMETER=VALUE");
        };
        values.push((parameter.trim(), value.trim()));
    }
    Ok(query.fill(values)?)
}

fn list(queries: &[NamedQuery], out: &mut dyn Write) -> Result<Outcome> {
    for query in queries {
        writeln!(out, "{}{}{}", style::NAME, query.name, style::PLAIN)?;
        writeln!(out, "    {}", query.question)?;
        for parameter in &query.parameters {
            let default = match &parameter.default {
                Some(value) => format!("{value:?} unless given"),
                None => "must be given".to_owned(),
            };
            writeln!(out, "    --set {}=…  ({default})", parameter.name)?;
        }
    }
    Ok(Outcome::Done)
}
