//! Dates as exact as a text gives them: a day, a month or a year.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Byte, Span};

/// A day, a month or a year of the Gregorian calendar, written `2017-06-18`, `2017-06` or `2017`.
///
/// Order is by the first day that it covers, the wider first.
///
/// ```
/// use dossier::model::PartialDate;
/// let month: PartialDate = "2017-06".parse().unwrap();
/// assert_eq!(month.to_string(), "2017-06");
/// assert!("2017-13".parse::<PartialDate>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    /// The year of the common era.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day of the month, 1 to 31; only where there is a month.
    pub day: Option<u8>,
}

impl PartialDate {
    /// A whole day.
    pub const fn day(year: i16, month: u8, day: u8) -> Self {
        Self {
            year,
            month: Some(month),
            day: Some(day),
        }
    }

    /// A whole month.
    pub const fn month(year: i16, month: u8) -> Self {
        Self {
            year,
            month: Some(month),
            day: None,
        }
    }

    /// A whole year.
    pub const fn year(year: i16) -> Self {
        Self {
            year,
            month: None,
            day: None,
        }
    }

    /// Whether `other` lies inside what this date covers, or the other way round.
    pub fn compatible(self, other: Self) -> bool {
        self.year == other.year
            && (self.month.is_none()
                || other.month.is_none()
                || (self.month == other.month
                    && (self.day.is_none() || other.day.is_none() || self.day == other.day)))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no date: expected YYYY-MM-DD, YYYY-MM or YYYY");
        let mut parts = text.split('-');
        let mut number = |width: usize| -> Result<Option<i16>, String> {
            match parts.next() {
                None => Ok(None),
                Some(digits)
                    if digits.len() == width && digits.bytes().all(|b| b.is_ascii_digit()) =>
                {
                    digits.parse().map(Some).map_err(|_| wrong())
                }
                Some(_) => Err(wrong()),
            }
        };
        let year = number(4)?.ok_or_else(wrong)?;
        let month = number(2)?.map(|m| m as u8);
        let day = number(2)?.map(|d| d as u8);
        if parts.next().is_some() {
            return Err(wrong());
        }
        let days = match month {
            None => 0,
            Some(2) if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            Some(2) => 28,
            Some(4 | 6 | 9 | 11) => 30,
            Some(1..=12) => 31,
            Some(_) => return Err(wrong()),
        };
        if day.is_some_and(|day| day == 0 || day > days) {
            return Err(wrong());
        }
        Ok(Self { year, month, day })
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// How a time expression binds what it dates.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "lowercase")]
pub enum TimeRelation {
    /// At that time.
    #[default]
    On,
    /// From then, still holding.
    Since,
    /// Up to then.
    Until,
    /// At some time earlier.
    Before,
    /// At some time later.
    After,
}

/// When something happened, resolved against the date of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The date, or the first of a range.
    pub date: PartialDate,
    /// The last date of a range.
    pub end: Option<PartialDate>,
    /// How the words bind the date.
    pub relation: TimeRelation,
    /// The words in the document that say so.
    pub span: Span<Byte>,
}
