//! The commands: reads arguments, calls the library, prints. The only place that prints or exits.

mod assemble;
mod build;
mod check;
mod contradictions;
mod diff;
mod draw;
mod evaluate;
mod explain;
mod export;
mod extract;
mod gazetteer;
mod identity;
mod input;
mod leave;
mod named;
mod part;
mod path;
mod query;
mod relations;
mod style;
mod syntax;
mod timeline;
mod tried;
mod try_sentence;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads reporting on armed conflict and builds a knowledge graph in which every edge tells who said it, in
/// which text, at which characters, and how sure the text is.
#[derive(Debug, Parser)]
#[command(
    name = "dossier",
    version,
    max_term_width = 100,
    arg_required_else_help = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read articles and leave a graph of what they say: records, RDF, pictures, a report
    Build(build::Args),
    /// Ask a question in SPARQL, or one of the named ones
    Query(query::Args),
    /// Draw the graph, or a part of it, as GraphViz DOT or SVG
    Draw(draw::Args),
    /// Write the graph, or a part of it, for other graph tools: GraphML, GEXF, JSON, CSV
    Export(export::Args),
    /// Show what is made of a sentence: tokens, tree, mentions, claims and what came near
    Try(try_sentence::Args),
    /// Show all evidence for a claim, a proposition or an entity
    Explain(explain::Args),
    /// Read articles and write an extraction record for each: the first half of a build
    Extract(extract::Args),
    /// Make a graph of extraction records: the second half of a build
    Assemble(assemble::Args),
    /// Show pairs that may be one entity, and take decisions on them
    Identity(identity::Args),
    /// Show claims that cannot both hold, gravest first
    Contradictions(contradictions::Args),
    /// Show who held a place when, or what somebody held
    Timeline(timeline::Args),
    /// Show what came, went or changed between two builds
    Diff(diff::Args),
    /// Show how two entities hang together, with the evidence
    Path(path::Args),
    /// List names: suggest unlisted ones, find similar ones, import and compile lists of others
    Gazetteer(gazetteer::Args),
    /// Check gazetteer, ontology, relation rules and queries, and run the rules' examples
    Check(check::Args),
    /// Print the catalogue of relations and rules as Markdown: meaning, ends, codes, words, examples, precision
    Relations(relations::Args),
    /// Measure what is found against annotated texts
    Eval(evaluate::Args),
    /// Train the parser, measure it, draw its trees
    Syntax(syntax::Args),
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It did what was asked.
    Done,
    /// It worked and found nothing, or found something wrong in the data.
    Nothing,
    /// It did what could be done, and showed what could not.
    Problems,
}

/// Runs the command line and gives the exit code: 0 done; 1 done with problems, nothing found or a check failed; 2
/// nothing could be done.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() {
                ExitCode::from(2)
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    let ended = match cli.command {
        Command::Build(args) => build::run(&args, &mut out),
        Command::Query(args) => query::run(&args, &mut out),
        Command::Draw(args) => draw::run(&args, &mut out),
        Command::Export(args) => export::run(&args, &mut out),
        Command::Try(args) => try_sentence::run(&args, &mut out),
        Command::Explain(args) => explain::run(&args, &mut out),
        Command::Extract(args) => extract::run(&args, &mut out),
        Command::Assemble(args) => assemble::run(&args, &mut out),
        Command::Identity(args) => identity::run(&args, &mut out),
        Command::Contradictions(args) => contradictions::run(&args, &mut out),
        Command::Timeline(args) => timeline::run(&args, &mut out),
        Command::Diff(args) => diff::run(&args, &mut out),
        Command::Path(args) => path::run(&args, &mut out),
        Command::Gazetteer(args) => gazetteer::run(&args, &mut out),
        Command::Check(args) => check::run(&args, &mut out),
        Command::Relations(args) => relations::run(&args, &mut out),
        Command::Eval(args) => evaluate::run(&args, &mut out),
        Command::Syntax(args) => syntax::run(&args, &mut out),
    };
    let ended = ended.and_then(|outcome| out.flush().map(|()| outcome).map_err(Into::into));
    match ended {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing | Outcome::Problems) => ExitCode::from(1),
        // The reader of a pipe has seen enough.
        Err(error)
            if error.chain().any(|cause| {
                cause
                    .downcast_ref::<io::Error>()
                    .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
            }) =>
        {
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(
                anstream::stderr(),
                "{}error:{} {error:#}",
                style::ERROR,
                style::PLAIN
            );
            ExitCode::from(2)
        }
    }
}
