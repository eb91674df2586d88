//! The ledger of identity, `identity.toml`: which ids users decided to be the same or different.

use super::fields::{Fields, Spot, parse_toml};
use super::{DataFile, gazetteer::is_id};
use crate::model::{Diagnostic, EntityId};

/// The decisions of users.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    /// Ids of one entity, each list in the order of the file.
    pub same: Vec<Decision>,
    /// Ids of which no two are one entity.
    pub different: Vec<Decision>,
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Two ids or more.
    pub ids: Vec<EntityId>,
    /// Why, in the user's words.
    pub note: Option<String>,
    /// The file and line that hold it, `identity.toml:7`.
    pub at: String,
}

impl Ledger {
    /// Reads a ledger. Decisions hold transitively; one that says the same of ids that others keep apart is reported
    /// and left out.
    pub fn load(file: &DataFile) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let table = parse_toml(file, &mut diagnostics);
        let mut fields = Fields::new(file, table.get_ref(), 0..0, &mut diagnostics);
        let mut read = |key: &'static str| -> Vec<(Decision, std::ops::Range<usize>)> {
            let tables = fields.tables(key);
            tables
                .into_iter()
                .filter_map(|Spot { value, at }| {
                    let mut inner = fields.inner(value, at.clone());
                    let ids = inner.strings("ids");
                    let note = inner.string("note").map(|note| note.value);
                    for id in ids.iter().filter(|id| !id.value.split('/').all(is_id)) {
                        inner.error(
                            id.at.clone(),
                            format!("`{}` is no id", id.value),
                            "copy the id from `dossier identity` or `dossier explain`",
                        );
                    }
                    if ids.len() < 2 {
                        inner.error(
                            at.clone(),
                            "a decision needs two ids or more",
                            "write `ids = [\"person/one\", \"person/other\"]`",
                        );
                    }
                    inner.finish();
                    let line = file.text[..at.start.min(file.text.len())]
                        .matches('\n')
                        .count()
                        + 1;
                    (ids.len() >= 2).then(|| {
                        let decision = Decision {
                            ids: ids.into_iter().map(|id| id.value.into()).collect(),
                            note,
                            at: format!("{}:{line}", file.path),
                        };
                        (decision, at)
                    })
                })
                .collect()
        };
        let (same, different) = (read("same"), read("different"));
        fields.finish();
        let mut ledger = Self {
            same: Vec::new(),
            different: different
                .into_iter()
                .map(|(decision, _)| decision)
                .collect(),
        };
        let mut groups: Vec<Vec<EntityId>> = Vec::new();
        for (decision, at) in same {
            let (touched, rest): (Vec<_>, Vec<_>) = groups
                .into_iter()
                .partition(|group| group.iter().any(|id| decision.ids.contains(id)));
            let mut joined: Vec<EntityId> = decision.ids.clone();
            joined.extend(touched.iter().flatten().cloned());
            groups = rest;
            if let Some(other) = ledger.kept_apart(&joined) {
                diagnostics.push(
                    file.error(
                        at,
                        format!(
                            "this makes one of `{}` and `{}`, which {} keeps apart",
                            other.0, other.1, other.2
                        ),
                    )
                    .with_help("take one of the two decisions out; until then they stay apart"),
                );
                groups.extend(touched);
            } else {
                joined.sort();
                joined.dedup();
                groups.push(joined);
                ledger.same.push(decision);
            }
        }
        (ledger, diagnostics)
    }

    /// Two of the ids that a decision keeps apart, with its place.
    pub fn kept_apart<'l>(
        &'l self,
        ids: &[EntityId],
    ) -> Option<(&'l EntityId, &'l EntityId, &'l str)> {
        self.different.iter().find_map(|decision| {
            let mut here = decision.ids.iter().filter(|id| ids.contains(id));
            Some((here.next()?, here.next()?, decision.at.as_str()))
        })
    }

    /// Whether a decision names these two together.
    pub fn decides(&self, one: &EntityId, other: &EntityId) -> bool {
        self.same
            .iter()
            .chain(&self.different)
            .any(|decision| decision.ids.contains(one) && decision.ids.contains(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> (Ledger, Vec<Diagnostic>) {
        Ledger::load(&DataFile {
            path: "identity.toml".into(),
            text: text.into(),
        })
    }

    #[test]
    fn decisions_that_conflict_over_a_third_id_are_reported_with_their_line() {
        let (ledger, diagnostics) = load(
            "[[same]]\nids = [\"person/ali\", \"person/ali-hassan\"]\n\n[[same]]\nids = [\"person/ali-hassan\", \
             \"person/a-hassan\"]\nnote = \"same brigade\"\n\n[[different]]\nids = [\"person/ali\", \
             \"person/a-hassan\"]\n",
        );
        assert_eq!(ledger.same.len(), 1);
        assert_eq!(ledger.different.len(), 1);
        assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
        assert_eq!(diagnostics[0].position.map(|(line, _)| line), Some(4));
        assert!(
            diagnostics[0].message.contains("identity.toml:8"),
            "{}",
            diagnostics[0]
        );
    }

    #[test]
    fn what_is_no_decision_is_reported_and_the_rest_read() {
        let (ledger, diagnostics) = load(
            "[[same]]\nids = [\"one\"]\n[[same]]\nids = [\"one\", \"other\"]\nnot = 1\n[[diferent]]\nids = []\n",
        );
        assert_eq!(ledger.same.len(), 1);
        assert_eq!(diagnostics.len(), 3, "{diagnostics:?}");
    }
}
