//! Runs the sentences that rules must and must not match.

use crate::load::{DataFile, Example, Near, RelationRules, Relations};
use crate::model::{Claim, Diagnostic, Document, Mentions};

/// A text that all stages have read.
#[derive(Debug, Clone)]
pub struct Analysed {
    /// The text.
    pub document: Document,
    /// Its mentions.
    pub mentions: Mentions,
    /// What was found.
    pub claims: Vec<Claim>,
}

/// Runs all examples of all rules and reports each that comes out otherwise, at its place in its file.
///
/// `files` are those that the relations were loaded from. `analyse` takes a text through all stages, as published
/// on 2017-06-18.
pub fn check_examples(
    relations: &Relations,
    files: &[DataFile],
    analyse: impl Fn(&str) -> Analysed,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for rules in &relations.relations {
        let Some(file) = files.iter().find(|file| file.path == rules.file) else {
            continue;
        };
        for rule in &rules.rules {
            for example in &rule.yes {
                let analysed = analyse(&example.text);
                if let Err(found) = matches(rules, example, &analysed) {
                    let message = format!("`{}` must match this text and does not", rule.id);
                    diagnostics.push(file.error(example.at.clone(), message).with_help(found));
                }
            }
            for near in &rule.no {
                let analysed = analyse(&near.text);
                if let Err(found) = avoids(rules, near, &analysed) {
                    let message = format!("`{}` must not be found here", rules.relation);
                    diagnostics.push(file.error(near.at.clone(), message).with_help(found));
                }
            }
        }
    }
    diagnostics
}

fn matches(rules: &RelationRules, example: &Example, analysed: &Analysed) -> Result<(), String> {
    let fits = |claim: &&Claim| {
        let end = |entity: Option<u32>, wanted: &Option<String>| match wanted {
            Some(wanted) => names(analysed, entity, wanted),
            None => true,
        };
        let source = match (&example.source, claim.speakers.first()) {
            (None, _) => true,
            (Some(wanted), None) => wanted.is_empty(),
            (Some(wanted), Some(speaker)) => {
                let said = speaker.span.of(&analysed.document.text).to_lowercase();
                names(analysed, speaker.entity, wanted) || said == wanted.to_lowercase()
            }
        };
        claim.relation == rules.relation
            && names(
                analysed,
                claim.subject.map(|end| end.entity),
                &example.subject,
            )
            && names(analysed, Some(claim.object.entity), &example.object)
            && end(claim.from.map(|end| end.entity), &example.from)
            && end(claim.place.map(|end| end.entity), &example.place)
            && source
            && claim.polarity == example.polarity
            && claim.modality == example.modality
            && (example.kind.is_none() || claim.kind.as_deref() == example.kind.as_deref())
            && (example.when.is_none() || claim.when.map(|when| when.date) == example.when)
            && (example.quantity.is_none()
                || claim.quantity.as_ref().map(|quantity| quantity.value) == example.quantity)
    };
    let symmetric = |claim: &&Claim| {
        let mut turned = (*claim).clone();
        let Some(subject) = turned.subject else {
            return false;
        };
        turned.subject = Some(turned.object);
        turned.object = subject;
        fits(&&turned)
    };
    match analysed
        .claims
        .iter()
        .any(|claim| fits(&claim) || symmetric(&claim))
    {
        true => Ok(()),
        false => Err(shown(analysed)),
    }
}

fn avoids(rules: &RelationRules, near: &Near, analysed: &Analysed) -> Result<(), String> {
    let hit = |claim: &&Claim| {
        claim.relation == rules.relation
            && near.ends.as_ref().is_none_or(|(subject, object)| {
                names(analysed, claim.subject.map(|end| end.entity), subject)
                    && names(analysed, Some(claim.object.entity), object)
            })
    };
    match analysed.claims.iter().any(|claim| hit(&claim)) {
        true => Err(shown(analysed)),
        false => Ok(()),
    }
}

/// Whether words name an entity: its id, its label, or words by which the text mentions it.
fn names(analysed: &Analysed, entity: Option<u32>, wanted: &str) -> bool {
    let Some(entity) = entity else {
        return wanted.is_empty();
    };
    let Some(known) = analysed.mentions.entities.get(entity as usize) else {
        return false;
    };
    let plain = |text: &str| {
        let lower = text.to_lowercase();
        lower.strip_prefix("the ").unwrap_or(&lower).to_owned()
    };
    let wanted = plain(wanted);
    if wanted.is_empty() {
        return false;
    }
    plain(known.id.as_str()) == wanted
        || plain(&known.label) == wanted
        || analysed.mentions.mentions.iter().any(|mention| {
            mention.entity == entity && {
                let said = plain(mention.span.of(&analysed.document.text));
                said == wanted || said.contains(&wanted)
            }
        })
}

/// What was found, in words.
fn shown(analysed: &Analysed) -> String {
    let label = |entity: u32| {
        analysed
            .mentions
            .entities
            .get(entity as usize)
            .map_or("?", |entity| entity.id.as_str())
    };
    let list: Vec<String> = analysed
        .claims
        .iter()
        .map(|claim| {
            let subject = claim.subject.map_or("unknown", |end| label(end.entity));
            let mut text = format!(
                "{subject} {} {}",
                claim.relation,
                label(claim.object.entity)
            );
            if let Some(from) = claim.from {
                text.push_str(&format!(" from {}", label(from.entity)));
            }
            if claim.polarity == crate::model::Polarity::Negative {
                text.push_str(", negative");
            }
            match claim.modality {
                crate::model::Modality::Actual => {}
                crate::model::Modality::Intended => text.push_str(", intended"),
                crate::model::Modality::Possible => text.push_str(", possible"),
            }
            if let Some(quantity) = &claim.quantity {
                text.push_str(&format!(", {} {}", quantity.value, quantity.unit));
            }
            if let Some(when) = claim.when {
                text.push_str(&format!(", {}", when.date));
            }
            format!("{text} ({})", claim.rule)
        })
        .collect();
    match list.is_empty() {
        true => "found: nothing".to_owned(),
        false => format!("found: {}", list.join("; ")),
    }
}
