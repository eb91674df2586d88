//! `dossier syntax`: train, measure and show the parser.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};

use super::Outcome;
use crate::model::Sentence;
use crate::segment::segment_text;
use crate::syntax::treebank::{self, Annotated};
use crate::syntax::{self, Agreement, Evaluation, Options, Parser, show};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Learn a parser from treebanks; the same treebanks give the same bytes
    Train {
        /// Treebanks in CoNLL-U, in this order
        #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
        treebank: Vec<PathBuf>,
        /// Where the model goes
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Passes over the treebanks
        #[arg(long, value_name = "N")]
        epochs: Option<usize>,
        /// Sentences of war reporting of the program's own making that are learnt from too
        #[arg(long, value_name = "N", default_value_t = 3600)]
        drills: usize,
    },
    /// Measure a parser on treebanks: tags, heads, relations, segmentation, speed
    Eval {
        /// Treebanks in CoNLL-U
        #[arg(value_name = "FILE", required = true)]
        treebank: Vec<PathBuf>,
        /// Another model than the one the program carries
        #[arg(long, value_name = "FILE")]
        model: Option<PathBuf>,
    },
    /// Draw the tree of each sentence of a text
    Show {
        /// One or more sentences
        #[arg(value_name = "SENTENCE")]
        text: String,
        /// How
        #[arg(long, value_enum, default_value_t = Format::Tree)]
        format: Format,
        /// Another model than the one the program carries
        #[arg(long, value_name = "FILE")]
        model: Option<PathBuf>,
    },
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    Tree,
    Conllu,
    Dot,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    match &args.command {
        Command::Train {
            treebank,
            out: model,
            epochs,
            drills,
        } => train(treebank, model, *epochs, *drills, out),
        Command::Eval { treebank, model } => with_parser(model.as_deref(), |parser| {
            for path in treebank {
                eval(path, parser, out)?;
            }
            Ok(Outcome::Done)
        }),
        Command::Show {
            text,
            format,
            model,
        } => with_parser(model.as_deref(), |parser| draw(text, *format, parser, out)),
    }
}

fn with_parser<T>(model: Option<&Path>, then: impl FnOnce(&Parser) -> Result<T>) -> Result<T> {
    match model {
        None => then(Parser::bundled()),
        Some(path) => {
            let file =
                std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            let parser = Parser::from_bytes(&file).with_context(|| path.display().to_string())?;
            then(&parser)
        }
    }
}

fn read(path: &Path) -> Result<Vec<Annotated>> {
    let content =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    treebank::read(&content).with_context(|| path.display().to_string())
}

fn train(
    treebanks: &[PathBuf],
    model: &Path,
    epochs: Option<usize>,
    drills: usize,
    out: &mut dyn Write,
) -> Result<Outcome> {
    let mut sentences = Vec::new();
    for path in treebanks {
        sentences.extend(read(path)?);
    }
    let mut options = Options::default();
    options.epochs = epochs.unwrap_or(options.epochs);
    let mut failed = Ok(());
    let learnt = syntax::train(&sentences, &syntax::drills(drills), &options, |line| {
        let told = writeln!(out, "{line}").and_then(|()| out.flush());
        failed = std::mem::replace(&mut failed, Ok(())).and(told);
    });
    failed?;
    let bytes = learnt.to_bytes();
    std::fs::write(model, &bytes).with_context(|| format!("cannot write {}", model.display()))?;
    writeln!(out, "{}: {} bytes", model.display(), bytes.len())?;
    Ok(Outcome::Done)
}

fn eval(path: &Path, parser: &Parser, out: &mut dyn Write) -> Result<()> {
    let sentences = read(path)?;
    let evaluation = syntax::evaluate(parser, &sentences);
    let words = evaluation.all.words;
    let share = |part: usize| 100.0 * part as f64 / words.max(1) as f64;
    writeln!(
        out,
        "{}: {} sentences, {words} words",
        path.display(),
        sentences.len()
    )?;
    writeln!(
        out,
        "  tags {:.2}  lemmas {:.2}  UAS {:.2}  LAS {:.2}",
        share(evaluation.tags),
        share(evaluation.lemmas),
        evaluation.all.uas(),
        evaluation.all.las(),
    )?;
    writeln!(
        out,
        "  sentences over 25 words: UAS {:.2}  LAS {:.2}",
        evaluation.long.uas(),
        evaluation.long.las(),
    )?;
    relations(&evaluation, out)?;

    let (raw, right) = treebank::raw_text(&sentences);
    let begun = Instant::now();
    let found = segment_text(&raw);
    let segmented = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    let nodes: usize = found
        .iter()
        .map(|sentence| parser.parse(&raw, sentence, &[]).nodes.len())
        .sum();
    let parsed = begun.elapsed().as_secs_f64();
    let (sentence_f1, word_f1) = agreement(&found, &right);
    writeln!(
        out,
        "  segmentation of the raw text: sentences F1 {sentence_f1:.2}, words F1 {word_f1:.2}"
    )?;
    writeln!(
        out,
        "  from text to trees: {:.0} words a second ({:.0} to tokens, {:.0} from tokens)",
        nodes as f64 / (segmented + parsed),
        nodes as f64 / segmented,
        nodes as f64 / parsed,
    )?;
    Ok(())
}

/// Relations by frequency with F1, in all sentences and in long ones.
fn relations(evaluation: &Evaluation, out: &mut dyn Write) -> Result<()> {
    let mut rows: Vec<(&String, &Agreement)> = evaluation.relations.iter().collect();
    rows.sort_by(|a, b| b.1.gold.cmp(&a.1.gold).then_with(|| a.0.cmp(b.0)));
    writeln!(
        out,
        "  {:<14}{:>7}{:>8}{:>22}",
        "relation", "words", "F1", "F1 over 25 words"
    )?;
    for (relation, all) in rows {
        let long = evaluation
            .long_relations
            .get(relation)
            .copied()
            .unwrap_or_default();
        writeln!(
            out,
            "  {relation:<14}{:>7}{:>8.1}{:>22.1}",
            all.gold,
            all.f1(),
            long.f1()
        )?;
    }
    Ok(())
}

/// F1 of sentences and of words, as byte ranges.
fn agreement(found: &[Sentence], right: &[Sentence]) -> (f64, f64) {
    let sentences = |of: &[Sentence]| -> BTreeSet<(u32, u32)> {
        of.iter()
            .map(|sentence| (sentence.span.start, sentence.span.end))
            .collect()
    };
    let words = |of: &[Sentence]| -> BTreeSet<(u32, u32)> {
        of.iter()
            .flat_map(|s| &s.tokens)
            .map(|token| (token.span.start, token.span.end))
            .collect()
    };
    let f1 = |found: BTreeSet<(u32, u32)>, right: BTreeSet<(u32, u32)>| {
        let both = found.intersection(&right).count();
        200.0 * both as f64 / (found.len() + right.len()).max(1) as f64
    };
    (
        f1(sentences(found), sentences(right)),
        f1(words(found), words(right)),
    )
}

fn draw(text: &str, format: Format, parser: &Parser, out: &mut dyn Write) -> Result<Outcome> {
    let sentences = segment_text(text);
    for (number, sentence) in sentences.iter().enumerate() {
        let tree = parser.parse(text, sentence, &[]);
        let drawn = match format {
            Format::Tree => show::tree(text, sentence, &tree),
            Format::Conllu => {
                show::conllu(&format!("sentence-{}", number + 1), text, sentence, &tree)
            }
            Format::Dot => show::dot(text, sentence, &tree),
        };
        out.write_all(drawn.as_bytes())?;
    }
    Ok(if sentences.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::{Args, run};

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    fn said(arguments: &[&str]) -> Result<String, String> {
        let line = Line::try_parse_from([&["syntax"], arguments].concat()).unwrap();
        let mut out = Vec::new();
        run(&line.args, &mut out).map_err(|error| format!("{error:#}"))?;
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_sentence_is_drawn() {
        let drawn = said(&["show", "The army took the town."]).unwrap();
        assert!(
            drawn.starts_with("took  VERB root\n├── army  NOUN nsubj\n"),
            "{drawn}"
        );
        let table = said(&["show", "They left. Why?", "--format", "conllu"]).unwrap();
        assert!(
            table.contains("# sent_id = sentence-2\n# text = Why?\n"),
            "{table}"
        );
        assert!(
            said(&["show", "Why?", "--format", "dot"])
                .unwrap()
                .starts_with("digraph")
        );
    }

    #[test]
    fn a_model_is_learnt_measured_and_refused() {
        let folder = std::env::temp_dir().join(format!("dossier-syntax-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = |name: &str| folder.join(name).display().to_string();
        let (treebank, model) = (path("bank.conllu"), path("tiny.model"));
        std::fs::write(&treebank, "1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\n").unwrap();
        said(&[
            "train",
            "--treebank",
            &treebank,
            "--out",
            &model,
            "--epochs",
            "1",
            "--drills",
            "20",
        ])
        .unwrap();
        let told = said(&["eval", &treebank, "--model", &model]).unwrap();
        assert!(
            told.contains("LAS 100.00") && told.contains("words F1 100.00"),
            "{told}"
        );
        std::fs::write(&model, "no model").unwrap();
        let error = said(&["eval", &treebank, "--model", &model]).unwrap_err();
        assert!(error.contains("not a parser model of Dossier"), "{error}");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
