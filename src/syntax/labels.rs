//! The labels of a model: fine tags (universal and Penn tag together) and relations, numbered from 0.

use super::train::by_frequency;
use super::treebank::Annotated;
use crate::model::{Dependency, PartOfSpeech};
use rustc_hash::FxHashMap;
use std::str::FromStr;

/// The relation that the parser learns for one of a treebank: subtypes that extraction needs are kept, and what newer
/// releases call "unmarked" has its older name.
pub(super) fn relation_label(relation: &str) -> &str {
    if Dependency::from_str(relation).is_ok() {
        return relation;
    }
    match relation {
        "obl:unmarked" => "obl:tmod",
        _ => relation.split(':').next().unwrap_or(relation),
    }
}

/// Tags and relations of a model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Labels {
    /// Universal tag and Penn tag with a slash between.
    pub(super) tags: Vec<String>,
    pub(super) relations: Vec<String>,
    /// Universal tag of each tag.
    pub(super) parts: Vec<PartOfSpeech>,
    pub(super) dependencies: Vec<Dependency>,
    tag_ids: FxHashMap<String, u32>,
    relation_ids: FxHashMap<String, u32>,
}

impl Labels {
    pub(super) fn new(tags: Vec<String>, relations: Vec<String>) -> Labels {
        let ids = |labels: &[String]| labels.iter().cloned().zip(0..).collect();
        Labels {
            parts: tags
                .iter()
                .map(|label| split(label).0.parse().unwrap_or(PartOfSpeech::Other))
                .collect(),
            dependencies: relations
                .iter()
                .map(|label| label.parse().unwrap_or(Dependency::Dep))
                .collect(),
            tag_ids: ids(&tags),
            relation_ids: ids(&relations),
            tags,
            relations,
        }
    }

    /// The labels that a treebank uses, the most frequent first.
    pub(super) fn learn(sentences: &[Annotated]) -> Labels {
        let words = || sentences.iter().flat_map(|sentence| &sentence.words);
        Labels::new(
            by_frequency(words().map(|word| format!("{}/{}", word.tag, word.fine_tag))),
            by_frequency(words().map(|word| relation_label(&word.relation).to_owned())),
        )
    }

    pub(super) fn tag_id(&self, tag: &str, fine_tag: &str) -> u32 {
        self.tag_ids
            .get(&format!("{tag}/{fine_tag}"))
            .copied()
            .unwrap_or(0)
    }

    pub(super) fn relation_id(&self, relation: &str) -> u32 {
        self.relation_ids.get(relation).copied().unwrap_or(0)
    }

    /// Universal and Penn tag of a number.
    pub(super) fn tag(&self, id: usize) -> (&str, &str) {
        self.tags.get(id).map_or(("X", ""), |label| split(label))
    }
}

fn split(label: &str) -> (&str, &str) {
    label.split_once('/').unwrap_or((label, ""))
}
