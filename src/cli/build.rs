//! `dossier build`: from articles to a folder with everything that can be asked, drawn and checked.

use std::collections::BTreeSet;
use std::io::{IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use indexmap::IndexMap;
use indicatif::{ProgressBar, ProgressStyle};

use super::input::{DataArgs, DataFiles, show};
use super::{Outcome, style};
use crate::export::{self, Input, Manifest, Stage, dot, report, svg};
use crate::graph::Graph;
use crate::load::Ontology;
use crate::model::{Build, Knowledge, Record, Severity};
use crate::pipeline::{Data, Pipeline, assemble};
use crate::{read, store, syntax};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Articles: files, or folders with such files or with an index.jsonl
    #[arg(value_name = "PATHS", required = true)]
    paths: Vec<PathBuf>,
    /// The folder to leave the build in
    #[arg(long, value_name = "DIR", default_value = "out")]
    out: PathBuf,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let started = Instant::now();
    let files = args.data.files()?;
    let (data, wrong) = files.check()?;
    args.data.show(&wrong)?;
    let (sources, mut diagnostics) = read::find(&args.paths);
    show(&diagnostics)?;
    if sources.is_empty() {
        bail!("no article to read");
    }

    let pipeline = Pipeline::new(&data);
    let bar = progress(sources.len());
    let extracted: BTreeSet<String> = sources
        .iter()
        .filter(|source| source.is_extracted())
        .map(|source| source.id.clone())
        .collect();
    let (analyses, unread) = pipeline.extract(sources, || bar.inc(1));
    bar.finish_and_clear();
    show(&unread)?;
    diagnostics.extend(unread);

    let words: usize = analyses
        .iter()
        .flat_map(|analysis| &analysis.sentences)
        .map(|sentence| sentence.tokens.len())
        .sum();
    // What is not simply a file's content is left beside the records, since their offsets point into it.
    let texts: Vec<(String, String)> = analyses
        .iter()
        .filter(|analysis| extracted.contains(&analysis.document.id))
        .map(|analysis| (analysis.document.id.clone(), analysis.document.text.clone()))
        .collect();
    let records: Vec<Record> = analyses.iter().map(|analysis| analysis.record()).collect();
    let knowledge = assemble(records, &data);
    leave(&args.out, &files, &data, &knowledge, &texts)?;
    summary(args, &knowledge, &data.ontology, words, started, out)?;
    let failed = diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(if failed {
        Outcome::Nothing
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

/// Writes every file of the build, all of them or none.
pub(super) fn leave(
    folder: &Path,
    files: &DataFiles,
    data: &Data,
    knowledge: &Build,
    texts: &[(String, String)],
) -> Result<()> {
    let graph = Graph::new(knowledge, &data.ontology);
    let mut stage = Stage::open(folder)
        .with_context(|| format!("cannot write to the folder {}", folder.display()))?;
    stage.write("extractions.jsonl", |file| {
        export::write_records(&knowledge.records, file)
    })?;
    stage.write("graph.nq", |file| {
        store::write_nquads(knowledge, &data.gazetteer, &data.ontology, file)
    })?;
    stage.write("graph.trig", |file| {
        store::write_trig(knowledge, &data.gazetteer, &data.ontology, file)
    })?;
    stage.write("graph.dot", |file| dot::write(&graph, file))?;
    stage.write("graph.svg", |file| svg::write(&graph, file))?;
    stage.write("report.md", |file| {
        report::write(knowledge, &data.ontology, file)
    })?;
    for (id, text) in texts {
        let name = format!("texts/{}.txt", id.replace(['/', '\\', ':'], "_"));
        stage.write(&name, |file| file.write_all(text.as_bytes()))?;
    }
    let manifest = Manifest {
        dossier: env!("CARGO_PKG_VERSION").to_owned(),
        gazetteer: export::hash_of(&files.gazetteer.0, &files.gazetteer.1),
        lists: data
            .gazetteer
            .lists
            .iter()
            .map(|list| format!("{} {}", list.checksum(), list.name()))
            .collect(),
        ontology: export::hash_of(&files.ontology.0, &files.ontology.1),
        identity: files
            .identity
            .as_ref()
            .map(|file| export::hash_of(std::slice::from_ref(file), &file.path)),
        parser: syntax::bundled_model_hash(),
        counts: counts(knowledge),
        inputs: knowledge
            .records
            .iter()
            .map(|record| Input {
                doc: record.doc.clone(),
                path: record.path.clone(),
                sha256: record.sha256.clone(),
            })
            .collect(),
        outputs: Vec::new(),
    };
    stage.finish(manifest)?;
    Ok(())
}

fn counts(knowledge: &Knowledge) -> IndexMap<String, u64> {
    let mentions: u32 = knowledge
        .entities
        .values()
        .map(|entity| entity.mentions)
        .sum();
    [
        ("documents", knowledge.outlines.len()),
        ("entities", knowledge.entities.len()),
        ("mentions", mentions as usize),
        ("claims", knowledge.claims.len()),
        ("propositions", knowledge.propositions.len()),
        (
            "corroborated",
            knowledge
                .propositions
                .iter()
                .filter(|p| p.corroborated)
                .count(),
        ),
        ("contradictions", knowledge.contradictions.len()),
    ]
    .into_iter()
    .map(|(name, count)| (name.to_owned(), count as u64))
    .collect()
}

fn summary(
    args: &Args,
    knowledge: &Knowledge,
    ontology: &Ontology,
    words: usize,
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
        "{}{} documents{}, {words} words, in {:.1} s",
        style::HEADING,
        knowledge.outlines.len(),
        style::PLAIN,
        started.elapsed().as_secs_f64(),
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
        let origins: Vec<&str> = proposition
            .support
            .iter()
            .map(|origin| knowledge.origins[*origin as usize].label.as_str())
            .collect();
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
    let folder = args.out.display();
    writeln!(
        out,
        "\nRead {folder}/report.md, look at {folder}/graph.svg, or ask:\n  \
         {}dossier query --name who-controls-what{}",
        style::NAME,
        style::PLAIN
    )?;
    Ok(())
}
