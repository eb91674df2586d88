//! What the parser sees of a sentence: one unit for each node, its form reduced to numbers.

use crate::model::{Sentence, Span, Word};

/// Numbers that stand for properties of one unit. 0 is "nothing there".
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Unit {
    /// Form in lower case, digits as zeros.
    pub(super) form: u32,
    /// Last two characters.
    pub(super) suffix2: u32,
    /// Last three characters.
    pub(super) suffix3: u32,
    /// First three characters.
    pub(super) prefix: u32,
    /// Capitals, digits, marks in their order.
    pub(super) shape: u32,
    /// Whether the unit is a name found beforehand.
    pub(super) name: bool,
}

/// FNV-1a, a hash that never changes between versions of Rust: the model file depends on it.
pub(super) fn hash(bytes: &[u8], seed: u32) -> u32 {
    let mut state = 0x811c_9dc5 ^ seed.wrapping_mul(0x9e37_79b9);
    for byte in bytes {
        state = (state ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    }
    state ^= state >> 15;
    state = state.wrapping_mul(0x2c1b_3c6d);
    state ^= state >> 12;
    state.max(1)
}

impl Unit {
    /// The unit of a form at a place in its sentence.
    pub(super) fn new(form: &str, first: bool, name: bool) -> Unit {
        let mut lower = String::with_capacity(form.len());
        let mut shape = [0_u8; 8];
        let mut length = 0;
        for character in form.chars() {
            let kind = if character.is_uppercase() {
                b'X'
            } else if character.is_lowercase() {
                b'x'
            } else if character.is_numeric() {
                b'0'
            } else if character.is_alphabetic() {
                b'a'
            } else if character == '’' || character == '`' || character == '´' {
                b'\''
            } else if character.is_ascii() {
                character as u8
            } else {
                b'*'
            };
            if length < shape.len() && (length == 0 || shape[length - 1] != kind) {
                shape[length] = kind;
                length += 1;
            }
            match kind {
                b'0' => lower.push('0'),
                b'\'' => lower.push('\''),
                _ => lower.extend(character.to_lowercase()),
            }
        }
        let ends: Vec<(usize, char)> = lower.char_indices().collect();
        let from = |count: usize| {
            ends.len()
                .checked_sub(count)
                .and_then(|at| ends.get(at))
                .map_or(0, |(at, _)| *at)
        };
        let until = ends.get(3).map_or(lower.len(), |(at, _)| *at);
        Unit {
            form: hash(lower.as_bytes(), 1),
            suffix2: hash(&lower.as_bytes()[from(2)..], 2),
            suffix3: hash(&lower.as_bytes()[from(3)..], 3),
            prefix: hash(&lower.as_bytes()[..until], 4),
            shape: hash(&shape[..length], if first { 6 } else { 5 }),
            name,
        }
    }
}

/// The nodes of a sentence: names whole, every other token alone. Names out of order, overlapping or outside the
/// sentence are passed over.
pub(super) fn spans(sentence: &Sentence, names: &[Span<Word>]) -> Vec<(Span<Word>, bool)> {
    let count = u32::try_from(sentence.tokens.len()).unwrap_or(u32::MAX);
    let mut found = Vec::with_capacity(sentence.tokens.len());
    let mut next = 0;
    for name in names {
        if name.start < next || name.end <= name.start || name.end > count {
            continue;
        }
        found.extend((next..name.start).map(|at| (Span::new(at, at + 1), false)));
        found.push((*name, true));
        next = name.end;
    }
    found.extend((next..count).map(|at| (Span::new(at, at + 1), false)));
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
