//! Who is who across documents. Unlisted entities are joined when their form, their type and their surroundings
//! agree, each time with a reason; what users decided in the ledger is obeyed. Likeness of spelling alone joins nothing:
//! such pairs are shown to users as doubtful.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Background;
use super::surroundings::{Profile, folded, profiles};
use crate::model::{Class, EntityId, Joining, Knowledge, Outline};

/// Known entities that two must have near them in common to agree in their surroundings.
const COMMON: usize = 2;

/// Ids of one block that are compared with each other; the rest of a block stays apart.
const BLOCK: usize = 200;

/// The likeness (Jaro–Winkler) from which on two spellings are worth a question.
const ALIKE: f64 = 0.93;

/// Two ids of which a user may know whether they are one entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The one more spoken of.
    pub first: EntityId,
    /// The other.
    pub second: EntityId,
    /// Why they may be one, and why they were not joined.
    pub reason: String,
    /// How much it matters: the claims that would get another end.
    pub claims: u32,
}

/// Groups of ids that are one entity.
struct Groups<'d> {
    above: FxHashMap<EntityId, EntityId>,
    reasons: BTreeMap<EntityId, String>,
    /// What decisions of users keep apart, pair by pair.
    apart: Vec<(&'d EntityId, &'d EntityId)>,
}

impl<'d> Groups<'d> {
    fn new(background: Background<'d>) -> Self {
        let mut apart = Vec::new();
        for decision in &background.ledger.different {
            for (at, one) in decision.ids.iter().enumerate() {
                apart.extend(decision.ids[at + 1..].iter().map(|other| (one, other)));
            }
        }
        Self {
            above: FxHashMap::default(),
            reasons: BTreeMap::new(),
            apart,
        }
    }

    fn top(&self, id: &EntityId) -> EntityId {
        let mut id = id;
        while let Some(above) = self.above.get(id) {
            id = above;
        }
        id.clone()
    }

    /// Puts `joined` under `kept`, unless a decision keeps any two of the groups apart.
    fn join(&mut self, kept: &EntityId, joined: &EntityId, reason: String) {
        let (over, under) = (self.top(kept), self.top(joined));
        let forbidden = self.apart.iter().any(|(a, b)| {
            let (a, b) = (self.top(a), self.top(b));
            (a == over && b == under) || (a == under && b == over)
        });
        if over != under && !forbidden {
            self.reasons.insert(under.clone(), reason);
            self.above.insert(under, over);
        }
    }
}

/// Which ids are joined into which, ordered by the joined id.
pub(super) fn join(outlines: &[Outline], background: Background<'_>) -> Vec<Joining> {
    let profiles = profiles(outlines);
    let mut groups = Groups::new(background);
    for decision in &background.ledger.same {
        let mut ids: Vec<&EntityId> = decision.ids.iter().collect();
        // What the gazetteer lists stands for the rest, then what is spoken of most.
        ids.sort_by_key(|id| {
            let spoken = profiles.get(*id).map_or(0, |profile| profile.mentions);
            let listed =
                background.gazetteer.get(id.as_str()).is_some() || !id.as_str().contains('/');
            (!listed, std::cmp::Reverse(spoken), (*id).clone())
        });
        for id in &ids[1..] {
            let note = decision.note.as_deref().map(|note| format!(": {note}"));
            let reason = format!("decided in {}{}", decision.at, note.unwrap_or_default());
            groups.join(ids[0], id, reason);
        }
    }
    for pair in pairs(&profiles, background, Wanted::Joining) {
        if pair.joins {
            groups.join(pair.kept, pair.other, pair.reason);
        }
    }
    let mut joinings: Vec<Joining> = groups
        .reasons
        .iter()
        .map(|(joined, reason)| Joining {
            kept: groups.top(joined),
            joined: joined.clone(),
            reason: reason.clone(),
        })
        .collect();
    joinings.sort_by(|a, b| a.joined.cmp(&b.joined));
    joinings
}

/// Pairs that may be one entity and were neither joined nor decided on, those that matter most first.
pub fn doubts(knowledge: &Knowledge, background: Background<'_>) -> Vec<Doubt> {
    let profiles = profiles(&knowledge.outlines);
    let mut found: Vec<Doubt> = pairs(&profiles, background, Wanted::All)
        .into_iter()
        .filter(|pair| !pair.joins && !background.ledger.decides(pair.kept, pair.other))
        .map(|pair| Doubt {
            first: pair.kept.clone(),
            second: pair.other.clone(),
            claims: pair.claims,
            reason: pair.reason,
        })
        .filter(|doubt| {
            let id = |id| knowledge.entity(id).map(|entity| &entity.id);
            id(&doubt.first) != id(&doubt.second)
        })
        .collect();
    found.sort_by(|a, b| {
        b.claims
            .cmp(&a.claims)
            .then_with(|| (&a.first, &a.second).cmp(&(&b.first, &b.second)))
    });
    found
}

/// Two ids whose forms are the same or like.
struct Pair<'p> {
    kept: &'p EntityId,
    other: &'p EntityId,
    joins: bool,
    reason: String,
    claims: u32,
}

/// Which pairs to keep: of many documents those that are only alike would fill the memory.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    All,
    Joining,
}

/// All pairs worth a look, found inside blocks of forms that begin or end alike.
fn pairs<'p>(
    profiles: &'p BTreeMap<EntityId, Profile>,
    background: Background<'_>,
    wanted: Wanted,
) -> Vec<Pair<'p>> {
    let articles = &background.gazetteer.forms.articles;
    let forms: Vec<(&EntityId, &Profile, String)> = profiles
        .iter()
        .map(|(id, profile)| {
            let name = profile.described.as_deref().unwrap_or(&profile.label);
            (id, profile, folded(name, articles))
        })
        .collect();
    let mut blocks: BTreeMap<(bool, String), Vec<usize>> = BTreeMap::new();
    for (at, (_, profile, form)) in forms.iter().enumerate() {
        if form.is_empty() {
            continue;
        }
        if profile.described.is_some() {
            blocks.entry((false, form.clone())).or_default().push(at);
            continue;
        }
        let last = form.rsplit(' ').next().unwrap_or(form);
        let start: String = form.chars().take(4).collect();
        blocks
            .entry((true, format!("{start}…")))
            .or_default()
            .push(at);
        if last != form {
            blocks
                .entry((true, format!("…{last}")))
                .or_default()
                .push(at);
        } else if profile.class == Class::Person {
            blocks
                .entry((true, format!("…{form}")))
                .or_default()
                .push(at);
        }
    }
    let mut found: BTreeMap<(&EntityId, &EntityId), Pair<'_>> = BTreeMap::new();
    for block in blocks.into_values() {
        let mut block = block;
        block.sort_by_key(|at| {
            let (id, profile, _) = &forms[*at];
            (std::cmp::Reverse(profile.mentions), *id)
        });
        block.truncate(BLOCK);
        for (position, one) in block.iter().enumerate() {
            for other in &block[position + 1..] {
                if let Some(pair) = compare(&forms[*one], &forms[*other])
                    && (pair.joins || wanted == Wanted::All)
                {
                    found.entry((pair.kept, pair.other)).or_insert(pair);
                }
            }
        }
    }
    let mut found: Vec<Pair<'_>> = found.into_values().collect();
    // A short name that fits several full ones belongs to none of them.
    let mut fuller: FxHashMap<&EntityId, usize> = FxHashMap::default();
    for pair in found.iter().filter(|pair| pair.joins) {
        *fuller.entry(pair.other).or_default() += 1;
    }
    for pair in &mut found {
        let several = fuller.get(pair.other).is_some_and(|count| *count > 1);
        let (a, b) = (&profiles[pair.kept], &profiles[pair.other]);
        if pair.joins && several && a.class == Class::Person && a.label.len() != b.label.len() {
            pair.joins = false;
            pair.reason.push_str(", but others are called so too");
        }
    }
    found
}

fn compare<'p>(
    one: &(&'p EntityId, &'p Profile, String),
    other: &(&'p EntityId, &'p Profile, String),
) -> Option<Pair<'p>> {
    let ((id, a, form), (other_id, b, other_form)) = (one, other);
    let same_form = form == other_form;
    let ends = |long: &str, short: &str| {
        long.len() > short.len()
            && long.ends_with(short)
            && long.as_bytes()[long.len() - short.len() - 1] == b' '
    };
    let shortened = a.class == Class::Person
        && b.class == Class::Person
        && a.described.is_none()
        && (ends(form, other_form) || ends(other_form, form));
    let alike = !same_form
        && !shortened
        && a.described.is_none()
        && form.len() >= 6
        && strsim::jaro_winkler(form, other_form) >= ALIKE;
    if !same_form && !shortened && !alike {
        return None;
    }
    let near_both = a.near.iter().filter(|id| b.near.binary_search(id).is_ok());
    let shared: Vec<&str> = near_both.map(EntityId::as_str).collect();
    let agree = shared.len() >= COMMON && shared.len() * 3 >= a.near.len().min(b.near.len());
    let form_words = if same_form {
        "the same form"
    } else if shortened {
        "one name ends with the other"
    } else {
        "alike in spelling only"
    };
    let around = if shared.is_empty() {
        "nothing near both".to_owned()
    } else {
        let more = shared.len().saturating_sub(3);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        format!(
            "near both {}{more}",
            shared[..shared.len().min(3)].join(", ")
        )
    };
    let types = if a.class == b.class {
        format!("both {}", a.class)
    } else {
        format!("{} against {}", a.class, b.class)
    };
    // A group that is only described is the same one elsewhere if both describe it within one story.
    let joins = !alike && a.class == b.class && agree;
    if a.described.is_some() && !joins {
        return None;
    }
    let (kept, other) = if shortened && other_form.len() > form.len() {
        (other_id, id)
    } else {
        (id, other_id)
    };
    Some(Pair {
        kept,
        other,
        joins,
        reason: format!("{form_words}, {types}, {around}"),
        claims: a.claims.min(b.claims),
    })
}
