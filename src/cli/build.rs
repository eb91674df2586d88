//! `dossier build`: from articles to a folder with everything that can be asked, drawn and checked.

use std::collections::BTreeSet;
use std::io::{IsTerminal as _, Write};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};

use super::input::{LeaveArgs, any_error, show};
use super::leave::{Leaving, lists, text_name};
use super::{Outcome, style};
use crate::cache::Cache;
use crate::export::report;
use crate::load::Ontology;
use crate::model::Knowledge;
use crate::pipeline::Pipeline;
use crate::{read, syntax};

/// The folder inside a build's where extractions are kept for the next.
const CACHE: &str = ".cache";

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Articles: files, or folders with such files or with an index.jsonl
    #[arg(value_name = "PATHS", required = true)]
    paths: Vec<PathBuf>,
    /// Read everything anew, and keep nothing for the next build
    #[arg(long)]
    no_cache: bool,
    #[command(flatten)]
    leave: LeaveArgs,
}

/// What was read.
#[derive(Debug, Default)]
struct Reading {
    words: u64,
    anew: usize,
    kept: usize,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let started = Instant::now();
    let (files, data, wrong_data) = args.leave.data.load_files()?;
    let (sources, mut diagnostics) = read::find(&args.paths);
    show(&diagnostics)?;
    if sources.is_empty() {
        bail!("no article to read");
    }

    let mut leaving = Leaving::open(&args.leave.out)?;
    let parser = syntax::bundled_model_hash();
    let (gazetteer, ontology) = files.hashes();
    let lists = lists(&data);
    let own = [gazetteer.as_str(), &ontology, &parser];
    let depends = own.into_iter().chain(lists.iter().map(String::as_str));
    let cache = (!args.no_cache).then(|| Cache::new(args.leave.out.join(CACHE), depends));
    let mut used = BTreeSet::new();
    let mut reading = Reading::default();
    let bar = progress(sources.len());
    Pipeline::new(&data).extract_each(sources, cache.as_ref(), |extracted| {
        bar.inc(1);
        let extracted = match extracted {
            Ok(extracted) => extracted,
            Err(unread) => {
                bar.suspend(|| show(std::slice::from_ref(&unread)))?;
                diagnostics.push(*unread);
                return Ok(());
            }
        };
        bar.suspend(|| show(&extracted.notes))?;
        reading.words += extracted.words;
        *(if extracted.kept {
            &mut reading.kept
        } else {
            &mut reading.anew
        }) += 1;
        used.extend(extracted.key);
        // What is not simply a file's content is left beside the records, since their offsets point into it.
        if let Some(text) = extracted.text {
            leaving.text(&text_name(&extracted.record.doc), text.as_bytes())?;
        }
        leaving.record(&extracted.record)
    })?;
    bar.finish_and_clear();
    if leaving.is_empty() {
        bail!("no article could be read");
    }

    let knowledge = leaving.finish(&files, &data)?;
    match &cache {
        Some(cache) => cache.keep_only(&used),
        None => Ok(()),
    }
    .with_context(|| format!("cannot tidy {}", args.leave.out.join(CACHE).display()))?;
    summary(args, &knowledge, &data.ontology, &reading, started, out)?;
    Ok(if wrong_data || any_error(&diagnostics) {
        Outcome::Problems
    } else {
        Outcome::Done
    })
}

fn progress(articles: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(articles as u64);
    if let Ok(style) = ProgressStyle::with_template("reading {wide_bar} {pos}/{len} {per_sec}") {
        bar.set_style(style);
    }
    bar
}

fn summary(
    args: &Args,
    knowledge: &Knowledge,
    ontology: &Ontology,
    reading: &Reading,
    started: Instant,
    out: &mut dyn Write,
) -> Result<()> {
    let corroborated = report::corroborated(knowledge, ontology);
    let unlisted = knowledge
        .entities
        .values()
        .filter(|entity| !entity.known)
        .count();
    writeln!(
        out,
        "{}{} documents{}, {} words, in {:.1} s: {} read anew, {} kept from before",
        style::HEADING,
        knowledge.outlines.len(),
        style::PLAIN,
        reading.words,
        started.elapsed().as_secs_f64(),
        reading.anew,
        reading.kept,
    )?;
    writeln!(
        out,
        "  {:>6} entities, {unlisted} of them unlisted\n  {:>6} claims, of {} propositions",
        knowledge.entities.len(),
        knowledge.claims.len(),
        knowledge.propositions.len(),
    )?;
    writeln!(out, "  {:>6} corroborated", corroborated.len())?;
    for proposition in corroborated.iter().take(3) {
        let origins = knowledge.origin_labels(&proposition.support);
        writeln!(
            out,
            "         {}{}{}: {}",
            style::GOOD,
            report::words(knowledge, ontology, proposition),
            style::PLAIN,
            origins.join(", "),
        )?;
    }
    let contradictions = knowledge.contradictions.len();
    let ending = if contradictions == 1 { "" } else { "s" };
    writeln!(out, "  {contradictions:>6} contradiction{ending}")?;
    for contradiction in knowledge.contradictions.iter().take(3) {
        let claim = &knowledge.claims[contradiction.first as usize];
        writeln!(
            out,
            "         {}{}{}: {}",
            style::WARNING,
            report::words(knowledge, ontology, knowledge.proposition(claim)),
            style::PLAIN,
            contradiction.detail,
        )?;
    }
    let folder = args.leave.out.display();
    writeln!(
        out,
        "\nRead {folder}/report.md, look at {folder}/graph.svg, or ask:\n  \
         {}dossier query --name who-controls-what{}",
        style::NAME,
        style::PLAIN
    )?;
    Ok(())
}
