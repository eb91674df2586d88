//! `dossier identity`: pairs that may be one entity, those that matter most first, decided one by one.

use std::fs::OpenOptions;
use std::io::{self, BufRead as _, Write};

use anyhow::{Context as _, Result};

use super::input::BuildArgs;
use super::{Outcome, style};
use crate::resolve::doubts;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only list the pairs, ask nothing
    #[arg(long)]
    list: bool,
    /// Show so many at most
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    #[command(flatten)]
    of: BuildArgs,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let (data, build) = args.of.open()?;
    let doubts = doubts(&build, data.background());
    if doubts.is_empty() {
        writeln!(out, "no pair of this build is in doubt")?;
        return Ok(Outcome::Nothing);
    }
    let mut answers = io::stdin().lock().lines();
    for doubt in doubts.iter().take(args.limit) {
        writeln!(
            out,
            "{}{}{} ({}) and {}{}{} ({}): {}; {} claims",
            style::HEADING,
            build.label(&doubt.first),
            style::PLAIN,
            doubt.first,
            style::HEADING,
            build.label(&doubt.second),
            style::PLAIN,
            doubt.second,
            doubt.reason,
            doubt.claims,
        )?;
        if args.list {
            continue;
        }
        write!(out, "  one and the same? y, n, or skip: ")?;
        out.flush()?;
        let Some(answer) = answers.next().transpose()? else {
            writeln!(out)?;
            break;
        };
        let kind = match answer.trim().to_lowercase().as_str() {
            "y" | "yes" => "same",
            "n" | "no" => "different",
            _ => continue,
        };
        let path = &args.of.data.identity;
        let mut ledger = OpenOptions::new()
            .create(true)
            .append(true)
            .open(path)
            .with_context(|| path.display().to_string())?;
        write!(
            ledger,
            "\n[[{kind}]]\nids = [\"{}\", \"{}\"]\n",
            doubt.first, doubt.second
        )?;
    }
    Ok(Outcome::Done)
}
