//! Precision and recall of names by groups: those that the gazetteer lists or composes, those that nobody
//! listed, and those that stand in no other text, so that nobody can have listed them for having read them.

use std::collections::BTreeMap;

use super::Annotated;
use super::document::{overlap, pair_up};
use crate::model::{Char, MentionKind, Record, Span};

/// Names of one group, by overlap of their spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Group {
    /// Found.
    pub found: u32,
    /// Those of them that lie on an annotated name.
    pub right: u32,
    /// Annotated.
    pub wanted: u32,
    /// Those of them that were found.
    pub met: u32,
}

impl Group {
    /// Of what was found, the part that is right; 0 where nothing was.
    pub fn precision(self) -> f64 {
        part(self.right, self.found)
    }

    /// Of what was annotated, the part that was found; 0 where nothing was.
    pub fn recall(self) -> f64 {
        part(self.met, self.wanted)
    }
}

fn part(right: u32, of: u32) -> f64 {
    if of == 0 {
        0.0
    } else {
        f64::from(right) / f64::from(of)
    }
}

/// The groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NameGroups {
    /// Listed or composed.
    pub known: Group,
    /// Found by their form and surroundings, or by nothing.
    pub unlisted: Group,
    /// In none of the other texts.
    pub alone: Group,
}

/// Counts the names of annotated texts by groups. `is_listed` tells whether the gazetteer has a name,
/// `is_elsewhere` whether other texts have it; both are asked once for each name.
pub fn name_groups(
    annotated: &[Annotated],
    records: &[Record],
    is_listed: impl Fn(&str) -> bool,
    is_elsewhere: impl Fn(&str) -> bool,
) -> NameGroups {
    let by_id: BTreeMap<&str, &Record> = records
        .iter()
        .map(|record| (record.doc.as_str(), record))
        .collect();
    let mut groups = NameGroups::default();
    let mut asked: BTreeMap<String, (bool, bool)> = BTreeMap::new();
    for one in annotated {
        let letters: Vec<char> = one.text.chars().collect();
        let words = |span: Span<Char>| -> String {
            let inside = letters.get(span.start as usize..span.end as usize);
            inside.unwrap_or_default().iter().collect()
        };
        let mentions = one.gold.mentions(&one.text);
        let theirs: Vec<Span<Char>> = mentions
            .iter()
            .filter(|mention| mention.is_name)
            .map(|mention| mention.span)
            .collect();
        let nominal = |span: Span<Char>| {
            let on = |name: bool| {
                (mentions.iter())
                    .any(|mention| mention.is_name == name && mention.span.overlaps(span))
            };
            on(false) && !on(true)
        };
        let ours: Vec<(Span<Char>, bool)> = by_id
            .get(one.gold.id.as_str())
            .into_iter()
            .flat_map(|record| &record.entities)
            .flat_map(|entity| entity.mentions.iter().map(move |m| (m, entity.known)))
            .filter(|(mention, _)| mention.kind == MentionKind::Name)
            .map(|(mention, known)| (Span::new(mention.start, mention.end), known))
            .filter(|(span, _)| !nominal(*span))
            .collect();
        let pairs = pair_up(&ours, &theirs, |(span, _), other| overlap(*span, *other));
        let mut partner_of = vec![None; theirs.len()];
        let mut is_right = vec![false; ours.len()];
        for (a, b) in pairs {
            partner_of[b] = Some(a);
            is_right[a] = true;
        }
        let mut ask = |name: String| {
            *asked
                .entry(name)
                .or_insert_with_key(|name| (is_listed(name), is_elsewhere(name)))
        };
        for ((span, known), right) in ours.iter().zip(&is_right) {
            let (_, elsewhere) = ask(words(*span));
            let count = |group: &mut Group| {
                group.found += 1;
                group.right += u32::from(*right);
            };
            count(match known {
                true => &mut groups.known,
                false => &mut groups.unlisted,
            });
            if !elsewhere {
                count(&mut groups.alone);
            }
        }
        for (span, partner) in theirs.iter().zip(&partner_of) {
            let (listed, elsewhere) = ask(words(*span));
            let known = listed || partner.is_some_and(|at: usize| ours[at].1);
            let count = |group: &mut Group| {
                group.wanted += 1;
                group.met += u32::from(partner.is_some());
            };
            count(match known {
                true => &mut groups.known,
                false => &mut groups.unlisted,
            });
            if !elsewhere {
                count(&mut groups.alone);
            }
        }
    }
    groups
}
