//! What all documents say together: what the stage `resolve` gives.

use std::fmt;
use std::ops::Deref;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::{
    Class, EntityId, Modality, Outline, OutlineRelation, Polarity, Record, RecordRelation,
    RelationName,
};

/// The id of a claim, a proposition, an event or a contradiction: the first 64 bits of a hash of what it is made of,
/// shown as sixteen hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentId(pub u64);

impl fmt::Display for ContentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Serialize for ContentId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ContentId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        u64::from_str_radix(&text, 16)
            .map(Self)
            .map_err(serde::de::Error::custom)
    }
}

/// An entity as all documents together know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedEntity {
    /// The id that stands for all ids joined with it.
    pub id: EntityId,
    /// The name to show.
    pub label: String,
    /// What it is.
    pub class: Class,
    /// Whether the gazetteer lists or composes it.
    pub known: bool,
    /// The documents that mention it: indices into `Knowledge::outlines`, in order.
    pub documents: Vec<u32>,
    /// How often it is mentioned.
    pub mentions: u32,
}

/// Who spoke first: two outlets that carry the same agency are one origin.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Origin {
    /// The same for all claims of one origin: an entity's id, or an outlet's or document's with the words
    /// that describe an unnamed speaker.
    pub key: String,
    /// The name to show.
    pub label: String,
    /// The side that it is usually on, where the gazetteer says so; never whether it is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stance: Option<EntityId>,
}

/// A claim with its place among all claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedClaim {
    /// A hash of the document's id, the evidence, the relation, its ends and polarity.
    pub id: ContentId,
    /// The record, an index into `Knowledge::outlines`.
    pub record: u32,
    /// The relation inside the record, an index into `Record::relations`.
    pub relation: u32,
    /// The proposition that it states, an index into `Knowledge::propositions`.
    pub proposition: u32,
    /// Its first speaker, an index into `Knowledge::origins`.
    pub origin: u32,
}

/// Subject, relation and object, shared by all claims that state it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposition {
    /// A hash of the three, the ends sorted where the relation is symmetric.
    pub id: ContentId,
    /// Who; `None` where no text says.
    pub subject: Option<EntityId>,
    /// Did or is what.
    pub relation: RelationName,
    /// To whom or what.
    pub object: EntityId,
    /// The claims that state it, indices into `Knowledge::claims`, in order.
    pub claims: Vec<u32>,
    /// The independent origins that affirm it as a fact, indices into `Knowledge::origins`; where nobody is named as who did
    /// it, those that tell of one happening, the one that most tell of.
    pub support: Vec<u32>,
    /// The independent origins that deny it.
    pub denial: Vec<u32>,
    /// Whether two or more independent origins affirm it at compatible times and places.
    pub corroborated: bool,
    /// Propositions that say the same of a part, a whole or a head of an end, as other origins affirm them at compatible
    /// times and places: they bear this one out, and count in `corroborated`. Ordered by proposition.
    pub borne_out_by: Vec<BorneOut>,
}

/// A proposition that bears another out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BorneOut {
    /// The other one, an index into `Knowledge::propositions`.
    pub proposition: u32,
    /// How the ends of the two hang together, in words.
    pub reason: String,
}

/// Why two claims or propositions cannot both hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ContradictionKind {
    /// One affirms what the other denies.
    Denial,
    /// Two hold one place at one time.
    Control,
    /// Two captures of one place at one time.
    Capture,
    /// Two figures for one count.
    Count,
    /// Two dates of one event.
    Date,
}

/// Two claims that cannot both hold. Both are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// A hash of its kind and its two claims.
    pub id: ContentId,
    /// Why they cannot both hold.
    pub kind: ContradictionKind,
    /// One claim, an index into `Knowledge::claims`; for a denial, the one that affirms.
    pub first: u32,
    /// The other.
    pub second: u32,
    /// What differs, in words ("20 against 20,000 km2").
    pub detail: String,
    /// How much it matters, for the order of lists: more is graver.
    pub gravity: u32,
}

/// One happening, told by one or more documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// A hash of its first claim's id.
    pub id: ContentId,
    /// The claims that tell of it, indices into `Knowledge::claims`, in order.
    pub claims: Vec<u32>,
    /// Its label, in words.
    pub label: String,
    /// Why claims with different ends tell of it, in words; empty where all have the same.
    pub reasons: Vec<String>,
}

/// Two ids that stand for one entity, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joining {
    /// The id that is kept.
    pub kept: EntityId,
    /// The id that goes into it.
    pub joined: EntityId,
    /// Why, in words.
    pub reason: String,
}

/// What all documents say together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Knowledge {
    /// What each document says, ordered by document id; unchanged by what comes after.
    pub outlines: Vec<Outline>,
    /// The entities, ordered by id.
    pub entities: IndexMap<EntityId, ResolvedEntity>,
    /// Which ids were joined into which, ordered by the joined id.
    pub joinings: Vec<Joining>,
    /// All claims, ordered by document and place in it.
    pub claims: Vec<ResolvedClaim>,
    /// All first speakers, ordered by key.
    pub origins: Vec<Origin>,
    /// All propositions, ordered by id.
    pub propositions: Vec<Proposition>,
    /// All contradictions, gravest first.
    pub contradictions: Vec<Contradiction>,
    /// All happenings, ordered by id.
    pub events: Vec<Event>,
}

impl Knowledge {
    /// The outline of the document that holds a claim.
    pub fn outline(&self, claim: &ResolvedClaim) -> &Outline {
        &self.outlines[claim.record as usize]
    }

    /// What a claim says.
    pub fn relation(&self, claim: &ResolvedClaim) -> &OutlineRelation {
        &self.outline(claim).relations[claim.relation as usize]
    }

    /// The proposition that a claim states.
    pub fn proposition(&self, claim: &ResolvedClaim) -> &Proposition {
        &self.propositions[claim.proposition as usize]
    }

    /// The entity that an id of a record stands for, after joining.
    pub fn entity(&self, id: &EntityId) -> Option<&ResolvedEntity> {
        self.entities.get(id).or_else(|| {
            let at = self
                .joinings
                .binary_search_by(|joining| joining.joined.cmp(id))
                .ok()?;
            self.entities.get(&self.joinings[at].kept)
        })
    }

    /// The name to show for an id.
    pub fn label<'k>(&'k self, id: &'k EntityId) -> &'k str {
        self.entity(id)
            .map_or(id.as_str(), |entity| entity.label.as_str())
    }

    /// The names to show for origins, indices into `Knowledge::origins`.
    pub fn origin_labels(&self, origins: &[u32]) -> Vec<&str> {
        origins
            .iter()
            .filter_map(|at| self.origins.get(*at as usize))
            .map(|origin| origin.label.as_str())
            .collect()
    }

    /// Whether a claim affirms its proposition as a fact.
    pub fn affirms(&self, claim: &ResolvedClaim) -> bool {
        let relation = self.relation(claim);
        relation.polarity == Polarity::Positive && relation.modality == Modality::Actual
    }
}

/// What a build left: the records of its documents, and what they say together, of which all is at hand by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Build {
    /// The records, ordered by document id.
    pub records: Vec<Record>,
    /// What they say together.
    pub knowledge: Knowledge,
}

impl Build {
    /// The record that holds a claim.
    pub fn record(&self, claim: &ResolvedClaim) -> &Record {
        &self.records[claim.record as usize]
    }

    /// What a claim says, as its record has it.
    pub fn relation(&self, claim: &ResolvedClaim) -> &RecordRelation {
        &self.record(claim).relations[claim.relation as usize]
    }
}

impl Deref for Build {
    type Target = Knowledge;

    fn deref(&self) -> &Knowledge {
        &self.knowledge
    }
}
