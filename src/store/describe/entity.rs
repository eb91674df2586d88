//! The graph of the gazetteer: the entities spoken of, and all that they lie in or belong to.

use std::collections::BTreeSet;

use oxigraph::model::{Literal, NamedNode, Triple};

use super::Content;
use super::speakers::Speakers;
use crate::load::Entity;
use crate::model::{EntityId, Joining};
use crate::store::terms::{About, Terms, text, text_in};

/// The entities that are mentioned or publish, with their ancestors, in the order of their ids.
pub fn ids(content: Content<'_>, speakers: &Speakers<'_>) -> Vec<EntityId> {
    let knowledge = content.knowledge;
    let mut waiting: Vec<EntityId> = knowledge.entities.keys().cloned().collect();
    waiting.extend(
        knowledge
            .outlines
            .iter()
            .filter_map(|outline| speakers.listed(outline.outlet.as_deref()))
            .cloned(),
    );
    waiting.extend(
        knowledge
            .joinings
            .iter()
            .map(|joining| joining.joined.clone()),
    );
    let mut ids = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if let Some(entity) = content.gazetteer.get(id.as_str()) {
            let above = entity
                .within
                .iter()
                .chain(&entity.part_of)
                .chain(&entity.country);
            waiting.extend(above.filter(|id| !ids.contains(*id)).cloned());
        }
        ids.insert(id);
    }
    ids.into_iter().collect()
}

pub fn describe(content: Content<'_>, terms: &Terms, ids: &[EntityId]) -> Vec<Triple> {
    let mut triples = Vec::with_capacity(ids.len() * 12);
    for id in ids {
        let node = terms.node("ent", id.as_str());
        let listed = content.gazetteer.get(id.as_str());
        if let Some(entity) = listed {
            of_gazetteer(content, terms, &node, entity, &mut triples);
        }
        if let Some(joining) = joining(content, id) {
            About::new(node.clone(), &mut triples)
                .say(&terms.same_as, terms.node("ent", joining.kept.as_str()))
                .say(&terms.reason, text(&joining.reason));
        }
        if let (None, Some(entity)) = (listed, content.knowledge.entities.get(id)) {
            About::new(node, &mut triples)
                .say(&terms.a, terms.own(entity.class.name()))
                .say(&terms.pref_label, text_in(&entity.label, "en"))
                .say(&terms.known, terms.boolean(entity.known));
        }
    }
    triples
}

fn joining<'a>(content: Content<'a>, id: &EntityId) -> Option<&'a Joining> {
    let joinings = &content.knowledge.joinings;
    let at = joinings
        .binary_search_by(|joining| joining.joined.cmp(id))
        .ok()?;
    joinings.get(at)
}

fn of_gazetteer(
    content: Content<'_>,
    terms: &Terms,
    node: &NamedNode,
    entity: &Entity,
    triples: &mut Vec<Triple>,
) {
    // A link to an entity that the store does not describe would lead nowhere.
    let described = |id: &&EntityId| content.knowledge.entities.contains_key(*id);
    let nodes = |ids: &[EntityId]| -> Vec<NamedNode> {
        ids.iter()
            .map(|id| terms.node("ent", id.as_str()))
            .collect()
    };
    let described_nodes = |ids: &[EntityId]| -> Vec<NamedNode> {
        ids.iter()
            .filter(described)
            .map(|id| terms.node("ent", id.as_str()))
            .collect()
    };
    let other_names = entity
        .aliases
        .iter()
        .filter(|alias| alias.name != entity.label);
    let mut about = About::new(node.clone(), triples);
    about
        .say(&terms.a, terms.own(entity.class.name()))
        .say(&terms.pref_label, text_in(&entity.label, "en"))
        .say_each(
            &terms.alt_label,
            other_names.map(|alias| text_in(&alias.name, alias.lang.as_deref().unwrap_or("en"))),
        )
        .say(&terms.known, terms.boolean(true))
        .say_each(&terms.kind, entity.kind.as_deref().map(text))
        .say_each(&terms.in_place, nodes(&entity.within))
        .say_each(
            &terms.country,
            entity
                .country
                .as_ref()
                .map(|id| terms.node("ent", id.as_str())),
        )
        .say_each(&terms.member_of, nodes(&entity.part_of))
        .say_each(&terms.member_of, described_nodes(&entity.member_of))
        .say_each(&terms.sponsor, described_nodes(&entity.sponsors))
        .say_each(&terms.successor_of, described_nodes(&entity.successor_of))
        .say_each(&terms.leader_of, described_nodes(&entity.leads))
        .say_each(&terms.speaks_for, described_nodes(&entity.speaks_for))
        .say_each(
            &terms.stance,
            entity
                .stance
                .iter()
                .filter(described)
                .map(|id| terms.node("ent", id.as_str())),
        )
        .say_each(&terms.since, entity.since.map(|date| terms.when(date)))
        .say_each(&terms.until, entity.until.map(|date| terms.when(date)))
        .say_each(
            &terms.precision,
            entity.precision.and_then(|metres| terms.number(metres)),
        )
        .say_each(&terms.facts_from, entity.origin.as_deref().map(text));
    for (register, id) in &entity.ids {
        match content.ontology.registers.get(register) {
            Some(pattern) => {
                // An id that makes no IRI is kept as text.
                match NamedNode::new(pattern.replace("{id}", id)) {
                    Ok(node) => about.say(&terms.exact_match, node),
                    Err(_) => about.say(&terms.notation, text(&format!("{register}:{id}"))),
                }
            }
            None => about.say(&terms.notation, text(&format!("{register}:{id}"))),
        };
    }
    if let Some([latitude, longitude]) = entity.at {
        let geometry = terms.node("geometry", entity.id.as_str());
        about.say(&terms.geometry, geometry.clone());
        let point = format!("POINT({longitude} {latitude})");
        About::new(geometry, triples)
            .say(&terms.a, terms.geometry_class.clone())
            .say(
                &terms.as_wkt,
                Literal::new_typed_literal(point, terms.wkt_literal.clone()),
            );
    }
}
