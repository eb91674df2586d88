//! The graphs of contradictions and events.

use std::collections::BTreeSet;

use oxigraph::model::Triple;

use crate::model::{Contradiction, ContradictionKind, EntityId, Event, Knowledge};
use crate::store::terms::{About, Terms, text};

pub fn contradictions(
    knowledge: &Knowledge,
    terms: &Terms,
    contradictions: &[Contradiction],
) -> Vec<Triple> {
    let mut triples = Vec::with_capacity(contradictions.len() * 6);
    for contradiction in contradictions {
        let sides = [contradiction.first, contradiction.second]
            .into_iter()
            .filter_map(|at| knowledge.claims.get(at as usize))
            .map(|claim| terms.node("claim", &claim.id.to_string()));
        About::new(
            terms.node("contradiction", &contradiction.id.to_string()),
            &mut triples,
        )
        .say(&terms.a, terms.contradiction_class.clone())
        .say(
            &terms.contradiction_kind,
            terms.own(kind(contradiction.kind)),
        )
        .say_each(&terms.between, sides)
        .say(&terms.gravity, terms.integer(contradiction.gravity))
        .say(&terms.reason, text(&contradiction.detail));
    }
    triples
}

fn kind(kind: ContradictionKind) -> &'static str {
    match kind {
        ContradictionKind::Denial => "Denial",
        ContradictionKind::Control => "Control",
        ContradictionKind::Capture => "Capture",
        ContradictionKind::Count => "Count",
        ContradictionKind::Date => "Date",
    }
}

pub fn events(knowledge: &Knowledge, terms: &Terms, events: &[Event]) -> Vec<Triple> {
    let mut triples = Vec::with_capacity(events.len() * 8);
    for event in events {
        let claims: Vec<_> = event
            .claims
            .iter()
            .filter_map(|at| knowledge.claims.get(*at as usize))
            .collect();
        let mut participants: BTreeSet<&EntityId> = BTreeSet::new();
        let mut places: BTreeSet<&EntityId> = BTreeSet::new();
        let mut dates = BTreeSet::new();
        for claim in &claims {
            let relation = knowledge.relation(claim);
            let proposition = knowledge.proposition(claim);
            participants.extend(&proposition.subject);
            participants.insert(&proposition.object);
            places.extend(
                relation
                    .place
                    .as_ref()
                    .map(|id| knowledge.entity(id).map_or(id, |entity| &entity.id)),
            );
            dates.extend(relation.when);
            dates.extend(relation.when_end);
        }
        let entity = |id: &EntityId| terms.node("ent", id.as_str());
        About::new(terms.node("event", &event.id.to_string()), &mut triples)
            .say(&terms.a, terms.event_class.clone())
            .say(&terms.label, text(&event.label))
            .say_each(
                &terms.reason,
                event.reasons.iter().map(|reason| text(reason)),
            )
            .say_each(
                &terms.tells,
                claims
                    .iter()
                    .map(|claim| terms.node("claim", &claim.id.to_string())),
            )
            .say_each(&terms.participant, participants.into_iter().map(entity))
            .say_each(&terms.where_, places.into_iter().map(entity))
            .say_each(&terms.earliest, dates.first().map(|date| terms.when(*date)))
            .say_each(&terms.latest, dates.last().map(|date| terms.when(*date)));
    }
    triples
}
