//! `dossier try`: what is made of a sentence, stage by stage, and what came near.

use std::io::Write;

use anyhow::Result;

use super::input::DataArgs;
use super::{Outcome, style};
use crate::model::{Claim, MentionKind, Modality, PartialDate, Polarity, Speaker};
use crate::pipeline::{Analysis, Pipeline};
use crate::relate::{self, Trace};
use crate::syntax::show;

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
    for (at, sentence) in analysis.sentences.iter().enumerate() {
        heading(out, "Tokens")?;
        let words: Vec<&str> = sentence
            .tokens
            .iter()
            .map(|token| token.span.of(&analysis.document.text))
            .collect();
        writeln!(out, "  {}", words.join(" · "))?;
        heading(out, "Tree")?;
        for line in show::tree(&analysis.document.text, sentence, &analysis.trees[at]).lines() {
            writeln!(out, "  {line}")?;
        }
    }
    mentions(&analysis, out)?;
    heading(out, "Claims")?;
    if analysis.claims.is_empty() {
        writeln!(out, "  none")?;
    }
    for claim in &analysis.claims {
        write_claim(&analysis, claim, out)?;
    }
    tried(&analysis, &pipeline.trace(&analysis), out)?;
    Ok(if analysis.claims.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}

fn heading(out: &mut dyn Write, text: &str) -> Result<()> {
    Ok(writeln!(out, "{}{text}{}", style::HEADING, style::PLAIN)?)
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

/// What the rules looked at, and where each stopped.
fn tried(analysis: &Analysis, trace: &Trace, out: &mut dyn Write) -> Result<()> {
    let text = &analysis.document.text;
    if !trace.predicates.is_empty() {
        heading(out, "Arguments")?;
    }
    for predicate in &trace.predicates {
        writeln!(out, "  {}", predicate.at.of(text))?;
        for (role, words, how) in &predicate.arguments {
            let words = words.of(text);
            writeln!(
                out,
                "      {role:<9} {words}  {}{how}{}",
                style::FAINT,
                style::PLAIN
            )?;
        }
    }
    if !trace.speeches.is_empty() {
        heading(out, "Speech")?;
    }
    for speech in &trace.speeches {
        let speaker = speech
            .speaker
            .map_or("nobody named", |speaker| speaker.of(text));
        writeln!(
            out,
            "  {speaker} (“{}”): “{}”",
            speech.cue.of(text),
            speech.reach.of(text)
        )?;
    }
    if !trace.times.is_empty() {
        heading(out, "Time")?;
    }
    for time in &trace.times {
        writeln!(out, "  “{}” is {}", time.at.of(text), time.when.date)?;
    }
    if !trace.attempts.is_empty() {
        heading(out, "Rules tried")?;
    }
    for attempt in &trace.attempts {
        let outcome = match &attempt.outcome {
            relate::Outcome::Found(claims) => format!("found {claims}"),
            relate::Outcome::Stopped(reason) => format!("stopped: {reason}"),
        };
        writeln!(
            out,
            "  {} at “{}”: {outcome}",
            attempt.rule,
            attempt.at.of(text)
        )?;
    }
    Ok(())
}
