//! The grammar of words of time: dates, weekdays, "last week", "three days ago", "since 2011".

use jiff::civil::{Date, Weekday};
use jiff::{Span as Duration, ToSpan};

use super::{Clock, day_of, of_day};
use crate::model::{PartOfSpeech, PartialDate, Span, TimeRelation, When, Word};
use crate::relate::quantity::number_at;
use crate::relate::view::View;
use crate::relate::words::Words;

pub(super) struct Phrase {
    pub(super) when: When,
    pub(super) nodes: Span<Word>,
    /// The verb of the clause that it dates from outside: "a day after they left".
    pub(super) clause: Option<usize>,
}

/// Whether an expression itself names a year.
pub(super) fn names_year(view: &View<'_>, nodes: Span<Word>) -> bool {
    (nodes.start..nodes.end).any(|at| {
        let form = view.form(at as usize);
        let digits = form.chars().filter(char::is_ascii_digit).count();
        digits == form.len() && digits == 4 || digits == 8 && form.len() == 10
    })
}

/// A cursor over a sentence's nodes.
struct Cursor<'c, 'a> {
    view: &'c View<'a>,
    words: &'c Words,
    at: usize,
}

impl Cursor<'_, '_> {
    fn form(&self, ahead: usize) -> &str {
        match self.at + ahead < self.view.len() {
            true => self.view.form(self.at + ahead),
            false => "",
        }
    }

    fn month(&self, ahead: usize) -> Option<u8> {
        let form = self.form(ahead).trim_end_matches('.');
        let number = self.words.language.time.months.get(form)?;
        let at = self.at + ahead;
        // "may" the auxiliary, "march" the verb.
        let capital = self
            .view
            .bytes(at)
            .of(self.view.text)
            .starts_with(char::is_uppercase);
        capital.then_some(*number as u8)
    }

    fn weekday(&self, ahead: usize) -> Option<u8> {
        let form = self.form(ahead).trim_end_matches('.');
        let number = self.words.language.time.weekdays.get(form)?;
        Some(*number as u8)
    }

    fn day(&self, ahead: usize) -> Option<u8> {
        let form = self.form(ahead);
        let digits = form.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ordinal = matches!(&form[digits.len()..], "" | "st" | "nd" | "rd" | "th");
        let day = digits.parse().ok().filter(|day| (1..=31).contains(day))?;
        ordinal.then_some(day)
    }

    fn year(&self, ahead: usize) -> Option<i16> {
        let form = self.form(ahead);
        (form.len() == 4)
            .then(|| form.parse().ok())
            .flatten()
            .filter(|year| (1900..2100).contains(year))
    }
}

/// The expression that starts at a node, with its preposition.
pub(super) fn at(clock: &Clock, view: &View<'_>, words: &Words, start: usize) -> Option<Phrase> {
    let cursor = Cursor {
        view,
        words,
        at: start,
    };
    let clause = before_clause(clock, &cursor);
    let (date, length) = clause
        .map(|(date, length, _)| (date, length))
        .or_else(|| absolute(clock, &cursor))
        .or_else(|| relative(clock, &cursor))
        .or_else(|| counted(clock, &cursor))?;
    let end = start + length;
    let relation = relation_before(view, start);
    // "for the first time since 2015" tells when it did not happen.
    let first = start
        .checked_sub(2)
        .is_some_and(|at| relation == TimeRelation::Since && view.form(at) == "time");
    if first {
        return None;
    }
    let first = view.bytes(start);
    let last = view.bytes(end.saturating_sub(1).max(start));
    Some(Phrase {
        when: When {
            date,
            end: None,
            relation,
            span: first.join(last),
        },
        nodes: Span::new(start as u32, end as u32),
        clause: clause.map(|(_, _, verb)| verb),
    })
}

fn relation_before(view: &View<'_>, start: usize) -> TimeRelation {
    let mut at = start;
    for _ in 0..3 {
        let Some(before) = at.checked_sub(1) else {
            break;
        };
        match view.form(before) {
            "since" => return TimeRelation::Since,
            "until" | "till" => return TimeRelation::Until,
            "before" | "by" => return TimeRelation::Before,
            "after" => return TimeRelation::After,
            "early" | "late" | "mid" | "-" | "the" | "last" => at = before,
            _ => break,
        }
    }
    TimeRelation::On
}

/// "18 June 2017", "June 18", "2017-06-18", "June", "2017".
fn absolute(clock: &Clock, cursor: &Cursor<'_, '_>) -> Option<(PartialDate, usize)> {
    if let Ok(date) = cursor.form(0).parse::<PartialDate>()
        && date.day.is_some()
    {
        return Some((date, 1));
    }
    if let Some(date) = day_first(cursor.form(0)) {
        return Some((date, 1));
    }
    // "8 to 11 July": the first.
    if matches!(cursor.form(1), "to" | "-" | "–" | "and")
        && let (Some(day), Some(_), Some(month)) = (cursor.day(0), cursor.day(2), cursor.month(3))
    {
        return dated(clock, cursor, month, Some(day), 4);
    }
    let of = usize::from(cursor.form(1) == "of");
    if let (Some(day), Some(month)) = (cursor.day(0), cursor.month(1 + of)) {
        return dated(clock, cursor, month, Some(day), 2 + of);
    }
    if let Some(month) = cursor.month(0) {
        if let Some(day) = cursor.day(1) {
            let mut length = 2;
            // "June 14-16": the first.
            if matches!(cursor.form(2), "-" | "–") && cursor.day(3).is_some() {
                length = 4;
            }
            return dated(clock, cursor, month, Some(day), length);
        }
        return dated(clock, cursor, month, None, 1);
    }
    let year = cursor.year(0)?;
    let before = cursor
        .at
        .checked_sub(1)
        .map_or("", |at| cursor.view.form(at));
    let fits = matches!(
        before,
        "in" | "since"
            | "until"
            | "till"
            | "by"
            | "from"
            | "early"
            | "late"
            | "during"
            | "of"
            | "mid"
            | "-"
            | "before"
            | "after"
            | "between"
            | "year"
    );
    fits.then_some((PartialDate::year(year), 1))
}

/// "21-03-2016", "21/03/2016", "21.03.2016": with strokes only where the month cannot be the day.
fn day_first(form: &str) -> Option<PartialDate> {
    let mark = ['-', '.', '/']
        .into_iter()
        .find(|mark| form.contains(*mark))?;
    let mut parts = form.split(mark);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || day.len() > 2 || month.len() > 2 || year.len() != 4 {
        return None;
    }
    let (day, month, year): (u8, u8, i16) =
        (day.parse().ok()?, month.parse().ok()?, year.parse().ok()?);
    let plain = mark != '/' || day > 12;
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    plain.then(|| of_day(date))
}

/// A month, with or without its day, in the year that stands behind it or that fits best.
fn dated(
    clock: &Clock,
    cursor: &Cursor<'_, '_>,
    month: u8,
    day: Option<u8>,
    length: usize,
) -> Option<(PartialDate, usize)> {
    let comma = usize::from(cursor.form(length) == ",");
    let (year, length) = match cursor.year(length + comma) {
        Some(year) => (year, length + comma + 1),
        None => {
            let published = clock.published?;
            let later = match (published.month, published.day, day) {
                (Some(now), _, _) if month > now => true,
                (Some(now), Some(today), Some(day)) if month == now && day > today + 7 => true,
                _ => false,
            };
            // "in September" of a text of August may lie ahead, but reports look back.
            (published.year - i16::from(later && !ahead(cursor)), length)
        }
    };
    let date = match day {
        Some(day) => PartialDate::day(year, month, day),
        None => PartialDate::month(year, month),
    };
    Some((date, length))
}

/// Whether the words before look ahead: "next June", "due on 25 September".
fn ahead(cursor: &Cursor<'_, '_>) -> bool {
    (1..=3).any(|back| {
        cursor.at.checked_sub(back).is_some_and(|at| {
            matches!(
                cursor.view.form(at),
                "next" | "due" | "scheduled" | "will" | "until" | "upcoming" | "coming"
            )
        })
    })
}

/// "yesterday", "Saturday", "last week", "this month".
fn relative(clock: &Clock, cursor: &Cursor<'_, '_>) -> Option<(PartialDate, usize)> {
    let today = clock.published.and_then(day_of);
    if let Some(shift) = cursor.words.language.time.days.get(cursor.form(0)) {
        return Some((of_day(shift_days(today?, *shift as i64)?), 1));
    }
    if let Some(weekday) = cursor.weekday(0) {
        let today = today?;
        let weekday = Weekday::from_monday_one_offset(weekday as i8).ok()?;
        let next = cursor
            .at
            .checked_sub(1)
            .is_some_and(|at| matches!(cursor.view.form(at), "next" | "coming"));
        let last = cursor
            .at
            .checked_sub(1)
            .is_some_and(|at| cursor.view.form(at) == "last");
        let date = if next {
            today.nth_weekday(1, weekday).ok()?
        } else if today.weekday() == weekday && !last {
            today
        } else {
            today.nth_weekday(-1, weekday).ok()?
        };
        return Some((of_day(date), 1));
    }
    let which = cursor.form(0);
    let back: i64 = match which {
        "last" | "previous" | "past" => 1,
        "this" | "current" => 0,
        "next" => -1,
        _ => return None,
    };
    if let Some(month) = cursor.month(1) {
        return dated(clock, cursor, month, None, 2);
    }
    let published = clock.published?;
    let length = 2;
    match cursor.form(1) {
        "year" => Some((PartialDate::year(published.year - back as i16), length)),
        "month" => {
            let first = Date::new(published.year, published.month? as i8, 1).ok()?;
            let date = first.checked_sub(Duration::new().months(back)).ok()?;
            Some((
                PartialDate::month(date.year(), date.month().unsigned_abs()),
                length,
            ))
        }
        "week" => {
            let date = shift_days(today?, -7 * back)?;
            // A week that runs over into another month is told by no month.
            let monday = shift_days(date, -i64::from(date.weekday().to_monday_zero_offset()))?;
            let sunday = shift_days(monday, 6)?;
            if monday.month() != sunday.month() {
                return None;
            }
            Some((
                PartialDate::month(date.year(), date.month().unsigned_abs()),
                length,
            ))
        }
        "night" if back == 1 => Some((of_day(shift_days(today?, -1)?), length)),
        _ => None,
    }
}

/// "three days ago", "two weeks earlier", "a day later".
fn counted(clock: &Clock, cursor: &Cursor<'_, '_>) -> Option<(PartialDate, usize)> {
    let (count, length) = match cursor.form(0) {
        "a" | "an" => (1.0, 1),
        _ => {
            let number = number_at(cursor.view, cursor.words, cursor.at)?;
            (number.value, number.length)
        }
    };
    let unit = cursor.at + length;
    if unit + 1 >= cursor.view.len() || count > 500.0 {
        return None;
    }
    let lemma = cursor.view.lemma(unit);
    if !cursor.words.language.time.units.contains_key(lemma) {
        return None;
    }
    let word = cursor.form(length + 1);
    let (base, sign) = match word {
        "ago" => (clock.published.and_then(day_of)?, -1),
        "earlier" | "before" => (clock.anchor.or(clock.published.and_then(day_of))?, -1),
        "later" => (clock.anchor?, 1),
        _ => return None,
    };
    // "two days before the battle" needs to know when that was.
    let bound = matches!(
        cursor.view.tag(unit + 1),
        PartOfSpeech::Adposition | PartOfSpeech::SubordinatingConjunction
    );
    if word == "before" && bound {
        return None;
    }
    let count = sign * count as i64;
    let date = match lemma {
        "day" => of_day(base.checked_add(count.days()).ok()?),
        "week" | "fortnight" => {
            let weeks = if lemma == "week" { count } else { 2 * count };
            let date = base.checked_add(weeks.weeks()).ok()?;
            PartialDate::month(date.year(), date.month().unsigned_abs())
        }
        "month" => {
            let date = base.checked_add(count.months()).ok()?;
            PartialDate::month(date.year(), date.month().unsigned_abs())
        }
        "year" => PartialDate::year(base.checked_add(count.years()).ok()?.year()),
        "decade" => PartialDate::year(base.checked_add((10 * count).years()).ok()?.year()),
        _ => return None,
    };
    Some((date, length + 2))
}

/// "a day after they had left": the clause lies that long before the deed that was told last.
fn before_clause(clock: &Clock, cursor: &Cursor<'_, '_>) -> Option<(PartialDate, usize, usize)> {
    let (count, length) = match cursor.form(0) {
        "a" | "an" => (1.0, 1),
        _ => {
            let number = number_at(cursor.view, cursor.words, cursor.at)?;
            (number.value, number.length)
        }
    };
    let conjunction = cursor.at + length + 1;
    if conjunction >= cursor.view.len()
        || count > 500.0
        || cursor.view.lemma(cursor.at + length) != "day"
        || cursor.view.tag(conjunction) != PartOfSpeech::SubordinatingConjunction
    {
        return None;
    }
    let sign = match cursor.view.form(conjunction) {
        "after" => -1,
        "before" => 1,
        _ => return None,
    };
    let verb = cursor.view.head(conjunction)?;
    let date = shift_days(clock.deed?, sign * count as i64)?;
    Some((of_day(date), length + 1, verb))
}

pub(super) fn shift_days(from: Date, days: i64) -> Option<Date> {
    from.checked_add(days.days()).ok()
}
