//! `report.md`: what was found, by document, class and relation; what is corroborated and what is
//! contradicted; which names are unlisted.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::load::{Mark, Ontology};
use crate::model::{
    Class, Knowledge, Modality, OutlineRelation, Polarity, Proposition, ResolvedClaim,
    ResolvedEntity,
};

/// How many rows a list has at the most; the rest is counted.
const ROWS: usize = 40;

/// Writes the report as Markdown.
///
/// # Errors
/// Where writing fails.
pub fn write(knowledge: &Knowledge, ontology: &Ontology, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# What {} documents say\n", knowledge.outlines.len())?;
    writeln!(
        out,
        "{} claims state {} propositions about {} entities; {} are corroborated; pairs of claims that \
         contradict each other: {}.\n",
        knowledge.claims.len(),
        knowledge.propositions.len(),
        knowledge.entities.len(),
        knowledge
            .propositions
            .iter()
            .filter(|p| p.corroborated)
            .count(),
        knowledge.contradictions.len(),
    )?;
    documents(knowledge, out)?;
    write_corroborated(knowledge, ontology, out)?;
    contradicted(knowledge, out)?;
    relations(knowledge, ontology, out)?;
    entities(knowledge, out)?;
    unlisted(knowledge, out)
}

fn documents(knowledge: &Knowledge, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "## Documents\n\n| document | outlet | published | entities | claims |"
    )?;
    writeln!(out, "| --- | --- | --- | ---: | ---: |")?;
    let rows = knowledge.outlines.iter().take(ROWS);
    for outline in rows {
        writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            cell(&outline.doc),
            cell(outline.outlet.as_deref().unwrap_or("")),
            outline
                .published
                .map(|date| date.to_string())
                .unwrap_or_default(),
            outline.entities.len(),
            outline.relations.len(),
        )?;
    }
    more(knowledge.outlines.len(), out)
}

/// The corroborated propositions, those with most origins first; what is said of somebody only described, or of
/// nobody named, comes after what is said of those who are named, and what never changes, such as where a town lies,
/// after what happens.
pub fn corroborated<'k>(knowledge: &'k Knowledge, ontology: &Ontology) -> Vec<&'k Proposition> {
    let mut found: Vec<&Proposition> = knowledge
        .propositions
        .iter()
        .filter(|proposition| proposition.corroborated)
        .collect();
    found.sort_by_key(|proposition| {
        let relation = ontology.relation(proposition.relation.as_str());
        let lasting = relation.is_some_and(|relation| relation.has(Mark::Permanent));
        let described = proposition.subject.is_none()
            || proposition
                .subject
                .iter()
                .chain([&proposition.object])
                .any(|id| knowledge.entity(id).is_none_or(|entity| !entity.known));
        let origins = Reverse(proposition.support.len());
        (lasting, described, origins, proposition.id)
    });
    found
}

fn write_corroborated(
    knowledge: &Knowledge,
    ontology: &Ontology,
    out: &mut dyn Write,
) -> io::Result<()> {
    let found = corroborated(knowledge, ontology);
    writeln!(
        out,
        "## Corroborated\n\nAffirmed as a fact by two or more origins that do not quote each other.\n"
    )?;
    for proposition in found.iter().take(ROWS) {
        let origins = knowledge.origin_labels(&proposition.support);
        writeln!(
            out,
            "- **{}** — {} ({})",
            words(knowledge, ontology, proposition),
            origins.join("; "),
            proposition.id
        )?;
        for other in &proposition.borne_out_by {
            let borne_out = &knowledge.propositions[other.proposition as usize];
            let origins = knowledge.origin_labels(&borne_out.support);
            writeln!(
                out,
                "  - also {} — {}: {} ({})",
                words(knowledge, ontology, borne_out),
                origins.join("; "),
                other.reason,
                borne_out.id
            )?;
        }
    }
    more(found.len(), out)
}

fn contradicted(knowledge: &Knowledge, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "## Contradicted\n\nClaims that cannot both hold; both are kept.\n"
    )?;
    for contradiction in knowledge.contradictions.iter().take(ROWS) {
        writeln!(out, "- {}", contradiction.detail)?;
        for claim in [contradiction.first, contradiction.second] {
            let claim = &knowledge.claims[claim as usize];
            writeln!(out, "  - {}", quote(knowledge, claim))?;
        }
    }
    more(knowledge.contradictions.len(), out)
}

fn relations(knowledge: &Knowledge, ontology: &Ontology, out: &mut dyn Write) -> io::Result<()> {
    let mut by_relation: BTreeMap<&str, Vec<&OutlineRelation>> = BTreeMap::new();
    for claim in &knowledge.claims {
        let relation = knowledge.relation(claim);
        by_relation
            .entry(relation.predicate.as_str())
            .or_default()
            .push(relation);
    }
    writeln!(
        out,
        "## Relations\n\n| relation | claims | denied | intended | possible | with a source | dated |"
    )?;
    writeln!(out, "| --- | ---: | ---: | ---: | ---: | ---: | ---: |")?;
    for (name, claims) in by_relation {
        let count =
            |test: fn(&OutlineRelation) -> bool| claims.iter().filter(|claim| test(claim)).count();
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} |",
            ontology
                .relation(name)
                .map_or(name, |relation| relation.label.as_str()),
            claims.len(),
            count(|claim| claim.polarity == Polarity::Negative),
            count(|claim| claim.modality == Modality::Intended),
            count(|claim| claim.modality == Modality::Possible),
            count(|claim| claim.source.is_some()),
            count(|claim| claim.when.is_some()),
        )?;
    }
    writeln!(out)
}

fn entities(knowledge: &Knowledge, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## Entities\n")?;
    for class in Class::ALL {
        let mut found: Vec<&ResolvedEntity> = knowledge
            .entities
            .values()
            .filter(|entity| entity.class == class)
            .collect();
        if found.is_empty() {
            continue;
        }
        found.sort_by(|a, b| b.mentions.cmp(&a.mentions).then(a.id.cmp(&b.id)));
        let shown: Vec<String> = found
            .iter()
            .take(ROWS)
            .map(|entity| format!("{} ({})", entity.label, entity.mentions))
            .collect();
        let rest = found.len().saturating_sub(ROWS);
        let rest = if rest > 0 {
            format!(", and {rest} more")
        } else {
            String::new()
        };
        writeln!(
            out,
            "- **{class}** {}: {}{rest}",
            found.len(),
            shown.join(", ")
        )?;
    }
    writeln!(out)
}

fn unlisted(knowledge: &Knowledge, out: &mut dyn Write) -> io::Result<()> {
    let mut found: Vec<&ResolvedEntity> = knowledge
        .entities
        .values()
        .filter(|entity| !entity.known)
        .collect();
    found.sort_by(|a, b| b.mentions.cmp(&a.mentions).then(a.id.cmp(&b.id)));
    writeln!(
        out,
        "## Unlisted\n\nFound by form and surroundings; `dossier gazetteer suggest` writes entries for them.\n"
    )?;
    for entity in found.iter().take(ROWS) {
        writeln!(
            out,
            "- {} ({}, {}, {} mentions)",
            entity.label, entity.id, entity.class, entity.mentions
        )?;
    }
    more(found.len(), out)
}

/// A proposition in words, by the labels of its ends and its relation.
pub fn words(knowledge: &Knowledge, ontology: &Ontology, proposition: &Proposition) -> String {
    let subject = proposition
        .subject
        .as_ref()
        .map_or("nobody named", |id| knowledge.label(id));
    let name = proposition.relation.as_str();
    let relation = ontology
        .relation(name)
        .map_or(name, |relation| relation.label.as_str());
    format!(
        "{subject} {relation} {}",
        knowledge.label(&proposition.object)
    )
}

fn quote(knowledge: &Knowledge, claim: &ResolvedClaim) -> String {
    let relation = knowledge.relation(claim);
    let sentence: Vec<&str> = relation.sentence.split_whitespace().collect();
    format!(
        "“{}” ({}, {})",
        sentence.join(" "),
        knowledge.outline(claim).doc,
        claim.id
    )
}

fn more(total: usize, out: &mut dyn Write) -> io::Result<()> {
    match total {
        0 => writeln!(out, "None.\n"),
        _ if total > ROWS => writeln!(out, "\nAnd {} more.\n", total - ROWS),
        _ => writeln!(out),
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
