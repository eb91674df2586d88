//! `dossier timeline`: who held a place when, or what somebody held when.

use std::io::Write;

use anyhow::{Result, bail};

use super::explain::find_entity;
use super::input::{DataArgs, OutArgs};
use super::{Outcome, style};
use crate::resolve::{held_by, holders};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A place, or somebody who holds places: an id or a name
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    out: OutArgs,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let data = args.data.load()?;
    let build = args.out.build(&data)?;
    let Some(id) = find_entity(&build, &args.name) else {
        bail!("nothing in this build is called `{}`", args.name);
    };
    let mut intervals = holders(&build, &id, data.background());
    intervals.extend(held_by(&build, &id, data.background()));
    if intervals.is_empty() {
        writeln!(
            out,
            "nothing is told of who held {} or what it held",
            build.label(&id)
        )?;
        return Ok(Outcome::Nothing);
    }
    for interval in &intervals {
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
            let claim = &build.claims[*claim as usize];
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
        }
    }
    Ok(Outcome::Done)
}
