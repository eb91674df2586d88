//! Gathers the claims that tell of one happening.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::kin::Kin;
use super::period::{Period, day};
use super::proposition::one_place;
use super::side::Sides;
use super::{Background, control, hash};
use crate::load::Mark;
use crate::model::{EntityId, Event, Knowledge, Proposition, RelationName, ResolvedClaim};

/// Happenings to which a claim is held at most: the latest ones.
const OPEN: usize = 64;

/// A happening on its way.
struct Happening {
    period: Period,
    subject: Option<EntityId>,
    claims: Vec<u32>,
}

/// A happening and what was done in it.
struct Told<'k> {
    relation: &'k RelationName,
    happening: Happening,
}

/// Fills in the knowledge's events: happenings that two or more documents tell of. Gives for each claim the number of
/// the happening that it tells of, told by others or not.
///
/// Tellings of one happening have the relation in common, their objects are one or kin, their days overlap, no two name
/// different places or doers of different sides, and something ties them down: a day, which both must give where numbers
/// are told; or, where both can be dated at least by the day of publication, a place or ground that changed hands.
pub(super) fn gather(
    knowledge: &mut Knowledge,
    periods: &[Period],
    kin: &Kin,
    background: Background<'_>,
) -> Vec<Option<u32>> {
    let mut tellings = vec![None; knowledge.claims.len()];
    let mut deeds: BTreeMap<(&RelationName, &EntityId, Option<&EntityId>), Vec<u32>> =
        BTreeMap::new();
    for (at, claim) in knowledge.claims.iter().enumerate() {
        let proposition = knowledge.proposition(claim);
        let signature = background.ontology.relation(proposition.relation.as_str());
        if knowledge.affirms(claim) && signature.is_some_and(|s| s.has(Mark::Happens)) {
            let object = kin.root(&proposition.object);
            // Where ends have no order, both tell what the deed was.
            let other = signature
                .filter(|signature| signature.has(Mark::Symmetric))
                .and(proposition.subject.as_ref())
                .map(|subject| kin.root(subject));
            let (object, other) = match other {
                Some(other) if *other < *object => (other, Some(object)),
                other => (object, other),
            };
            deeds
                .entry((&proposition.relation, object, other))
                .or_default()
                .push(at as u32);
        }
    }
    let sides = Sides::new(knowledge, background);
    let wide = control::wide_ground(background.gazetteer);
    let mut told: Vec<Told<'_>> = Vec::new();
    for ((relation, ..), mut claims) in deeds {
        claims.sort_by_key(|at| (periods[*at as usize].from, *at));
        let has = |mark| {
            background
                .ontology
                .relation(relation.as_str())
                .is_some_and(|signature| signature.has(mark))
        };
        let takes_ground = has(Mark::BeginsControl) || has(Mark::EndsControl);
        // The dead of a day must not meet those of a whole war, which are told without a day.
        let counts = has(Mark::Counts);
        let of_ground = has(Mark::StatesPlace);
        let ends = Ends {
            kin,
            symmetric: has(Mark::Symmetric),
            of_ground,
        };
        let mut open: Vec<Happening> = Vec::new();
        let mut done: Vec<Happening> = Vec::new();
        for at in claims {
            let period = periods[at as usize];
            let claim = &knowledge.claims[at as usize];
            let proposition = knowledge.proposition(claim);
            let subject = &proposition.subject;
            let is_ground = |id: &EntityId| {
                knowledge
                    .entity(id)
                    .is_some_and(|entity| entity.class.is_ground())
            };
            let on_ground = is_ground(&proposition.object)
                && (takes_ground || !wide.contains(&proposition.object));
            let (over, still): (Vec<_>, Vec<_>) = open
                .into_iter()
                .partition(|happening| happening.period.to < period.from);
            done.extend(over);
            open = still;
            let place = open.iter_mut().find(|happening| {
                let exact = [happening.period.is_exact(), period.is_exact()];
                let dated = if counts {
                    exact == [true, true]
                } else {
                    exact != [false, false]
                };
                // Where ends have no order, whoever stands first did not do it to the other.
                let one_doer = match (&happening.subject, subject) {
                    (Some(a), Some(b)) if !ends.symmetric => sides.one(a, b) || kin.kin(a, b),
                    _ => true,
                };
                one_doer
                    && happening.period.overlaps(period)
                    && happening.claims.iter().all(|other| {
                        let other = &knowledge.claims[*other as usize];
                        one_place(knowledge, other, claim)
                            && ends.meet(knowledge, knowledge.proposition(other), proposition)
                    })
                    && (dated
                        || (happening.period.is_bounded()
                            && period.is_bounded()
                            && (on_ground
                                || happening.claims.iter().any(|other| {
                                    let other = &knowledge.claims[*other as usize];
                                    same_place_named(knowledge, other, claim, &wide)
                                }))))
            });
            match place {
                Some(happening) => {
                    happening.period = happening.period.shared(period).unwrap_or(happening.period);
                    if happening.subject.is_none() {
                        happening.subject.clone_from(subject);
                    }
                    happening.claims.push(at);
                }
                None => {
                    if open.len() == OPEN {
                        done.push(open.remove(0));
                    }
                    open.push(Happening {
                        period,
                        subject: subject.clone(),
                        claims: vec![at],
                    });
                }
            }
        }
        done.extend(open);
        for mut happening in done {
            happening.claims.sort_unstable();
            for at in &happening.claims {
                tellings[*at as usize] = Some(told.len() as u32);
            }
            told.push(Told {
                relation,
                happening,
            });
        }
    }
    let mut events = Vec::new();
    for parts in gathered(knowledge, &told, &tellings, &sides, background) {
        let mut claims: Vec<u32> = parts
            .iter()
            .flat_map(|part| told[*part as usize].happening.claims.iter().copied())
            .collect();
        claims.sort_unstable();
        let first = &knowledge.claims[claims[0] as usize];
        let told_by_more = claims
            .iter()
            .any(|at| knowledge.claims[*at as usize].record != first.record);
        if told_by_more {
            events.push(Event {
                id: hash::content_id(["event", &first.id.to_string()]),
                label: label(knowledge, background, &told[parts[0] as usize]),
                reasons: reasons(knowledge, kin, &claims),
                claims,
            });
        }
    }
    events.sort_by_key(|event| event.id);
    knowledge.events = events;
    tellings
}

/// How ends of claims of one relation are held against each other.
struct Ends<'k> {
    kin: &'k Kin,
    symmetric: bool,
    /// Whether the relation is of ground, which is one or is not: a country struck is not its army.
    of_ground: bool,
}

impl Ends<'_> {
    /// Whether what two propositions do it to can be one: the objects, or both ends where they have no order.
    fn meet(&self, knowledge: &Knowledge, one: &Proposition, other: &Proposition) -> bool {
        let is_ground = |id: &EntityId| {
            self.of_ground
                && knowledge
                    .entity(id)
                    .is_some_and(|entity| entity.class.is_ground())
        };
        let kin = |a: &EntityId, b: &EntityId| {
            a == b || (!is_ground(a) && !is_ground(b) && self.kin.kin(a, b))
        };
        if !self.symmetric {
            return kin(&one.object, &other.object);
        }
        match (&one.subject, &other.subject) {
            (Some(a), Some(b)) => {
                (kin(a, b) && kin(&one.object, &other.object))
                    || (kin(a, &other.object) && kin(&one.object, b))
            }
            _ => kin(&one.object, &other.object),
        }
    }
}

/// Why the ends of an event's claims are taken for one, each reason once.
fn reasons(knowledge: &Knowledge, kin: &Kin, claims: &[u32]) -> Vec<String> {
    let mut ends: Vec<&EntityId> = claims
        .iter()
        .flat_map(|at| {
            let proposition = knowledge.proposition(&knowledge.claims[*at as usize]);
            proposition.subject.iter().chain([&proposition.object])
        })
        .collect();
    ends.sort();
    ends.dedup();
    let mut reasons = Vec::new();
    for (position, one) in ends.iter().enumerate() {
        let others = &ends[position + 1..];
        reasons.extend(others.iter().filter_map(|other| kin.why(one, other)));
    }
    reasons.sort_unstable();
    reasons.dedup();
    reasons.into_iter().map(str::to_owned).collect()
}

/// The happenings that make up one event, what was done before what came of it: a strike and its dead are one event
/// where a sentence tells both of one doer; and what several did with each other, in pairs that one sentence tells, is one.
fn gathered(
    knowledge: &Knowledge,
    told: &[Told<'_>],
    tellings: &[Option<u32>],
    sides: &Sides,
    background: Background<'_>,
) -> Vec<Vec<u32>> {
    let comes_of = |part: u32| {
        background
            .ontology
            .relation(told[part as usize].relation.as_str())
            .is_some_and(|signature| signature.has(Mark::ComesOf))
    };
    let family = |part: u32| {
        let signature = background
            .ontology
            .relation(told[part as usize].relation.as_str())?;
        signature.family.as_ref()
    };
    let mut sentences: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
    for (claim, part) in knowledge.claims.iter().zip(tellings) {
        let sentence = knowledge.relation(claim).sentence_span;
        if let Some((part, sentence)) = part.zip(sentence) {
            sentences
                .entry((claim.record, sentence[0]))
                .or_default()
                .push(part);
        }
    }
    // Each happening points at one before it in its event, or at itself.
    let mut above: Vec<u32> = (0..told.len() as u32).collect();
    let top = |above: &[u32], mut part: u32| {
        while above[part as usize] != part {
            part = above[part as usize];
        }
        part
    };
    let join = |above: &mut Vec<u32>, one: u32, other: u32| {
        let (one, other) = (top(above, one), top(above, other));
        above[one.max(other) as usize] = one.min(other);
    };
    let among = |part: u32| {
        background
            .ontology
            .is_symmetric(told[part as usize].relation.as_str())
    };
    for parts in sentences.values() {
        for (position, part) in parts.iter().enumerate().filter(|(_, part)| among(**part)) {
            let relation = told[*part as usize].relation;
            let pair = parts[position + 1..].iter().find(|other| {
                told[**other as usize].relation == relation
                    && among_the_same(knowledge, &told[*part as usize], &told[**other as usize])
            });
            if let Some(pair) = pair {
                join(&mut above, *part, *pair);
            }
        }
        for result in parts.iter().filter(|part| comes_of(**part)) {
            let deed = parts.iter().find(|part| {
                let doers = [*part, result].map(|at| &told[*at as usize].happening.subject);
                !comes_of(**part)
                    && family(**part) == family(*result)
                    && match doers {
                        [Some(a), Some(b)] => sides.one(a, b),
                        _ => true,
                    }
            });
            if let Some(deed) = deed {
                join(&mut above, *deed, *result);
            }
        }
    }
    let mut events: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for part in 0..told.len() as u32 {
        events.entry(top(&above, part)).or_default().push(part);
    }
    for parts in events.values_mut() {
        parts.sort_by_key(|part| (comes_of(*part), *part));
    }
    events.into_values().collect()
}

/// Whether somebody stands at an end of both, and neither day nor place tells them apart.
fn among_the_same(knowledge: &Knowledge, one: &Told<'_>, other: &Told<'_>) -> bool {
    let [first, second] =
        [one, other].map(|told| &knowledge.claims[told.happening.claims[0] as usize]);
    let ends = |claim| {
        let proposition = knowledge.proposition(claim);
        [proposition.subject.as_ref(), Some(&proposition.object)]
    };
    let others = ends(second);
    one.happening.period.overlaps(other.happening.period)
        && one_place(knowledge, first, second)
        && ends(first)
            .iter()
            .any(|end| end.is_some() && others.contains(end))
}

/// Whether two claims name one place, and none so wide that much happens in it at once.
fn same_place_named(
    knowledge: &Knowledge,
    a: &ResolvedClaim,
    b: &ResolvedClaim,
    wide: &FxHashSet<EntityId>,
) -> bool {
    let narrow = |claim| {
        knowledge
            .relation(claim)
            .place
            .as_ref()
            .is_some_and(|place| !wide.contains(place))
    };
    narrow(a) && narrow(b) && one_place(knowledge, a, b)
}

fn label(knowledge: &Knowledge, background: Background<'_>, told: &Told<'_>) -> String {
    let Told {
        relation,
        happening,
    } = told;
    let first = &knowledge.claims[happening.claims[0] as usize];
    let object = &knowledge.proposition(first).object;
    let subject = happening
        .subject
        .as_ref()
        .map_or("nobody named", |id| knowledge.label(id));
    let name = background
        .ontology
        .relation(relation.as_str())
        .map_or(relation.as_str(), |signature| signature.label.as_str());
    let mut label = format!("{subject} {name} {}", knowledge.label(object));
    let place = happening.claims.iter().find_map(|at| {
        knowledge
            .relation(&knowledge.claims[*at as usize])
            .place
            .as_ref()
    });
    if let Some(place) = place {
        label.push_str(" at ");
        label.push_str(knowledge.label(place));
    }
    if let Some(date) = day(happening.period.from).filter(|_| happening.period.stated) {
        label.push_str(&format!(", {date}"));
    }
    label
}
