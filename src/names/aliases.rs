//! What people and bodies are called besides: names that the text equates ("X, also known as Y"), and a listed
//! person's full name with a middle name in it.

use rustc_hash::FxHashMap;

use super::fold::Folder;
use super::lexicon::Flags;
use super::pieces::{Gap, Pieces};
use super::tagger::Draft;
use super::words::Words;
use crate::load::Gazetteer;
use crate::model::{Candidate, Class, MentionKind};

/// The longest name behind "also known as", in words.
const LONGEST: usize = 4;

/// The listed people by their first and last names.
#[derive(Debug, Default)]
pub(super) struct Persons {
    /// `None` where two people bear both.
    by_ends: FxHashMap<(String, String), Option<u32>>,
}

impl Persons {
    pub(super) fn new(gazetteer: &Gazetteer, folder: &Folder) -> Self {
        let mut by_ends: FxHashMap<(String, String), Option<u32>> = FxHashMap::default();
        let mut words = Words::default();
        for (index, entity) in gazetteer.entities.values().enumerate() {
            if entity.class != Class::Person {
                continue;
            }
            for alias in &entity.aliases {
                let pieces = words.name(&alias.name, folder);
                if pieces.len() != 2 || pieces.all[0].article {
                    continue;
                }
                let ends = (pieces.plain(0).to_owned(), pieces.plain(1).to_owned());
                let index = index as u32;
                by_ends
                    .entry(ends)
                    .and_modify(|known| *known = known.filter(|known| *known == index))
                    .or_insert(Some(index));
            }
        }
        Self { by_ends }
    }

    /// The listed person whose first and last names begin and end some pieces, with a middle name between that
    /// is no father's: "James Wright Foley", "Steven J. Sotloff".
    pub(super) fn whole(&self, pieces: &Pieces<'_>, start: usize, end: usize) -> Option<u32> {
        if end < start + 3 {
            return None;
        }
        let fathers = Flags::FIRST_NAME.or(Flags::PARTICLE);
        let middle = start + 1..end - 1;
        if middle
            .clone()
            .any(|at| pieces.flags(at).any(fathers) || pieces.all[at].article)
        {
            return None;
        }
        let ends = (
            pieces.plain(start).to_owned(),
            pieces.stem(end - 1).to_owned(),
        );
        self.by_ends.get(&ends).copied().flatten()
    }
}

/// The names that a sentence gives to somebody whom it has just named.
pub(super) fn told(pieces: &Pieces<'_>, own: &[Draft]) -> Vec<Draft> {
    let mut found = Vec::new();
    for draft in own.iter().filter(|draft| draft.kind == MentionKind::Name) {
        let Some((start, end)) = other_name(pieces, draft.end) else {
            continue;
        };
        let person = draft
            .candidates
            .first()
            .is_some_and(|best| best.class == Class::Person);
        let of_people =
            (draft.end..start).any(|at| matches!(pieces.plain(at), "who" | "nicknamed" | "alias"));
        if of_people && !person {
            continue;
        }
        let listed = |other: &Draft| {
            other.start < end
                && start < other.end
                && other.candidates.first().is_some_and(|best| best.known)
        };
        if own.iter().any(listed) {
            continue;
        }
        let candidates = draft
            .candidates
            .iter()
            .map(|candidate| Candidate {
                reason: format!("the text says that {} is called so", candidate.label),
                ..candidate.clone()
            })
            .collect();
        found.push(Draft {
            start,
            end,
            possessive: pieces.all[end - 1].possessive,
            loose: false,
            kind: MentionKind::Name,
            candidates,
        });
    }
    found
}

/// The pieces of a name behind "also known as" at a piece.
fn other_name(pieces: &Pieces<'_>, at: usize) -> Option<(usize, usize)> {
    /// "Who is also widely known as".
    const WORDS: usize = 6;
    let mut words = Vec::new();
    for next in at..(at + WORDS).min(pieces.len()) {
        let word = pieces.plain(next);
        let known = matches!(
            (words.as_slice(), word),
            ([.., "known" | "to"], "as")
                | (_, "aka" | "nicknamed" | "alias")
                | ([.., "also" | "often" | "sometimes"], "called")
        );
        if known && (word != "as" || words.contains(&"known") || words.contains(&"referred")) {
            return name_at(pieces, next + 1);
        }
        let passes = matches!(
            word,
            "who"
                | "is"
                | "was"
                | "are"
                | "also"
                | "better"
                | "formerly"
                | "previously"
                | "widely"
                | "commonly"
                | "locally"
                | "known"
                | "referred"
                | "to"
                | "often"
                | "sometimes"
                | "now"
        );
        if !passes {
            return None;
        }
        words.push(word);
    }
    None
}

fn name_at(pieces: &Pieces<'_>, at: usize) -> Option<(usize, usize)> {
    let start = at + usize::from(pieces.plain(at) == "the");
    let mut end = start;
    while end < pieces.len() && end - start < LONGEST {
        let piece = &pieces.all[end];
        let barred = pieces
            .flags(end)
            .any(Flags::CALENDAR.or(Flags::DEMONYM).or(Flags::FUNCTION));
        if !(piece.capital || piece.article && pieces.joined(end)) || barred && !piece.article {
            break;
        }
        end += 1;
        if !pieces.joined(end - 1) || pieces.all[end - 1].gap == Gap::Comma {
            break;
        }
    }
    let small = end == start + 1 && pieces.plain(start).len() < 3;
    (end > start && !small).then_some((start, end))
}
