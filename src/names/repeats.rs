//! Names that the document itself explains: an abbreviation in brackets, a last name after the full one, the
//! short form of an organization, an unlisted name met again where nothing around it would show it.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::aliases;
use super::context::Context;
use super::index::leads;
use super::lexicon::Flags;
use super::pieces::{Gap, Pieces};
use super::tagger::{Draft, Tagger};
use crate::model::{Candidate, Class, EntityId, MentionKind};

/// What a phrase of the document stands for.
#[derive(Debug, Clone)]
struct Known {
    /// The numbers of its words.
    words: Vec<u32>,
    candidates: Vec<Candidate>,
    /// The sentence and the piece from which on it is known.
    from: (usize, usize),
    /// Whether it counts before that too.
    everywhere: bool,
}

#[derive(Default)]
struct Phrases {
    by_first: FxHashMap<u32, Vec<Known>>,
}

impl Phrases {
    /// Adds a phrase for `best` unless it is there; what it stands for is asked only then.
    fn add(
        &mut self,
        words: Vec<u32>,
        best: &EntityId,
        from: (usize, usize),
        everywhere: bool,
        candidates: impl FnOnce() -> Vec<Candidate>,
    ) {
        let Some(first) = words.first() else {
            return;
        };
        let list = self.by_first.entry(*first).or_default();
        let there = |other: &Known| {
            other.words == words && other.candidates.first().is_some_and(|one| one.id == *best)
        };
        if !list.iter().any(there) {
            list.push(Known {
                words,
                candidates: candidates(),
                from,
                everywhere,
            });
        }
    }

    /// The longest phrase that stands at a piece, of several the one explained last before it.
    fn at(&self, pieces: &Pieces<'_>, sentence: usize, at: usize) -> Option<(&Known, usize, bool)> {
        let mut best: Option<(&Known, usize, bool)> = None;
        let stem = |at: usize| pieces.number(at, pieces.all[at].possessive);
        let first = pieces.number(at, false);
        let other = Some(stem(at)).filter(|stem| *stem != first);
        for word in [Some(first), other].into_iter().flatten() {
            for known in self.by_first.get(&word).into_iter().flatten() {
                let end = at + known.words.len();
                if end > pieces.len() || !(known.everywhere || known.from <= (sentence, at)) {
                    continue;
                }
                let fits = (at..end).zip(&known.words).all(|(piece, word)| {
                    let inner = piece + 1 < end;
                    let same =
                        pieces.number(piece, false) == *word || (!inner && stem(piece) == *word);
                    same && (!inner || pieces.joined(piece))
                });
                if !fits {
                    continue;
                }
                let possessive = pieces.all[end - 1].possessive;
                let better = best.is_none_or(|(other, length, _)| {
                    let past = |known: &Known| known.from <= (sentence, at);
                    (end, past(known), known.from) > (length, past(other), other.from)
                });
                if better {
                    best = Some((known, end, possessive));
                }
            }
        }
        best
    }
}

/// Adds the mentions that the document itself explains, and gives each unlisted name one type throughout.
pub(super) fn repeat(
    tagger: &Tagger<'_>,
    pieces: &[Pieces<'_>],
    context: &Context<'_>,
    drafts: &mut [Vec<Draft>],
) {
    unify(drafts);
    join_last_names(tagger, pieces, drafts);
    let mut phrases = Phrases::default();
    for (sentence, own) in drafts.iter_mut().enumerate() {
        abbreviations(sentence, &pieces[sentence], own, &mut phrases);
        for draft in aliases::told(&pieces[sentence], own) {
            if let Some(best) = draft.candidates.first() {
                let words = words_of(&pieces[sentence], &draft);
                let from = (sentence, draft.start);
                phrases.add(words, &best.id, from, true, || draft.candidates.clone());
            }
            own.retain(|other| other.end <= draft.start || draft.end <= other.start);
            let place = own.partition_point(|other| other.start < draft.start);
            own.insert(place, draft);
        }
    }
    for (sentence, own) in drafts.iter().enumerate() {
        for draft in own.iter().filter(|draft| draft.kind == MentionKind::Name) {
            explain(tagger, sentence, &pieces[sentence], draft, &mut phrases);
        }
    }
    let mut covered = Vec::new();
    for (sentence, own) in drafts.iter_mut().enumerate() {
        fill(
            sentence,
            &pieces[sentence],
            context,
            own,
            &phrases,
            &mut covered,
        );
    }
}

/// One unlisted name has one type in a document: the one with most weight.
fn unify(drafts: &mut [Vec<Draft>]) {
    let name_of = |id: &EntityId| id.as_str().split_once('/').map(|(_, name)| name.to_owned());
    let mut weights: FxHashMap<String, Vec<(Candidate, f32)>> = FxHashMap::default();
    for draft in drafts.iter().flatten() {
        let Some(best) = draft.candidates.first().filter(|best| !best.known) else {
            continue;
        };
        let Some(name) = name_of(&best.id) else {
            continue;
        };
        let list = weights.entry(name).or_default();
        match list.iter_mut().find(|(other, _)| other.id == best.id) {
            Some((_, weight)) => *weight += best.score,
            None => list.push((best.clone(), best.score)),
        }
    }
    let mut settled: FxHashMap<String, Candidate> = FxHashMap::default();
    for (name, list) in weights {
        let best = list
            .iter()
            .max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.id.cmp(&a.0.id)));
        if let (Some((best, _)), true) = (best, list.len() > 1) {
            settled.insert(name, best.clone());
        }
    }
    for draft in drafts.iter_mut().flatten() {
        let Some(best) = draft.candidates.first_mut().filter(|best| !best.known) else {
            continue;
        };
        if let Some(one) = name_of(&best.id).and_then(|name| settled.get(&name))
            && one.id != best.id
        {
            best.id = one.id.clone();
            best.class = one.class;
            best.reason = format!("{}, as elsewhere in the text", one.reason);
            draft.candidates.truncate(1);
        }
    }
}

/// The words by which a person of a full name is called for short, as ranges of the pieces: "Houghton", "Abdel Rahman",
/// "Mistura" and "de Mistura".
fn last_names(
    tagger: &Tagger<'_>,
    pieces: &Pieces<'_>,
    draft: &Draft,
) -> impl Iterator<Item = Range<usize>> {
    let folder = tagger.lexicon.folder();
    let word = |at: usize| word_of(pieces, draft, at);
    let first =
        draft.start + usize::from(draft.start < draft.end && folder.is_article(word(draft.start)));
    let last = draft.end.saturating_sub(1);
    let named = last > first && word(last).chars().nth(2).is_some();
    let bound = named && folder.binds(word(last - 1));
    let particle =
        |at: usize| pieces.flags(at).any(Flags::PARTICLE) && !folder.is_article(word(at));
    let two = named && (bound || particle(last - 1));
    let one = named && !bound;
    [
        two.then(|| last - 1..draft.end),
        one.then_some(last..draft.end),
    ]
    .into_iter()
    .flatten()
    .filter(|name| name.len() < draft.end - draft.start)
}

/// "General Houghton" is the Nicholas Houghton whom the document names elsewhere.
fn join_last_names(tagger: &Tagger<'_>, pieces: &[Pieces<'_>], drafts: &mut [Vec<Draft>]) {
    let folder = tagger.lexicon.folder();
    let key_of = |pieces: &Pieces<'_>, draft: &Draft, words: Range<usize>| -> Vec<u8> {
        let mut key = Vec::new();
        for at in words {
            folder.key(word_of(pieces, draft, at), &mut key);
        }
        key
    };
    let mut full: FxHashMap<Vec<u8>, Option<Candidate>> = FxHashMap::default();
    for (pieces, own) in pieces.iter().zip(drafts.iter()) {
        for draft in own {
            let Some(best) = draft.candidates.first() else {
                continue;
            };
            if best.class != Class::Person {
                continue;
            }
            for last in last_names(tagger, pieces, draft) {
                full.entry(key_of(pieces, draft, last))
                    .and_modify(|known| {
                        // Two people of one last name: the last name alone tells neither.
                        if known.as_ref().is_some_and(|known| known.id != best.id) {
                            *known = None;
                        }
                    })
                    .or_insert_with(|| Some(best.clone()));
            }
        }
    }
    if full.is_empty() {
        return;
    }
    for (pieces, own) in pieces.iter().zip(drafts.iter_mut()) {
        for draft in own {
            let Some(best) = draft.candidates.first().filter(|best| !best.known) else {
                continue;
            };
            let led = draft.end - draft.start > 1
                && folder.is_article(word_of(pieces, draft, draft.start));
            let first = draft.start + usize::from(led);
            if (best.class == Class::Person || draft.end - first == 1)
                && let Some(Some(person)) = full.get(&key_of(pieces, draft, first..draft.end))
                && person.id != best.id
            {
                let joined = Candidate {
                    reason: format!("last name of {}", person.label),
                    ..person.clone()
                };
                draft.candidates[0] = joined;
            }
        }
    }
}

/// A word of a mention in plain letters, the last without the "s" behind which it does not go.
fn word_of<'t>(pieces: &Pieces<'t>, draft: &Draft, at: usize) -> &'t str {
    if at + 1 == draft.end && draft.possessive {
        pieces.stem_of(at)
    } else {
        pieces.plain(at)
    }
}

/// The numbers of some words of a mention.
fn numbers_of(pieces: &Pieces<'_>, draft: &Draft, words: Range<usize>) -> Vec<u32> {
    words
        .map(|at| pieces.number(at, at + 1 == draft.end && draft.possessive))
        .collect()
}

/// The numbers of the words of a mention.
fn words_of(pieces: &Pieces<'_>, draft: &Draft) -> Vec<u32> {
    numbers_of(pieces, draft, draft.start..draft.end)
}

/// "Syrian Observatory for Human Rights (SOHR)".
fn abbreviations(
    sentence: usize,
    pieces: &Pieces<'_>,
    own: &mut Vec<Draft>,
    phrases: &mut Phrases,
) {
    let mut added = Vec::new();
    for draft in own.iter() {
        let at = draft.end;
        let Some(short) = pieces.all.get(at) else {
            continue;
        };
        let length = short.end - short.start;
        if draft.kind != MentionKind::Name
            || !short.upper
            || !(2..=8).contains(&length)
            || pieces.gap_before(at) != Gap::Break
            || !pieces.in_brackets(at)
        {
            continue;
        }
        // A listed name in brackets stays itself where the two are said to be other things.
        if let Some(known) = own.iter().find(|other| other.start == at)
            && known.candidates.first().is_some_and(|best| best.known)
        {
            continue;
        }
        let candidates: Vec<Candidate> = draft
            .candidates
            .iter()
            .map(|candidate| Candidate {
                reason: format!("the text gives it as short for {}", candidate.label),
                ..candidate.clone()
            })
            .collect();
        added.push(Draft {
            start: at,
            end: at + 1,
            loose: false,
            possessive: false,
            kind: MentionKind::Name,
            candidates: candidates.clone(),
        });
        if let Some(best) = draft.candidates.first() {
            let word = vec![pieces.number(at, false)];
            phrases.add(word, &best.id, (sentence, at), true, || candidates);
        }
    }
    for draft in added {
        own.retain(|other| other.start != draft.start);
        let place = own.partition_point(|other| other.start < draft.start);
        own.insert(place, draft);
    }
}

/// What a mention lets the rest of the document say in short.
fn explain(
    tagger: &Tagger<'_>,
    sentence: usize,
    pieces: &Pieces<'_>,
    draft: &Draft,
    phrases: &mut Phrases,
) {
    let Some(best) = draft.candidates.first() else {
        return;
    };
    let from = (sentence, draft.start);
    let with = |reason: String| -> Vec<Candidate> {
        vec![Candidate {
            reason,
            ..best.clone()
        }]
    };
    if !best.known || tagger.is_compiled(&best.id) {
        phrases.add(words_of(pieces, draft), &best.id, from, true, || {
            with(format!("{}; met again", best.reason))
        });
    }
    match best.class {
        Class::Person => {
            for last in last_names(tagger, pieces, draft) {
                let words = numbers_of(pieces, draft, last);
                phrases.add(words, &best.id, from, true, || {
                    with(format!("last name of {}", best.label))
                });
            }
        }
        Class::Organization
        | Class::ArmedGroup
        | Class::Media
        | Class::ArmedForce
        | Class::Government
        | Class::Facility
        | Class::Operation
        | Class::Coalition => {
            let Some(head) = head(tagger, pieces, draft) else {
                return;
            };
            let vague = matches!(
                best.class,
                Class::ArmedForce | Class::Government | Class::Facility | Class::Operation
            );
            if head.len() == 1 && vague {
                return;
            }
            let words = head.map(|at| pieces.number(at, false)).collect();
            phrases.add(words, &best.id, from, false, || {
                with(format!("short for {}", best.label))
            });
        }
        _ => {}
    }
}

/// What a long name is called for short: "Observatory" of "Syrian Observatory for Human Rights", "General
/// Command" of "General Command of the Army".
fn head(tagger: &Tagger<'_>, pieces: &Pieces<'_>, draft: &Draft) -> Option<Range<usize>> {
    let mut end = draft.end;
    for at in draft.start..draft.end {
        if matches!(pieces.plain(at), "of" | "for") {
            end = at;
            break;
        }
    }
    let coalition = draft
        .candidates
        .first()
        .is_some_and(|best| best.class == Class::Coalition);
    if coalition && draft.end - draft.start > 1 {
        return Some(draft.end - 1..draft.end);
    }
    let mut start = draft.start;
    // Without the nationality or the place before it.
    while start < end && (tagger.demonym_at(pieces, start) || !pieces.all[start].capital) {
        start += 1;
    }
    let whole = end <= start || end - start == draft.end - draft.start;
    if whole || end - start > 2 || !(start..end).all(|at| pieces.all[at].capital) {
        return None;
    }
    Some(start..end)
}

/// Puts in the explained phrases where nothing else stands.
fn fill(
    sentence: usize,
    pieces: &Pieces<'_>,
    context: &Context<'_>,
    own: &mut Vec<Draft>,
    phrases: &Phrases,
    covered: &mut Vec<bool>,
) {
    if phrases.by_first.is_empty() {
        return;
    }
    covered.clear();
    covered.resize(pieces.len(), false);
    for draft in own.iter() {
        covered[draft.start..draft.end].fill(!draft.loose);
    }
    let mut at = 0;
    while at < pieces.len() {
        let piece = &pieces.all[at];
        let written = piece.capital || context.lower;
        if covered[at] || !written || piece.article && pieces.joined(at) && covered[at + 1] {
            at += 1;
            continue;
        }
        let Some((known, end, possessive)) = phrases.at(pieces, sentence, at) else {
            at += 1;
            continue;
        };
        let definite = at > 0 && pieces.plain(at - 1) == "the" && piece.capital && !pieces.titled;
        let common = known.words.len() == 1
            && !definite
            && pieces
                .flags(at)
                .any(Flags::COMMON.or(Flags::CALENDAR).or(Flags::FIRST_NAME));
        if common || (at..end).any(|piece| covered[piece]) {
            at += 1;
            continue;
        }
        // A last name stands behind another first name: that is somebody else.
        let best = known.candidates.first();
        let other = at > 0
            && pieces.joined(at - 1)
            && best.is_some_and(|best| best.class == Class::Person)
            && pieces.flags(at - 1).any(Flags::FIRST_NAME);
        if other {
            at = end;
            continue;
        }
        let mut start = at;
        if at > 0 && pieces.all[at - 1].article && leads(pieces, at - 1) && !covered[at - 1] {
            start = at - 1;
        }
        if own
            .iter()
            .any(|draft| draft.start < end && start < draft.end)
        {
            // Only a person whom the text names in full takes the place of a loose spelling.
            let person = best.is_some_and(|best| best.class == Class::Person);
            if !person || known.words.len() > 1 {
                at = end;
                continue;
            }
            own.retain(|draft| !(draft.start < end && start < draft.end));
        }
        covered[start..end].fill(true);
        own.push(Draft {
            start,
            end,
            loose: false,
            possessive: possessive && known.words.last() != Some(&pieces.number(end - 1, false)),
            kind: MentionKind::Name,
            candidates: known.candidates.clone(),
        });
        at = end;
    }
    own.sort_by_key(|draft| draft.start);
}
