//! Annotated documents, in the format of the annotation guideline.

use serde::Deserialize;
use thiserror::Error;

use crate::model::{About, Char, CharOffsets, Class, Modality, Polarity, Span};

/// Why an annotated document cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GoldError {
    /// It is no JSON of the expected form.
    #[error("{file}: {problem}")]
    Form {
        /// The file.
        file: String,
        /// What is wrong, with line and column.
        problem: String,
    },
}

/// What people noted of one document.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GoldDocument {
    /// The document's id.
    pub id: String,
    /// What it speaks of.
    pub entities: Vec<GoldEntity>,
    /// What it says.
    pub relations: Vec<GoldRelation>,
}

/// One entity.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GoldEntity {
    /// Inside the document.
    pub id: String,
    /// The same in every document.
    pub key: String,
    /// The name to show.
    pub name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub class: Class,
    /// Strings of the text that name it; `text#2` is the second occurrence alone.
    #[serde(default)]
    pub names: Vec<String>,
    /// Strings of the text that refer to it otherwise.
    #[serde(default)]
    pub nominals: Vec<String>,
    /// Other entities that may stand in its place in a relation.
    #[serde(default)]
    pub accept: Vec<String>,
}

/// One relation.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GoldRelation {
    /// The subject's id.
    pub s: Option<String>,
    /// The relation's name.
    pub p: String,
    /// The object's id.
    pub o: String,
    /// The words that show it.
    #[serde(default)]
    pub evidence: String,
    /// Affirmed or denied.
    #[serde(default)]
    pub polarity: Polarity,
    /// Fact, plan or possibility.
    #[serde(default)]
    pub modality: Modality,
    /// An entity's id, or the words that describe an unnamed source.
    pub source: Option<String>,
    /// When it happened.
    pub when: Option<String>,
    /// Where.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// Who lost it.
    pub from: Option<String>,
    /// How many or how much.
    pub quantity: Option<GoldQuantity>,
}

/// A number.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GoldQuantity {
    /// The number.
    pub value: f64,
    /// What it counts.
    #[serde(default)]
    pub unit: Option<String>,
    /// How exact it is.
    #[serde(default)]
    pub about: Option<About>,
}

/// A mention that people noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct GoldMention {
    pub span: Span<Char>,
    /// An index into the document's entities.
    pub entity: usize,
    pub is_name: bool,
}

impl GoldDocument {
    /// Reads one annotated document.
    ///
    /// # Errors
    /// Where it is no JSON of the guideline's form.
    pub fn parse(file: &str, json: &str) -> Result<Self, GoldError> {
        serde_json::from_str(json).map_err(|error| GoldError::Form {
            file: file.to_owned(),
            problem: error.to_string(),
        })
    }

    /// The name of the entity with this id; the id itself where there is none.
    pub(super) fn label<'g>(&'g self, id: &'g str) -> &'g str {
        self.entities
            .iter()
            .find(|entity| entity.id == id)
            .map_or(id, |entity| &entity.name)
    }

    /// The mentions in the text, in order: the longest strings first, those with a number before all, none inside another.
    pub(super) fn mentions(&self, text: &str) -> Vec<GoldMention> {
        let offsets = CharOffsets::new(text);
        let mut wanted: Vec<(GoldMention, bool)> = Vec::new();
        for (entity, gold) in self.entities.iter().enumerate() {
            for (is_name, strings) in [(true, &gold.names), (false, &gold.nominals)] {
                for item in strings {
                    let (string, nth) = match item.rsplit_once('#') {
                        Some((string, number)) if number.parse::<usize>().is_ok() => {
                            (string, number.parse::<usize>().ok())
                        }
                        _ => (item.as_str(), None),
                    };
                    let found = occurrences(text, string);
                    let found = match nth {
                        Some(nth) => found
                            .get(nth.saturating_sub(1)..nth)
                            .unwrap_or_default()
                            .to_vec(),
                        None => found,
                    };
                    for at in found {
                        let span = offsets.chars(Span::new(at as u32, (at + string.len()) as u32));
                        wanted.push((
                            GoldMention {
                                span,
                                entity,
                                is_name,
                            },
                            nth.is_some(),
                        ));
                    }
                }
            }
        }
        wanted.sort_by_key(|(mention, fixed)| {
            (
                !fixed,
                std::cmp::Reverse(mention.span.len()),
                mention.span.start,
            )
        });
        let mut kept: Vec<GoldMention> = Vec::new();
        for (mention, _) in wanted {
            if !kept.iter().any(|other| other.span.overlaps(mention.span)) {
                kept.push(mention);
            }
        }
        kept.sort_by_key(|mention| (mention.span, mention.entity));
        kept
    }
}

/// Where the string stands without beginning or ending inside a word, in bytes.
fn occurrences(text: &str, string: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let (Some(first), Some(last)) = (string.chars().next(), string.chars().next_back()) else {
        return found;
    };
    let mut from = 0;
    while let Some(at) = text[from..].find(string).map(|at| at + from) {
        let before = text[..at]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric);
        let after = text[at + string.len()..]
            .chars()
            .next()
            .is_some_and(char::is_alphanumeric);
        if !(before && first.is_alphanumeric() || after && last.is_alphanumeric()) {
            found.push(at);
        }
        from = at + first.len_utf8();
    }
    found
}
