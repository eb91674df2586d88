//! `dossier contradictions`: what cannot both hold, gravest first, with both sides.

use std::io::Write;

use anyhow::Result;

use super::input::BuildArgs;
use super::{Outcome, explain, style};
use crate::model::ContradictionKind;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Show so many at most
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    #[command(flatten)]
    of: BuildArgs,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let (_, build) = args.of.open()?;
    for contradiction in build.contradictions.iter().take(args.limit) {
        let kind = match contradiction.kind {
            ContradictionKind::Denial => "denial",
            ContradictionKind::Control => "control",
            ContradictionKind::Capture => "capture",
            ContradictionKind::Count => "count",
            ContradictionKind::Date => "date",
        };
        writeln!(
            out,
            "{}{kind}{}: {}  {}{}, gravity {}{}",
            style::WARNING,
            style::PLAIN,
            contradiction.detail,
            style::FAINT,
            contradiction.id,
            contradiction.gravity,
            style::PLAIN,
        )?;
        let mut shown = None;
        for claim in [contradiction.first, contradiction.second] {
            let claim = &build.claims[claim as usize];
            if shown.replace(claim.proposition) != Some(claim.proposition) {
                explain::write_heading(&build, build.proposition(claim), out)?;
            }
            explain::write_claim(&build, claim, out)?;
        }
        writeln!(out)?;
    }
    let all = build.contradictions.len();
    if all > args.limit {
        writeln!(out, "and {} more: see --limit", all - args.limit)?;
    }
    if all == 0 {
        writeln!(out, "no claims of this build contradict each other")?;
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}
