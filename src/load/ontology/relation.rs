//! Relations and their families.

use std::fmt;

use indexmap::IndexMap;

use super::class_groups;
use super::graph::TurtleGraph;
use crate::load::similar;
use crate::model::{Class, ClassGroup, Diagnostic, RelationName};

/// What code must know of a relation; the ontology says which relation has which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    /// Its ends have no order.
    Symmetric,
    /// What holds from a to b and from b to c holds from a to c.
    Transitive,
    /// It is an event at a time; without this mark it is a state.
    Happens,
    /// It does not change with time.
    Permanent,
    /// The subject controls the object at that time.
    HoldsControl,
    /// From then on the subject controls the object, and no other does.
    BeginsControl,
    /// From then on the subject does not control the object.
    EndsControl,
    /// Two subjects cannot stand in it to one object at one time.
    Exclusive,
    /// Its quantity tells how many or how much was concerned.
    Counts,
    /// Its quantity is a measure between its ends.
    Measures,
    /// Where its object is ground, that is where it happens or where the subject is.
    StatesPlace,
    /// The subject lies inside the object.
    Contains,
    /// Subject and object stand on one side of a war.
    OneSide,
    /// It is what another deed of its family led to, as the dead are of a strike.
    ComesOf,
    /// The subject is part of the object or heads it: what the one did may be told of the other.
    OneBody,
}

impl Mark {
    /// Those that stand as `dos:mark`, in the order of their declaration here; the first two are OWL's own classes.
    pub const ALL: [Mark; 15] = [
        Mark::Symmetric,
        Mark::Transitive,
        Mark::Happens,
        Mark::Permanent,
        Mark::HoldsControl,
        Mark::BeginsControl,
        Mark::EndsControl,
        Mark::Exclusive,
        Mark::Counts,
        Mark::Measures,
        Mark::StatesPlace,
        Mark::Contains,
        Mark::OneSide,
        Mark::ComesOf,
        Mark::OneBody,
    ];

    /// The term of the ontology, as a prefixed name.
    pub const fn term(self) -> &'static str {
        match self {
            Mark::Symmetric => "owl:SymmetricProperty",
            Mark::Transitive => "owl:TransitiveProperty",
            Mark::Happens => "dos:Happens",
            Mark::Permanent => "dos:Permanent",
            Mark::HoldsControl => "dos:HoldsControl",
            Mark::BeginsControl => "dos:BeginsControl",
            Mark::EndsControl => "dos:EndsControl",
            Mark::Exclusive => "dos:Exclusive",
            Mark::Counts => "dos:Counts",
            Mark::Measures => "dos:Measures",
            Mark::StatesPlace => "dos:StatesPlace",
            Mark::Contains => "dos:Contains",
            Mark::OneSide => "dos:OneSide",
            Mark::ComesOf => "dos:ComesOf",
            Mark::OneBody => "dos:OneBody",
        }
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.term())
    }
}

/// A relation as the ontology declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationSignature {
    /// The local name of its IRI, as in records.
    pub name: RelationName,
    /// The words to show.
    pub label: String,
    /// The rule for deciding whether a text states it.
    pub comment: String,
    /// What its subject may be; never empty.
    pub domain: Vec<ClassGroup>,
    /// What its object may be; never empty.
    pub range: Vec<ClassGroup>,
    /// What code must know of it, in the order of [`Mark::ALL`].
    pub marks: Vec<Mark>,
    /// The family it belongs to, a key of `Ontology::families`.
    pub family: Option<String>,
    /// The PLOVER event type that comes nearest.
    pub plover: Option<String>,
    /// The CAMEO code that comes nearest.
    pub cameo: Option<String>,
}

impl RelationSignature {
    /// Whether the ontology marks it so.
    pub fn has(&self, mark: Mark) -> bool {
        self.marks.contains(&mark)
    }

    /// Whether an entity of this class may be its subject. Where the ends have no order, the range counts too.
    pub fn admits_subject(&self, class: Class) -> bool {
        admits(&self.domain, class) || (self.has(Mark::Symmetric) && admits(&self.range, class))
    }

    /// Whether an entity of this class may be its object. Where the ends have no order, the domain counts too.
    pub fn admits_object(&self, class: Class) -> bool {
        admits(&self.range, class) || (self.has(Mark::Symmetric) && admits(&self.domain, class))
    }

    /// Whether entities of these classes may be its ends together, in this order or, where it has none, in either.
    pub fn admits(&self, subject: Option<Class>, object: Class) -> bool {
        let fits = |subject: Option<Class>, object: Option<Class>| {
            subject.is_none_or(|class| admits(&self.domain, class))
                && object.is_none_or(|class| admits(&self.range, class))
        };
        fits(subject, Some(object)) || (self.has(Mark::Symmetric) && fits(Some(object), subject))
    }
}

fn admits(groups: &[ClassGroup], class: Class) -> bool {
    groups.iter().any(|group| group.contains(class))
}

/// Relations that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// The local name of its IRI.
    pub name: String,
    /// The words to show.
    pub label: String,
    /// What belongs to it.
    pub comment: String,
    /// The colour of its edges in pictures, `#rrggbb`.
    pub color: Option<String>,
}

pub(super) fn families(graph: &TurtleGraph<'_>) -> IndexMap<String, Family> {
    graph
        .of_type("dos:Family")
        .into_iter()
        .map(|term| {
            let name = term.trim_start_matches("dos:").to_owned();
            let family = Family {
                label: graph
                    .text(&term, "rdfs:label")
                    .unwrap_or_else(|| name.clone()),
                comment: graph.text(&term, "rdfs:comment").unwrap_or_default(),
                color: graph.text(&term, "dos:color"),
                name: name.clone(),
            };
            (name, family)
        })
        .collect()
}

pub(super) fn relations(
    graph: &TurtleGraph<'_>,
    families: &IndexMap<String, Family>,
    diagnostics: &mut Vec<Diagnostic>,
) -> IndexMap<RelationName, RelationSignature> {
    let known: Vec<&str> = Mark::ALL
        .iter()
        .filter_map(|mark| mark.term().strip_prefix("dos:"))
        .collect();
    let mut relations = IndexMap::new();
    for term in graph.of_type("dos:Relation") {
        let domain = class_groups(graph, &term, "rdfs:domain", diagnostics);
        let range = class_groups(graph, &term, "rdfs:range", diagnostics);
        for mark in graph.names(&term, "dos:mark") {
            if !known.contains(&mark.as_str()) {
                let help = match similar(&mark, known.iter().copied()) {
                    Some(near) => format!("did you mean dos:{near}?"),
                    None => format!("known marks: {}", known.join(", ")),
                };
                let message =
                    format!("{term} has the mark `{mark}`, which the program does not know");
                diagnostics.push(graph.problem(&term, message, help));
            }
        }
        let label = graph.text(&term, "rdfs:label");
        let comment = graph.text(&term, "rdfs:comment");
        for (property, missing) in [
            ("rdfs:label", label.is_none()),
            ("rdfs:comment", comment.is_none()),
        ] {
            if missing {
                diagnostics.push(graph.problem(
                    &term,
                    format!("{term} has no {property}"),
                    "say in words what it stands for",
                ));
            }
        }
        if domain.is_empty() || range.is_empty() {
            continue;
        }
        let name = RelationName::from(term.trim_start_matches("dos:"));
        let signature = RelationSignature {
            label: label.unwrap_or_else(|| name.to_string()),
            comment: comment.unwrap_or_default(),
            domain,
            range,
            marks: Mark::ALL
                .into_iter()
                .filter(|mark| {
                    graph.has(&term, "dos:mark", mark.term())
                        || graph.has(&term, "rdf:type", mark.term())
                })
                .collect(),
            family: graph
                .names(&term, "rdfs:subPropertyOf")
                .into_iter()
                .find(|parent| families.contains_key(parent)),
            plover: graph.text(&term, "dos:ploverCode"),
            cameo: graph.text(&term, "dos:cameoCode"),
            name: name.clone(),
        };
        relations.insert(name, signature);
    }
    if relations.is_empty() {
        diagnostics.push(
            Diagnostic::of_file(
                crate::model::Severity::Error,
                graph.main_file(),
                "the ontology declares no relation",
            )
            .with_help("a relation is a subject of the type dos:Relation"),
        );
    }
    relations
}
