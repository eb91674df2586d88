//! Writes imported entities as entries of the gazetteer.

use std::fmt::Write as _;

use toml::Value;

use super::Imported;
use crate::load::Alias;

/// The entry of an entity, as `gazetteer/README.md` describes it, with a blank line behind it.
pub fn to_toml(entity: &Imported) -> String {
    let mut entry = String::new();
    let _ = writeln!(entry, "[{}]\ntype = \"{}\"", entity.id, entity.class);
    let mut field = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            let _ = writeln!(entry, "{name} = {value}");
        }
    };
    let text = |text: &str| Value::String(text.to_owned());
    field("label", Some(text(&entity.label)));
    let aliases: Vec<Value> = entity.aliases.iter().map(alias).collect();
    field(
        "aliases",
        (!aliases.is_empty()).then_some(Value::Array(aliases)),
    );
    field("kind", entity.kind.as_deref().map(text));
    field("country", entity.country.as_deref().map(text));
    field("since", entity.since.map(|date| text(&date.to_string())));
    field("until", entity.until.map(|date| text(&date.to_string())));
    field(
        "at",
        entity
            .at
            .map(|at| Value::Array(at.map(Value::Float).to_vec())),
    );
    let ids: toml::map::Map<String, Value> = entity
        .ids
        .iter()
        .map(|(register, id)| (register.clone(), text(id)))
        .collect();
    field("ids", (!ids.is_empty()).then_some(Value::Table(ids)));
    field("origin", Some(text(&entity.origin)));
    field("note", entity.note.as_deref().map(text));
    entry.push('\n');
    entry
}

fn alias(alias: &Alias) -> Value {
    let text = |text: &str| Value::String(text.to_owned());
    let mut table = toml::map::Map::new();
    table.insert("name".to_owned(), text(&alias.name));
    if alias.case {
        table.insert("case".to_owned(), Value::Boolean(true));
    }
    if !alias.needs.is_empty() {
        let needs = alias.needs.iter().map(|word| text(word)).collect();
        table.insert("needs".to_owned(), Value::Array(needs));
    }
    for (name, value) in [
        ("lang", alias.lang.clone()),
        ("since", alias.since.map(|date| date.to_string())),
        ("until", alias.until.map(|date| date.to_string())),
    ] {
        if let Some(value) = value {
            table.insert(name.to_owned(), Value::String(value));
        }
    }
    if table.len() == 1 {
        text(&alias.name)
    } else {
        Value::Table(table)
    }
}
