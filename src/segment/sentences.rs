//! Where sentences end among the tokens of one line.

use super::lists::{Abbreviation, LISTS};
use crate::model::Token;

/// The ends of the sentences as token indices, exclusive, ascending; the last is the number of tokens.
pub(super) fn ends(text: &str, tokens: &[Token]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut begin = 0;
    let mut index = 0;
    while index < tokens.len() {
        let mark = form(text, tokens, index);
        let after = if stop(mark) {
            closing(text, tokens, index + 1)
        } else {
            index + 1
        };
        if after < tokens.len() && ends_here(text, tokens, begin, index, after) {
            found.push(after);
            begin = after;
        }
        index = after;
    }
    if begin < tokens.len() {
        found.push(tokens.len());
    }
    found
}

fn form<'t>(text: &'t str, tokens: &[Token], index: usize) -> &'t str {
    tokens
        .get(index)
        .and_then(|token| text.get(token.span.start as usize..token.span.end as usize))
        .unwrap_or_default()
}

/// Whether the token consists of marks that may end a sentence.
fn stop(form: &str) -> bool {
    !form.is_empty()
        && form
            .chars()
            .all(|c| matches!(c, '.' | '!' | '?' | '…' | '؟' | '。'))
}

/// The first token from `index` on that does not close what the sentence opened.
fn closing(text: &str, tokens: &[Token], index: usize) -> usize {
    let mut index = index;
    while let Some(token) = tokens.get(index) {
        let joined = token.span.start == tokens[index - 1].span.end;
        let closes = match form(text, tokens, index) {
            ")" | "]" | "}" | "”" | "’" | "»" | "''" => true,
            "\"" | "'" => joined,
            other => joined && stop(other),
        };
        if !closes {
            break;
        }
        index += 1;
    }
    index
}

/// Whether the sentence that began at `begin` ends with the token at `index`, so that the next begins at `after`.
fn ends_here(text: &str, tokens: &[Token], begin: usize, index: usize, after: usize) -> bool {
    let mark = form(text, tokens, index);
    let next = form(text, tokens, after);
    let first = next.chars().next().unwrap_or(' ');
    // Behind an opening quote or bracket the word decides.
    let word = if first.is_alphanumeric() {
        first
    } else {
        form(text, tokens, after + 1)
            .chars()
            .next()
            .unwrap_or(first)
    };
    if stop(mark) {
        // The number of a list item: "1. The army".
        if index == begin + 1 && mark == "." && enumerator(form(text, tokens, begin)) {
            return false;
        }
        if mark == "." || mark == "。" {
            return !word.is_lowercase() && !matches!(first, ',' | ';' | ':' | ')');
        }
        let quoted = after > index + 1;
        return if mark.starts_with('.') || mark == "…" || quoted {
            word.is_uppercase()
        } else {
            !word.is_lowercase()
        };
    }
    let Some(abbreviation) = mark.strip_suffix('.') else {
        return false;
    };
    if abbreviation.is_empty() || !first.is_uppercase() && !matches!(first, '"' | '“') {
        return false;
    }
    let known = LISTS.abbreviations.get(&abbreviation.to_lowercase());
    let starts = LISTS.starters.contains(&next.to_lowercase());
    match known {
        Some(Abbreviation::Before) => false,
        Some(Abbreviation::Month | Abbreviation::Last) => starts || !first.is_uppercase(),
        None => abbreviation.contains('.') && starts,
    }
}

/// Whether a sentence that holds nothing else yet is the number or letter of a list item.
fn enumerator(form: &str) -> bool {
    form.len() <= 3 && form.chars().all(|c| c.is_ascii_digit())
        || form.len() == 1 && form.chars().all(char::is_alphabetic)
}
