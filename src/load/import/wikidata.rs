//! The results of a query at the Wikidata query service, in its JSON
//! (<https://www.w3.org/TR/sparql11-results-json/>), its short JSON, or CSV.
//!
//! The variables are known by their usual names: `item` and `itemLabel` must be there; `itemAltLabel` (with commas between), `typeLabel`,
//! `coord` (`Point(36.7 34.7)`, longitude first), `countryLabel`, `population`, `inception`, `dissolved` and `geonames` may be.
//! Rows of one item are put together.

use std::io::{self, BufRead};

use indexmap::IndexMap;
use serde_json::Value;

use super::follow_the_money::without_place;
use super::rows::Rows;
use super::{Imported, Reading, add_names, date, on_globe};
use crate::model::{Class, Diagnostic, Severity};

/// The variables, each with its other names, in small letters.
const VARIABLES: &[(&str, &[&str])] = &[
    ("item", &["item"]),
    ("label", &["itemlabel", "label", "name"]),
    ("aliases", &["itemaltlabel", "altlabel", "aliases", "alias"]),
    ("kind", &["typelabel", "kindlabel", "instancelabel", "kind"]),
    ("coord", &["coord", "coords", "coordinates", "location"]),
    ("country", &["countrylabel", "country"]),
    ("population", &["population", "pop"]),
    ("inception", &["inception", "start", "since"]),
    ("dissolved", &["dissolved", "end", "until"]),
    ("geonames", &["geonames", "geonamesid"]),
];

/// One row of the result: what a variable is bound to.
type Row = IndexMap<&'static str, String>;

fn variable(name: &str) -> Option<&'static str> {
    let name = name.trim().trim_start_matches('?').to_lowercase();
    VARIABLES
        .iter()
        .find(|(_, names)| names.contains(&name.as_str()))
        .map(|(known, _)| *known)
}

pub(super) fn read(input: &mut dyn BufRead, reading: &mut Reading<'_>) -> io::Result<()> {
    let json = input
        .fill_buf()?
        .iter()
        .find(|byte| !byte.is_ascii_whitespace())
        .is_some_and(|byte| matches!(byte, b'{' | b'['));
    let mut items = Items::default();
    if json {
        from_json(input, reading, &mut items)?;
    } else {
        from_csv(input, reading, &mut items)?;
    }
    for entity in items.entities.into_values() {
        let takes = entity.prominence as u64 >= reading.selection.population
            && reading.takes_state(entity.country.as_deref(), None);
        if takes {
            reading.give(entity)?;
        } else {
            reading.report.left_out += 1;
        }
    }
    Ok(())
}

fn from_csv(
    input: &mut dyn BufRead,
    reading: &mut Reading<'_>,
    items: &mut Items,
) -> io::Result<()> {
    let Some(mut rows) = Rows::new(input)? else {
        return Ok(());
    };
    let names: Vec<Option<&'static str>> = rows.header.iter().map(|name| variable(name)).collect();
    if !names.contains(&Some("item")) {
        let problem = rows.first.problem(
            reading.file,
            0..1,
            "no column is called item",
            "begin the query with SELECT ?item ?itemLabel",
        );
        reading.wrong(problem);
        return Ok(());
    }
    while let Some((line, fields)) = rows.next()? {
        reading.report.rows += 1;
        let row: Row = names
            .iter()
            .zip(&fields)
            .filter_map(|(name, field)| Some(((*name)?, field.value.trim().to_owned())))
            .collect();
        if let Err((name, message, help)) = items.add(&row, reading) {
            let at = names.iter().position(|own| *own == Some(name));
            let span = at
                .and_then(|at| fields.get(at))
                .map_or(0..1, |field| field.at.clone());
            let problem = line.problem(reading.file, span, message, help);
            reading.wrong(problem);
        }
    }
    Ok(())
}

fn from_json(
    input: &mut dyn BufRead,
    reading: &mut Reading<'_>,
    items: &mut Items,
) -> io::Result<()> {
    let mut text = String::new();
    input.read_to_string(&mut text)?;
    let result: Value = match serde_json::from_str(&text) {
        Ok(result) => result,
        Err(error) => {
            let mut problem = Diagnostic::of_file(
                Severity::Error,
                reading.file,
                format!("no JSON: {}", without_place(&error)),
            );
            problem.position = Some((error.line(), error.column()));
            reading.wrong(problem.with_help("download the result again, whole"));
            return Ok(());
        }
    };
    let rows = match &result {
        Value::Array(rows) => Some(rows),
        Value::Object(_) => result["results"]["bindings"].as_array(),
        _ => None,
    };
    let Some(rows) = rows else {
        let problem = Diagnostic::of_file(Severity::Error, reading.file, "no result of a query")
            .with_help("expected `results` with `bindings`, or a list of rows");
        reading.wrong(problem);
        return Ok(());
    };
    // A result has no line of its own for each row; the item's first appearance is the place to look at.
    let mut from = 0;
    for row in rows {
        reading.report.rows += 1;
        let bound: Row = row
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(name, value)| {
                let value = value.get("value").unwrap_or(value);
                let text = match value {
                    Value::String(text) => text.trim().to_owned(),
                    Value::Number(number) => number.to_string(),
                    _ => return None,
                };
                Some((variable(name)?, text))
            })
            .collect();
        let sought = bound.get("item").map(|item| format!("\"{item}\""));
        let found = sought
            .as_deref()
            .and_then(|item| text[from..].find(item).map(|at| (from + at, item.len())));
        if let Some((at, _)) = found {
            from = at;
        }
        if let Err((name, message, help)) = items.add(&bound, reading) {
            let (at, length) = bound
                .get(name)
                .and_then(|value| {
                    let value = format!("\"{value}\"");
                    Some((from + text[from..].find(&value)?, value.len()))
                })
                .or(found)
                .unwrap_or((0, 1));
            let problem = Diagnostic::at(
                Severity::Error,
                reading.file,
                &text,
                at..at + length,
                message,
            );
            reading.wrong(problem.with_help(help));
        }
    }
    Ok(())
}

/// The items so far, by their Q number.
#[derive(Default)]
struct Items {
    entities: IndexMap<String, Imported>,
}

impl Items {
    /// Adds a row; the variable, what is wrong with it and what to do where it cannot be taken.
    fn add(
        &mut self,
        row: &Row,
        reading: &Reading<'_>,
    ) -> Result<(), (&'static str, String, &'static str)> {
        let text = |name: &str| {
            row.get(name)
                .map(String::as_str)
                .filter(|text| !text.is_empty())
        };
        let item = text("item").unwrap_or_default();
        let number = item.rsplit('/').next().unwrap_or_default();
        let is_item = number
            .strip_prefix('Q')
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
        if !is_item {
            return Err((
                "item",
                format!("`{item}` is no item"),
                "an item is http://www.wikidata.org/entity/Q… or Q…",
            ));
        }
        let label = text("label").filter(|label| *label != number);
        let Some(label) = label else {
            return Err((
                "item",
                format!("`{number}` has no label"),
                "add SERVICE wikibase:label { bd:serviceParam wikibase:language \"en\". }",
            ));
        };
        let at = match text("coord") {
            None => None,
            Some(point) => Some(point_of(point).ok_or_else(|| {
                (
                    "coord",
                    format!("`{point}` is no point on the globe"),
                    "expected Point(LONGITUDE LATITUDE), in degrees",
                )
            })?),
        };
        let population = text("population").map_or(Ok(0.0), |text| {
            text.parse::<f64>().map_err(|_| {
                (
                    "population",
                    format!("`{text}` is no number"),
                    "take ?population from wdt:P1082",
                )
            })
        })?;
        let prominence = population.clamp(0.0, f64::from(u32::MAX)) as u32;
        let country = text("country").and_then(|state| reading.states.find(state));
        let entity = self
            .entities
            .entry(number.to_owned())
            .or_insert_with(|| Imported {
                id: format!("wikidata-{}", number.to_lowercase()),
                class: reading.selection.class.unwrap_or(if at.is_some() {
                    Class::Place
                } else {
                    Class::Organization
                }),
                label: label.to_owned(),
                aliases: Vec::new(),
                kind: None,
                country: None,
                at: None,
                since: None,
                until: None,
                prominence: 0,
                ids: IndexMap::from([("wikidata".to_owned(), number.to_owned())]),
                origin: "wikidata".to_owned(),
                note: None,
            });
        let own = entity.label.clone();
        add_names(&own, &mut entity.aliases, [label]);
        if let Some(names) = text("aliases") {
            add_names(&own, &mut entity.aliases, names.split(','));
        }
        if let Some(geonames) = text("geonames") {
            entity
                .ids
                .insert("geonames".to_owned(), geonames.to_owned());
        }
        entity.kind = entity
            .kind
            .take()
            .or_else(|| text("kind").map(str::to_owned));
        entity.country = entity.country.take().or(country.map(str::to_owned));
        entity.at = entity.at.or(at);
        entity.since = entity.since.or_else(|| text("inception").and_then(date));
        entity.until = entity.until.or_else(|| text("dissolved").and_then(date));
        entity.prominence = entity.prominence.max(prominence);
        Ok(())
    }
}

/// A point in well-known text, longitude first, as latitude and longitude.
fn point_of(text: &str) -> Option<[f64; 2]> {
    let inside = text
        .trim()
        .strip_prefix("Point(")
        .or_else(|| text.trim().strip_prefix("POINT("))?
        .strip_suffix(')')?;
    let (longitude, latitude) = inside.trim().split_once(' ')?;
    let at = [
        latitude.trim().parse().ok()?,
        longitude.trim().parse().ok()?,
    ];
    on_globe(at).then_some(at)
}
