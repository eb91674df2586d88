//! The graph of propositions, and the graph of what is asserted.

use oxigraph::model::{NamedNode, Triple};

use super::{Content, compare};
use crate::model::{Knowledge, Origin, Proposition};
use crate::store::terms::{About, Terms, text};

/// The node of a first speaker: an entity, or a source of its own.
pub fn origin_node(knowledge: &Knowledge, terms: &Terms, origin: &Origin) -> NamedNode {
    match knowledge.entities.get(origin.key.as_str()) {
        Some(entity) => terms.node("ent", entity.id.as_str()),
        None => terms.node("source", &origin.key),
    }
}

pub fn describe(knowledge: &Knowledge, terms: &Terms, propositions: &[Proposition]) -> Vec<Triple> {
    let mut triples = Vec::with_capacity(propositions.len() * 10);
    for proposition in propositions {
        let origins = |indices: &[u32]| -> Vec<&Origin> {
            indices
                .iter()
                .filter_map(|at| knowledge.origins.get(*at as usize))
                .collect()
        };
        let (support, denial) = (origins(&proposition.support), origins(&proposition.denial));
        for origin in support.iter().chain(&denial) {
            // An entity is described in its own graph.
            if !knowledge.entities.contains_key(origin.key.as_str()) {
                About::new(origin_node(knowledge, terms, origin), &mut triples)
                    .say(&terms.a, terms.source_class.clone())
                    .say(&terms.pref_label, text(&origin.label));
            }
        }
        let nodes = |origins: &[&Origin]| -> Vec<NamedNode> {
            origins
                .iter()
                .map(|origin| origin_node(knowledge, terms, origin))
                .collect()
        };
        let subject = proposition.subject.as_ref();
        About::new(
            terms.node("prop", &proposition.id.to_string()),
            &mut triples,
        )
        .say(&terms.a, terms.proposition_class.clone())
        .say_each(
            &terms.rdf_subject,
            subject.map(|id| terms.node("ent", id.as_str())),
        )
        .say(
            &terms.rdf_predicate,
            terms.own(proposition.relation.as_str()),
        )
        .say(
            &terms.rdf_object,
            terms.node("ent", proposition.object.as_str()),
        )
        .say(&terms.claim_count, terms.integer(proposition.claims.len()))
        .say(
            &terms.origin_count,
            terms.integer(proposition.support.len()),
        )
        .say_each(&terms.origin, nodes(&support))
        .say_each(&terms.denied_by, nodes(&denial))
        .say(&terms.corroborated, terms.boolean(proposition.corroborated))
        .say(&terms.denied, terms.boolean(!proposition.denial.is_empty()));
    }
    triples
}

/// One triple for each proposition that the policy lets stand, two where its ends have no order; sorted.
pub fn asserted(content: Content<'_>, terms: &Terms) -> Vec<Triple> {
    let mut triples = Vec::new();
    for proposition in &content.knowledge.propositions {
        let Some(subject) = &proposition.subject else {
            continue;
        };
        let affirmed = proposition.support.len() >= content.policy.min_origins.max(1);
        if !affirmed || !proposition.denial.is_empty() {
            continue;
        }
        let relation = terms.own(proposition.relation.as_str());
        let ends = [
            terms.node("ent", subject.as_str()),
            terms.node("ent", proposition.object.as_str()),
        ];
        let [subject, object] = ends.clone();
        triples.push(Triple::new(subject, relation.clone(), object));
        if content.ontology.is_symmetric(proposition.relation.as_str()) {
            let [object, subject] = ends;
            triples.push(Triple::new(subject, relation, object));
        }
    }
    triples.sort_by(compare);
    triples
}
