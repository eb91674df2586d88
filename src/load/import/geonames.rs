//! GeoNames' "geoname table", as `allCountries.txt` and the country files have it:
//! <https://download.geonames.org/export/dump/readme.txt>.

use std::io::{self, BufRead};

use indexmap::IndexMap;

use super::lines::{Line, Lines};
use super::{Imported, Reading, add_names, nameable, on_globe};
use crate::model::Class;

const COLUMNS: usize = 19;

/// What the feature codes are that reporting names; those of a class that are not here are left out, but all of `P`.
const KINDS: &[(&str, Class, &str)] = &[
    ("ADM1", Class::Place, "administrative division"),
    ("ADM2", Class::Place, "district"),
    ("ADM3", Class::Place, "district"),
    ("ADM4", Class::Place, "district"),
    ("RGN", Class::Place, "region"),
    ("CMPRF", Class::Facility, "camp"),
    ("CMP", Class::Facility, "camp"),
    ("INSM", Class::Facility, "military base"),
    ("MILB", Class::Facility, "military base"),
    ("OILF", Class::Facility, "oil field"),
    ("GASF", Class::Facility, "gas field"),
    ("PRT", Class::Facility, "port"),
    ("RESN", Class::Place, "region"),
    ("AIRB", Class::Facility, "air base"),
    ("AIRP", Class::Facility, "airport"),
    ("AIRF", Class::Facility, "airport"),
    ("BDG", Class::Facility, "bridge"),
    ("CSTL", Class::Facility, "castle"),
    ("DAM", Class::Facility, "dam"),
    ("FRM", Class::Place, "farms"),
    ("HSP", Class::Facility, "hospital"),
    ("MSQE", Class::Facility, "mosque"),
    ("MNMT", Class::Facility, "monument"),
    ("OILR", Class::Facility, "oil refinery"),
    ("PRN", Class::Facility, "prison"),
    ("PS", Class::Facility, "power plant"),
    ("PSTB", Class::Facility, "border crossing"),
    ("RSTN", Class::Facility, "railway station"),
    ("UNIV", Class::Facility, "university"),
    ("DSRT", Class::Place, "desert"),
    ("HLL", Class::Place, "hill"),
    ("HLLS", Class::Place, "hill"),
    ("MT", Class::Place, "hill"),
    ("MTS", Class::Place, "hill"),
    ("VAL", Class::Place, "valley"),
    ("STM", Class::Place, "river"),
    ("LK", Class::Place, "lake"),
    ("RSV", Class::Place, "lake"),
    ("ISL", Class::Place, "island"),
    ("RD", Class::Facility, "road"),
];

pub(super) fn read(input: &mut dyn BufRead, reading: &mut Reading<'_>) -> io::Result<()> {
    let mut lines = Lines::new(input);
    while let Some((line, no_utf8)) = lines.next()? {
        if line.text.trim().is_empty() {
            continue;
        }
        reading.report.rows += 1;
        if let Some(at) = no_utf8 {
            let problem = line.problem(
                reading.file,
                at..at + 1,
                "bytes that are no UTF-8",
                "the table must be UTF-8, as GeoNames has it; the row is left out",
            );
            reading.wrong(problem);
            continue;
        }
        match row(&line, reading) {
            Ok(Some(entity)) => reading.give(entity)?,
            Ok(None) => reading.report.left_out += 1,
            Err((column, message, help)) => {
                let problem = line.problem(reading.file, span(&line.text, column), message, help);
                reading.wrong(problem);
            }
        }
    }
    Ok(())
}

/// The column, what is wrong there, and what to do.
type Wrong = (usize, String, &'static str);

fn row(line: &Line, reading: &Reading<'_>) -> Result<Option<Imported>, Wrong> {
    let columns: Vec<&str> = line.text.split('\t').collect();
    if columns.len() != COLUMNS {
        let help = if columns.len() == 1 {
            "a row has 19 columns with tabs between; for a table with a header use the format csv"
        } else {
            "a row has 19 columns with tabs between, as GeoNames' readme describes them"
        };
        return Err((0, format!("{} columns instead of 19", columns.len()), help));
    }
    let number: u64 = columns[0].parse().map_err(|_| {
        (
            0,
            format!("`{}` is no GeoNames id", columns[0]),
            "the first column is a whole number",
        )
    })?;
    let (class, code) = (columns[6], columns[7]);
    let features = &reading.selection.features;
    let chosen = features.is_empty() || features.iter().any(|one| one == class || one == code);
    let Some((own, kind)) = kind(class, code).filter(|_| chosen) else {
        return Ok(None);
    };
    let state = columns[8];
    let country = reading.states.by_code(state);
    if !reading.takes_state(country, Some(state)) {
        return Ok(None);
    }
    let population: u64 = match columns[14].trim() {
        "" => 0,
        text => text.parse().map_err(|_| {
            (
                14,
                format!("`{text}` is no population"),
                "write a whole number, or nothing",
            )
        })?,
    };
    if population < reading.selection.population {
        return Ok(None);
    }
    let mut at = [0.0; 2];
    for (place, column) in at.iter_mut().zip([4, 5]) {
        *place = columns[column].parse().map_err(|_| {
            (
                column,
                format!("`{}` is no coordinate", columns[column]),
                "write degrees with a decimal point",
            )
        })?;
    }
    if !on_globe(at) {
        return Err((
            if at[0].abs() > 90.0 { 4 } else { 5 },
            "no point on the globe".to_owned(),
            "latitude is -90 to 90, longitude -180 to 180",
        ));
    }
    let label = columns[1].trim();
    if !label.chars().any(char::is_alphanumeric) {
        return Err((1, "a row without a name".to_owned(), "write the name"));
    }
    let mut aliases = Vec::new();
    add_names(
        label,
        &mut aliases,
        columns[3].split(',').filter(|name| !is_code(name)),
    );
    if aliases.is_empty() && !nameable(label) {
        add_names(label, &mut aliases, [columns[2]]);
    }
    Ok(Some(Imported {
        id: format!("geonames-{number}"),
        class: own,
        label: label.to_owned(),
        aliases,
        kind: Some(kind.to_owned()),
        country: country.map(str::to_owned),
        at: Some(at),
        since: None,
        until: None,
        prominence: u32::try_from(population).unwrap_or(u32::MAX),
        ids: IndexMap::from([("geonames".to_owned(), number.to_string())]),
        origin: "geonames".to_owned(),
        note: None,
    }))
}

fn kind(class: &str, code: &str) -> Option<(Class, &'static str)> {
    if let Some((_, class, kind)) = KINDS.iter().find(|(known, ..)| *known == code) {
        return Some((*class, kind));
    }
    match (class, code) {
        // Abandoned, destroyed and historical places, and parts of places.
        ("P", "PPLX") => Some((Class::Place, "neighbourhood")),
        ("P", _) => Some((Class::Place, "settlement")),
        _ => None,
    }
}

/// What a feature code alone tells.
pub(super) fn of_code(code: &str) -> Option<(Class, &'static str)> {
    let class = if code.starts_with("PPL") { "P" } else { "" };
    kind(class, code)
}

/// Whether another name is the code of an airport or the like.
fn is_code(name: &str) -> bool {
    let name = name.trim();
    name.is_ascii() && name.len() <= 5 && !name.bytes().any(|byte| byte.is_ascii_lowercase())
}

fn span(line: &str, column: usize) -> std::ops::Range<usize> {
    let start: usize = line
        .split('\t')
        .take(column)
        .map(|part| part.len() + 1)
        .sum();
    let length = line.split('\t').nth(column).map_or(0, str::len);
    start..start + length
}
