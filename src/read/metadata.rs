//! What an index or a row tells of an article besides its text.

use serde_json::{Map, Value};

use crate::model::PartialDate;

/// What is known of an article besides its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// Who published it.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Its title.
    pub title: Option<String>,
}

/// The names under which the fields go in indexes and tables, the first the usual one.
pub(super) const ID: &[&str] = &["id", "doc", "document", "article_id"];
pub(super) const TEXT: &[&str] = &["text", "body", "content", "article_content", "article"];
const OUTLET: &[&str] = &["outlet", "source", "publisher", "publication", "site"];
const PUBLISHED: &[&str] = &[
    "published",
    "date",
    "publication_date",
    "published_at",
    "created",
];
const URL: &[&str] = &["url", "link", "address"];
const TITLE: &[&str] = &["title", "headline", "article_title"];

impl Metadata {
    /// From the fields of an index line or a row. A date that cannot be read is given back as the error,
    /// beside all the rest.
    pub fn from_fields(fields: &Map<String, Value>) -> (Self, Option<String>) {
        let (published, problem) = match field(fields, PUBLISHED).map(|text| date(&text)) {
            None => (None, None),
            Some(Ok(date)) => (Some(date), None),
            Some(Err(problem)) => (None, Some(problem)),
        };
        let metadata = Self {
            outlet: field(fields, OUTLET),
            published,
            url: field(fields, URL),
            title: field(fields, TITLE),
        };
        (metadata, problem)
    }
}

/// The first of these fields that holds a text or a number.
pub(super) fn field(fields: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match fields.get(*name)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// A date as indexes write it: ISO 8601, with or without a time, or day/month/year with a year last.
fn date(text: &str) -> Result<PartialDate, String> {
    let text = text.trim();
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    if let Ok(date) = day.replace('/', "-").parse() {
        return Ok(date);
    }
    let spaced = text.replace(',', " ");
    let parts: Vec<&str> = spaced
        .split([' ', '/', '.', '-'])
        .filter(|part| !part.is_empty())
        .collect();
    let month = |name: &str| {
        let name = name.to_lowercase();
        (name.len() >= 3)
            .then(|| MONTHS.iter().position(|month| month.starts_with(&name)))
            .flatten()
            .map(|at| at + 1)
    };
    let iso = match parts.as_slice() {
        [day, name, year] if month(name).is_some() => Some((*day, month(name), *year)),
        [name, day, year] if month(name).is_some() => Some((*day, month(name), *year)),
        [day, number, year] if year.len() == 4 => Some((*day, number.parse().ok(), *year)),
        _ => None,
    };
    iso.and_then(|(day, month, year)| {
        let day: u8 = day
            .trim_end_matches(|c: char| c.is_alphabetic())
            .parse()
            .ok()?;
        format!("{year}-{:02}-{day:02}", month?).parse().ok()
    })
    .ok_or_else(|| format!("`{text}` is no date"))
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_indexes_write_them() {
        for (text, expected) in [
            ("2017-06-18", Some("2017-06-18")),
            ("2017-06-18T10:30:00Z", Some("2017-06-18")),
            ("2017/06/18", Some("2017-06-18")),
            ("2017-06", Some("2017-06")),
            ("18 June 2017", Some("2017-06-18")),
            ("June 18th, 2017", Some("2017-06-18")),
            ("18/6/2017", Some("2017-06-18")),
            ("Jun 3, 2017", Some("2017-06-03")),
            ("2017-02-30", None),
            ("yesterday", None),
        ] {
            assert_eq!(
                date(text).ok().map(|date| date.to_string()).as_deref(),
                expected,
                "{text}"
            );
        }
    }
}
