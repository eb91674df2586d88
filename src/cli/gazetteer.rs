//! `dossier gazetteer`: suggest entries, find like names, import and compile the lists of others.

mod lists;

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use rustc_hash::FxHashMap;

use super::input::{DataArgs, show};
use super::{Outcome, style};
use crate::model::Class;
use crate::names::similar;
use crate::pipeline::Pipeline;
use crate::read;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List the names in articles that nobody has listed, the most frequent first, with where they stand
    Suggest(Suggest),
    /// Show the listed names that are most like a name, before it is listed twice
    Similar(Like),
    /// Read a list that others keep, and leave entries (NAME.toml) or a compiled list (NAME.list)
    #[command(after_long_help = lists::FORMATS)]
    Import(lists::Import),
    /// Compile files of entries into one list that opens at once, whatever its size
    Compile(lists::Compile),
}

#[derive(Debug, clap::Args)]
struct Suggest {
    /// Articles: files, or folders with such files or with an index.jsonl
    #[arg(value_name = "PATHS", required = true)]
    paths: Vec<PathBuf>,
    /// Only names that stand there so many times
    #[arg(long, value_name = "N", default_value_t = 2)]
    least: usize,
    /// Only names of this type
    #[arg(long = "type", value_name = "TYPE")]
    class: Option<String>,
    /// A file for the entries, ready to be corrected and put into the gazetteer; without, a list is shown
    #[arg(long, value_name = "FILE.toml")]
    out: Option<PathBuf>,
    /// How to show the list
    #[arg(long, value_enum, default_value_t = Shown::Text)]
    format: Shown,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Debug, clap::Args)]
struct Like {
    /// The name
    #[arg(value_name = "NAME")]
    name: String,
    /// How many to show
    #[arg(long, value_name = "N", default_value_t = 8)]
    count: usize,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Shown::Text)]
    format: Shown,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Shown {
    Text,
    Json,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    match &args.command {
        Command::Suggest(args) => suggest(args, out),
        Command::Similar(args) => like(args, out),
        Command::Import(args) => lists::import_list(args, out),
        Command::Compile(args) => lists::compile(args, out),
    }
}

fn class_of(name: Option<&str>) -> Result<Option<Class>> {
    let Some(name) = name else { return Ok(None) };
    let known = Class::ALL.map(Class::name);
    let class = Class::ALL
        .into_iter()
        .find(|class| class.name().eq_ignore_ascii_case(name));
    if class.is_none() {
        bail!("`{name}` is no type; one of {}", known.join(", "));
    }
    Ok(class)
}

fn suggest(args: &Suggest, out: &mut dyn Write) -> Result<Outcome> {
    let class = class_of(args.class.as_deref())?;
    let data = args.data.load()?;
    let (sources, unread) = read::find(&args.paths);
    show(&unread)?;
    if sources.is_empty() {
        bail!("no article to read");
    }
    let (suggestions, unread) = Pipeline::new(&data).suggest(sources, || {});
    show(&unread)?;
    let mut found = suggestions.by_frequency(args.least);
    found.retain(|suggestion| class.is_none_or(|class| suggestion.class == class));
    if let Some(file) = &args.out {
        let mut text = String::from(
            "# Names that nobody had listed. Correct the type, add what a source gives, take out what is no name.\n",
        );
        let mut ids: FxHashMap<String, u32> = FxHashMap::default();
        for suggestion in &found {
            let key = suggestion.key();
            let times = ids.entry(key.clone()).or_default();
            *times += 1;
            // Two types of one name, or an id that the gazetteer has already.
            let taken = *times > 1 || data.gazetteer.get(&key).is_some();
            let key = if taken {
                format!("{key}-{}", suggestion.class.name().to_lowercase())
            } else {
                key
            };
            text.push('\n');
            text.push_str(&suggestion.to_toml(&key));
        }
        fs::write(file, text).with_context(|| file.display().to_string())?;
        writeln!(out, "{} entries in {}", found.len(), file.display())?;
    } else if args.format == Shown::Json {
        serde_json::to_writer_pretty(&mut *out, &found)?;
        writeln!(out)?;
    } else {
        for suggestion in &found {
            writeln!(
                out,
                "{}{}{}  {} in {} documents, {} ({})",
                style::NAME,
                suggestion.label,
                style::PLAIN,
                suggestion.count,
                suggestion.documents,
                suggestion.class,
                suggestion.reason,
            )?;
            for context in &suggestion.contexts {
                let short: String = context.chars().take(160).collect();
                let cut = if short.len() < context.len() {
                    "…"
                } else {
                    ""
                };
                writeln!(out, "    {}{short}{cut}{}", style::FAINT, style::PLAIN)?;
            }
        }
    }
    Ok(if found.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}

fn like(args: &Like, out: &mut dyn Write) -> Result<Outcome> {
    let data = args.data.load()?;
    let found = similar(&data.gazetteer, &args.name, args.count);
    if args.format == Shown::Json {
        serde_json::to_writer_pretty(&mut *out, &found)?;
        writeln!(out)?;
    } else {
        for one in &found {
            let entity = data.gazetteer.get(one.id.as_str());
            let about = entity.map_or(String::new(), |entity| {
                let kind = entity.kind.as_deref().unwrap_or_default();
                let country = entity.country.as_ref().map_or("", |id| id.as_str());
                let parts = [entity.class.name(), kind, country];
                let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                parts.join(", ")
            });
            writeln!(
                out,
                "{:.2}  {}{}{}  {} ({about})",
                one.likeness,
                style::NAME,
                one.name,
                style::PLAIN,
                one.id,
            )?;
        }
        if found.is_empty() {
            writeln!(out, "no listed name is like `{}`", args.name)?;
        }
    }
    Ok(if found.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}
