//! Reads entities from lists that others keep: GeoNames' tables, the results of Wikidata queries, FollowTheMoney
//! entities, PETRARCH actor dictionaries, and plain tables. A list is read row by row, so that its size does not
//! matter; a row that cannot be read is told and left out.

mod csv_table;
mod follow_the_money;
mod geonames;
mod lines;
mod petrarch;
mod rows;
mod states;
mod to_toml;
mod wikidata;

use std::io::{self, BufRead};

use indexmap::IndexMap;

use super::{Alias, Entity};
use crate::model::{Class, Diagnostic, EntityId, PartialDate};

pub use states::States;
pub use to_toml::to_toml;

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The "geoname table" of GeoNames' readme: 19 columns between tabs, no header.
    Geonames,
    /// The results of a SPARQL query at Wikidata, as JSON or CSV.
    Wikidata,
    /// FollowTheMoney entities, one JSON object a line, as OpenSanctions publishes them.
    FollowTheMoney,
    /// A PETRARCH actor dictionary, with CAMEO codes.
    Petrarch,
    /// A table with a header, between commas, semicolons or tabs.
    Csv,
}

/// Which rows of a list are taken; everything where a field is empty.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// The states, as ISO 3166-1 has them in two letters, or by their id.
    pub countries: Vec<String>,
    /// GeoNames' feature classes (`P`) or codes (`AIRB`).
    pub features: Vec<String>,
    /// The fewest people that a place must have.
    pub population: u64,
    /// The class of rows that name none.
    pub class: Option<Class>,
}

/// An entity as a list has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The register's name and the identifier in it: `geonames-170794`.
    pub id: String,
    /// What it is.
    pub class: Class,
    /// Its name.
    pub label: String,
    /// Its other names.
    pub aliases: Vec<Alias>,
    /// Finer than the class.
    pub kind: Option<String>,
    /// The id of its state.
    pub country: Option<String>,
    /// Latitude and longitude, WGS 84 degrees.
    pub at: Option<[f64; 2]>,
    /// Since when it has been there.
    pub since: Option<PartialDate>,
    /// Until when it was there.
    pub until: Option<PartialDate>,
    /// How well known it is among those of its name: its population, say.
    pub prominence: u32,
    /// Identifiers in outside registers.
    pub ids: IndexMap<String, String>,
    /// Where it comes from.
    pub origin: String,
    /// What a reader should know.
    pub note: Option<String>,
}

impl Imported {
    /// As an entity of the gazetteer.
    pub fn into_entity(self) -> Entity {
        let label = Alias {
            name: self.label,
            ..Alias::default()
        };
        let aliases = std::iter::once(label).chain(self.aliases).collect();
        Entity {
            kind: self.kind,
            country: self.country.map(EntityId::from),
            at: self.at,
            since: self.since,
            until: self.until,
            ids: self.ids,
            origin: Some(self.origin),
            note: self.note,
            ..Entity::new(EntityId::from(self.id), self.class, aliases)
        }
    }
}

/// How reading a list went.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The rows read, blank ones and comments apart.
    pub rows: u64,
    /// The entities given.
    pub given: u64,
    /// The rows that the selection leaves out, or that name nothing a gazetteer holds.
    pub left_out: u64,
    /// What is wrong, each in its place; the first hundred.
    pub problems: Vec<Diagnostic>,
    /// The rows that were wrong.
    pub wrong: u64,
}

/// The most problems that are told one by one.
const TOLD: usize = 100;

/// A list being read, and where its entities go.
struct Reading<'r> {
    file: &'r str,
    states: &'r States,
    selection: &'r Selection,
    report: Report,
    give: &'r mut dyn FnMut(Imported) -> io::Result<()>,
}

impl Reading<'_> {
    fn give(&mut self, entity: Imported) -> io::Result<()> {
        self.report.given += 1;
        (self.give)(entity)
    }

    fn wrong(&mut self, problem: Diagnostic) {
        self.report.wrong += 1;
        self.note(problem);
    }

    /// Tells of a row that is used all the same.
    fn note(&mut self, problem: Diagnostic) {
        if self.report.problems.len() < TOLD {
            self.report.problems.push(problem);
        }
    }

    /// Whether the selection takes entities of a state, given by its id or code.
    fn takes_state(&self, country: Option<&str>, code: Option<&str>) -> bool {
        let wanted = &self.selection.countries;
        let is = |one: &String| {
            country.is_some_and(|id| id == one)
                || code.is_some_and(|code| code.eq_ignore_ascii_case(one))
                || country.is_some() && self.states.by_code(one) == country
        };
        wanted.is_empty() || wanted.iter().any(is)
    }
}

/// Reads a list and gives its entities one by one, in their order. `file` is the name under which problems are told.
///
/// # Errors
/// Where the list cannot be read at all, or `give` fails. A wrong row is no error: it stands in the report.
pub fn import(
    format: Format,
    file: &str,
    input: &mut dyn BufRead,
    states: &States,
    selection: &Selection,
    give: &mut dyn FnMut(Imported) -> io::Result<()>,
) -> io::Result<Report> {
    let mut reading = Reading {
        file,
        states,
        selection,
        report: Report::default(),
        give,
    };
    match format {
        Format::Geonames => geonames::read(input, &mut reading)?,
        Format::Wikidata => wikidata::read(input, &mut reading)?,
        Format::FollowTheMoney => follow_the_money::read(input, &mut reading)?,
        Format::Petrarch => petrarch::read(input, &mut reading)?,
        Format::Csv => csv_table::read(input, &mut reading)?,
    }
    Ok(reading.report)
}

/// A text as a part of an id: lower case, hyphens, ASCII.
fn slug(text: &str) -> String {
    any_ascii::any_ascii(text)
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// A date as exact as a list has it: the year, month and day before any time of day; `None` where it is none.
fn date(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    let day = text.get(..10).unwrap_or(text);
    [
        day,
        day.get(..7).unwrap_or(day),
        day.get(..4).unwrap_or(day),
    ]
    .into_iter()
    .find_map(|text| text.parse().ok())
}

/// Whether a point lies on the globe.
fn on_globe([latitude, longitude]: [f64; 2]) -> bool {
    (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude)
}

/// Whether a text can be a name: it has two letters of a script whose spelling is known.
fn nameable(name: &str) -> bool {
    let mut letters = 0;
    for c in name.chars().filter(|c| c.is_alphabetic()) {
        let known = matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{400}'..='\u{4ff}'
            | '\u{590}'..='\u{6ff}' | '\u{2b0}'..='\u{2ff}');
        if !known {
            return false;
        }
        letters += 1;
    }
    letters >= 2 && !name.contains("//") && name.chars().count() <= 100
}

/// Adds other names, each once and none that is the label.
fn add_names<'n>(label: &str, aliases: &mut Vec<Alias>, names: impl IntoIterator<Item = &'n str>) {
    for name in names {
        let name = name.trim();
        if nameable(name) && name != label && !aliases.iter().any(|known| known.name == name) {
            aliases.push(Alias {
                name: name.to_owned(),
                ..Alias::default()
            });
        }
    }
}

#[cfg(test)]
mod tests;
