//! What the parser sees of a sentence: one unit for each node, and the features of its form.

use crate::model::{Sentence, Span, Word};

/// FNV-1a with a final mix, a hash that never changes between versions of Rust: the model file depends on it.
fn hash(kind: u8, bytes: &[u8]) -> u32 {
    let mut state = 0x811c_9dc5 ^ u32::from(kind).wrapping_mul(0x9e37_79b9);
    for byte in bytes {
        state = (state ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    }
    state ^= state >> 15;
    state = state.wrapping_mul(0x2c1b_3c6d);
    state ^ (state >> 12)
}

/// Whether a unit is a name that was found beforehand, and of how many words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    No,
    OneWord,
    Several,
}

/// Longest beginnings and endings that are features, in characters.
const BEGINNINGS: usize = 4;
const ENDINGS: usize = 5;

/// Adds the features of a unit as hash values, its form first: the form in lower case with digits as zeros, its shape,
/// its beginnings and endings, whether it is a name, whether the sentence begins with it.
pub(super) fn features(form: &str, first: bool, name: Name, found: &mut Vec<u32>) {
    let mut lower = String::with_capacity(form.len());
    let mut shape = [0_u8; 8];
    let mut length = 0;
    for character in form.chars() {
        let kind = match character {
            _ if character.is_uppercase() => b'X',
            _ if character.is_lowercase() => b'x',
            _ if character.is_numeric() => b'0',
            _ if character.is_alphabetic() => b'a',
            '’' | '`' | '´' | '‘' => b'\'',
            '“' | '”' | '„' => b'"',
            '–' | '—' => b'-',
            _ if character.is_ascii() => character as u8,
            _ => b'*',
        };
        if length < shape.len() && (length == 0 || shape[length - 1] != kind) {
            shape[length] = kind;
            length += 1;
        }
        match kind {
            b'0' | b'\'' | b'"' | b'-' => lower.push(char::from(kind)),
            _ => lower.extend(character.to_lowercase()),
        }
    }
    let bytes = lower.as_bytes();
    found.push(hash(1, bytes));
    found.push(hash(if first { 3 } else { 2 }, &shape[..length]));
    let capital = if shape[0] == b'X' { 20 } else { 0 };
    for (at, (end, _)) in lower.char_indices().skip(1).take(BEGINNINGS).enumerate() {
        found.push(hash(4 + at as u8, &bytes[..end]));
    }
    for (at, (start, _)) in lower.char_indices().rev().take(ENDINGS).enumerate() {
        if start > 0 {
            found.push(hash(10 + capital + at as u8, &bytes[start..]));
        }
    }
    match name {
        Name::No => {}
        Name::OneWord => found.push(hash(60, &[])),
        Name::Several => found.push(hash(61, &[])),
    }
}

/// The nodes of a sentence: names whole, every other token alone. Names out of order, overlapping or outside the
/// sentence are passed over.
pub(super) fn spans(sentence: &Sentence, names: &[Span<Word>]) -> Vec<(Span<Word>, Name)> {
    let count = u32::try_from(sentence.tokens.len()).unwrap_or(u32::MAX);
    let mut found = Vec::with_capacity(sentence.tokens.len());
    let mut next = 0;
    for name in names {
        if name.start < next || name.end <= name.start || name.end > count {
            continue;
        }
        found.extend((next..name.start).map(|at| (Span::new(at, at + 1), Name::No)));
        let kind = if name.len() == 1 {
            Name::OneWord
        } else {
            Name::Several
        };
        found.push((*name, kind));
        next = name.end;
    }
    found.extend((next..count).map(|at| (Span::new(at, at + 1), Name::No)));
    found
}

/// Which word of a name of several words stands for it: the last before the first that is written small ("General
/// Command of the Army" is a command), else the last.
pub(super) fn head_word<'t>(words: impl Iterator<Item = &'t str>) -> &'t str {
    let mut head = "";
    for word in words {
        let small = word.chars().next().is_some_and(char::is_lowercase);
        if small && head.chars().next().is_some_and(char::is_uppercase) && !word.contains('-') {
            break;
        }
        if word.chars().any(char::is_alphanumeric) || head.is_empty() {
            head = word;
        }
    }
    head
}
