//! When a claim holds: the days it covers, stated by its words or supposed from the day of publication.

use jiff::civil::Date;

use crate::load::{Mark, Ontology};
use crate::model::{Outline, OutlineRelation, PartialDate, TimeRelation};

/// The days before publication in which an undated happening is supposed to lie: reporting is of the last days.
const REPORTED_WITHIN: i32 = 7;

/// The days before publication for which an undated state is supposed to hold.
const HOLDS_FOR: i32 = 30;

/// Days, both ends inside, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub from: i32,
    pub to: i32,
    /// Whether the words date it; otherwise it is supposed.
    pub stated: bool,
}

impl Period {
    const ALWAYS: Self = Self {
        from: i32::MIN,
        to: i32::MAX,
        stated: false,
    };

    /// When a claim holds.
    pub fn of(outline: &Outline, relation: &OutlineRelation, ontology: &Ontology) -> Self {
        let signature = ontology.relation(relation.predicate.as_str());
        let has = |mark| signature.is_some_and(|signature| signature.has(mark));
        if has(Mark::Permanent) {
            return Self::ALWAYS;
        }
        let published = outline.published.and_then(days);
        let Some((from, to)) = relation.when.and_then(days) else {
            let before = if has(Mark::Happens) {
                REPORTED_WITHIN
            } else {
                HOLDS_FOR
            };
            return published.map_or(Self::ALWAYS, |(from, to)| Self {
                from: from - before,
                to,
                stated: false,
            });
        };
        let end = relation.when_end.and_then(days).map_or(to, |(_, end)| end);
        let today = published.map_or(i32::MAX, |(_, day)| day);
        let (from, to) = match relation.when_relation.unwrap_or_default() {
            TimeRelation::On => (from, end.max(from)),
            TimeRelation::Since => (from, today.max(to)),
            TimeRelation::Until => (i32::MIN, to),
            TimeRelation::Before => (i32::MIN, from.saturating_sub(1)),
            TimeRelation::After => (to, today.max(to)),
        };
        Self {
            from,
            to,
            stated: true,
        }
    }

    /// The same, an undated one stretched back by a month: of what is told without a day nobody knows that it is news.
    pub fn stretched(self) -> Self {
        if self.stated || !self.is_bounded() {
            return self;
        }
        Self {
            from: self.from.min(self.to - HOLDS_FOR),
            ..self
        }
    }

    /// Whether a day lies in both.
    pub fn overlaps(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// The days in both, where there are any.
    pub fn shared(self, other: Self) -> Option<Self> {
        self.overlaps(other).then(|| Self {
            from: self.from.max(other.from),
            to: self.to.min(other.to),
            stated: self.stated || other.stated,
        })
    }

    /// Whether anything tells when it began or ended, be it the day of publication.
    pub fn has_an_end(self) -> bool {
        self.from != i32::MIN || self.to != i32::MAX
    }

    /// Whether anything tells when, be it the day of publication.
    pub fn is_bounded(self) -> bool {
        self.from != i32::MIN && self.to != i32::MAX
    }

    /// Whether the words give the day, to within three.
    pub fn is_exact(self) -> bool {
        self.stated && self.to.saturating_sub(self.from) < 3
    }
}

/// The first and the last day that a date covers.
fn days(date: PartialDate) -> Option<(i32, i32)> {
    let first = Date::new(
        date.year,
        date.month.unwrap_or(1) as i8,
        date.day.unwrap_or(1) as i8,
    )
    .ok()?;
    let last = match (date.month, date.day) {
        (None, _) => first.last_of_year(),
        (_, None) => first.last_of_month(),
        _ => first,
    };
    Some((number(first)?, number(last)?))
}

fn number(date: Date) -> Option<i32> {
    Date::new(1970, 1, 1)
        .ok()?
        .until(date)
        .ok()
        .map(|span| span.get_days())
}

/// The day of a number of days from 1970-01-01; `None` where it is open.
pub(super) fn day(number: i32) -> Option<PartialDate> {
    let date = Date::new(1970, 1, 1)
        .ok()?
        .checked_add(jiff::Span::new().try_days(number).ok()?)
        .ok()?;
    Some(PartialDate::day(
        date.year(),
        date.month() as u8,
        date.day() as u8,
    ))
}
