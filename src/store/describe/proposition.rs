//! The graph of propositions, and the graph of what is asserted.

use oxigraph::model::{NamedNode, Triple};

use super::Content;
use super::speakers::Speakers;
use crate::model::{Knowledge, Proposition};
use crate::store::terms::{About, Terms, text};

pub fn describe(
    knowledge: &Knowledge,
    terms: &Terms,
    speakers: &Speakers<'_>,
    propositions: &[Proposition],
) -> Vec<Triple> {
    let mut triples = Vec::with_capacity(propositions.len() * 10);
    for proposition in propositions {
        for at in proposition.support.iter().chain(&proposition.denial) {
            let origin = knowledge.origins.get(*at as usize);
            if let (Some(node), Some(origin), false) =
                (speakers.origin(*at), origin, speakers.is_described(*at))
            {
                About::new(node.clone(), &mut triples)
                    .say(&terms.a, terms.source_class.clone())
                    .say(&terms.pref_label, text(&origin.label));
            }
        }
        let nodes = |origins: &[u32]| -> Vec<NamedNode> {
            origins
                .iter()
                .filter_map(|at| speakers.origin(*at))
                .cloned()
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
        .say_each(&terms.origin, nodes(&proposition.support))
        .say_each(&terms.denied_by, nodes(&proposition.denial))
        .say_each(
            &terms.borne_out_by,
            proposition.borne_out_by.iter().filter_map(|other| {
                let other = knowledge.propositions.get(other.proposition as usize)?;
                Some(terms.node("prop", &other.id.to_string()))
            }),
        )
        .say(&terms.corroborated, terms.boolean(proposition.corroborated))
        .say(&terms.denied, terms.boolean(!proposition.denial.is_empty()));
    }
    triples
}

/// The propositions that the policy lets stand and that name both ends, ordered by those.
pub fn asserted(content: Content<'_>) -> Vec<&Proposition> {
    let mut found: Vec<&Proposition> = content
        .knowledge
        .propositions
        .iter()
        .filter(|proposition| {
            proposition.subject.is_some()
                && proposition.support.len() >= content.policy.min_origins.max(1)
                && proposition.denial.is_empty()
        })
        .collect();
    found.sort_unstable_by(|a, b| {
        (&a.subject, &a.relation, &a.object).cmp(&(&b.subject, &b.relation, &b.object))
    });
    found
}

/// One triple for each of these, two where its ends have no order.
pub fn describe_asserted(
    content: Content<'_>,
    terms: &Terms,
    propositions: &[&Proposition],
) -> Vec<Triple> {
    let mut triples = Vec::with_capacity(propositions.len() * 2);
    for proposition in propositions {
        let Some(subject) = &proposition.subject else {
            continue;
        };
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
    triples
}
