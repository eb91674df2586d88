//! Finds claims that cannot both hold. Both sides are kept; nothing is decided.

use crate::load::{Mark, Ontology};
use crate::model::{
    About, Contradiction, ContradictionKind, Knowledge, Modality, Polarity, RecordRelation,
};

use super::hash;

/// Fills in the knowledge's contradictions, gravest first.
pub(super) fn find(knowledge: &mut Knowledge, ontology: &Ontology) {
    let mut found = Vec::new();
    for proposition in &knowledge.propositions {
        let claims = &proposition.claims;
        for (at, first) in claims.iter().enumerate() {
            for second in &claims[at + 1..] {
                found.extend(compare(knowledge, ontology, *first, *second));
            }
        }
    }
    found.sort_by(|a, b| b.gravity.cmp(&a.gravity).then(a.id.cmp(&b.id)));
    knowledge.contradictions = found;
}

/// Compares two claims of one proposition.
fn compare(
    knowledge: &Knowledge,
    ontology: &Ontology,
    first: u32,
    second: u32,
) -> Option<Contradiction> {
    let (a, b) = (
        &knowledge.claims[first as usize],
        &knowledge.claims[second as usize],
    );
    let (one, other) = (knowledge.relation(a), knowledge.relation(b));
    let of_one_time = one
        .when
        .zip(other.when)
        .is_none_or(|(a, b)| a.compatible(b));
    if !of_one_time || one.modality != Modality::Actual || other.modality != Modality::Actual {
        return None;
    }
    let make = |kind: ContradictionKind, name: &str, first: u32, second: u32, detail: String| {
        let ids = [first, second].map(|claim| knowledge.claims[claim as usize].id.to_string());
        let support =
            knowledge.proposition(a).support.len() + knowledge.proposition(a).denial.len();
        Some(Contradiction {
            id: hash::content_id([name, &ids[0], &ids[1]]),
            kind,
            first,
            second,
            detail,
            gravity: support as u32,
        })
    };
    match (one.polarity, other.polarity) {
        (Polarity::Positive, Polarity::Negative) => make(
            ContradictionKind::Denial,
            "denial",
            first,
            second,
            "affirmed and denied".into(),
        ),
        (Polarity::Negative, Polarity::Positive) => make(
            ContradictionKind::Denial,
            "denial",
            second,
            first,
            "affirmed and denied".into(),
        ),
        (Polarity::Positive, Polarity::Positive)
            if ontology
                .relation(one.predicate.as_str())
                .is_some_and(|r| r.has(Mark::Counts)) =>
        {
            let detail = disagreement(one, other)?;
            make(ContradictionKind::Count, "count", first, second, detail)
        }
        _ => None,
    }
}

/// Two figures for one count that no rounding explains, of a day that both name.
fn disagreement(one: &RecordRelation, other: &RecordRelation) -> Option<String> {
    one.when.zip(other.when)?;
    let (a, b) = (one.quantity.as_ref()?, other.quantity.as_ref()?);
    if a.unit != b.unit {
        return None;
    }
    let range = |quantity: &crate::model::RecordQuantity| match quantity.about {
        About::Over => (quantity.value, f64::INFINITY),
        About::Under => (f64::NEG_INFINITY, quantity.value),
        About::About => (
            quantity.value * 0.9,
            quantity.max.unwrap_or(quantity.value) * 1.1,
        ),
        About::Exactly => (quantity.value, quantity.max.unwrap_or(quantity.value)),
    };
    let ((low_a, high_a), (low_b, high_b)) = (range(a), range(b));
    let apart = high_a < low_b || high_b < low_a;
    apart.then(|| format!("{} against {} {}", a.value, b.value, a.unit))
}
