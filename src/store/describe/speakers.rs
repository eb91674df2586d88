//! Who publishes and who speaks first, each as one node.

use std::collections::BTreeSet;

use oxigraph::model::{NamedNode, Triple};
use rustc_hash::FxHashMap;

use crate::load::Gazetteer;
use crate::model::{EntityId, Knowledge, Outline};
use crate::store::terms::{About, Terms, text};

/// The nodes of publishers and of origins.
pub struct Speakers<'a> {
    /// Which entity of the gazetteer publishes under a name, the name in lower case.
    outlets: FxHashMap<String, &'a EntityId>,
    /// For each of `Knowledge::origins`, its node, and whether something else describes it.
    origins: Vec<(NamedNode, bool)>,
}

impl<'a> Speakers<'a> {
    pub fn new(knowledge: &Knowledge, gazetteer: &'a Gazetteer, terms: &Terms) -> Self {
        let mut speakers = Self {
            outlets: gazetteer.outlets(),
            origins: Vec::new(),
        };
        let mut origins: Vec<(NamedNode, bool)> = knowledge
            .origins
            .iter()
            .map(|origin| match knowledge.entities.get(origin.key.as_str()) {
                Some(entity) => (terms.node("ent", entity.id.as_str()), true),
                None => (terms.node("source", &origin.key), false),
            })
            .collect();
        // Where the article speaks in its own voice, the origin is the publisher itself.
        for claim in &knowledge.claims {
            if knowledge.relation(claim).source.is_none()
                && let Some(publisher) = speakers.publisher(knowledge.outline(claim).outlet.as_deref(), terms)
                && let Some(origin) = origins.get_mut(claim.origin as usize)
                // Who repeats another's text is no origin of it.
                && knowledge.origins.get(claim.origin as usize).is_some_and(|named| {
                    let outlet = knowledge.outline(claim).outlet.as_deref();
                    outlet == Some(named.label.as_str())
                        || speakers.listed(outlet).is_some_and(|id| id.as_str() == named.key)
                })
            {
                *origin = (publisher, true);
            }
        }
        speakers.origins = origins;
        speakers
    }

    /// The entity that publishes under an outlet's name, where the gazetteer lists it.
    pub fn listed(&self, outlet: Option<&str>) -> Option<&'a EntityId> {
        self.outlets.get(&outlet?.to_lowercase()).copied()
    }

    /// The node of who publishes under an outlet's name.
    pub fn publisher(&self, outlet: Option<&str>, terms: &Terms) -> Option<NamedNode> {
        let listed = self.listed(outlet);
        let outlet = outlet?;
        Some(match listed {
            Some(id) => terms.node("ent", id.as_str()),
            None => terms.node("outlet", &slug(outlet)),
        })
    }

    /// Describes the publishers that the gazetteer does not list, each once.
    pub fn unlisted_publishers(&self, outlines: &[Outline], terms: &Terms) -> Vec<Triple> {
        let names: BTreeSet<&str> = outlines
            .iter()
            .filter_map(|outline| outline.outlet.as_deref())
            .collect();
        let mut triples = Vec::with_capacity(names.len() * 2);
        for name in names {
            if self.listed(Some(name)).is_none()
                && let Some(publisher) = self.publisher(Some(name), terms)
            {
                About::new(publisher, &mut triples)
                    .say(&terms.a, terms.outlet_class.clone())
                    .say(&terms.pref_label, text(name));
            }
        }
        triples
    }

    /// The node of an origin.
    pub fn origin(&self, at: u32) -> Option<&NamedNode> {
        self.origins.get(at as usize).map(|(node, _)| node)
    }

    /// Whether another graph describes the node of an origin.
    pub fn is_described(&self, at: u32) -> bool {
        self.origins
            .get(at as usize)
            .is_some_and(|(_, described)| *described)
    }
}

/// Words as an id: lower case, hyphens, at most sixty characters.
pub fn slug(words: &str) -> String {
    let mut slug = String::new();
    for c in words.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').chars().take(60).collect()
}
