//! Finds claims that cannot both hold. Both sides are kept; nothing is decided.

use std::collections::{BTreeMap, BTreeSet};

use super::kin::Kin;
use super::period::Period;
use super::side::Sides;
use super::{Background, control, count, hash};
use crate::load::{Mark, Ontology};
use crate::model::{Contradiction, ContradictionKind, Knowledge, Modality, Polarity};

/// Fills in the knowledge's contradictions, gravest first.
///
/// `tellings` gives for each claim the happening that it tells of.
pub(super) fn find(
    knowledge: &mut Knowledge,
    periods: &[Period],
    tellings: &[Option<u32>],
    kin: &Kin,
    background: Background<'_>,
) {
    let sides = Sides::new(knowledge, background);
    let mut found = denials(knowledge, periods, background.ontology);
    found.extend(
        count::disagreements(knowledge, periods, tellings, kin, background)
            .into_iter()
            .map(|count| {
                // A figure ten times the other is graver than one half as large again.
                let more = count.times.log2().clamp(0.0, 10.0) as u32;
                let kind = ContradictionKind::Count;
                let [first, second] = count.claims;
                make(knowledge, kind, first, second, count.detail, more)
            }),
    );
    found.extend(
        control::clashes(knowledge, periods, &sides, background)
            .into_iter()
            .map(|clash| {
                make(
                    knowledge,
                    clash.kind,
                    clash.first,
                    clash.second,
                    clash.detail,
                    0,
                )
            }),
    );
    // Of one clash over ground that the same origins tell several times, one pair is enough.
    let mut seen = BTreeSet::new();
    found.sort_by(|a, b| b.gravity.cmp(&a.gravity).then(a.id.cmp(&b.id)));
    found.retain(|contradiction| {
        let side = |claim: u32| {
            let claim = &knowledge.claims[claim as usize];
            (claim.proposition, claim.origin)
        };
        let (a, b) = (side(contradiction.first), side(contradiction.second));
        contradiction.kind == ContradictionKind::Count
            || seen.insert((
                contradiction.kind,
                a.min(b),
                a.max(b),
                contradiction.detail.clone(),
            ))
    });
    knowledge.contradictions = found;
}

/// What some affirm and others deny of one time. For each two origins the pair nearest in time stands for all.
fn denials(knowledge: &Knowledge, periods: &[Period], ontology: &Ontology) -> Vec<Contradiction> {
    // Of texts without a date nobody knows whether they speak of one time.
    let dated = |one: Period, other: Period| one.has_an_end() && other.has_an_end();
    let mut found = Vec::new();
    for proposition in knowledge
        .propositions
        .iter()
        .filter(|proposition| !proposition.denial.is_empty() && !proposition.support.is_empty())
    {
        let permanent = ontology
            .relation(proposition.relation.as_str())
            .is_some_and(|signature| signature.has(Mark::Permanent));
        let told = |polarity| {
            proposition.claims.iter().copied().filter(move |at| {
                let relation = knowledge.relation(&knowledge.claims[*at as usize]);
                relation.polarity == polarity && relation.modality == Modality::Actual
            })
        };
        let mut affirmed: Vec<u32> = told(Polarity::Positive).collect();
        affirmed.sort_by_key(|at| (periods[*at as usize].from, *at));
        let mut nearest: BTreeMap<(u32, u32), (i64, u32, u32)> = BTreeMap::new();
        for denied in told(Polarity::Negative) {
            let period = periods[denied as usize];
            for at in affirmed
                .iter()
                .take_while(|at| periods[**at as usize].from <= period.to)
                .filter(|at| {
                    let other = periods[**at as usize];
                    other.overlaps(period) && (permanent || dated(other, period))
                })
            {
                let origins = [*at, denied].map(|claim| knowledge.claims[claim as usize].origin);
                let apart = i64::from(periods[*at as usize].to).abs_diff(period.to.into()) as i64;
                let pair = (apart, *at, denied);
                nearest
                    .entry((origins[0], origins[1]))
                    .and_modify(|best| *best = pair.min(*best))
                    .or_insert(pair);
            }
        }
        found.extend(nearest.into_values().map(|(_, affirmed, denied)| {
            let origin = |claim: u32| {
                let origin = knowledge.claims[claim as usize].origin;
                &knowledge.origins[origin as usize].label
            };
            let detail = format!(
                "affirmed by {}, denied by {}",
                origin(affirmed),
                origin(denied)
            );
            make(
                knowledge,
                ContradictionKind::Denial,
                affirmed,
                denied,
                detail,
                0,
            )
        }));
    }
    found
}

/// Gravity: what is at stake (who holds ground, whether it happened at all, how many, when), how many origins stand
/// behind the two sides, and whether they are of different sides of the war.
fn make(
    knowledge: &Knowledge,
    kind: ContradictionKind,
    first: u32,
    second: u32,
    detail: String,
    more: u32,
) -> Contradiction {
    let (a, b) = (
        &knowledge.claims[first as usize],
        &knowledge.claims[second as usize],
    );
    let stake = match kind {
        ContradictionKind::Control | ContradictionKind::Capture => 12,
        ContradictionKind::Denial => 10,
        ContradictionKind::Count => 6,
        ContradictionKind::Date => 4,
    };
    let behind = |claim: &crate::model::ResolvedClaim| {
        let proposition = knowledge.proposition(claim);
        let origins = match knowledge.relation(claim).polarity {
            Polarity::Positive => &proposition.support,
            Polarity::Negative => &proposition.denial,
        };
        origins.len().min(20) as u32
    };
    let stance = |claim: &crate::model::ResolvedClaim| {
        knowledge.origins[claim.origin as usize].stance.as_ref()
    };
    let of_sides = stance(a)
        .zip(stance(b))
        .is_some_and(|(one, other)| one != other);
    let name = match kind {
        ContradictionKind::Denial => "denial",
        ContradictionKind::Control => "control",
        ContradictionKind::Capture => "capture",
        ContradictionKind::Count => "count",
        ContradictionKind::Date => "date",
    };
    Contradiction {
        id: hash::content_id([name, &a.id.to_string(), &b.id.to_string()]),
        kind,
        first,
        second,
        detail,
        gravity: stake + more + behind(a) + behind(b) + if of_sides { 3 } else { 0 },
    }
}
