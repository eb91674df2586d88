//! `dossier timeline`: who held a place when, or what somebody held when; where nothing tells, what is told instead.

use std::io::Write;

use anyhow::Result;

use super::input::BuildArgs;
use super::{Outcome, explain, named, style};
use crate::model::{Build, EntityId};
use crate::resolve::{Background, Interval, held_by, holders, told_of_ground, vicinity};

/// How many claims are shown where no interval is.
const CLAIMS: usize = 12;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A place, or somebody who holds places: an id or a name
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    of: BuildArgs,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let (data, build) = args.of.open()?;
    let id = named::entity(&build, &args.name)?;
    let background = data.background();
    let mut intervals = holders(&build, &id, background);
    intervals.extend(held_by(&build, &id, background));
    if intervals.is_empty() {
        return instead(&build, &id, background, out);
    }
    for interval in &intervals {
        write_interval(&build, interval, out)?;
    }
    Ok(Outcome::Done)
}

/// Says that nothing tells who held it, and shows who held what near it and what is told of it as ground.
fn instead(
    build: &Build,
    id: &EntityId,
    background: Background<'_>,
    out: &mut dyn Write,
) -> Result<Outcome> {
    writeln!(
        out,
        "nothing is told of who held {} or what it held",
        build.label(id)
    )?;
    let mut near: Vec<Interval> = Vec::new();
    for place in vicinity(build, id, background) {
        near.extend(holders(build, &place, background));
    }
    if !near.is_empty() {
        writeln!(out, "\nIn or near it:")?;
        for interval in &near {
            write_interval(build, interval, out)?;
        }
    }
    let told = told_of_ground(build, id, background);
    if !told.is_empty() {
        writeln!(out, "\nWhat is told of it:")?;
    }
    let mut shown = None;
    for at in told.iter().take(CLAIMS) {
        let claim = &build.claims[*at as usize];
        if shown.replace(claim.proposition) != Some(claim.proposition) {
            explain::write_heading(build, build.proposition(claim), out)?;
        }
        write_quote(build, *at, out)?;
    }
    if told.len() > CLAIMS {
        writeln!(
            out,
            "and {} more: see `dossier explain {id}`",
            told.len() - CLAIMS
        )?;
    }
    Ok(Outcome::Nothing)
}

fn write_interval(build: &Build, interval: &Interval, out: &mut dyn Write) -> Result<()> {
    let from = match interval.from {
        Some((date, true)) => format!("from {date}"),
        Some((date, false)) => format!("by {date} at the latest"),
        None => "from an unknown day".to_owned(),
    };
    let until = match interval.until {
        Some((date, true)) => format!("until {date}"),
        Some((date, false)) => format!("still on {date}"),
        None => "no end told".to_owned(),
    };
    writeln!(
        out,
        "{}{}{} held {}{}: {from}, {until}",
        style::HEADING,
        build.label(&interval.holder),
        style::PLAIN,
        if interval.in_parts { "parts of " } else { "" },
        build.label(&interval.place),
    )?;
    for claim in &interval.claims {
        write_quote(build, *claim, out)?;
    }
    Ok(())
}

fn write_quote(build: &Build, claim: u32, out: &mut dyn Write) -> Result<()> {
    let claim = &build.claims[claim as usize];
    let sentence: Vec<&str> = build.relation(claim).sentence.split_whitespace().collect();
    writeln!(
        out,
        "  {}{}{}  “{}” ({})",
        style::NAME,
        claim.id,
        style::PLAIN,
        sentence.join(" "),
        build.record(claim).doc,
    )?;
    Ok(())
}
