//! `dossier extract`: the first half of a build, documents in, extraction records out, in order.

use std::fs;
use std::io::{self, BufReader, Write};
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use rustc_hash::FxHashSet;

use super::Outcome;
use super::input::{DataArgs, any_error, show};
use super::leave::text_name;
use crate::export::write_record;
use crate::model::{Diagnostic, Severity};
use crate::pipeline::Pipeline;
use crate::read::{self, Source};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Articles: files, or folders; none for JSON Lines on standard input, each with `id` and `text`
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// Leave the texts there of documents that are not simply files: `dossier assemble --texts` takes them
    #[arg(long, value_name = "DIR")]
    texts: Option<PathBuf>,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let (_, data, wrong_data) = args.data.load_files()?;
    if let Some(folder) = &args.texts {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    let pipeline = Pipeline::new(&data);
    let mut run = Run {
        args,
        written: 0,
        problems: wrong_data,
    };
    if args.paths.is_empty() {
        // The ids alone are kept of what has gone by, as hashes.
        let mut ids = FxHashSet::default();
        let mut wrong: io::Result<bool> = Ok(false);
        let rows = read::json_rows("-", "stdin", BufReader::new(io::stdin().lock()));
        let sources = rows.filter_map(|(source, mut diagnostics)| {
            let source = source.filter(|source| {
                let new = ids.insert(read::hash_of(source.id.as_bytes()));
                if !new {
                    diagnostics.push(second(source));
                }
                new
            });
            match (show(&diagnostics), &mut wrong) {
                (Ok(()), Ok(wrong)) => *wrong |= any_error(&diagnostics),
                (Ok(()), Err(_)) => {}
                (Err(error), wrong) => *wrong = Err(io::Error::other(error)),
            }
            source
        });
        pipeline.extract_each(sources, None, |extracted| run.take(extracted, out))?;
        run.problems |= wrong?;
    } else {
        let (sources, diagnostics) = read::find(&args.paths);
        show(&diagnostics)?;
        run.problems |= any_error(&diagnostics);
        pipeline.extract_each(sources, None, |extracted| run.take(extracted, out))?;
    }
    if run.written == 0 {
        bail!("no article to read");
    }
    Ok(if run.problems {
        Outcome::Problems
    } else {
        Outcome::Done
    })
}

fn second(source: &Source) -> Diagnostic {
    let message = format!("a second article has the id `{}`", source.id);
    Diagnostic::of_file(Severity::Error, &source.path, message).with_help("the first alone is read")
}

struct Run<'a> {
    args: &'a Args,
    written: usize,
    problems: bool,
}

impl Run<'_> {
    fn take(
        &mut self,
        extracted: Result<crate::pipeline::Extracted, Box<Diagnostic>>,
        out: &mut dyn Write,
    ) -> Result<()> {
        let extracted = match extracted {
            Ok(extracted) => extracted,
            Err(unread) => {
                self.problems = true;
                return show(&[*unread]);
            }
        };
        if let Some((folder, text)) = self.args.texts.as_ref().zip(extracted.text) {
            let path = folder.join(text_name(&extracted.record.doc));
            fs::write(&path, text).with_context(|| path.display().to_string())?;
        }
        write_record(&extracted.record, out)?;
        out.flush()?;
        self.written += 1;
        Ok(())
    }
}
