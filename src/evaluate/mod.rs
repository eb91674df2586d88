//! Measures what the program found against texts that people annotated.
//!
//! The figures are those of the field: precision, recall and F1 of names, mentions and relations, B-cubed for
//! coreference (Bagga and Baldwin, 1998), accuracy for the attributes of the relations that were found. A
//! relation is right when its type and both ends are; ends are compared by the annotated entity that
//! lies under their spans, so that no agreement on ids is needed.

mod cluster;
mod document;
mod gold;
mod names;
mod tally;

use std::collections::BTreeMap;

use crate::load::Ontology;
use crate::model::Record;

pub use document::RuleOutcome;
pub use gold::{GoldDocument, GoldEntity, GoldError, GoldRelation};
pub use names::{Group, NameGroups, name_groups};
pub use tally::{Figures, Tally};

/// An attribute of the right relations: how many are right, of how many.
pub type Accuracy = (u32, u32);

/// What was measured.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evaluation {
    /// The documents that were measured.
    pub documents: usize,
    /// Those of them that the program gave no record for.
    pub missing: Vec<String>,
    /// Names with the very span.
    pub names_exact: Tally,
    /// Names with the very span and the class.
    pub names_typed: Tally,
    /// Names that overlap.
    pub names_overlap: Tally,
    /// Names, nominals and pronouns that overlap.
    pub mentions_overlap: Tally,
    /// Relations whose ends are right, whatever their type.
    pub relations_ends: Tally,
    /// Relations of the right family between the right ends.
    pub relations_family: Tally,
    /// Relations of the right type between the right ends.
    pub relations: Tally,
    /// The same with the right polarity and modality.
    pub relations_stance: Tally,
    /// B-cubed over the mentions of each document.
    pub coreference: Figures,
    /// B-cubed over exact names of all documents: does one thing have one id everywhere?
    pub across_documents: Figures,
    /// By the attribute's name.
    pub attributes: BTreeMap<&'static str, Accuracy>,
    /// By relation.
    pub by_relation: BTreeMap<String, Tally>,
    /// By rule: claims that count, and those that are right.
    pub by_rule: BTreeMap<String, RuleOutcome>,
    /// What went wrong, in words.
    pub errors: Vec<String>,
}

/// One annotated text.
#[derive(Debug, Clone)]
pub struct Annotated {
    /// What people noted.
    pub gold: GoldDocument,
    /// The text that they read.
    pub text: String,
    /// Whether its errors are told; a text kept for figures alone keeps them to itself.
    pub open: bool,
}

/// Measures the records against the annotated texts.
pub fn evaluate(annotated: &[Annotated], records: &[Record], ontology: &Ontology) -> Evaluation {
    let by_id: BTreeMap<&str, &Record> = records
        .iter()
        .map(|record| (record.doc.as_str(), record))
        .collect();
    let mut evaluation = Evaluation {
        documents: annotated.len(),
        ..Evaluation::default()
    };
    let mut coreference = cluster::Sums::default();
    let mut names = Vec::new();
    for one in annotated {
        let record = by_id.get(one.gold.id.as_str()).copied();
        if record.is_none() {
            evaluation.missing.push(one.gold.id.clone());
        }
        let measured = document::measure(one, record, ontology, &mut evaluation);
        coreference.add(&measured.coreference);
        names.extend(measured.names);
    }
    evaluation.coreference = coreference.figures();
    evaluation.across_documents = cluster::b_cubed(&names, None).figures();
    evaluation
}
