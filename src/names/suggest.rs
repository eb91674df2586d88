//! Gathers the unlisted names of documents, so that editors can list those that come often.

use std::fmt::Write as _;

use indexmap::{IndexMap, IndexSet};
use serde::Serialize;

use crate::model::{Class, Document, EntityId, NameMention, Sentence};

/// How many contexts are kept of one name.
const CONTEXTS: usize = 3;

/// An unlisted name, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// The id that it has while it is not listed: `place/tal-rihan`.
    pub id: EntityId,
    /// The name as first written.
    pub label: String,
    /// What it seems to be.
    pub class: Class,
    /// How often it is named.
    pub count: usize,
    /// In how many documents.
    pub documents: usize,
    /// The first sentences that name it, each of another document where there are several.
    pub contexts: Vec<String>,
    /// Why the tagger took it for a name.
    pub reason: String,
}

/// Gathers the unlisted names of documents.
#[derive(Debug, Default)]
pub struct Suggestions {
    names: IndexMap<EntityId, (Suggestion, IndexSet<String>)>,
}

impl Suggestions {
    /// Counts the unlisted names of a document.
    pub fn add(&mut self, document: &Document, sentences: &[Sentence], mentions: &[NameMention]) {
        for mention in mentions {
            let Some(best) = mention.candidates.first().filter(|best| !best.known) else {
                continue;
            };
            let (suggestion, documents) = self.names.entry(best.id.clone()).or_insert_with(|| {
                let suggestion = Suggestion {
                    id: best.id.clone(),
                    label: best.label.clone(),
                    class: best.class,
                    count: 0,
                    documents: 0,
                    contexts: Vec::new(),
                    reason: best.reason.clone(),
                };
                (suggestion, IndexSet::new())
            });
            suggestion.count += 1;
            let fresh = documents.insert(document.id.clone());
            suggestion.documents = documents.len();
            if fresh
                && suggestion.contexts.len() < CONTEXTS
                && let Some(sentence) = sentences.get(mention.sentence as usize)
            {
                let words: Vec<&str> = sentence
                    .span
                    .of(&document.text)
                    .split_whitespace()
                    .collect();
                suggestion.contexts.push(words.join(" "));
            }
        }
    }

    /// The names that are named at least `least` times, the most frequent first.
    pub fn by_frequency(&self, least: usize) -> Vec<Suggestion> {
        let mut all: Vec<Suggestion> = self
            .names
            .values()
            .map(|(suggestion, _)| suggestion.clone())
            .filter(|suggestion| suggestion.count >= least)
            .collect();
        all.sort_by(|a, b| {
            (b.count, b.documents)
                .cmp(&(a.count, a.documents))
                .then_with(|| a.id.cmp(&b.id))
        });
        all
    }
}

impl Suggestion {
    /// The id that an entry of the name would have: `tal-rihan`.
    pub fn key(&self) -> String {
        let id = self.id.as_str();
        let id = id.split_once('/').map_or(id, |(_, name)| name);
        any_ascii::any_ascii(id)
            .to_lowercase()
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("-")
    }

    /// The entry as an editor would begin it under the id `key`, with the contexts as comments.
    pub fn to_toml(&self, key: &str) -> String {
        let mut entry = String::new();
        let times = if self.count == 1 { "once" } else { "times" };
        let count = if self.count == 1 {
            times.to_owned()
        } else {
            format!("{} {times}", self.count)
        };
        let _ = writeln!(
            entry,
            "# Named {count} in {} document(s): {}",
            self.documents, self.reason
        );
        for context in &self.contexts {
            let short: String = context.chars().take(200).collect();
            let _ = writeln!(entry, "#   {short}");
        }
        let label = toml::Value::String(self.label.clone());
        let _ = writeln!(
            entry,
            "[{key}]\ntype = \"{}\"\nlabel = {label}\norigin = \"editors\"",
            self.class
        );
        entry
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{DataFile, Gazetteer};
    use crate::model::{Candidate, MentionKind, Span};

    #[test]
    fn frequent_names_come_first_as_entries_that_load() {
        let text = "They took Tal \"Rihan. They left Bzina and Tal \"Rihan.";
        let document = Document {
            id: "a".into(),
            path: "a.txt".into(),
            text: text.into(),
            sha256: String::new(),
            outlet: None,
            published: None,
            url: None,
            headline: None,
            title: None,
            prose: Vec::new(),
        };
        let sentence = |start, end| Sentence {
            span: Span::new(start, end),
            tokens: Vec::new(),
            paragraph: 0,
            headline: false,
        };
        let mention = |sentence, id: &str, label: &str| NameMention {
            sentence,
            words: Span::new(0, 1),
            span: Span::new(0, 1),
            kind: MentionKind::Name,
            candidates: vec![Candidate {
                id: id.into(),
                label: label.into(),
                class: Class::Place,
                known: false,
                score: 1.0,
                reason: "by its form".into(),
            }],
        };
        let mut suggestions = Suggestions::default();
        suggestions.add(
            &document,
            &[sentence(0, 21), sentence(22, text.len() as u32)],
            &[
                mention(0, "place/bzina", "Bzina"),
                mention(0, "place/tal-rihan", "Tal \"Rihan"),
                mention(1, "place/tal-rihan", "Tal \"Rihan"),
            ],
        );
        let all = suggestions.by_frequency(1);
        assert_eq!(all[0].id.as_str(), "place/tal-rihan");
        assert_eq!((all[0].count, all[0].documents), (2, 1));
        assert_eq!(suggestions.by_frequency(2).len(), 1);
        let entry = all[0].to_toml(&all[0].key());
        let (gazetteer, wrong) = Gazetteer::load(&[DataFile {
            path: "new.toml".into(),
            text: entry,
        }]);
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(gazetteer.get("tal-rihan").unwrap().label, "Tal \"Rihan");
    }
}
