//! Who held which ground when: intervals from captures, losses and claims of control, and the claims of them that
//! cannot both hold.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Background;
use super::period::{Period, day};
use super::side::Sides;
use crate::load::{Entity, Gazetteer, Mark};
use crate::model::{Class, ContradictionKind, EntityId, Knowledge, PartialDate};

/// Listed places inside ground from which on it is held piece by piece, and two may say that they hold it.
const PIECES: usize = 8;

/// The accuracy in metres from which on a place is a region.
const REGION: f64 = 20_000.0;

/// The days for which a capture speaks against another's claim to hold the place afterwards.
const FRESH: i32 = 10;

/// The days by which two dates of one capture may lie apart at most; further apart there were two.
const ONE_CAPTURE: i32 = 10;

/// A time during which somebody held a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// The ground.
    pub place: EntityId,
    /// Whether the ground is so wide that parts of it are meant.
    pub in_parts: bool,
    /// Who held it.
    pub holder: EntityId,
    /// The first day known, and whether it is the day of a capture; otherwise it was held before.
    pub from: Option<(PartialDate, bool)>,
    /// The last day known, and whether that is the day of a loss; otherwise nothing is told of its end.
    pub until: Option<(PartialDate, bool)>,
    /// The claims that tell so, indices into `Knowledge::claims`, in order.
    pub claims: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Ends,
    Holds,
    Begins,
}

/// What one claim says of the control of one place.
struct Moment<'k> {
    period: Period,
    turn: Turn,
    holder: &'k EntityId,
    claim: u32,
}

impl Moment<'_> {
    /// The day on which it counts: the one that is stated, or else the day of publication.
    fn day(&self) -> i32 {
        if self.period.stated && self.period.from != i32::MIN {
            self.period.from
        } else {
            self.period.to
        }
    }
}

/// Ground so wide that two can hold parts of it: countries, what lies in several of them, regions, cities of many
/// quarters.
pub(super) fn wide_ground(gazetteer: &Gazetteer) -> FxHashSet<EntityId> {
    let mut pieces: FxHashMap<&EntityId, usize> = FxHashMap::default();
    for ground in gazetteer
        .entities
        .values()
        .flat_map(|entity| &entity.within)
    {
        *pieces.entry(ground).or_default() += 1;
    }
    gazetteer
        .entities
        .values()
        .filter(|entity| {
            entity.class == Class::Country
                || countries(gazetteer, entity) > 1
                || entity
                    .precision
                    .is_some_and(|precision| precision >= REGION)
                || pieces.get(&entity.id).is_some_and(|count| *count > PIECES)
        })
        .map(|entity| entity.id.clone())
        .collect()
}

/// The countries that a place lies in directly.
fn countries(gazetteer: &Gazetteer, entity: &Entity) -> usize {
    let is_country = |id: &&EntityId| {
        gazetteer
            .get(id.as_str())
            .is_some_and(|above| above.class == Class::Country)
    };
    entity.within.iter().filter(is_country).count()
}

/// The moments of each place, by day.
fn moments<'k>(
    knowledge: &'k Knowledge,
    periods: &[Period],
    background: Background<'_>,
    wanted: impl Fn(&EntityId) -> bool,
) -> BTreeMap<&'k EntityId, Vec<Moment<'k>>> {
    let mut places: BTreeMap<&EntityId, Vec<Moment<'_>>> = BTreeMap::new();
    for proposition in &knowledge.propositions {
        let Some(signature) = background.ontology.relation(proposition.relation.as_str()) else {
            continue;
        };
        let turn = if signature.has(Mark::BeginsControl) {
            Turn::Begins
        } else if signature.has(Mark::HoldsControl) {
            Turn::Holds
        } else if signature.has(Mark::EndsControl) {
            Turn::Ends
        } else {
            continue;
        };
        if !wanted(&proposition.object) {
            continue;
        }
        for at in &proposition.claims {
            let claim = &knowledge.claims[*at as usize];
            if !knowledge.affirms(claim) {
                continue;
            }
            let period = periods[*at as usize];
            let mut add = |turn, holder| {
                places.entry(&proposition.object).or_default().push(Moment {
                    period,
                    turn,
                    holder,
                    claim: *at,
                });
            };
            if let Some(subject) = &proposition.subject {
                add(turn, subject);
            }
            let loser = knowledge.relation(claim).from.as_ref();
            if let Some(loser) = loser.and_then(|id| knowledge.entity(id))
                && turn == Turn::Begins
            {
                add(Turn::Ends, &loser.id);
            }
        }
    }
    for moments in places.values_mut() {
        moments.sort_by_key(|moment| (moment.day(), moment.turn, moment.claim));
    }
    places
}

/// Who held a place when.
pub fn holders(
    knowledge: &Knowledge,
    place: &EntityId,
    background: Background<'_>,
) -> Vec<Interval> {
    intervals(knowledge, background, |other| other == place)
}

/// Which places somebody held when.
pub fn held_by(
    knowledge: &Knowledge,
    holder: &EntityId,
    background: Background<'_>,
) -> Vec<Interval> {
    let mut found = intervals(knowledge, background, |_| true);
    found.retain(|interval| interval.holder == *holder);
    found
}

fn intervals(
    knowledge: &Knowledge,
    background: Background<'_>,
    wanted: impl Fn(&EntityId) -> bool,
) -> Vec<Interval> {
    let periods = super::periods(knowledge, background.ontology);
    let sides = Sides::new(knowledge, background);
    let wide = wide_ground(background.gazetteer);
    let mut found = Vec::new();
    for (place, moments) in moments(knowledge, &periods, background, wanted) {
        let in_parts = wide.contains(place);
        let mut open: Vec<Interval> = Vec::new();
        for moment in &moments {
            let date = day(moment.day());
            let own = open.iter().position(|i| i.holder == *moment.holder);
            let new = |from, until| Interval {
                place: place.clone(),
                in_parts,
                holder: moment.holder.clone(),
                from,
                until,
                claims: vec![moment.claim],
            };
            match (moment.turn, own) {
                (Turn::Begins | Turn::Holds, Some(at)) => {
                    open[at].claims.push(moment.claim);
                    open[at].until = last_day(moment);
                }
                (Turn::Begins, None) => {
                    let (stay, lost): (Vec<_>, Vec<_>) = open
                        .into_iter()
                        .partition(|other| sides.one(&other.holder, moment.holder));
                    open = stay;
                    found.extend(lost.into_iter().map(|mut lost| {
                        lost.until = date.map(|date| (date, true));
                        lost.claims.push(moment.claim);
                        lost
                    }));
                    open.push(new(date.map(|date| (date, true)), None));
                }
                (Turn::Holds, None) => {
                    open.push(new(date.map(|date| (date, false)), last_day(moment)));
                }
                (Turn::Ends, Some(at)) => {
                    let mut lost = open.remove(at);
                    lost.until = date.map(|date| (date, true));
                    lost.claims.push(moment.claim);
                    found.push(lost);
                }
                (Turn::Ends, None) => {
                    // The same loss told twice, or at the same capture, is one.
                    let told = found.iter_mut().rev().find(|i: &&mut Interval| {
                        i.place == *place
                            && i.holder == *moment.holder
                            && i.until.map(|(date, _)| date) == date
                    });
                    match told {
                        Some(interval) => interval.claims.push(moment.claim),
                        None => found.push(new(None, date.map(|date| (date, true)))),
                    }
                }
            }
        }
        found.extend(open);
    }
    for interval in &mut found {
        interval.claims.sort_unstable();
        interval.claims.dedup();
    }
    found.sort_by(|a, b| {
        let key = |i: &Interval| i.from.or(i.until).map(|(date, _)| date);
        a.place
            .cmp(&b.place)
            .then(key(a).cmp(&key(b)))
            .then_with(|| a.holder.cmp(&b.holder))
    });
    found
}

fn last_day(moment: &Moment<'_>) -> Option<(PartialDate, bool)> {
    day(moment.period.to).map(|date| (date, false))
}

/// Claims of control that cannot both hold.
pub(super) struct Clash {
    pub kind: ContradictionKind,
    pub first: u32,
    pub second: u32,
    pub detail: String,
}

/// Finds captures of one place by two sides at one time, holders of two sides at one time, and dates of one capture that
/// disagree. A place that changes hands is none of these.
pub(super) fn clashes(
    knowledge: &Knowledge,
    periods: &[Period],
    sides: &Sides,
    background: Background<'_>,
) -> Vec<Clash> {
    let wide = wide_ground(background.gazetteer);
    let mut found = Vec::new();
    for (place, moments) in moments(knowledge, periods, background, |_| true) {
        if moments.len() < 2 || wide.contains(place) {
            continue;
        }
        for (at, first) in moments.iter().enumerate() {
            // What lies further behind cannot be of one time with it.
            let near = moments[at + 1..].iter().take(200).take_while(|second| {
                second.day().saturating_sub(first.day()) <= FRESH.max(ONE_CAPTURE)
                    || second.period.overlaps(first.period)
            });
            for (between, second) in near.enumerate() {
                let changed = || {
                    moments[at + 1..at + 1 + between].iter().any(|moment| {
                        (moment.turn == Turn::Begins && sides.one(moment.holder, second.holder))
                            || (moment.turn == Turn::Ends && sides.one(moment.holder, first.holder))
                    })
                };
                let kind = if first.holder == second.holder {
                    misdated(first, second, &moments[at + 1..at + 1 + between])
                } else if sides.one(first.holder, second.holder)
                    || one_deed(knowledge, first.claim, second.claim)
                {
                    None
                } else {
                    clash(first, second).filter(|_| !changed())
                };
                if let Some(kind) = kind {
                    found.push(Clash {
                        kind,
                        first: first.claim,
                        second: second.claim,
                        detail: detail(knowledge, place, first, second, kind),
                    });
                }
            }
        }
    }
    found
}

fn clash(first: &Moment<'_>, second: &Moment<'_>) -> Option<ContradictionKind> {
    let apart = second.day().saturating_sub(first.day());
    match (first.turn, second.turn) {
        (Turn::Begins, Turn::Begins) => {
            let one_time = first.period.overlaps(second.period)
                && (first.period.is_exact() || !first.period.stated)
                && (second.period.is_exact() || !second.period.stated)
                && apart <= 1;
            one_time.then_some(ContradictionKind::Capture)
        }
        (Turn::Holds, Turn::Holds) => {
            let both = (first.period.stated
                && second.period.stated
                && first.period.overlaps(second.period))
                || apart <= 1;
            both.then_some(ContradictionKind::Control)
        }
        // Who held it before the capture is no news; who is said to hold it after, is.
        (Turn::Begins, Turn::Holds) => {
            let after = first.period.to < second.day() && apart > 1 && apart <= FRESH;
            after.then_some(ContradictionKind::Control)
        }
        _ => None,
    }
}

/// Two days for what can have been one capture only: nobody took the place back between them.
fn misdated(
    first: &Moment<'_>,
    second: &Moment<'_>,
    between: &[Moment<'_>],
) -> Option<ContradictionKind> {
    let apart = second.day().saturating_sub(first.day());
    let lost = between
        .iter()
        .any(|moment| (moment.turn == Turn::Ends) == (moment.holder == first.holder));
    let dated = first.turn == Turn::Begins
        && second.turn == Turn::Begins
        && first.period.is_exact()
        && second.period.is_exact();
    (dated && !lost && (2..=ONE_CAPTURE).contains(&apart)).then_some(ContradictionKind::Date)
}

/// Whether two claims come from one sentence: "the army and its allies took the town".
fn one_deed(knowledge: &Knowledge, one: u32, other: u32) -> bool {
    let (one, other) = (
        &knowledge.claims[one as usize],
        &knowledge.claims[other as usize],
    );
    one.record == other.record
        && knowledge.relation(one).sentence_span == knowledge.relation(other).sentence_span
}

fn detail(
    knowledge: &Knowledge,
    place: &EntityId,
    first: &Moment<'_>,
    second: &Moment<'_>,
    kind: ContradictionKind,
) -> String {
    let (a, b) = (
        knowledge.label(first.holder),
        knowledge.label(second.holder),
    );
    let place = knowledge.label(place);
    let on = |moment: &Moment<'_>| {
        day(moment.day()).map_or_else(String::new, |date| format!(" on {date}"))
    };
    match kind {
        ContradictionKind::Date => format!("{a} took {place}{} against{}", on(first), on(second)),
        ContradictionKind::Capture => {
            format!("{a} against {b} as who took {place}{}", on(second))
        }
        _ if first.turn == Turn::Begins => format!(
            "{a} took {place}{}, against {b} as who holds it{}",
            on(first),
            on(second)
        ),
        _ => format!("{a} against {b} as who holds {place}{}", on(second)),
    }
}
