//! Makes the graph of what is known.

use indexmap::IndexMap;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Appearance, Edge, Evidence, Graph, LeftOut, Limits, Node, Standing};
use crate::load::{Mark, Ontology};
use crate::model::{
    Class, ContentId, EntityId, Knowledge, Modality, Polarity, Proposition, ResolvedClaim,
};

/// The claims that an edge of a large graph keeps.
const FIRST_CLAIMS: usize = 16;

/// Where the ontology gives no colour.
const GREY: &str = "#777777";

impl Graph {
    /// All entities that stand in a proposition, and all propositions that name both ends.
    pub fn new(knowledge: &Knowledge, ontology: &Ontology) -> Self {
        Self::of(knowledge, ontology, |_| true, usize::MAX)
    }

    /// As much of all as limits let be shown, each statement with its first claims alone: what a picture can show. Memory
    /// does not grow with the claims.
    pub fn strongest_of(knowledge: &Knowledge, ontology: &Ontology, limits: Limits) -> Self {
        let mut said: FxHashMap<&EntityId, (usize, usize)> = FxHashMap::default();
        for proposition in &knowledge.propositions {
            for end in named_ends(proposition).into_iter().flatten() {
                let (support, edges) = said.entry(end).or_default();
                *support += proposition.support.len();
                *edges += 1;
            }
        }
        let entities = said.len();
        let mut ranked: Vec<(&EntityId, (usize, usize))> = said.into_iter().collect();
        ranked.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        ranked.truncate(limits.entities);
        let kept: FxHashSet<&EntityId> = ranked.into_iter().map(|(id, _)| id).collect();
        let drawable = || {
            knowledge
                .propositions
                .iter()
                .filter(|p| p.subject.is_some())
        };
        let mut between: Vec<&Proposition> = drawable()
            .filter(|proposition| {
                named_ends(proposition)
                    .is_some_and(|ends| ends.iter().all(|end| kept.contains(end)))
            })
            .collect();
        // As limits have it; propositions are in the order of their ids, which a stable sort keeps.
        between.sort_by_key(|p| std::cmp::Reverse((p.support.len(), p.claims.len())));
        between.truncate(limits.statements);
        let shown: FxHashSet<ContentId> = between.iter().map(|p| p.id).collect();
        let mut graph = Self::of(knowledge, ontology, |p| shown.contains(&p.id), FIRST_CLAIMS);
        graph.left_out = LeftOut {
            entities: entities - graph.graph.node_count(),
            statements: drawable().count() - shown.len(),
        };
        graph
    }

    fn of(
        knowledge: &Knowledge,
        ontology: &Ontology,
        wanted: impl Fn(&Proposition) -> bool,
        claims: usize,
    ) -> Self {
        let mut ids: Vec<&EntityId> = knowledge
            .propositions
            .iter()
            .filter(|proposition| wanted(proposition))
            .filter_map(named_ends)
            .flatten()
            .collect();
        ids.sort();
        ids.dedup();
        let mut graph = DiGraph::new();
        let mut at: FxHashMap<&EntityId, NodeIndex> = FxHashMap::default();
        for id in ids {
            let entity = knowledge.entities.get(id);
            let node = Node {
                id: id.clone(),
                label: knowledge.label(id).to_owned(),
                class: entity.map_or(Class::Organization, |entity| entity.class),
                known: entity.is_some_and(|entity| entity.known),
                mentions: entity.map_or(0, |entity| entity.mentions),
                documents: entity.map_or(0, |entity| entity.documents.len() as u32),
            };
            at.insert(id, graph.add_node(node));
        }
        let mut without_subject = 0;
        for proposition in &knowledge.propositions {
            let Some(subject) = &proposition.subject else {
                without_subject += 1;
                continue;
            };
            if wanted(proposition)
                && let (Some(from), Some(to)) = (at.get(subject), at.get(&proposition.object))
            {
                graph.add_edge(*from, *to, edge(knowledge, ontology, proposition, claims));
            }
        }
        let classes = ontology
            .classes
            .iter()
            .map(|(class, description)| {
                (
                    *class,
                    appearance(&description.label, description.color.as_deref()),
                )
            })
            .collect();
        let families: IndexMap<String, Appearance> = ontology
            .families
            .values()
            .map(|family| {
                (
                    family.name.clone(),
                    appearance(&family.label, family.color.as_deref()),
                )
            })
            .collect();
        Self {
            graph,
            classes,
            families,
            without_subject,
            left_out: LeftOut::default(),
        }
    }
}

/// The ends of a proposition that names both.
fn named_ends(proposition: &Proposition) -> Option<[&EntityId; 2]> {
    Some([proposition.subject.as_ref()?, &proposition.object])
}

/// A colour that is none would break the picture.
fn appearance(label: &str, color: Option<&str>) -> Appearance {
    let is_color = |color: &&str| {
        color.len() == 7
            && color.starts_with('#')
            && color[1..].bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    Appearance {
        label: label.to_owned(),
        color: color.filter(is_color).unwrap_or(GREY).to_owned(),
    }
}

fn edge(
    knowledge: &Knowledge,
    ontology: &Ontology,
    proposition: &Proposition,
    most: usize,
) -> Edge {
    let relation = ontology.relation(proposition.relation.as_str());
    let claims: Vec<&ResolvedClaim> = proposition
        .claims
        .iter()
        .filter_map(|at| knowledge.claims.get(*at as usize))
        .collect();
    let evidence: Vec<Evidence> = claims
        .iter()
        .take(most)
        .map(|claim| evidence(knowledge, claim))
        .collect();
    let names = |origins: &[u32]| -> Vec<String> {
        let labels = knowledge.origin_labels(origins).into_iter();
        labels.map(str::to_owned).collect()
    };
    Edge {
        proposition: proposition.id,
        relation: proposition.relation.clone(),
        label: relation.map_or_else(
            || proposition.relation.to_string(),
            |relation| relation.label.clone(),
        ),
        family: relation.and_then(|relation| relation.family.clone()),
        symmetric: relation.is_some_and(|relation| relation.has(Mark::Symmetric)),
        standing: standing(knowledge, &claims),
        claims: claims.len(),
        support: names(&proposition.support),
        denial: names(&proposition.denial),
        corroborated: proposition.corroborated,
        evidence,
    }
}

fn standing(knowledge: &Knowledge, claims: &[&ResolvedClaim]) -> Standing {
    let has = |polarity: Polarity, modality: Option<Modality>| {
        claims.iter().any(|claim| {
            let one = knowledge.relation(claim);
            one.polarity == polarity && modality.is_none_or(|modality| one.modality == modality)
        })
    };
    let denied = has(Polarity::Negative, None);
    match (has(Polarity::Positive, Some(Modality::Actual)), denied) {
        (true, false) => Standing::Affirmed,
        (true, true) => Standing::Contested,
        (false, _) if has(Polarity::Positive, Some(Modality::Intended)) => Standing::Planned,
        (false, _) if has(Polarity::Positive, Some(Modality::Possible)) => Standing::Possible,
        (false, _) => Standing::Denied,
    }
}

fn evidence(knowledge: &Knowledge, claim: &ResolvedClaim) -> Evidence {
    let outline = knowledge.outline(claim);
    let relation = knowledge.relation(claim);
    let said_by = match &relation.source {
        Some(source) => match &source.entity {
            Some(id) => knowledge.label(id).to_owned(),
            None => source.text.to_string(),
        },
        None => outline.outlet.as_ref().unwrap_or(&outline.doc).to_string(),
    };
    Evidence {
        claim: claim.id,
        said_by,
        document: outline.doc.to_string(),
        quote: relation
            .sentence
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
        when: relation.when,
        when_end: relation.when_end,
        polarity: relation.polarity,
        modality: relation.modality,
    }
}
