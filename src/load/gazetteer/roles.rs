//! Reads the roles that every state has.

use toml::de::DeValue;

use super::entity::read_class;
use crate::load::Fields;
use crate::model::Class;

/// What every state has, an army or a foreign ministry say, and the words for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// The role's id, the second half of a composed entity's.
    pub id: String,
    /// What such an entity is.
    pub class: Class,
    /// Its label, with `{Demonym}` or `{State}` to be filled in.
    pub label: String,
    /// Words that make a name of it, after a state or demonym.
    pub names: Vec<RoleName>,
    /// Words that make a nominal of it.
    pub nominals: Vec<String>,
    /// Uses of force that a demonym turns into a nominal of it.
    pub deeds: Vec<String>,
    /// The role that it is a part of.
    pub part_of: Option<String>,
    /// Whether the name of a people alone means it.
    pub bare: bool,
}

/// The words of a role, with what guards them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleName {
    /// The words.
    pub name: String,
    /// Whether they count only with these very capitals.
    pub case: bool,
}

pub(super) fn read(id: &str, fields: &mut Fields<'_, '_>) -> Option<Role> {
    let class = read_class(fields);
    let label = fields.required_string("label");
    let mut names = Vec::new();
    if let Some(value) = fields.value("names") {
        match value.get_ref() {
            DeValue::Array(items) => {
                for item in items.iter() {
                    match item.get_ref() {
                        DeValue::String(name) => names.push(RoleName {
                            name: name.as_ref().to_owned(),
                            case: false,
                        }),
                        DeValue::Table(table) => {
                            let mut inner = fields.inner(table, item.span());
                            let name = inner.required_string("name");
                            let case = inner.boolean("case").unwrap_or_default();
                            inner.finish();
                            names.extend(name.map(|name| RoleName {
                                name: name.value,
                                case,
                            }));
                        }
                        _ => fields.wrong_kind("names", item, "words in quotes"),
                    }
                }
            }
            _ => fields.wrong_kind("names", value, "a list of words"),
        }
    }
    let mut words = |key| -> Vec<String> {
        fields
            .strings(key)
            .into_iter()
            .map(|word| word.value)
            .collect()
    };
    let nominals = words("nominals");
    let deeds = words("deeds");
    let part_of = fields.string("part_of").map(|role| role.value);
    let bare = fields.boolean("bare").unwrap_or_default();
    Some(Role {
        id: id.to_owned(),
        class: class?,
        label: label?.value,
        names,
        nominals,
        deeds,
        part_of,
        bare,
    })
}
