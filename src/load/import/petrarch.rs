//! PETRARCH actor dictionaries: names with underscores between their words, other spellings behind `+`, and CAMEO codes in
//! brackets, each with the time in which it holds:
//! <https://petrarch.readthedocs.io/en/latest/dictionaries.html>.
//!
//! A dictionary says which country a code's first three letters are by its own entries for countries. These themselves
//! are left out: the gazetteer has them.

use std::io::{self, BufRead};
use std::ops::Range;

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use super::lines::{Line, Lines};
use super::{Imported, Reading, slug};
use crate::load::Alias;
use crate::model::{Class, PartialDate};

/// One actor as the dictionary has it.
#[derive(Default)]
struct Actor {
    name: String,
    others: Vec<String>,
    codes: Vec<Code>,
}

/// A code, and when it holds.
#[derive(Clone)]
struct Code {
    code: String,
    since: Option<PartialDate>,
    until: Option<PartialDate>,
}

pub(super) fn read(input: &mut dyn BufRead, reading: &mut Reading<'_>) -> io::Result<()> {
    let mut lines = Lines::new(input);
    let mut actors: Vec<Actor> = Vec::new();
    while let Some((line, _)) = lines.next()? {
        let text = line.text.split([';', '#']).next().unwrap_or_default();
        if text.trim().is_empty() || text.trim_start().starts_with('<') {
            continue;
        }
        reading.report.rows += 1;
        if let Err((span, message, help)) = row(text, &mut actors) {
            let problem = line_problem(&line, reading.file, span, message, help);
            reading.wrong(problem);
        }
    }
    let states = states(&actors, reading);
    for actor in actors {
        match taken(actor, &states, reading) {
            Some(entity) => reading.give(entity)?,
            None => reading.report.left_out += 1,
        }
    }
    Ok(())
}

fn line_problem(
    line: &Line,
    file: &str,
    span: Range<usize>,
    message: String,
    help: &str,
) -> crate::model::Diagnostic {
    line.problem(file, span, message, help)
}

/// The bytes of the line, what is wrong there, and what to do.
type Wrong = (Range<usize>, String, &'static str);

fn row(text: &str, actors: &mut Vec<Actor>) -> Result<(), Wrong> {
    let start = text.len() - text.trim_start().len();
    let (names, codes) = match text.find('[') {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let name = names.trim();
    if let Some(other) = name.strip_prefix('+') {
        let Some(actor) = actors.last_mut() else {
            return Err((
                start..start + 1,
                "another spelling before any actor".to_owned(),
                "put the actor's own line before it",
            ));
        };
        let other = words(other);
        if !other.is_empty() {
            actor.others.push(other);
        }
    } else if !name.is_empty() {
        if name.starts_with(['!', '&', '{', '~']) {
            return Err((
                start..start + 1,
                format!("`{name}` is no actor"),
                "only actors are read; sets and agents are left out",
            ));
        }
        actors.push(Actor {
            name: words(name),
            ..Actor::default()
        });
    }
    let mut from = names.len();
    for part in codes.split('[').skip(1) {
        let at = from + 1;
        from = at + part.len();
        let Some((inside, _)) = part.split_once(']') else {
            return Err((
                at - 1..at + part.len(),
                "a code without a closing bracket".to_owned(),
                "write [CODE], [CODE 110315-] or [CODE 110315-140929]",
            ));
        };
        let code = code(inside, at)?;
        match actors.last_mut() {
            Some(actor) => actor.codes.push(code),
            None => {
                return Err((
                    at - 1..at + inside.len(),
                    "a code before any actor".to_owned(),
                    "put the actor's own line before it",
                ));
            }
        }
    }
    Ok(())
}

/// A name's words: "HAMID_KARZAI_" is Hamid Karzai.
fn words(name: &str) -> String {
    let capital = |word: &str| {
        let mut chars = word.chars();
        match chars.next() {
            Some(first) => first
                .to_uppercase()
                .chain(chars.flat_map(char::to_lowercase))
                .collect(),
            None => String::new(),
        }
    };
    let small = ["OF", "THE", "FOR", "AND", "IN"];
    name.trim()
        .split(['_', ' '])
        .filter(|word| !word.is_empty())
        .enumerate()
        .map(|(at, word)| match word {
            _ if at > 0 && small.contains(&word) => word.to_lowercase(),
            // A dictionary has capitals alone: a short word without a vowel is an abbreviation.
            _ if word.len() <= 5 && !word.contains(['A', 'E', 'I', 'O', 'U', 'Y']) => {
                word.to_owned()
            }
            _ => word.split('-').map(capital).collect::<Vec<_>>().join("-"),
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// "AFGGOV 111222-140929", "AFGREB <111222", "AFGGOV >20111222".
fn code(inside: &str, at: usize) -> Result<Code, Wrong> {
    let mut parts = inside.split_whitespace();
    let code = parts.next().unwrap_or_default().to_owned();
    let legal = code.len() >= 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if !legal {
        return Err((
            at..at + inside.len().max(1),
            format!("`{code}` is no CAMEO code"),
            "a code is three capital letters or more, in threes",
        ));
    }
    let times = parts.collect::<String>();
    let (mut since, mut until) = (None, None);
    if !times.is_empty() {
        let day = |text: &str| -> Result<Option<PartialDate>, Wrong> {
            if text.is_empty() {
                return Ok(None);
            }
            day(text).map(Some).ok_or_else(|| {
                let start = at + inside.find(text).unwrap_or_default();
                (
                    start..start + text.len(),
                    format!("`{text}` is no date"),
                    "write YYMMDD or YYYYMMDD, with < or > before it, or two with a hyphen between",
                )
            })
        };
        if let Some(text) = times.strip_prefix('<') {
            until = day(text)?;
        } else if let Some(text) = times.strip_prefix('>') {
            since = day(text)?;
        } else if let Some((first, last)) = times.split_once('-') {
            (since, until) = (day(first)?, day(last)?);
        } else {
            since = day(&times)?;
        }
    }
    Ok(Code { code, since, until })
}

/// A day in six or eight digits; years of two digits from 40 on are of the last century.
fn day(text: &str) -> Option<PartialDate> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = match text.len() {
        6 => {
            let year: u16 = text.get(..2)?.parse().ok()?;
            (
                if year < 40 { 2000 + year } else { 1900 + year },
                text.get(2..)?,
            )
        }
        8 => (text.get(..4)?.parse().ok()?, text.get(4..)?),
        _ => return None,
    };
    let (month, day) = rest.split_at_checked(2)?;
    // A month or a day of zeros leaves it open.
    let written = match (month, day) {
        ("00", _) => format!("{year}"),
        (month, "00") => format!("{year}-{month}"),
        (month, day) => format!("{year}-{month}-{day}"),
    };
    written.parse().ok()
}

/// Which country a code's first three letters are, by the dictionary's own entries for countries.
fn states(actors: &[Actor], reading: &Reading<'_>) -> FxHashMap<String, String> {
    let mut states = FxHashMap::default();
    for actor in actors {
        let names = std::iter::once(&actor.name).chain(&actor.others);
        let state = names
            .filter_map(|name| reading.states.find(name))
            .next()
            .map(str::to_owned);
        if let (Some(state), [code]) = (state, actor.codes.as_slice())
            && code.code.len() == 3
        {
            states.entry(code.code.clone()).or_insert(state);
        }
    }
    states
}

/// The class that a code's roles tell, where they tell one.
fn class_of(code: &str) -> Option<Class> {
    let roles = code.as_bytes().chunks(3).skip(1);
    roles
        .filter_map(|role| match role {
            b"MIL" => Some(Class::ArmedForce),
            b"REB" | b"INS" | b"SEP" | b"UAF" | b"RAD" | b"CRM" => Some(Class::ArmedGroup),
            b"GOV" | b"JUD" | b"LEG" | b"SPY" | b"COP" => Some(Class::Government),
            b"MED" => Some(Class::Media),
            b"REF" | b"CVL" => Some(Class::Population),
            b"OPP" | b"PTY" | b"BUS" | b"EDU" | b"NGO" | b"IGO" | b"MNC" | b"NGM" | b"LAB"
            | b"HRI" | b"ENV" | b"DEV" | b"AGR" | b"HLH" => Some(Class::Organization),
            b"ELI" => Some(Class::Person),
            _ => None,
        })
        .next()
}

fn taken(
    actor: Actor,
    states: &FxHashMap<String, String>,
    reading: &Reading<'_>,
) -> Option<Imported> {
    let first = actor.codes.first()?;
    let prefix = first.code.get(..3).unwrap_or_default();
    let country = states.get(prefix);
    if actor.codes.iter().all(|code| code.code.len() == 3) && country.is_some()
        || !actor.name.chars().any(char::is_alphabetic)
        || !reading.takes_state(country.map(String::as_str), Some(prefix))
    {
        return None;
    }
    // A role that comes and goes is a person's.
    let timed = actor
        .codes
        .iter()
        .any(|code| code.since.is_some() || code.until.is_some());
    let words = actor.name.split(' ').count();
    let class = reading.selection.class.unwrap_or_else(|| {
        if timed && (2..=5).contains(&words) {
            Class::Person
        } else {
            let mut classes = actor.codes.iter().filter_map(|code| class_of(&code.code));
            classes.next().unwrap_or(Class::Organization)
        }
    });
    let aliases = actor
        .others
        .iter()
        .filter(|name| **name != actor.name)
        .map(|name| Alias {
            name: name.clone(),
            ..Alias::default()
        })
        .collect();
    let codes: Vec<String> = actor.codes.iter().map(spell).collect();
    Some(Imported {
        id: format!("petrarch-{}", slug(&actor.name)),
        class,
        label: actor.name,
        aliases,
        kind: None,
        country: country.cloned(),
        at: None,
        since: None,
        until: None,
        prominence: 0,
        ids: IndexMap::from([("cameo".to_owned(), first.code.clone())]),
        origin: "petrarch".to_owned(),
        note: Some(format!("CAMEO {}", codes.join(", "))),
    })
}

/// A code with its time in words.
fn spell(code: &Code) -> String {
    match (code.since, code.until) {
        (Some(since), Some(until)) => format!("{} from {since} to {until}", code.code),
        (Some(since), None) => format!("{} from {since}", code.code),
        (None, Some(until)) => format!("{} until {until}", code.code),
        (None, None) => code.code.clone(),
    }
}
