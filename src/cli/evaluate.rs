//! `dossier eval`: what was found, measured against texts that people annotated.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::input::{DataArgs, read_records};
use super::{Outcome, style};
use crate::evaluate::{Annotated, Evaluation, Figures, GoldDocument, Tally, evaluate, name_groups};
use crate::model::Record;
use crate::pipeline::{Data, Pipeline};
use crate::read;

/// The file that names the texts whose errors nobody should see.
const FIGURES_ONLY: &str = "figures-only.txt";

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folders of annotated texts: ID.json beside ID.txt, with an index.jsonl for dates
    #[arg(value_name = "GOLD_DIR", required = true)]
    gold: Vec<PathBuf>,
    /// Records to measure; without, the texts are read afresh
    #[arg(long, value_name = "FILE")]
    records: Option<PathBuf>,
    /// Only the texts that figures-only.txt leaves open, or only those that it names
    #[arg(long, value_enum)]
    half: Option<Half>,
    /// How many errors to show; those of texts in figures-only.txt never are
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// The precision of each rule
    #[arg(long)]
    by_rule: bool,
    /// Precision and recall of listed and of unlisted names, and of names that stand in none of these other
    /// texts: files or folders of articles
    #[arg(long, value_name = "TEXTS", conflicts_with = "by_rule")]
    beside: Vec<PathBuf>,
    /// The precision of each rule, as a file for ontology/precision.toml
    #[arg(long, conflicts_with = "by_rule")]
    precision: bool,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Half {
    Open,
    Figures,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let data = args.data.load()?;
    let mut texts = Vec::new();
    for folder in &args.gold {
        texts.extend(annotated(folder, args.half)?);
    }
    let records = match &args.records {
        Some(file) => read_records(file)?,
        None => extract(&args.gold, &data, &texts),
    };
    let evaluation = evaluate(&texts, &records, &data.ontology);
    if args.by_rule {
        by_rule(&evaluation, out)?;
    } else if args.precision {
        precision(&evaluation, out)?;
    } else {
        figures(&evaluation, out)?;
    }
    if !args.beside.is_empty() {
        groups(&args.beside, &data, &texts, &records, out)?;
    }
    for error in evaluation.errors.iter().take(args.errors) {
        writeln!(out, "{error}")?;
    }
    Ok(Outcome::Done)
}

fn annotated(folder: &Path, half: Option<Half>) -> Result<Vec<Annotated>> {
    let quiet: BTreeSet<String> = fs::read_to_string(folder.join(FIGURES_ONLY))
        .unwrap_or_default()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|kind| kind == "json"))
        .collect();
    files.sort();
    let mut annotated = Vec::new();
    for file in files {
        let json = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        let gold = GoldDocument::parse(&file.to_string_lossy(), &json)?;
        let open = !quiet.contains(&gold.id);
        if half.is_some_and(|half| (half == Half::Open) != open) {
            continue;
        }
        let text_file = folder.join(format!("{}.txt", gold.id));
        let text =
            fs::read_to_string(&text_file).with_context(|| text_file.display().to_string())?;
        annotated.push(Annotated { gold, text, open });
    }
    if annotated.is_empty() {
        bail!(
            "{} holds no annotated text (ID.json beside ID.txt)",
            folder.display()
        );
    }
    Ok(annotated)
}

fn extract(folders: &[PathBuf], data: &Data, annotated: &[Annotated]) -> Vec<Record> {
    let wanted: BTreeSet<&str> = annotated.iter().map(|one| one.gold.id.as_str()).collect();
    let (mut sources, _) = read::find(folders);
    sources.retain(|source| wanted.contains(source.id.as_str()));
    let (analyses, _) = Pipeline::new(data).extract(sources, || {});
    analyses.iter().map(|analysis| analysis.record()).collect()
}

fn figures(evaluation: &Evaluation, out: &mut dyn Write) -> Result<()> {
    let missing = match evaluation.missing.as_slice() {
        [] => String::new(),
        ids => format!(", no record for {}", ids.join(", ")),
    };
    writeln!(out, "{} documents{missing}", evaluation.documents)?;
    writeln!(
        out,
        "{}{:32}{:>7}{:>7}{:>7}   right/found/wanted{}",
        style::HEADING,
        "",
        "P",
        "R",
        "F1",
        style::PLAIN
    )?;
    let rows: [(&str, Tally); 8] = [
        ("names, exact span", evaluation.names_exact),
        ("names, span and class", evaluation.names_typed),
        ("names, overlap", evaluation.names_overlap),
        ("all mentions, overlap", evaluation.mentions_overlap),
        ("relations, ends alone", evaluation.relations_ends),
        ("relations, family", evaluation.relations_family),
        ("relations, typed", evaluation.relations),
        ("  with polarity and modality", evaluation.relations_stance),
    ];
    for (name, tally) in rows {
        let Figures {
            precision,
            recall,
            f1,
            ..
        } = tally.figures();
        let Tally {
            right,
            found,
            wanted,
        } = tally;
        writeln!(
            out,
            "{name:32}{precision:7.3}{recall:7.3}{f1:7.3}   {right}/{found}/{wanted}"
        )?;
    }
    for (name, figures) in [
        ("coreference, B-cubed", evaluation.coreference),
        ("same id across documents", evaluation.across_documents),
    ] {
        let Figures {
            precision,
            recall,
            f1,
            over,
        } = figures;
        writeln!(
            out,
            "{name:32}{precision:7.3}{recall:7.3}{f1:7.3}   over {over} mentions"
        )?;
    }
    let attributes: Vec<String> = evaluation
        .attributes
        .iter()
        .map(|(name, (right, of))| {
            format!("{name} {:.2} of {of}", f64::from(*right) / f64::from(*of))
        })
        .collect();
    writeln!(
        out,
        "attributes of the right relations: {}",
        attributes.join(", ")
    )?;
    let relations: Vec<String> = evaluation
        .by_relation
        .iter()
        .map(|(name, tally)| {
            format!(
                "{name} {:.2} {}/{}/{}",
                tally.figures().f1,
                tally.right,
                tally.found,
                tally.wanted
            )
        })
        .collect();
    writeln!(
        out,
        "by relation (F1, right/found/wanted): {}",
        relations.join(", ")
    )?;
    Ok(())
}

/// Prints precision and recall of names by whether they are listed, and of those that `beside` has not.
fn groups(
    beside: &[PathBuf],
    data: &Data,
    texts: &[Annotated],
    records: &[Record],
    out: &mut dyn Write,
) -> Result<()> {
    let words = |text: &str| -> String {
        let mut plain = String::from(" ");
        for word in text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
        {
            plain.extend(word.chars().flat_map(char::to_lowercase));
            plain.push(' ');
        }
        plain
    };
    let measured: BTreeSet<&str> = texts.iter().map(|one| one.text.trim()).collect();
    let (sources, _) = read::find(beside);
    let mut others = String::new();
    for source in sources {
        if let Ok(document) = source.read()
            && !measured.contains(document.text.trim())
        {
            others.push_str(&words(&document.text));
        }
    }
    let listed: BTreeSet<String> = data
        .gazetteer
        .entities
        .values()
        .flat_map(|entity| {
            let aliases = entity.aliases.iter().map(|alias| alias.name.as_str());
            aliases.chain([entity.label.as_str()])
        })
        .map(words)
        .collect();
    let groups = name_groups(
        texts,
        records,
        |name| listed.contains(&words(name)),
        |name| others.contains(&words(name)),
    );
    writeln!(
        out,
        "{}{:32}{:>7}{:>7}   right/found met/wanted{}",
        style::HEADING,
        "names, overlap",
        "P",
        "R",
        style::PLAIN
    )?;
    for (name, group) in [
        ("listed or composed", groups.known),
        ("unlisted", groups.unlisted),
        ("in no other text", groups.alone),
    ] {
        writeln!(
            out,
            "{name:32}{:7.3}{:7.3}   {}/{} {}/{}",
            group.precision(),
            group.recall(),
            group.right,
            group.found,
            group.met,
            group.wanted
        )?;
    }
    Ok(())
}

fn by_rule(evaluation: &Evaluation, out: &mut dyn Write) -> Result<()> {
    let mut rules: Vec<_> = evaluation.by_rule.iter().collect();
    rules.sort_by(|a, b| b.1.found.cmp(&a.1.found).then(a.0.cmp(b.0)));
    writeln!(
        out,
        "{}{:40}{:>7}{:>7}{:>7}{}",
        style::HEADING,
        "rule",
        "right",
        "found",
        "P",
        style::PLAIN
    )?;
    for (rule, outcome) in rules {
        let precision = f64::from(outcome.right) / f64::from(outcome.found);
        writeln!(
            out,
            "{rule:40}{:7}{:7}{precision:7.2}",
            outcome.right, outcome.found
        )?;
    }
    Ok(())
}

fn precision(evaluation: &Evaluation, out: &mut dyn Write) -> Result<()> {
    for (rule, outcome) in &evaluation.by_rule {
        writeln!(
            out,
            "[{rule:?}]\nright = {}\njudged = {}\n",
            outcome.right, outcome.found
        )?;
    }
    Ok(())
}
