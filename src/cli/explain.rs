//! `dossier explain`: all evidence for a claim, a proposition or an entity.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Result, bail};

use super::input::BuildArgs;
use super::named::{find_entity, unknown};
use super::{Outcome, style, tried};
use crate::model::{
    Build, EntityId, Knowledge, MentionKind, Modality, Polarity, Proposition, RecordSource,
    ResolvedClaim,
};
use crate::pipeline::{Data, Pipeline};
use crate::read;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The id of a claim or proposition (a unique beginning is enough), or the id or name of an entity
    #[arg(value_name = "CLAIM-OR-ENTITY")]
    what: String,
    #[command(flatten)]
    of: BuildArgs,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome> {
    let (data, build) = args.of.open()?;
    let prefix = args.what.to_lowercase();
    if prefix.len() >= 4 && prefix.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let claims: Vec<&ResolvedClaim> = build
            .claims
            .iter()
            .filter(|claim| claim.id.to_string().starts_with(&prefix))
            .collect();
        let propositions: Vec<&Proposition> = build
            .propositions
            .iter()
            .filter(|proposition| proposition.id.to_string().starts_with(&prefix))
            .collect();
        match (claims.as_slice(), propositions.as_slice()) {
            ([], []) => {}
            ([claim], []) => {
                write_heading(&build, build.proposition(claim), out)?;
                write_claim(&build, claim, out)?;
                write_reading(&build, claim, &data, out)?;
                return Ok(Outcome::Done);
            }
            ([], [proposition]) => {
                write_proposition(&build, proposition, out)?;
                return Ok(Outcome::Done);
            }
            _ => bail!("`{prefix}` begins several ids: give more of it"),
        }
    }
    let Some(id) = find_entity(&build, &args.what) else {
        writeln!(out, "{}", unknown(&build, &args.what))?;
        return Ok(Outcome::Nothing);
    };
    write_entity(&build, &id, out)?;
    Ok(Outcome::Done)
}

/// How the sentence of a claim was read: its tree, what reaches over it, and the rules that were tried. The article
/// is read again where it still lies at its place, else the sentence alone.
fn write_reading(
    build: &Build,
    claim: &ResolvedClaim,
    data: &Data,
    out: &mut dyn Write,
) -> Result<()> {
    let (record, relation) = (build.record(claim), build.relation(claim));
    let pipeline = Pipeline::new(data);
    let article = read::find(&[PathBuf::from(&record.path)])
        .0
        .into_iter()
        .filter_map(|source| source.read().ok())
        .find(|document| document.sha256 == record.sha256)
        .map(|mut document| {
            document.published = record.published;
            pipeline.analyse(document)
        });
    let at = article.as_ref().and_then(|analysis| {
        analysis.sentences.iter().position(|sentence| {
            sentence.span.of(&analysis.document.text).trim() == relation.sentence.trim()
        })
    });
    writeln!(out)?;
    let (analysis, at) = match (article, at) {
        (Some(analysis), Some(at)) => (analysis, at),
        _ => {
            writeln!(
                out,
                "{}{} is not at its place as it was read: the sentence alone is shown{}",
                style::FAINT,
                record.path,
                style::PLAIN
            )?;
            let analysis = pipeline.analyse_text(&relation.sentence, record.published);
            (analysis, 0)
        }
    };
    tried::sentence(&analysis, at, out)?;
    tried::trace(&analysis, &pipeline.trace(&analysis), Some(at as u32), out)
}

fn write_entity(build: &Build, id: &EntityId, out: &mut dyn Write) -> Result<()> {
    let Some(entity) = build.entity(id) else {
        return Ok(());
    };
    let listed = if entity.known {
        "in the gazetteer"
    } else {
        "unlisted"
    };
    writeln!(
        out,
        "{}{}{}  {}, {}, {listed}; {} in {}",
        style::HEADING,
        entity.label,
        style::PLAIN,
        entity.id,
        entity.class,
        count(entity.mentions as usize, "mention"),
        count(entity.documents.len(), "document"),
    )?;
    for joining in build
        .joinings
        .iter()
        .filter(|joining| joining.kept == entity.id)
    {
        writeln!(out, "  also {}: {}", joining.joined, joining.reason)?;
    }
    for document in &entity.documents {
        let record = &build.records[*document as usize];
        let mut forms: Vec<String> = Vec::new();
        for own in record.entities.iter().filter(|own| {
            build
                .entity(&own.id)
                .is_some_and(|resolved| resolved.id == entity.id)
        }) {
            for mention in own
                .mentions
                .iter()
                .filter(|mention| mention.kind != MentionKind::Pronoun)
            {
                let form = format!("“{}”", mention.text);
                if !forms.contains(&form) {
                    forms.push(form);
                }
            }
        }
        writeln!(
            out,
            "  {}{}{}: {}",
            style::FAINT,
            record.doc,
            style::PLAIN,
            forms.join(", ")
        )?;
    }
    let about = |proposition: &&Proposition| {
        proposition.subject.as_ref() == Some(&entity.id) || proposition.object == entity.id
    };
    for proposition in build.propositions.iter().filter(about) {
        writeln!(out)?;
        write_proposition(build, proposition, out)?;
    }
    Ok(())
}

pub(super) fn write_proposition(
    build: &Build,
    proposition: &Proposition,
    out: &mut dyn Write,
) -> Result<()> {
    write_heading(build, proposition, out)?;
    for claim in &proposition.claims {
        write_claim(build, &build.claims[*claim as usize], out)?;
    }
    for contradiction in build.contradictions.iter().filter(|contradiction| {
        [contradiction.first, contradiction.second]
            .iter()
            .any(|claim| proposition.claims.contains(claim))
    }) {
        writeln!(
            out,
            "  {}contradicted:{} {}",
            style::WARNING,
            style::PLAIN,
            contradiction.detail
        )?;
    }
    Ok(())
}

pub(super) fn write_heading(
    knowledge: &Knowledge,
    proposition: &Proposition,
    out: &mut dyn Write,
) -> Result<()> {
    let subject = proposition
        .subject
        .as_ref()
        .map_or("nobody named", |id| knowledge.label(id));
    writeln!(
        out,
        "{}{subject} {} {}{}  {}{}{}",
        style::HEADING,
        proposition.relation,
        knowledge.label(&proposition.object),
        style::PLAIN,
        style::FAINT,
        proposition.id,
        style::PLAIN,
    )?;
    let corroborated = if proposition.corroborated {
        ", corroborated"
    } else {
        ""
    };
    for (verb, origins, standing) in [
        ("affirmed", &proposition.support, corroborated),
        ("denied", &proposition.denial, ""),
    ] {
        let labels = knowledge.origin_labels(origins);
        if !labels.is_empty() {
            writeln!(
                out,
                "  {verb} by {} ({}{standing})",
                labels.join(", "),
                labels.len()
            )?;
        }
    }
    let told = proposition
        .claims
        .iter()
        .filter(|claim| knowledge.affirms(&knowledge.claims[**claim as usize]))
        .count();
    if proposition.subject.is_none() && told > 1 {
        writeln!(
            out,
            "  {}of {told} tellings, which may be of several deeds; those who tell of one are named{}",
            style::FAINT,
            style::PLAIN
        )?;
    }
    for other in &proposition.borne_out_by {
        let borne_out = &knowledge.propositions[other.proposition as usize];
        let origins = knowledge.origin_labels(&borne_out.support);
        writeln!(
            out,
            "  borne out by {} that {} {} {}  {}{}{}: {}",
            origins.join(", "),
            borne_out
                .subject
                .as_ref()
                .map_or("nobody named", |id| knowledge.label(id)),
            borne_out.relation,
            knowledge.label(&borne_out.object),
            style::FAINT,
            borne_out.id,
            style::PLAIN,
            other.reason,
        )?;
    }
    Ok(())
}

pub(super) fn write_claim(build: &Build, claim: &ResolvedClaim, out: &mut dyn Write) -> Result<()> {
    let (record, relation) = (build.record(claim), build.relation(claim));
    let outlet = record.outlet.as_deref().unwrap_or("outlet unknown");
    let published = record
        .published
        .map(|date| format!(", {date}"))
        .unwrap_or_default();
    writeln!(
        out,
        "  {}{}{}  {outlet}{published}",
        style::NAME,
        claim.id,
        style::PLAIN
    )?;
    writeln!(
        out,
        "      “{}”",
        relation
            .sentence
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    )?;
    let span = |span: Option<[u32; 2]>| span.map(|[start, end]| format!("{start}–{end}"));
    let places: Vec<String> = [
        ("sentence", relation.sentence_span),
        ("subject", relation.subject_span),
        ("trigger", relation.trigger_span),
        ("object", relation.object_span),
    ]
    .into_iter()
    .filter_map(|(name, place)| Some(format!("{name} {}", span(place)?)))
    .collect();
    writeln!(
        out,
        "      {}{}, characters: {}{}",
        style::FAINT,
        record.path,
        places.join(", "),
        style::PLAIN
    )?;
    let mut told = vec![
        match relation.polarity {
            Polarity::Positive => "affirmed",
            Polarity::Negative => "denied",
        }
        .to_owned(),
    ];
    match relation.modality {
        Modality::Actual => {}
        Modality::Intended => told.push("as intention".to_owned()),
        Modality::Possible => told.push("as possibility".to_owned()),
    }
    let speaker = |source: &RecordSource| match &source.entity {
        Some(id) => build.label(id).to_owned(),
        None => format!("“{}”", source.text),
    };
    if let Some(source) = &relation.source {
        let chain: Vec<String> = std::iter::once(source)
            .chain(&relation.chain)
            .map(speaker)
            .collect();
        told.push(format!("said by {}", chain.join(", as told by ")));
    }
    if let Some(when) = relation.when {
        told.push(format!("on {when}"));
    }
    if let Some(place) = &relation.place {
        told.push(format!("at {}", build.label(place)));
    }
    if let Some(from) = &relation.from {
        told.push(format!("from {}", build.label(from)));
    }
    if let Some(quantity) = &relation.quantity {
        told.push(format!("“{}”", quantity.text));
    }
    let confidence = relation
        .confidence
        .map(|confidence| format!(", right {:.0} times in 100", confidence * 100.0))
        .unwrap_or_default();
    writeln!(
        out,
        "      {}; rule {}{confidence}",
        told.join(", "),
        relation.rule
    )?;
    Ok(())
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
