//! `dossier relations`: the catalogue of relations and rules, as Markdown.

use std::io::Write;

use anyhow::{Result, bail};

use super::Outcome;
use super::input::DataArgs;
use crate::load::{
    Argument, Ends, Example, Judged, Mark, RelationRules, RelationSignature, Rule, TriggerKind,
    Voice, similar,
};
use crate::model::{ClassGroup, Modality, Polarity};
use crate::pipeline::Data;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Relations to show; all where none is named
    #[arg(value_name = "RELATION")]
    names: Vec<String>,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let data = args.data.load()?;
    for name in &args.names {
        if data.relations.of(name).is_none() {
            let known = data.relations.relations.iter();
            let hint = similar(name, known.map(|rules| rules.relation.as_str()))
                .map(|near| format!(": did you mean `{near}`?"))
                .unwrap_or_default();
            bail!("no relation is called `{name}`{hint}");
        }
    }
    let wanted = |rules: &&RelationRules| {
        args.names.is_empty()
            || args
                .names
                .iter()
                .any(|name| name == rules.relation.as_str())
    };
    writeln!(out, "# Relations and their rules\n")?;
    if args.names.is_empty() {
        contents(&data, out)?;
    }
    for rules in data.relations.relations.iter().filter(wanted) {
        relation(&data, rules, out)?;
    }
    Ok(Outcome::Done)
}

fn contents(data: &Data, out: &mut dyn Write) -> Result<()> {
    writeln!(
        out,
        "| relation | meaning | from → to | rules | right of judged |"
    )?;
    writeln!(out, "| --- | --- | --- | --- | --- |")?;
    for rules in &data.relations.relations {
        let ends = data
            .ontology
            .relation(rules.relation.as_str())
            .map(ends)
            .unwrap_or_default();
        let judged = rules
            .rules
            .iter()
            .filter_map(|rule| data.relations.precision.get(&*rule.id))
            .fold((0, 0), |sum, judged| {
                (sum.0 + judged.right, sum.1 + judged.judged)
            });
        writeln!(
            out,
            "| [`{0}`](#{1}) | {2} | {ends} | {3} | {4} of {5} |",
            rules.relation,
            rules.relation.as_str().to_lowercase(),
            rules.why,
            rules.rules.len(),
            judged.0,
            judged.1
        )?;
    }
    Ok(writeln!(out)?)
}

fn ends(signature: &RelationSignature) -> String {
    let list = |groups: &[ClassGroup]| {
        let names: Vec<String> = groups.iter().map(ToString::to_string).collect();
        names.join(", ")
    };
    let arrow = match signature.has(Mark::Symmetric) {
        true => "↔",
        false => "→",
    };
    format!(
        "{} {arrow} {}",
        list(&signature.domain),
        list(&signature.range)
    )
}

fn relation(data: &Data, rules: &RelationRules, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "## {}\n", rules.relation)?;
    writeln!(out, "{}\n", rules.why)?;
    let mut facts: Vec<(&str, String)> = Vec::new();
    if let Some(signature) = data.ontology.relation(rules.relation.as_str()) {
        facts.push(("meaning", signature.comment.clone()));
        facts.push(("ends", ends(signature)));
    }
    facts.extend(rules.plover.iter().map(|code| ("PLOVER", code.clone())));
    if !rules.cameo.is_empty() {
        facts.push(("CAMEO", rules.cameo.join(", ")));
    }
    if !rules.outranks.is_empty() {
        let names: Vec<&str> = rules.outranks.iter().map(|name| name.as_str()).collect();
        facts.push(("stands before", names.join(", ")));
    }
    if rules.residual {
        facts.push((
            "stands",
            "only where nothing more telling is said of the same two".to_owned(),
        ));
    }
    if !rules.units.is_empty() {
        facts.push(("counts", rules.units.join(", ")));
    }
    facts.push(("file", rules.file.clone()));
    for (name, value) in facts {
        writeln!(out, "- {name}: {value}")?;
    }
    writeln!(out)?;
    for each in &rules.rules {
        rule(each, data.relations.precision.get(&*each.id), out)?;
    }
    Ok(())
}

fn rule(rule: &Rule, judged: Option<&Judged>, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "### {}\n", rule.id)?;
    writeln!(out, "{}\n", rule.why)?;
    for kind in TriggerKind::ALL {
        let words: Vec<String> = rule
            .triggers
            .iter()
            .filter(|trigger| trigger.kind == kind)
            .map(|trigger| format!("`{trigger}`"))
            .collect();
        if !words.is_empty() {
            writeln!(out, "- {}: {}", kind.field(), words.join(", "))?;
        }
    }
    writeln!(out, "- frame: {}", frame(rule))?;
    let conditions = conditions(rule);
    if !conditions.is_empty() {
        writeln!(out, "- only: {}", conditions.join("; "))?;
    }
    let precision = match judged {
        Some(judged) => format!(
            "{} of {} judged claims right, confidence {}",
            judged.right,
            judged.judged,
            judged.confidence()
        ),
        None => "not judged yet".to_owned(),
    };
    writeln!(out, "- precision: {precision}\n")?;
    for example in &rule.yes {
        writeln!(out, "- ✓ {} → {}", example.text, told(example))?;
    }
    for near in &rule.no {
        let ends = near
            .ends
            .as_ref()
            .map(|(subject, object)| format!(" (not between {subject} and {object})"))
            .unwrap_or_default();
        writeln!(out, "- ✗ {}{ends}", near.text)?;
    }
    Ok(writeln!(out)?)
}

/// Which arguments are which end.
fn frame(rule: &Rule) -> String {
    let list = |arguments: &[Argument]| {
        let names: Vec<String> = arguments.iter().map(|a| format!("`{a}`")).collect();
        names.join(" or ")
    };
    let mut parts = Vec::new();
    match rule.subject.arguments.is_empty() {
        true if rule.pair.is_empty() => parts.push("subject unknown".to_owned()),
        true => {}
        false => parts.push(format!("subject {}", list(&rule.subject.arguments))),
    }
    if !rule.object.arguments.is_empty() {
        parts.push(format!("object {}", list(&rule.object.arguments)));
    }
    if !rule.pair.is_empty() {
        parts.push(format!("both ends in {}", list(&rule.pair)));
    }
    if !rule.from.is_empty() {
        parts.push(format!("from {}", list(&rule.from)));
    }
    if let Some(place) = rule.place.as_ref().filter(|place| !place.is_empty()) {
        parts.push(format!("place {}", list(place)));
    }
    parts.join(", ")
}

/// What else must hold.
fn conditions(rule: &Rule) -> Vec<String> {
    let mut found = Vec::new();
    let mut ends = |name: &str, ends: &Ends| {
        let groups = |groups: &[ClassGroup]| {
            let names: Vec<String> = groups.iter().map(ToString::to_string).collect();
            names.join(", ")
        };
        if !ends.classes.is_empty() {
            found.push(format!("the {name} is {}", groups(&ends.classes)));
        }
        if !ends.not_classes.is_empty() {
            found.push(format!("the {name} is not {}", groups(&ends.not_classes)));
        }
        if !ends.words.is_empty() {
            found.push(format!("the {name}'s noun is {}", ends.words.join(", ")));
        }
        if !ends.not_words.is_empty() {
            found.push(format!(
                "the {name}'s noun is not {}",
                ends.not_words.join(", ")
            ));
        }
    };
    ends("subject", &rule.subject);
    ends("object", &rule.object);
    if !rule.with.is_empty() {
        found.push(format!("with {}", rule.with.join(", ")));
    }
    if !rule.without.is_empty() {
        found.push(format!("without {}", rule.without.join(", ")));
    }
    if rule.infinitive {
        found.push("with an infinitive".to_owned());
    }
    match rule.voice {
        Some(Voice::Active) => found.push("in the active".to_owned()),
        Some(Voice::Passive) => found.push("in the passive".to_owned()),
        None => {}
    }
    if rule.polarity == Polarity::Negative {
        found.push("the words themselves deny".to_owned());
    }
    match rule.modality {
        Modality::Actual => {}
        Modality::Intended => found.push("the words themselves tell a plan".to_owned()),
        Modality::Possible => found.push("the words themselves tell a possibility".to_owned()),
    }
    if let Some(kind) = &rule.kind {
        found.push(format!("kind `{kind}`"));
    }
    found
}

fn told(example: &Example) -> String {
    let subject = match example.subject.is_empty() {
        true => "nobody named",
        false => &example.subject,
    };
    let mut text = format!("{subject} → {}", example.object);
    if let Some(from) = &example.from {
        text.push_str(&format!(", from {from}"));
    }
    if example.polarity == Polarity::Negative {
        text.push_str(", denied");
    }
    match example.modality {
        Modality::Actual => {}
        Modality::Intended => text.push_str(", intended"),
        Modality::Possible => text.push_str(", possible"),
    }
    text
}
