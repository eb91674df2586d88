//! Plain tables: a header that names the columns, in any order, and a row for each entity.

use std::io::{self, BufRead};

use indexmap::IndexMap;

use super::rows::{Field, Rows};
use super::{Imported, Reading, add_names, date, geonames, on_globe, slug};
use crate::load::similar;
use crate::model::{Class, Diagnostic};

/// The columns that are read, each with its other names.
const COLUMNS: &[(&str, &[&str])] = &[
    ("id", &["id"]),
    ("name", &["name", "label", "title"]),
    ("type", &["type", "class"]),
    ("kind", &["kind"]),
    ("feature", &["feature_code", "feature code"]),
    (
        "aliases",
        &["aliases", "alternatenames", "other names", "alias"],
    ),
    ("lat", &["lat", "latitude"]),
    ("lon", &["lon", "lng", "long", "longitude"]),
    ("country", &["country", "country code", "countrycode"]),
    ("since", &["since", "from", "start"]),
    ("until", &["until", "to", "end"]),
    ("prominence", &["prominence", "population"]),
    ("wikidata", &["wikidata"]),
    ("geonames", &["geonames", "geonameid"]),
    ("note", &["note", "comment"]),
];

/// A row, with the column of each name.
struct Table<'r> {
    columns: &'r [Option<usize>],
    row: &'r [Field],
}

impl Table<'_> {
    fn field(&self, name: &str) -> Option<&Field> {
        let at = COLUMNS.iter().position(|(known, _)| *known == name)?;
        let field = self.row.get(self.columns[at]?)?;
        (!field.value.trim().is_empty()).then_some(field)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.field(name).map(|field| field.value.trim())
    }
}

pub(super) fn read(input: &mut dyn BufRead, reading: &mut Reading<'_>) -> io::Result<()> {
    let Some(mut rows) = Rows::new(input)? else {
        return Ok(());
    };
    let columns: Vec<Option<usize>> = COLUMNS
        .iter()
        .map(|(_, names)| rows.column(names))
        .collect();
    if rows.column(&["name", "label", "title"]).is_none() {
        let header = rows.header.join(", ");
        let near = similar("name", rows.header.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("call the column `{near}` name"),
            None => format!("the first line must name the columns; it has: {header}"),
        };
        let problem = rows
            .first
            .problem(reading.file, 0..1, "no column is called name", help);
        reading.wrong(problem);
        return Ok(());
    }
    while let Some((line, row)) = rows.next()? {
        reading.report.rows += 1;
        if row.len() > rows.header.len() {
            let problem = line.problem(
                reading.file,
                row[rows.header.len()].at.clone(),
                format!("{} fields under {} columns", row.len(), rows.header.len()),
                "put a field with a separator in it between quotes",
            );
            reading.wrong(problem);
            continue;
        }
        let table = Table {
            columns: &columns,
            row: &row,
        };
        let problem = |field: &Field, message: String, help: String| {
            line.problem(reading.file, field.at.clone(), message, help)
        };
        match entity(&table, reading, &problem) {
            Ok(Some(entity)) => reading.give(entity)?,
            Ok(None) => reading.report.left_out += 1,
            Err(Some(wrong)) => reading.wrong(*wrong),
            Err(None) => {
                let wrong = line.problem(
                    reading.file,
                    0..1,
                    "a row without a name",
                    "write one in the column `name`",
                );
                reading.wrong(wrong);
            }
        }
    }
    Ok(())
}

type Problem<'p> = dyn Fn(&Field, String, String) -> Diagnostic + 'p;

fn entity(
    table: &Table<'_>,
    reading: &Reading<'_>,
    problem: &Problem<'_>,
) -> Result<Option<Imported>, Option<Box<Diagnostic>>> {
    let wrong = |field: &Field, message: String, help: &str| {
        Some(Box::new(problem(field, message, help.to_owned())))
    };
    let label = table.text("name").ok_or(None)?;
    let class = match table.field("type") {
        None => reading.selection.class.unwrap_or(Class::Place),
        Some(field) => {
            let name = field.value.trim();
            name.parse().map_err(|()| {
                let known = Class::ALL.map(Class::name);
                let help = match similar(name, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("one of {}", known.join(", ")),
                };
                wrong(field, format!("`{name}` is no type"), &help)
            })?
        }
    };
    let state = table.text("country");
    let country = state.and_then(|state| reading.states.find(state));
    if !reading.takes_state(country, state) {
        return Ok(None);
    }
    let number = |name: &str| -> Result<Option<f64>, Option<Box<Diagnostic>>> {
        let Some(field) = table.field(name) else {
            return Ok(None);
        };
        let text = field.value.trim();
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Some(number)),
            _ => Err(wrong(
                field,
                format!("`{text}` is no number"),
                "write it with a decimal point, or leave it empty",
            )),
        }
    };
    let at = match (number("lat")?, number("lon")?) {
        (Some(latitude), Some(longitude)) => Some([latitude, longitude]),
        _ => None,
    };
    if let Some(at) = at
        && !on_globe(at)
    {
        let name = if at[0].abs() > 90.0 { "lat" } else { "lon" };
        let help = "lat is -90 to 90, lon -180 to 180";
        return Err(table
            .field(name)
            .and_then(|field| wrong(field, "no point on the globe".to_owned(), help)));
    }
    let day = |name: &str| match table.field(name) {
        None => Ok(None),
        Some(field) => match date(&field.value) {
            Some(date) => Ok(Some(date)),
            None => Err(wrong(
                field,
                format!("`{}` is no date", field.value.trim()),
                "write 2013, 2013-06 or 2013-06-18",
            )),
        },
    };
    let (since, until) = (day("since")?, day("until")?);
    let prominence = number("prominence")?
        .unwrap_or_default()
        .clamp(0.0, f64::from(u32::MAX));
    if prominence < reading.selection.population as f64 {
        return Ok(None);
    }
    let mut aliases = Vec::new();
    if let Some(names) = table.text("aliases") {
        let separator = if names.contains('|') {
            '|'
        } else if names.contains(';') {
            ';'
        } else {
            ','
        };
        add_names(label, &mut aliases, names.split(separator));
    }
    let mut ids = IndexMap::new();
    for register in ["geonames", "wikidata"] {
        if let Some(id) = table.text(register) {
            ids.insert(register.to_owned(), id.to_owned());
        }
    }
    let id = match (table.text("id"), table.text("geonames")) {
        (Some(id), _) => slug(id),
        (None, Some(number)) => format!("geonames-{}", slug(number)),
        (None, None) => slug(label),
    };
    let feature = table.text("feature").and_then(geonames::of_code);
    Ok(Some(Imported {
        id: if id.is_empty() { "row".to_owned() } else { id },
        class: feature.map_or(class, |(class, _)| class),
        label: label.to_owned(),
        aliases,
        kind: table
            .text("kind")
            .or(feature.map(|(_, kind)| kind))
            .map(str::to_owned),
        country: country.map(str::to_owned),
        at,
        since,
        until,
        prominence: prominence as u32,
        ids,
        origin: reading
            .file
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_owned(),
        note: table.text("note").map(str::to_owned),
    }))
}
