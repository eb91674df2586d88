//! Near-identical texts: the share of runs of words that two texts have in common (Broder, "On the
//! resemblance and containment of documents", 1997), found for many documents by min-wise hashing.

use rustc_hash::FxHashMap;

use crate::model::Outline;

/// The words of a shingle.
const RUN: usize = 4;

/// The resemblance from which two texts are one.
const ONE_TEXT: f64 = 0.6;

/// Shingles that a text must have, below which likeness may be chance.
const ENOUGH: usize = 6;

/// The hashes of a sketch: `BANDS` groups of `ROWS`. Two documents with 0.6 of their shingles in common agree in
/// a whole band in 997 of 1,000 cases.
const BANDS: usize = 24;
const ROWS: usize = 3;

/// The shingles of a text, sorted, each once. Case and punctuation make no difference.
pub(super) fn shingles<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<u64> {
    let mut found = Vec::new();
    for text in texts {
        let words: Vec<u64> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| {
                word.chars()
                    .flat_map(char::to_lowercase)
                    .fold(0xcbf2_9ce4_8422_2325, |hash, c| {
                        (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3)
                    })
            })
            .collect();
        found.extend(words.windows(RUN).map(|run| {
            run.iter()
                .fold(0, |hash: u64, word| mix(hash.rotate_left(5) ^ word))
        }));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether two texts are near-identical, by their shingles.
pub(super) fn one_text(a: &[u64], b: &[u64]) -> bool {
    if a.len().min(b.len()) < ENOUGH {
        return false;
    }
    let (mut at, mut shared) = (0, 0_usize);
    for shingle in a {
        while b.get(at).is_some_and(|other| other < shingle) {
            at += 1;
        }
        shared += usize::from(b.get(at) == Some(shingle));
    }
    shared as f64 >= ONE_TEXT * (a.len() + b.len() - shared) as f64
}

/// For each document the document whose text it repeats: the first published of those that are near-identical by the
/// sentences that state something; itself where there is none.
pub(super) fn copies(outlines: &[Outline]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..outlines.len() as u32).collect();
    // A text without a date comes last, so that it does not pass for the first.
    order.sort_by_key(|at| {
        let outline = &outlines[*at as usize];
        (outline.published.is_none(), outline.published, *at)
    });
    let mut first: Vec<u32> = (0..outlines.len() as u32).collect();
    let mut bands: FxHashMap<(u8, u64), u32> = FxHashMap::default();
    for at in order {
        let own = sentences(&outlines[at as usize]);
        if own.len() < 2 * ENOUGH {
            continue;
        }
        let sketch = sketch(&own);
        let mut tried: Vec<u32> = Vec::new();
        for (band, rows) in sketch.chunks(ROWS).enumerate() {
            let hash = rows.iter().fold(0, |hash, row| mix(hash ^ row));
            let leader = *bands.entry((band as u8, hash)).or_insert(at);
            if leader == at || first[at as usize] != at || tried.contains(&leader) {
                continue;
            }
            tried.push(leader);
            if one_text(&own, &sentences(&outlines[leader as usize])) {
                first[at as usize] = first[leader as usize];
            }
        }
    }
    first
}

fn sentences(outline: &Outline) -> Vec<u64> {
    let mut last = None;
    let texts = outline.relations.iter().filter_map(|relation| {
        let sentence: &str = &relation.sentence;
        let new = last != Some(sentence);
        last = Some(sentence);
        new.then_some(sentence)
    });
    shingles(texts)
}

fn sketch(shingles: &[u64]) -> Vec<u64> {
    let mut least = vec![u64::MAX; BANDS * ROWS];
    for shingle in shingles {
        for (seed, least) in least.iter_mut().enumerate() {
            *least = (*least).min(mix(shingle ^ mix(seed as u64 + 1)));
        }
    }
    least
}

/// The finaliser of SplitMix64: every bit of the result hangs on every bit of the number.
fn mix(number: u64) -> u64 {
    let mut hash = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_a_word_changed_is_the_same_text_and_one_on_the_same_matter_is_not() {
        let first = "Government troops entered the village of Marwan early on Monday after two days of \
                     shelling, a local council said in a statement sent to reporters.";
        let again = "Government troops entered the village of Marwan early on Monday after two days of \
                     shelling, a local council said in a statement sent to journalists.";
        let other = "The village of Marwan fell to government troops on Monday, residents said by telephone, \
                     and families were leaving along the road to the north.";
        let shingles = |text| shingles([text]);
        assert!(one_text(&shingles(first), &shingles(again)));
        assert!(!one_text(&shingles(first), &shingles(other)));
        assert!(!one_text(
            &shingles("too short to tell"),
            &shingles("too short to tell")
        ));
    }
}
