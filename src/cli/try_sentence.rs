//! `dossier try`: what is made of a sentence, stage by stage, and what came near.

use std::io::Write;

use anyhow::Result;

use super::input::DataArgs;
use super::tried::{self, heading};
use super::{Outcome, style};
use crate::model::{Claim, MentionKind, Modality, PartialDate, Polarity, Speaker};
use crate::pipeline::{Analysis, Pipeline};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// One or more sentences
    #[arg(value_name = "SENTENCE")]
    text: String,
    /// The day of publication, against which "on Friday" is read
    #[arg(long, value_name = "YYYY-MM-DD")]
    published: Option<PartialDate>,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let data = args.data.load()?;
    let pipeline = Pipeline::new(&data);
    let analysis = pipeline.analyse_text(&args.text, args.published);
    for at in 0..analysis.sentences.len() {
        tried::sentence(&analysis, at, out)?;
    }
    mentions(&analysis, out)?;
    heading(out, "Claims")?;
    if analysis.claims.is_empty() {
        writeln!(out, "  none")?;
    }
    for claim in &analysis.claims {
        write_claim(&analysis, claim, out)?;
    }
    tried::trace(&analysis, &pipeline.trace(&analysis), None, out)?;
    Ok(if analysis.claims.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}

fn mentions(analysis: &Analysis, out: &mut dyn Write) -> Result<()> {
    heading(out, "Mentions")?;
    let text = &analysis.document.text;
    if analysis.mentions.mentions.is_empty() {
        writeln!(out, "  none")?;
    }
    for mention in &analysis.mentions.mentions {
        let entity = analysis.mentions.entity(mention);
        let kind = match mention.kind {
            MentionKind::Name => "name",
            MentionKind::Nominal => "nominal",
            MentionKind::Pronoun => "pronoun",
        };
        let listed = if entity.known { "" } else { ", unlisted" };
        writeln!(
            out,
            "  {} → {}{}{} ({kind}, {}{listed})",
            mention.span.of(text),
            style::NAME,
            entity.id,
            style::PLAIN,
            entity.class,
        )?;
        writeln!(
            out,
            "      {}{}{}",
            style::FAINT,
            mention.reason,
            style::PLAIN
        )?;
    }
    for name in &analysis.names {
        let others: Vec<String> = name
            .candidates
            .iter()
            .skip(1)
            .map(|candidate| format!("{} ({})", candidate.id, candidate.reason))
            .collect();
        if !others.is_empty() {
            let words = name.span.of(text);
            writeln!(
                out,
                "      {}{words}: not {}{}",
                style::FAINT,
                others.join("; "),
                style::PLAIN
            )?;
        }
    }
    Ok(())
}

fn write_claim(analysis: &Analysis, claim: &Claim, out: &mut dyn Write) -> Result<()> {
    let text = &analysis.document.text;
    let id = |entity: u32| &analysis.mentions.entities[entity as usize].id;
    let subject = claim
        .subject
        .map_or("nobody named".to_owned(), |end| id(end.entity).to_string());
    writeln!(
        out,
        "  {}{subject}{} {} {}{}{}",
        style::NAME,
        style::PLAIN,
        claim.relation,
        style::NAME,
        id(claim.object.entity),
        style::PLAIN,
    )?;
    let mut line = |name: &str, value: String| writeln!(out, "      {name:<9} {value}");
    line("shown by", format!("“{}”", claim.trigger.of(text)))?;
    let polarity = match claim.polarity {
        Polarity::Positive => "affirmed",
        Polarity::Negative => "denied",
    };
    let modality = match claim.modality {
        Modality::Actual => "as fact",
        Modality::Intended => "as intention",
        Modality::Possible => "as possibility",
    };
    let cues: Vec<String> = claim
        .stance_cues
        .iter()
        .map(|cue| format!("“{}”", cue.of(text)))
        .collect();
    let by = if cues.is_empty() {
        String::new()
    } else {
        format!(", by {}", cues.join(", "))
    };
    line("stance", format!("{polarity}, {modality}{by}"))?;
    if !claim.speakers.is_empty() {
        let speakers: Vec<String> = claim
            .speakers
            .iter()
            .map(|Speaker { entity, span, cue }| {
                let who = entity.map_or(format!("“{}”", span.of(text)), |entity| {
                    id(entity).to_string()
                });
                format!("{who} (“{}”)", cue.of(text))
            })
            .collect();
        line("said by", speakers.join(", as told by "))?;
    }
    if let Some(when) = claim.when {
        line("when", format!("{} (“{}”)", when.date, when.span.of(text)))?;
    }
    if let Some(place) = claim.place {
        line("where", id(place.entity).to_string())?;
    }
    if let Some(from) = claim.from {
        line("from", id(from.entity).to_string())?;
    }
    if let Some(quantity) = &claim.quantity {
        line(
            "quantity",
            format!(
                "{} {} (“{}”)",
                quantity.value,
                quantity.unit,
                quantity.span.of(text)
            ),
        )?;
    }
    line("rule", claim.rule.to_string())?;
    Ok(())
}
