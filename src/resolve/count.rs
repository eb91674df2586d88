//! Figures for one count of one happening that no rounding explains.
//!
//! Much happens on one day in one city, so that a day and a relation in common do not make two figures one count. Two
//! are held against each other only where nothing tells them apart, and something ties them together.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::kin::Kin;
use super::period::Period;
use super::{Background, control};
use crate::load::{Gazetteer, Mark};
use crate::model::{
    About, Class, EntityId, Knowledge, OutlineQuantity, RecordQuantity, ResolvedClaim,
};

/// Figures of one happening that are compared pair by pair; of more, only so many are.
const FIGURES: usize = 40;

/// The share of their words that two sentences of one place have in common where they tell of one deed.
const ALIKE: f64 = 0.25;

/// The letters of a word that count when sentences are compared, so that its endings do not.
const STEM: usize = 5;

/// Two claims whose figures disagree.
pub(super) struct Disagreement {
    pub claims: [u32; 2],
    pub detail: String,
    /// How many times one figure is the other.
    pub times: f64,
}

/// Finds figures that disagree. `tellings` gives for each claim the happening that it tells of.
pub(super) fn disagreements(
    knowledge: &Knowledge,
    periods: &[Period],
    tellings: &[Option<u32>],
    kin: &Kin,
    background: Background<'_>,
) -> Vec<Disagreement> {
    let mut figures: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (at, claim) in knowledge.claims.iter().enumerate() {
        let relation = knowledge.relation(claim);
        let counts = background
            .ontology
            .relation(relation.predicate.as_str())
            .is_some_and(|signature| signature.has(Mark::Counts));
        if let Some(telling) = tellings[at]
            && counts
            && relation.quantity.is_some()
        {
            figures.entry(telling).or_default().push(at as u32);
        }
    }
    let counter = Counter {
        knowledge,
        periods,
        kin,
        gazetteer: background.gazetteer,
        wide: control::wide_ground(background.gazetteer),
    };
    let mut found = Vec::new();
    for claims in figures.values().filter(|claims| claims.len() > 1) {
        for (position, one) in claims.iter().take(FIGURES).enumerate() {
            let mut told = Vec::new();
            for other in &claims[position + 1..claims.len().min(FIGURES)] {
                if let Some((a, b)) = counter.figures(*one, *other)
                    && let Some(times) = disagreement(a, b)
                    && counter.one_count(*one, *other)
                {
                    let (low, high) = if a.value <= b.value { (a, b) } else { (b, a) };
                    let detail = format!(
                        "{} against {} {}",
                        grouped(low.value),
                        grouped(high.value),
                        a.unit
                    );
                    // Who gives the same figure as another adds nothing to it.
                    let again = found.iter().chain(&told).any(|known: &Disagreement| {
                        let first = known.claims[0];
                        known.detail == detail
                            && tellings[first as usize] == tellings[*one as usize]
                    });
                    if !again {
                        told.push(Disagreement {
                            claims: [*one, *other],
                            detail,
                            times,
                        });
                    }
                }
            }
            found.extend(told);
        }
    }
    found
}

/// What tells counts together or apart.
struct Counter<'k> {
    knowledge: &'k Knowledge,
    periods: &'k [Period],
    kin: &'k Kin,
    gazetteer: &'k Gazetteer,
    /// Ground so wide that much happens in it at once.
    wide: FxHashSet<EntityId>,
}

impl<'k> Counter<'k> {
    fn claim(&self, at: u32) -> &'k ResolvedClaim {
        &self.knowledge.claims[at as usize]
    }

    fn quantity(&self, at: u32) -> Option<&'k OutlineQuantity> {
        self.knowledge.relation(self.claim(at)).quantity.as_deref()
    }

    /// The figures of two claims, where they count by one unit.
    fn figures(&self, one: u32, other: u32) -> Option<(&'k RecordQuantity, &'k RecordQuantity)> {
        let (one, other) = (&self.quantity(one)?.figure, &self.quantity(other)?.figure);
        (one.unit == other.unit).then_some((one, other))
    }

    /// Whether two figures of one happening are of one count.
    ///
    /// They are not where one document gives both and not two speakers; where one sets what it counts apart from what was
    /// counted before ("six others"); where the smaller counts a narrower kind of people (children among the dead); where
    /// two doers, or places of which neither lies in the other, are named; or where people are counted and one gives no
    /// day. They are where both name one doer; or one place that is no region, great city or state; or, in one of those,
    /// tell it in much the same words; and so is ground taken, where it is the same ground.
    fn one_count(&self, one: u32, other: u32) -> bool {
        let Some((a, b)) = self.figures(one, other) else {
            return false;
        };
        if self.one_voice(one, other) || [a, b].iter().any(|figure| self.is_remainder(figure)) {
            return false;
        }
        let [first, second] = [one, other].map(|at| self.knowledge.proposition(self.claim(at)));
        let class = |id| self.knowledge.entity(id).map(|entity| entity.class);
        let ground = class(&first.object).is_some_and(Class::is_ground);
        let exact = [one, other].map(|at| self.periods[at as usize].is_exact());
        if !ground && exact != [true, true] {
            return false;
        }
        if class(&first.object) == Some(Class::Population) && narrower(a, b) {
            return false;
        }
        let doers = (first.subject.as_ref(), second.subject.as_ref());
        let one_doer = match doers {
            (Some(a), Some(b)) if !self.kin.kin(a, b) => return false,
            (Some(_), Some(_)) => true,
            _ => false,
        };
        let [here, there] = [one, other].map(|at| self.grounds(at));
        let shared = here.iter().any(|a| {
            there
                .iter()
                .any(|b| self.lies_in(a, b) || self.lies_in(b, a))
        });
        if !here.is_empty() && !there.is_empty() && !shared {
            return false;
        }
        let narrow = |grounds: &BTreeSet<&'k EntityId>| -> BTreeSet<&'k EntityId> {
            let narrow = grounds.iter().copied();
            narrow.filter(|id| !self.wide.contains(*id)).collect()
        };
        let (here, there) = (narrow(&here), narrow(&there));
        let meet = here.iter().any(|a| {
            there
                .iter()
                .any(|b| self.lies_in(a, b) || self.lies_in(b, a))
        });
        if !here.is_empty() && !there.is_empty() && !meet {
            return false;
        }
        ground || one_doer || meet || (shared && self.alike(one, other))
    }

    /// Whether one document gives both figures, and not as those of two speakers.
    fn one_voice(&self, one: u32, other: u32) -> bool {
        let (one, other) = (self.claim(one), self.claim(other));
        let [first, second] = [one, other].map(|claim| &self.knowledge.relation(claim).source);
        one.record == other.record && (first.is_none() || second.is_none() || first == second)
    }

    fn is_remainder(&self, figure: &RecordQuantity) -> bool {
        let words: Vec<String> = words(&figure.text).collect();
        words.iter().enumerate().any(|(at, word)| {
            // "more than ten" is no remainder.
            let compares = at == 0 && figure.about == About::Over;
            !compares && self.gazetteer.forms.remainder.contains(word)
        })
    }

    /// The places and facilities that a claim and its sentence name.
    fn grounds(&self, at: u32) -> BTreeSet<&'k EntityId> {
        let claim = self.claim(at);
        let outline = self.knowledge.outline(claim);
        let mentioned = self.quantity(at).into_iter().flat_map(|quantity| {
            let entities = quantity.mentioned.iter();
            entities.filter_map(|at| outline.entities.get(*at as usize))
        });
        let place = self.knowledge.relation(claim).place.as_ref();
        place
            .into_iter()
            .chain(mentioned.map(|entity| &entity.id))
            .filter_map(|id| self.knowledge.entity(id))
            .filter(|entity| matches!(entity.class, Class::Place | Class::Facility))
            .map(|entity| &entity.id)
            .collect()
    }

    /// Whether a place is another or lies in it, by any number of steps.
    fn lies_in(&self, inner: &EntityId, outer: &EntityId) -> bool {
        let mut inside = vec![inner];
        let mut at = 0;
        while let Some(id) = inside.get(at).copied() {
            if id == outer {
                return true;
            }
            at += 1;
            if let Some(entity) = self.gazetteer.get(id.as_str()) {
                for id in &entity.within {
                    if !inside.contains(&id) {
                        inside.push(id);
                    }
                }
            }
        }
        false
    }

    /// Whether two sentences tell what happened in much the same words, names of places and days aside.
    fn alike(&self, one: u32, other: u32) -> bool {
        let [a, b] = [one, other].map(|at| self.told(at));
        let shared = a.intersection(&b).count();
        shared as f64 >= ALIKE * (a.len() + b.len() - shared) as f64
    }

    fn told(&self, at: u32) -> BTreeSet<String> {
        let forms = &self.gazetteer.forms;
        let claim = self.claim(at);
        let names: Vec<String> = self
            .grounds(at)
            .into_iter()
            .flat_map(|id| words(self.knowledge.label(id)).collect::<Vec<_>>())
            .collect();
        words(&self.knowledge.relation(claim).sentence)
            .filter(|word| {
                word.chars().all(char::is_alphabetic)
                    && !forms.function.contains(word)
                    && !forms.calendar.contains(word)
                    && !names.contains(word)
            })
            .map(|word| word.chars().take(STEM).collect())
            .collect()
    }
}

/// The words of a text in lower case.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// Whether the smaller of two figures counts a kind of people of which the greater may count more: children against
/// civilians. "People" counts anybody.
fn narrower(a: &RecordQuantity, b: &RecordQuantity) -> bool {
    let (low, high) = if a.value <= b.value { (a, b) } else { (b, a) };
    let noun = |figure: &RecordQuantity| words(&figure.text).last();
    let of_unit = noun(low).is_some_and(|noun| noun == low.unit);
    !of_unit && noun(low) != noun(high)
}

/// How many times one figure is the other where no rounding explains it.
fn disagreement(a: &RecordQuantity, b: &RecordQuantity) -> Option<f64> {
    let ((low_a, high_a), (low_b, high_b)) = (range(a), range(b));
    let (low, high) = if high_a < low_b {
        (high_a, low_b)
    } else if high_b < low_a {
        (high_b, low_a)
    } else {
        return None;
    };
    Some(high / low.max(1.0))
}

/// What a figure can stand for. A round number is round by half of its last digit that is not nought; who says
/// "more than" means less than twice that, or would have said so; "dozens" and "hundreds" tell the size alone.
fn range(quantity: &RecordQuantity) -> (f64, f64) {
    let rounding = |value: f64| {
        let mut unit = 1.0;
        while value >= 10.0 * unit && value % (10.0 * unit) == 0.0 {
            unit *= 10.0;
        }
        if unit > 1.0 { unit / 2.0 } else { 0.0 }
    };
    let (low, high) = (quantity.value, quantity.max.unwrap_or(quantity.value));
    let in_words = !quantity.text.contains(|c: char| c.is_ascii_digit());
    match quantity.about {
        About::Over => (low - rounding(low), high * if in_words { 5.0 } else { 2.0 }),
        About::Under => (low / 2.0, high + rounding(high)),
        About::About => (
            (low * 0.8).min(low - rounding(low)),
            if in_words {
                high * 5.0
            } else {
                (high * 1.25).max(high + rounding(high))
            },
        ),
        About::Exactly => (low - rounding(low), high + rounding(high)),
    }
}

/// A number with its thousands set apart.
fn grouped(value: f64) -> String {
    let text = value.to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let mut shown = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if !part.is_empty() {
        shown.push('.');
        shown.push_str(part);
    }
    shown
}
