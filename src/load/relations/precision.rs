//! How often each rule was right when people looked: `ontology/precision.toml`.

use indexmap::IndexMap;
use toml::de::DeValue;

use crate::load::{DataFile, Fields, parse_toml};
use crate::model::Diagnostic;

/// Judgements of one rule's claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    /// How many were right.
    pub right: u32,
    /// How many were looked at.
    pub judged: u32,
}

impl Judged {
    /// The precision, smoothed by Laplace's rule of succession, (right + 1) / (judged + 2): a rule that was right
    /// once of once is not trusted like one that was right in ninety of a hundred. Rounded to two digits, since
    /// no measurement here holds more.
    ///
    /// ```
    /// use dossier::load::Judged;
    /// assert_eq!(Judged { right: 1, judged: 1 }.confidence(), 0.67);
    /// ```
    pub fn confidence(self) -> f64 {
        let smoothed = f64::from(self.right + 1) / f64::from(self.judged + 2);
        (smoothed * 100.0).round() / 100.0
    }
}

/// Reads the file `precision.toml`: one table for each rule, by its id, with `right` and `judged`.
pub(super) fn load(
    files: &[DataFile],
    known: &dyn Fn(&str) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> IndexMap<String, Judged> {
    let mut precision = IndexMap::new();
    let Some(file) = files
        .iter()
        .find(|file| file.path.ends_with("/precision.toml"))
    else {
        return precision;
    };
    let table = parse_toml(file, diagnostics);
    for (rule, value) in table.get_ref() {
        let id = rule.get_ref().to_string();
        let DeValue::Table(counts) = value.get_ref() else {
            Fields::new(file, table.get_ref(), 0..0, diagnostics).wrong_kind(&id, value, "a table");
            continue;
        };
        let mut fields = Fields::new(file, counts, rule.span(), diagnostics);
        let (right, judged) = (fields.number("right"), fields.number("judged"));
        if !known(&id) {
            fields.warning(
                rule.span(),
                format!("no rule is called `{id}`"),
                "take the table out",
            );
        } else if let (Some(right), Some(judged)) = (right, judged) {
            if right.value < 0.0 || right.value > judged.value {
                fields.error(
                    right.at,
                    "more right than judged",
                    "`right` counts among `judged`",
                );
            } else {
                let counts = Judged {
                    right: right.value as u32,
                    judged: judged.value as u32,
                };
                precision.insert(id, counts);
            }
        }
        fields.finish();
    }
    precision
}
