//! FollowTheMoney entities, one JSON object a line: <https://followthemoney.tech/docs/>.

use std::io::{self, BufRead};

use indexmap::IndexMap;
use serde::Deserialize;

use super::lines::{Line, Lines};
use super::{Imported, Reading, add_names, date, slug};
use crate::model::Class;

/// One entity; its properties are lists of texts.
#[derive(Deserialize)]
struct Entity {
    id: String,
    schema: String,
    caption: Option<String>,
    #[serde(default)]
    properties: IndexMap<String, Vec<String>>,
}

impl Entity {
    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.properties
            .get(name)
            .into_iter()
            .flatten()
            .map(String::as_str)
    }

    fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }
}

pub(super) fn read(input: &mut dyn BufRead, reading: &mut Reading<'_>) -> io::Result<()> {
    let mut lines = Lines::new(input);
    while let Some((line, _)) = lines.next()? {
        if line.text.trim().is_empty() {
            continue;
        }
        reading.report.rows += 1;
        let entity: Entity = match serde_json::from_str(&line.text) {
            Ok(entity) => entity,
            Err(error) => {
                let at = byte_of(&line.text, error.column());
                let message = format!("no FollowTheMoney entity: {}", without_place(&error));
                let problem = line.problem(
                    reading.file,
                    at..at + 1,
                    message,
                    "each line is a JSON object with `id`, `schema` and `properties`",
                );
                reading.wrong(problem);
                continue;
            }
        };
        match taken(&line, &entity, reading) {
            Some(entity) => reading.give(entity)?,
            None => reading.report.left_out += 1,
        }
    }
    Ok(())
}

/// The class of a schema; `None` for what a gazetteer does not hold: vessels, addresses, payments, links.
fn class_of(schema: &str) -> Option<Class> {
    match schema {
        "Person" => Some(Class::Person),
        "PublicBody" => Some(Class::Government),
        "Organization" | "Company" | "LegalEntity" => Some(Class::Organization),
        _ => None,
    }
}

fn taken(line: &Line, entity: &Entity, reading: &mut Reading<'_>) -> Option<Imported> {
    let class = class_of(&entity.schema)?;
    let countries: Vec<&str> = ["country", "nationality", "citizenship", "jurisdiction"]
        .into_iter()
        .flat_map(|name| entity.all(name))
        .collect();
    let known: Vec<(&str, Option<&str>)> = countries
        .iter()
        .map(|code| (*code, reading.states.by_code(code)))
        .collect();
    let country = known.iter().find_map(|(_, id)| *id).map(str::to_owned);
    let wanted = reading.selection.countries.is_empty()
        || known
            .iter()
            .any(|(code, id)| reading.takes_state(*id, Some(code)));
    if !wanted {
        return None;
    }
    let label = entity
        .caption
        .as_deref()
        .into_iter()
        .chain(entity.all("name"))
        .find(|name| super::nameable(name));
    let Some(label) = label else {
        let problem = line.problem(
            reading.file,
            0..1,
            format!("`{}` has no name", entity.id),
            "an entity needs a `name` among its properties; it is left out",
        );
        reading.note(problem);
        return None;
    };
    let mut aliases = Vec::new();
    let names = entity.all("name").chain(entity.all("alias"));
    // A person's single name is too weak to be found by.
    let strong = |name: &&str| class != Class::Person || name.trim().contains([' ', '-']);
    add_names(label, &mut aliases, names.filter(strong));
    let abbreviations = entity
        .all("abbreviation")
        .filter(|_| class != Class::Person);
    add_names(label, &mut aliases, abbreviations);
    let wikidata = entity
        .first("wikidataId")
        .or_else(|| is_item(&entity.id).then_some(entity.id.as_str()));
    let mut ids = IndexMap::new();
    if let Some(item) = wikidata {
        ids.insert("wikidata".to_owned(), item.to_owned());
    }
    ids.insert("followthemoney".to_owned(), entity.id.clone());
    let id = match wikidata {
        Some(item) => format!("wikidata-{}", slug(item)),
        None => format!("ftm-{}", slug(&entity.id)),
    };
    let since = entity
        .first("incorporationDate")
        .filter(|_| class != Class::Person)
        .and_then(date);
    let until = entity.first("dissolutionDate").and_then(date);
    Some(Imported {
        id,
        class,
        label: label.to_owned(),
        aliases,
        kind: entity
            .first("position")
            .or(entity.first("legalForm"))
            .map(str::to_owned),
        country,
        at: None,
        since,
        until,
        prominence: 0,
        ids,
        origin: "followthemoney".to_owned(),
        note: entity
            .first("topics")
            .map(|_| entity.all("topics").collect::<Vec<_>>().join(", "))
            .map(|topics| format!("topics: {topics}")),
    })
}

fn is_item(id: &str) -> bool {
    id.strip_prefix('Q').is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The byte of a column that serde_json counts from 1, in bytes.
fn byte_of(line: &str, column: usize) -> usize {
    column.saturating_sub(1).min(line.len().saturating_sub(1))
}

/// An error's words without " at line 1 column 7", which the diagnostic says itself.
pub(super) fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}
