//! The graph of the ontology: labels, families and marks, for queries that ask by them.

use oxigraph::model::Triple;

use crate::load::Ontology;
use crate::store::terms::{About, Terms, text, text_in};

pub fn describe(ontology: &Ontology, terms: &Terms) -> Vec<Triple> {
    let mut triples = Vec::new();
    for (name, label) in &ontology.labels {
        About::new(terms.own(name), &mut triples).say(&terms.label, text_in(label, "en"));
    }
    for (class, description) in &ontology.classes {
        let mut about = About::new(terms.own(class.name()), &mut triples);
        about
            .say(&terms.comment, text_in(&description.comment, "en"))
            .say_each(&terms.color, description.color.as_deref().map(text));
        for (group, holds) in [
            ("Entity", true),
            ("Actor", class.is_actor()),
            ("Ground", class.is_ground()),
        ] {
            if holds {
                about.say(&terms.sub_class_of, terms.own(group));
            }
        }
    }
    for family in ontology.families.values() {
        About::new(terms.own(&family.name), &mut triples)
            .say(&terms.a, terms.family_class.clone())
            .say(&terms.comment, text_in(&family.comment, "en"))
            .say_each(&terms.color, family.color.as_deref().map(text));
    }
    for relation in ontology.relations.values() {
        About::new(terms.own(relation.name.as_str()), &mut triples)
            .say(&terms.a, terms.relation_class.clone())
            .say(&terms.comment, text_in(&relation.comment, "en"))
            .say_each(
                &terms.sub_property_of,
                relation.family.as_ref().map(|family| terms.own(family)),
            )
            .say_each(
                &terms.mark,
                relation.marks.iter().map(|mark| terms.named(mark.term())),
            )
            .say_each(&terms.plover_code, relation.plover.as_deref().map(text))
            .say_each(&terms.cameo_code, relation.cameo.as_deref().map(text));
    }
    triples
}
