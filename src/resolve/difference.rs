//! What came, went or changed between two builds.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Build, Knowledge, Proposition, ResolvedClaim};

/// What came, went or changed among things of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Change {
    /// In the new build only.
    pub came: Vec<Summary>,
    /// In the old build only.
    pub went: Vec<Summary>,
    /// In both, not the same.
    pub changed: Vec<Summary>,
}

/// One thing in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Its id.
    pub id: String,
    /// What it is or says.
    pub text: String,
    /// What is different; empty where it came or went.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differs: Vec<String>,
}

/// The difference between two builds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Difference {
    /// By document id.
    pub documents: Change,
    /// By entity id.
    pub entities: Change,
    /// By proposition id.
    pub propositions: Change,
    /// By claim id.
    pub claims: Change,
    /// By contradiction id.
    pub contradictions: Change,
}

impl Difference {
    /// The kinds with their names, in order.
    pub fn kinds(&self) -> [(&'static str, &Change); 5] {
        [
            ("documents", &self.documents),
            ("entities", &self.entities),
            ("propositions", &self.propositions),
            ("claims", &self.claims),
            ("contradictions", &self.contradictions),
        ]
    }

    /// Whether the two say the same.
    pub fn is_empty(&self) -> bool {
        self.kinds().iter().all(|(_, change)| {
            change.came.is_empty() && change.went.is_empty() && change.changed.is_empty()
        })
    }
}

/// What a thing is in words, and its traits by name.
type Described = (String, Vec<(&'static str, String)>);

/// Compares two builds.
pub fn difference(old: &Build, new: &Build) -> Difference {
    let of = |describe: fn(&Build) -> BTreeMap<String, Described>| {
        compare(&describe(old), &describe(new))
    };
    Difference {
        documents: of(documents),
        entities: of(entities),
        propositions: of(propositions),
        claims: of(claims),
        contradictions: of(contradictions),
    }
}

fn compare(old: &BTreeMap<String, Described>, new: &BTreeMap<String, Described>) -> Change {
    let summary = |id: &String, (text, _): &Described| Summary {
        id: id.clone(),
        text: text.clone(),
        differs: Vec::new(),
    };
    let only = |these: &BTreeMap<String, Described>, those: &BTreeMap<String, Described>| {
        these
            .iter()
            .filter(|(id, _)| !those.contains_key(*id))
            .map(|(id, described)| summary(id, described))
            .collect()
    };
    let changed = new.iter().filter_map(|(id, now)| {
        let before = old.get(id)?;
        let differs: Vec<String> = before
            .1
            .iter()
            .zip(&now.1)
            .filter(|(a, b)| a.1 != b.1)
            .map(|((name, before), (_, now))| {
                let shown = |text: &str| {
                    if text.is_empty() {
                        "none".to_owned()
                    } else {
                        text.to_owned()
                    }
                };
                format!("{name}: {} → {}", shown(before), shown(now))
            })
            .collect();
        (!differs.is_empty()).then(|| Summary {
            differs,
            ..summary(id, now)
        })
    });
    Change {
        came: only(new, old),
        went: only(old, new),
        changed: changed.collect(),
    }
}

fn documents(build: &Build) -> BTreeMap<String, Described> {
    let records = build.records.iter();
    records
        .map(|record| {
            let traits = vec![
                ("content", record.sha256.clone()),
                ("outlet", record.outlet.clone().unwrap_or_default()),
                (
                    "published",
                    record
                        .published
                        .map(|date| date.to_string())
                        .unwrap_or_default(),
                ),
            ];
            let title = record.title.clone().unwrap_or_else(|| record.path.clone());
            (record.doc.clone(), (title, traits))
        })
        .collect()
}

fn entities(build: &Build) -> BTreeMap<String, Described> {
    let entities = build.entities.values();
    entities
        .map(|entity| {
            let also: Vec<&str> = build
                .joinings
                .iter()
                .filter(|joining| joining.kept == entity.id)
                .map(|joining| joining.joined.as_str())
                .collect();
            let traits = vec![
                ("label", entity.label.clone()),
                ("type", entity.class.to_string()),
                ("listed", entity.known.to_string()),
                ("documents", entity.documents.len().to_string()),
                ("also", also.join(", ")),
            ];
            (entity.id.to_string(), (entity.label.clone(), traits))
        })
        .collect()
}

fn propositions(build: &Build) -> BTreeMap<String, Described> {
    let labels = |origins: &[u32]| {
        let labels: Vec<&str> = origins
            .iter()
            .map(|at| build.origins[*at as usize].label.as_str())
            .collect();
        labels.join(", ")
    };
    build
        .propositions
        .iter()
        .map(|proposition| {
            let traits = vec![
                ("affirmed by", labels(&proposition.support)),
                ("denied by", labels(&proposition.denial)),
                ("corroborated", proposition.corroborated.to_string()),
                ("claims", proposition.claims.len().to_string()),
            ];
            let words = words(build, proposition);
            (proposition.id.to_string(), (words, traits))
        })
        .collect()
}

fn claims(build: &Build) -> BTreeMap<String, Described> {
    let describe = |claim: &ResolvedClaim| {
        let relation = build.relation(claim);
        let date = |date: Option<crate::model::PartialDate>| {
            date.map(|date| date.to_string()).unwrap_or_default()
        };
        let id = |id: &Option<crate::model::EntityId>| {
            id.as_ref().map(ToString::to_string).unwrap_or_default()
        };
        let traits = vec![
            ("proposition", words(build, build.proposition(claim))),
            (
                "modality",
                format!("{:?}", relation.modality).to_lowercase(),
            ),
            ("origin", build.origins[claim.origin as usize].label.clone()),
            ("when", date(relation.when)),
            ("where", id(&relation.place)),
            ("from", id(&relation.from)),
            ("kind", relation.kind.clone().unwrap_or_default()),
            (
                "quantity",
                relation
                    .quantity
                    .as_ref()
                    .map(|quantity| quantity.text.clone())
                    .unwrap_or_default(),
            ),
            ("rule", relation.rule.clone()),
        ];
        let sentence: Vec<&str> = relation.sentence.split_whitespace().collect();
        let text = format!(
            "{} ({}): “{}”",
            words(build, build.proposition(claim)),
            build.record(claim).doc,
            sentence.join(" ")
        );
        (claim.id.to_string(), (text, traits))
    };
    build.claims.iter().map(describe).collect()
}

fn contradictions(build: &Build) -> BTreeMap<String, Described> {
    let contradictions = build.contradictions.iter();
    contradictions
        .map(|contradiction| {
            let claim = &build.claims[contradiction.first as usize];
            let text = format!(
                "{}: {}",
                words(build, build.proposition(claim)),
                contradiction.detail
            );
            let traits = vec![("gravity", contradiction.gravity.to_string())];
            (contradiction.id.to_string(), (text, traits))
        })
        .collect()
}

fn words(knowledge: &Knowledge, proposition: &Proposition) -> String {
    let subject = proposition
        .subject
        .as_ref()
        .map_or("nobody named", |id| knowledge.label(id));
    format!(
        "{subject} {} {}",
        proposition.relation,
        knowledge.label(&proposition.object)
    )
}
