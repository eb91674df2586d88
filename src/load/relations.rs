//! The rules that say by which words a text states a relation: `ontology/relations/*.toml`.
//!
//! The language of the rules is described in `ontology/relations/README.md`.

mod example;
mod language;
mod precision;
mod role;
mod rule;
mod trigger;

use indexmap::IndexMap;

use crate::load::{DataFile, Fields, Spot, parse_toml};
use crate::model::{Diagnostic, RelationName};

pub use example::{Example, Near};
pub use language::{Language, LightVerbs, Numbers, Operator, Speech, Time, Transparent, Unit};
pub use precision::Judged;
pub use role::{Argument, ArgumentRole};
pub use rule::{Ends, Rule, Voice};
pub use trigger::{Trigger, TriggerKind};

/// How many examples of each kind a relation's file must have.
const ENOUGH_EXAMPLES: usize = 8;

/// All rules, by relation, in the order of the files' paths.
#[derive(Debug, Clone, Default)]
pub struct Relations {
    /// One for each file.
    pub relations: Vec<RelationRules>,
    /// The word lists that all rules share.
    pub language: Language,
    /// By the rule's id, how often it was right when people looked.
    pub precision: IndexMap<String, Judged>,
}

/// The rules of one relation.
#[derive(Debug, Clone)]
pub struct RelationRules {
    /// The relation's name in the ontology.
    pub relation: RelationName,
    /// What it stands for, in a sentence.
    pub why: String,
    /// The file, as shown to the user.
    pub file: String,
    /// The event type of PLOVER that comes nearest.
    pub plover: Option<String>,
    /// The codes of CAMEO that come nearest.
    pub cameo: Vec<String>,
    /// Relations that fall away where the same sentence states this one of the same ends.
    pub outranks: Vec<RelationName>,
    /// Whether it stands only where the document says nothing more telling of the same two ends.
    pub residual: bool,
    /// What a number told with it may count.
    pub units: Vec<String>,
    /// In the order in which they are tried.
    pub rules: Vec<Rule>,
}

impl Relations {
    /// Reads the files that lie in a folder `relations` or `language`; other files are left alone.
    ///
    /// A rule with an error is left out, the others stand.
    pub fn load(files: &[DataFile]) -> (Self, Vec<Diagnostic>) {
        let mut relations: Vec<RelationRules> = Vec::new();
        let mut diagnostics = Vec::new();
        for file in files.iter().filter(|file| is_rule_file(&file.path)) {
            let table = parse_toml(file, &mut diagnostics);
            let fields = Fields::new(file, table.get_ref(), 0..0, &mut diagnostics);
            if let Some((name, read)) = read_relation(fields, file) {
                if let Some(earlier) = relations.iter().find(|r| r.relation == read.relation) {
                    let other = earlier.file.clone();
                    Fields::new(file, table.get_ref(), 0..0, &mut diagnostics).error(
                        name.at,
                        format!("`{}` has rules in {other} already", read.relation),
                        "one file holds all rules of a relation",
                    );
                } else {
                    relations.push(read);
                }
            }
        }
        let language = Language::load(files, &mut diagnostics);
        let rules = || relations.iter().flat_map(|relation| &relation.rules);
        let known = |id: &str| rules().any(|rule| &*rule.id == id);
        let precision = precision::load(files, &known, &mut diagnostics);
        let read = Self {
            relations,
            language,
            precision,
        };
        (read, diagnostics)
    }

    /// The rules of a relation.
    pub fn of(&self, relation: &str) -> Option<&RelationRules> {
        self.relations
            .iter()
            .find(|rules| rules.relation.as_str() == relation)
    }
}

fn is_rule_file(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    parts.next().is_some_and(|name| name.ends_with(".toml")) && parts.next() == Some("relations")
}

fn read_relation(
    mut fields: Fields<'_, '_>,
    file: &DataFile,
) -> Option<(Spot<String>, RelationRules)> {
    let name = fields.required_string("relation");
    let why = fields.required_string("why");
    let plover = fields.string("plover").map(|code| code.value);
    let cameo = fields.texts("cameo");
    let outranks = fields.strings("outranks");
    let residual = fields.boolean("residual").unwrap_or_default();
    let units = fields.texts("units");
    let mut rules: Vec<Rule> = Vec::new();
    let not_subject = rule::classes(&mut fields, "not_subject_classes");
    let not_object = rule::classes(&mut fields, "not_object_classes");
    let relation = name.as_ref().map_or("", |name| &name.value).to_owned();
    for table in fields.tables("rule") {
        let inner = fields.inner(table.value, table.at);
        if let Some((name, mut read)) = rule::read(inner, &relation) {
            read.subject.not_classes.extend_from_slice(&not_subject);
            read.object.not_classes.extend_from_slice(&not_object);
            if rules.iter().any(|rule| rule.name == read.name) {
                fields.error(
                    name.at,
                    format!("two rules are named `{}`", read.name),
                    "give each rule of a file its own name",
                );
            }
            rules.push(read);
        }
    }
    let yes: usize = rules.iter().map(|rule| rule.yes.len()).sum();
    let no: usize = rules.iter().map(|rule| rule.no.len()).sum();
    for (count, kind) in [(yes, "yes"), (no, "no")] {
        if count < ENOUGH_EXAMPLES {
            let at = name.as_ref().map_or(0..0, |name| name.at.clone());
            fields.error(
                at,
                format!("the file has {count} `{kind}` examples, too few to trust its rules"),
                format!("write at least {ENOUGH_EXAMPLES}"),
            );
        }
    }
    fields.finish();
    let name = name?;
    let read = RelationRules {
        relation: RelationName::from(name.value.as_str()),
        why: why.map(|why| why.value).unwrap_or_default(),
        file: file.path.clone(),
        plover,
        cameo,
        outranks: outranks
            .into_iter()
            .map(|name| RelationName::from(name.value))
            .collect(),
        residual,
        units,
        rules,
    };
    Some((name, read))
}

#[cfg(test)]
mod tests;
