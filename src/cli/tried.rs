//! What the stages made of a sentence and what the rules tried in it: shown by `dossier try` and `dossier explain`.

use std::io::Write;

use anyhow::Result;

use super::style;
use crate::model::{Modality, Polarity};
use crate::pipeline::Analysis;
use crate::relate::{self, Attempt, Trace};
use crate::syntax::show;

/// A heading of its own line.
pub(super) fn heading(out: &mut dyn Write, text: &str) -> Result<()> {
    Ok(writeln!(out, "{}{text}{}", style::HEADING, style::PLAIN)?)
}

/// The words and the tree of the sentence at an index.
pub(super) fn sentence(analysis: &Analysis, at: usize, out: &mut dyn Write) -> Result<()> {
    let text = &analysis.document.text;
    let (Some(sentence), Some(tree)) = (analysis.sentences.get(at), analysis.trees.get(at)) else {
        return Ok(());
    };
    heading(out, "Tokens")?;
    let words: Vec<&str> = sentence
        .tokens
        .iter()
        .map(|token| token.span.of(text))
        .collect();
    writeln!(out, "  {}", words.join(" · "))?;
    heading(out, "Tree")?;
    for line in show::tree(text, sentence, tree).lines() {
        writeln!(out, "  {line}")?;
    }
    Ok(())
}

/// What the rules looked at and where each stopped; of one sentence alone, or of all.
pub(super) fn trace(
    analysis: &Analysis,
    trace: &Trace,
    only: Option<u32>,
    out: &mut dyn Write,
) -> Result<()> {
    let text = &analysis.document.text;
    let here = |sentence: u32| only.is_none_or(|only| only == sentence);
    let (faint, plain) = (style::FAINT, style::PLAIN);
    let mut titled = Titled::new("Arguments");
    for predicate in trace.predicates.iter().filter(|p| here(p.sentence)) {
        titled.once(out)?;
        writeln!(out, "  {}", predicate.at.of(text))?;
        for (role, words, how) in &predicate.arguments {
            writeln!(
                out,
                "      {role:<9} {}  {faint}{how}{plain}",
                words.of(text)
            )?;
        }
    }
    let mut titled = Titled::new("Denial, plan, doubt");
    for stance in trace.stances.iter().filter(|stance| here(stance.sentence)) {
        titled.once(out)?;
        let mut says = Vec::new();
        if stance.polarity == Polarity::Negative {
            says.push("denied");
        }
        match stance.modality {
            Modality::Actual => {}
            Modality::Intended => says.push("intended"),
            Modality::Possible => says.push("possible"),
        }
        writeln!(
            out,
            "  “{}” makes {}: “{}”",
            stance.cue.of(text),
            says.join(", "),
            stance.reach.of(text)
        )?;
    }
    let mut titled = Titled::new("Speech");
    for speech in trace.speeches.iter().filter(|speech| here(speech.sentence)) {
        titled.once(out)?;
        let speaker = speech
            .speaker
            .map_or("nobody named", |speaker| speaker.of(text));
        writeln!(
            out,
            "  {speaker} (“{}”): “{}”",
            speech.cue.of(text),
            speech.reach.of(text).trim()
        )?;
    }
    let mut titled = Titled::new("Time");
    for time in trace.times.iter().filter(|time| here(time.sentence)) {
        titled.once(out)?;
        writeln!(out, "  “{}” is {}", time.at.of(text), time.when.date)?;
    }
    let mut titled = Titled::new("Rules tried");
    let attempts: Vec<&Attempt> = trace
        .attempts
        .iter()
        .filter(|attempt| here(attempt.sentence))
        .collect();
    for attempt in farthest(&attempts) {
        titled.once(out)?;
        let outcome = match &attempt.outcome {
            relate::Outcome::Found(claims) => format!("found {claims}"),
            relate::Outcome::Stopped(reason) => format!("stopped: {reason}"),
        };
        writeln!(
            out,
            "  {} at “{}”, `{}`: {outcome}",
            attempt.rule,
            attempt.at.of(text),
            attempt.trigger,
        )?;
    }
    Ok(())
}

/// A heading that is written before the first line under it.
struct Titled {
    text: Option<&'static str>,
}

impl Titled {
    fn new(text: &'static str) -> Self {
        Self { text: Some(text) }
    }

    fn once(&mut self, out: &mut dyn Write) -> Result<()> {
        match self.text.take() {
            Some(text) => heading(out, text),
            None => Ok(()),
        }
    }
}

/// Of the tries of one rule at one word the one that came farthest: a phrase of which but the first word stands there
/// says little where another trigger of the rule came to the end.
fn farthest<'t>(attempts: &[&'t Attempt]) -> Vec<&'t Attempt> {
    let rank = |attempt: &Attempt| match &attempt.outcome {
        relate::Outcome::Found(0) => 1,
        relate::Outcome::Found(_) => 3,
        relate::Outcome::Stopped(reason)
            if reason.contains("is missing") || reason.contains("are missing") =>
        {
            0
        }
        relate::Outcome::Stopped(_) => 2,
    };
    let mut kept: Vec<&Attempt> = Vec::new();
    for attempt in attempts {
        let same = kept
            .iter_mut()
            .find(|other| other.rule == attempt.rule && other.at == attempt.at);
        match same {
            Some(other) if rank(attempt) > rank(other) => *other = attempt,
            Some(_) => {}
            None => kept.push(attempt),
        }
    }
    kept
}
