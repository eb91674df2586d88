//! Who affirms and who denies each proposition, independent of each other, and which are corroborated.

use rustc_hash::FxHashMap;

use super::kin::{Kin, Tie};
use super::period::Period;
use super::proposition::one_place;
use super::{Background, control, shingle};
use crate::load::Mark;
use crate::model::{BorneOut, EntityId, Knowledge, Modality, Polarity, Proposition};

/// What is known when support is told.
struct Teller<'k> {
    knowledge: &'k Knowledge,
    /// When each claim holds, what is told without a day stretched back.
    reach: &'k [Period],
    /// For each claim the happening that it tells of, by any number.
    tellings: &'k [Option<u32>],
    kin: &'k Kin,
    background: Background<'k>,
}

/// Tells who affirms and who denies each proposition, and which two origins affirm of one time and place.
///
/// Where nobody is named as the one who did it, only claims of one happening bear each other out, and only those who
/// tell of one happening support it. Where both ends are named, what another origin says of a part, a whole or a head of
/// an end bears a proposition out too: what a part did the whole did; who leads a coalition and the coalition may be told
/// for each other; and in one happening a part and its whole may.
pub(super) fn tell(
    knowledge: &mut Knowledge,
    periods: &[Period],
    tellings: &[Option<u32>],
    kin: &Kin,
    background: Background<'_>,
) {
    let wide = control::wide_ground(background.gazetteer);
    let reach: Vec<Period> = knowledge
        .claims
        .iter()
        .zip(periods)
        .map(|(claim, period)| {
            // What is done in a region goes on; two tellings of it weeks apart are of two deeds.
            if wide.contains(&knowledge.proposition(claim).object) {
                *period
            } else {
                period.stretched()
            }
        })
        .collect();
    let mut propositions = std::mem::take(&mut knowledge.propositions);
    let mut affirming: Vec<Vec<u32>> = Vec::with_capacity(propositions.len());
    for proposition in &mut propositions {
        let mut affirmed: Vec<u32> = Vec::new();
        for at in &proposition.claims {
            let claim = &knowledge.claims[*at as usize];
            let relation = knowledge.relation(claim);
            match (relation.polarity, relation.modality) {
                (Polarity::Negative, _) => proposition.denial.push(claim.origin),
                (Polarity::Positive, Modality::Actual) => affirmed.push(*at),
                (Polarity::Positive, _) => {}
            }
        }
        if proposition.subject.is_none() {
            affirmed = best_told(knowledge, tellings, affirmed);
        }
        let origins = affirmed
            .iter()
            .map(|at| knowledge.claims[*at as usize].origin);
        proposition.support.extend(origins);
        for origins in [&mut proposition.support, &mut proposition.denial] {
            origins.sort_unstable();
            origins.dedup();
        }
        affirmed.sort_by_key(|at| (reach[*at as usize].from, *at));
        affirming.push(affirmed);
    }
    let teller = Teller {
        knowledge,
        reach: &reach,
        tellings,
        kin,
        background,
    };
    for (proposition, affirmed) in propositions.iter_mut().zip(&affirming) {
        proposition.corroborated = proposition.support.len() > 1
            && teller.pair(affirmed, affirmed, |a, b| {
                proposition.subject.is_some()
                    || (tellings[a].is_some() && tellings[a] == tellings[b])
            });
    }
    let found = teller.borne_out(&propositions, &affirming);
    for (at, borne_out) in found {
        let proposition = &mut propositions[at as usize];
        proposition.corroborated = true;
        proposition.borne_out_by.push(borne_out);
    }
    for proposition in &mut propositions {
        proposition
            .borne_out_by
            .sort_by_key(|other| other.proposition);
    }
    knowledge.propositions = propositions;
}

/// Of claims that name nobody as the one who did it, those of the happening that most origins tell of; the first told
/// where several have as many.
fn best_told(knowledge: &Knowledge, tellings: &[Option<u32>], claims: Vec<u32>) -> Vec<u32> {
    let mut happenings: Vec<(Option<u32>, Vec<u32>)> = Vec::new();
    let mut known: FxHashMap<u32, usize> = FxHashMap::default();
    for at in claims {
        let telling = tellings[at as usize];
        match telling.and_then(|telling| known.get(&telling)) {
            Some(place) => happenings[*place].1.push(at),
            None => {
                known.extend(telling.map(|telling| (telling, happenings.len())));
                happenings.push((telling, vec![at]));
            }
        }
    }
    let origins = |claims: &[u32]| {
        let mut origins: Vec<u32> = claims
            .iter()
            .map(|at| knowledge.claims[*at as usize].origin)
            .collect();
        origins.sort_unstable();
        origins.dedup();
        origins.len()
    };
    let best = (0..happenings.len())
        .max_by_key(|at| (origins(&happenings[*at].1), std::cmp::Reverse(*at)));
    best.map(|at| happenings.swap_remove(at).1)
        .unwrap_or_default()
}

impl Teller<'_> {
    /// Whether a claim of the one list and a claim of the other are of two origins, one time and one place, and fit
    /// otherwise. Both lists are in the order in which they begin to hold.
    fn pair(&self, one: &[u32], other: &[u32], fits: impl Fn(usize, usize) -> bool) -> bool {
        one.iter().any(|at| {
            let a = *at as usize;
            let first = &self.knowledge.claims[a];
            let period = self.reach[a];
            other
                .iter()
                .map(|other| *other as usize)
                .take_while(|b| self.reach[*b].from <= period.to)
                .any(|b| {
                    let second = &self.knowledge.claims[b];
                    first.origin != second.origin
                        && period.overlaps(self.reach[b])
                        && one_place(self.knowledge, first, second)
                        && fits(a, b)
                })
        })
    }

    /// The propositions that others of kin ends bear out, by number.
    fn borne_out(
        &self,
        propositions: &[Proposition],
        affirming: &[Vec<u32>],
    ) -> Vec<(u32, BorneOut)> {
        let mut numbers: FxHashMap<(&EntityId, &str, &EntityId), u32> = FxHashMap::default();
        for (at, proposition) in propositions.iter().enumerate() {
            if let Some(subject) = &proposition.subject
                && !affirming[at].is_empty()
            {
                let relation = proposition.relation.as_str();
                numbers.insert((subject, relation, &proposition.object), at as u32);
            }
        }
        let mut found = Vec::new();
        for (low, narrow) in propositions.iter().enumerate() {
            let Some(subject) = narrow
                .subject
                .as_ref()
                .filter(|_| !affirming[low].is_empty())
            else {
                continue;
            };
            let signature = self.background.ontology.relation(narrow.relation.as_str());
            let has = |mark| signature.is_some_and(|signature| signature.has(mark));
            if has(Mark::Permanent) || has(Mark::OneBody) {
                continue;
            }
            let is_ground = |id: &EntityId| {
                self.knowledge
                    .entity(id)
                    .is_some_and(|entity| entity.class.is_ground())
            };
            // Ground is one or is not: a country struck is not its army.
            let of_ground = has(Mark::StatesPlace);
            let objects = self
                .kin
                .above(&narrow.object)
                .filter(|id| !of_ground || !is_ground(id));
            let objects: Vec<&EntityId> = std::iter::once(&narrow.object).chain(objects).collect();
            for over_subject in std::iter::once(subject).chain(self.kin.above(subject)) {
                for over_object in &objects {
                    if over_subject == subject && **over_object == narrow.object {
                        continue;
                    }
                    let (mut first, mut second) = (over_subject, *over_object);
                    if has(Mark::Symmetric) && first > second {
                        std::mem::swap(&mut first, &mut second);
                    }
                    let key = (first, narrow.relation.as_str(), second);
                    let Some(high) = numbers
                        .get(&key)
                        .copied()
                        .filter(|high| *high != low as u32)
                    else {
                        continue;
                    };
                    let ends = [(subject, over_subject), (&narrow.object, *over_object)];
                    self.hold(&mut found, affirming, [low as u32, high], ends);
                }
            }
        }
        found
    }

    /// Holds a proposition against one whose ends, pair by pair, are the same or above its own.
    fn hold(
        &self,
        found: &mut Vec<(u32, BorneOut)>,
        affirming: &[Vec<u32>],
        [low, high]: [u32; 2],
        ends: [(&EntityId, &EntityId); 2],
    ) {
        let (narrow, broad) = (&affirming[low as usize], &affirming[high as usize]);
        let other_text = |a: usize, b: usize| {
            let [a, b] = [a, b].map(|at| {
                let relation = self.knowledge.relation(&self.knowledge.claims[at]);
                shingle::shingles([&*relation.sentence])
            });
            !shingle::one_text(&a, &b)
        };
        if !self.pair(narrow, broad, other_text) {
            return;
        }
        let reasons: Vec<&str> = ends
            .iter()
            .filter_map(|(low, high)| self.kin.why(low, high))
            .collect();
        let borne_out = |proposition| BorneOut {
            proposition,
            reason: reasons.join("; "),
        };
        found.push((high, borne_out(low)));
        let heads = ends
            .iter()
            .all(|(low, high)| low == high || self.kin.tie(low, high) == Some(Tie::Heads));
        let one_happening = |a: usize, b: usize| {
            self.tellings[a].is_some() && self.tellings[a] == self.tellings[b] && other_text(a, b)
        };
        if heads || self.pair(narrow, broad, one_happening) {
            found.push((low, borne_out(high)));
        }
    }
}
